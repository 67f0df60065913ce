"""Answers as plain data: what crosses from the student's kernel to the grader.

Only numbers, texts, lists and dictionaries cross, so no object of a student's own is ever asked
whether it is right.
"""

from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np

LARGEST = 100_000  # elements; no task asks for a tenth of that
DEEPEST = 6  # lists inside lists


def encode(value: Any, depth: int = 0) -> dict[str, Any]:
    """A value as JSON data with its type beside it: {"type": ..., "value": ...}. Never raises."""
    try:
        return _encode(value, depth)
    except Exception:  # whatever a student's own type does when it is looked at
        return _other(type(value).__name__)


def _encode(value: Any, depth: int) -> dict[str, Any]:
    if value is None or value is Ellipsis:
        return {"type": "nothing"}
    if isinstance(value, bool | np.bool_):
        return {"type": "bool", "value": bool(value)}
    if isinstance(value, Real | Decimal):  # Python's, NumPy's and fractions
        single = isinstance(value, np.float32 | np.float16)
        return {"type": "number", "value": _number(value), "dtype": _precision(single)}
    if isinstance(value, str):
        return {"type": "text", "value": value[:1000]}
    if isinstance(value, np.ndarray):
        return _encode_array(value)
    if isinstance(value, list | tuple | dict):
        if depth == DEEPEST or len(value) > LARGEST:
            return _other(f"{type(value).__name__}, too large or too deep")
        return _encode_items(value, depth + 1)
    return _other(type(value).__name__, callable(value))


def _other(name: str, is_callable: bool = False) -> dict[str, Any]:
    return {"type": "other", "value": name, "callable": is_callable}


def _precision(single: bool) -> str:
    return "float32" if single else "float64"


def _number(value: Any) -> float | str:
    """JSON has no NaN and no infinity; they cross as text, and float() reads them back."""
    number = float(value)
    return number if np.isfinite(number) else repr(number)


def _encode_array(value: np.ndarray) -> dict[str, Any]:
    if value.dtype.kind not in "iuf":
        return _other(f"array of {value.dtype}")
    if value.size > LARGEST:
        return _other(f"array of {value.size} numbers")
    return {
        "type": "array",
        "shape": list(value.shape),
        "value": [_number(each) for each in np.asarray(value).ravel().tolist()],
        "dtype": _precision(value.dtype in (np.float32, np.float16)),
    }


def _encode_items(value: Any, depth: int) -> dict[str, Any]:
    """A list is kept as a list: it may stand for an array or for several parts."""
    if isinstance(value, dict):
        items = {str(key): encode(item, depth) for key, item in value.items()}
        return {"type": "dict", "value": items}
    return {"type": "list", "value": [encode(each, depth) for each in value]}


def as_array(plain: dict[str, Any]) -> np.ndarray | None:
    """The array that plain data stand for (a number is 0-d), or None if they are not numbers."""
    if plain["type"] == "number":
        return np.array(float(plain["value"]))
    if plain["type"] == "array":
        return np.array([float(each) for each in plain["value"]]).reshape(plain["shape"])
    if plain["type"] == "list":
        rows = [as_array(each) for each in plain["value"]]
        arrays = [row for row in rows if row is not None]
        if rows and len(arrays) == len(rows) and len({row.shape for row in arrays}) == 1:
            return np.stack(arrays)
    return None


def is_single_precision(plain: dict[str, Any]) -> bool:
    """Whether any number in it was held in float32, which carries seven digits."""
    if plain["type"] == "list":
        return any(is_single_precision(each) for each in plain["value"])
    if plain["type"] == "dict":
        return any(is_single_precision(each) for each in plain["value"].values())
    return plain.get("dtype") == "float32"


def well_formed(response: Any) -> bool:
    """Whether this is a response as `collect` makes them, and not something a kernel made up."""
    if not isinstance(response, dict):
        return False
    if "calls" not in response:
        return _is_plain(response.get("answer"))
    calls = response["calls"]
    if not isinstance(calls, list) or not isinstance(response.get("function"), str):
        return False
    return all(isinstance(call, dict) and _is_call(call) for call in calls)


def cleaned(response: dict[str, Any]) -> dict[str, Any] | None:
    """A response without anything that `collect` would not have put there; None if it is none.

    What a forged one holds beside that could be of any depth and size.
    """
    if not well_formed(response):
        return None
    kept: dict[str, Any] = {"task": _text(response["task"])}
    if "calls" not in response:
        return kept | {"answer": _clean(response["answer"])}
    calls = [_clean_call(call) for call in response["calls"]]
    return kept | {"function": _text(response["function"])[:200], "calls": calls}


def _clean_call(call: dict[str, Any]) -> dict[str, Any]:
    if "engine" in call:
        return {"engine": True}
    if call.get("raised") is not None:
        return {"raised": [_text(each)[:300] for each in call["raised"]]}
    return {"returned": _clean(call["returned"]), "changed": call.get("changed", [])}


def _clean(plain: dict[str, Any]) -> dict[str, Any]:
    kind = plain["type"]
    value: Any = plain.get("value")
    if kind == "list":
        value = [_clean(each) for each in value]
    elif kind == "dict":
        value = {_text(name): _clean(each) for name, each in value.items()}
    elif isinstance(value, str):
        value = _text(value)
    kept = {"shape": list, "callable": bool, "dtype": str}
    more = {name: plain[name] for name, of in kept.items() if type(plain.get(name)) is of}
    return {"type": kind, **({"value": value} if "value" in plain else {}), **more}


def _text(value: Any) -> str:
    """A text that can be written to a file: half a character becomes a question mark."""
    return str(value).encode("utf-8", "replace").decode()


def _is_call(call: dict[str, Any]) -> bool:
    raised = call.get("raised")
    if "engine" in call:
        return call["engine"] is True
    if raised is not None:
        return isinstance(raised, list) and [type(each) for each in raised] == [str, str]
    changed = call.get("changed", [])
    numbers = isinstance(changed, list) and all(type(number) is int for number in changed)
    return numbers and _is_plain(call.get("returned"))


def _is_plain(plain: Any, depth: int = 0) -> bool:
    if not isinstance(plain, dict) or depth > DEEPEST:
        return False
    kind, value = plain.get("type"), plain.get("value")
    if kind == "list":
        return isinstance(value, list) and all(_is_plain(each, depth + 1) for each in value)
    if kind == "dict":
        return isinstance(value, dict) and all(_is_plain(v, depth + 1) for v in value.values())
    if kind == "array":
        return _is_array(value, plain.get("shape"))
    simple = {
        "nothing": value is None,
        "bool": isinstance(value, bool),
        "number": _is_number(value),
        "text": isinstance(value, str),
        "other": isinstance(value, str) and isinstance(plain.get("callable"), bool),
    }
    return isinstance(kind, str) and simple.get(kind, False)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) or value in ("nan", "inf", "-inf")


def _is_array(value: Any, shape: Any) -> bool:
    if not (isinstance(value, list) and all(_is_number(each) for each in value)):
        return False
    if not (isinstance(shape, list) and all(type(n) is int and n >= 0 for n in shape)):
        return False
    return len(shape) <= 32 and int(np.prod(shape, dtype=object)) == len(value)


def decode_input(value: Any) -> Any:
    """An input of a question: a list becomes an array, layers a list of arrays, a number stays."""
    if isinstance(value, dict):
        return [decode_input(each) for each in value["layers"]]
    return np.array(value) if isinstance(value, list) else value
