"""Answers as plain data: what crosses from the student's kernel to the grader.

Only numbers, texts, lists and dictionaries cross, so no object of a student's own is ever asked
whether it is right.
"""

from typing import Any

import numpy as np

LARGEST = 100_000  # elements; no task asks for a tenth of that


def encode(value: Any) -> dict[str, Any]:
    """A value as JSON data with its type beside it: {"type": ..., "value": ...}."""
    if value is None or value is Ellipsis:
        return {"type": "nothing"}
    if isinstance(value, (bool, np.bool_)):
        return {"type": "bool", "value": bool(value)}
    if isinstance(value, (int, float, np.integer, np.floating)):
        precision = "float32" if isinstance(value, (np.float32, np.float16)) else "float64"
        return {"type": "number", "value": _number(value), "dtype": precision}
    if isinstance(value, str):
        return {"type": "text", "value": value[:1000]}
    if isinstance(value, dict):
        items = {str(key): encode(item) for key, item in list(value.items())[:100]}
        return {"type": "dict", "value": items}
    if isinstance(value, np.ndarray):
        return _encode_array(value)
    if isinstance(value, (list, tuple)):
        return _encode_sequence(value)
    return {"type": "other", "value": type(value).__name__, "callable": callable(value)}


def _number(value: Any) -> float | str:
    """JSON has no NaN and no infinity; they cross as text, and float() reads them back."""
    number = float(value)
    return number if np.isfinite(number) else repr(number)


def _encode_array(value: np.ndarray) -> dict[str, Any]:
    if value.dtype.kind not in "iuf":
        return {"type": "other", "value": f"array of {value.dtype}", "callable": False}
    if value.size > LARGEST:
        return {"type": "other", "value": f"array of {value.size} numbers", "callable": False}
    single = value.dtype in (np.float32, np.float16)
    return {
        "type": "array",
        "shape": list(value.shape),
        "value": [_number(each) for each in value.ravel().tolist()],
        "dtype": "float32" if single else "float64",
    }


def _encode_sequence(value: list[Any] | tuple[Any, ...]) -> dict[str, Any]:
    """A list is kept as a list: it may stand for an array or for several parts."""
    if len(value) > LARGEST:
        return {"type": "other", "value": f"list of {len(value)} items", "callable": False}
    return {"type": "list", "value": [encode(each) for each in value]}


def numbers(plain: dict[str, Any]) -> np.ndarray | None:
    """The array that plain data stand for (a number is 0-d), or None if they are not numbers."""
    if plain["type"] == "number":
        return np.array(float(plain["value"]))
    if plain["type"] == "array":
        return np.array([float(each) for each in plain["value"]]).reshape(plain["shape"])
    if plain["type"] == "list":
        rows = [numbers(each) for each in plain["value"]]
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


def decode_input(value: Any) -> Any:
    """An input of a question: a list becomes an array, anything else stays what it is."""
    return np.array(value) if isinstance(value, list) else value
