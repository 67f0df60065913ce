"""From plain data to the arrays that were asked for, or to the reason why there are none."""

from typing import Any

import numpy as np

from autograder.checking import display
from autograder.checking.plain import as_array

Plain = dict[str, Any]


class Problem(Exception):
    """An answer that can't be compared: a key of `messages.PROBLEMS` and its fields."""

    def __init__(self, key: str, **fields: str) -> None:
        super().__init__(key)
        self.key, self.fields = key, fields


def parts(plain: Plain, targets: dict[str, np.ndarray], listed: str) -> dict[str, np.ndarray]:
    """The answer's arrays by name, each in its target's shape; `listed` is what a student reads.

    Several parts come as a tuple or list in the order asked, or as a dictionary by name. One that
    is None becomes NaN. Raises Problem for nothing, text, a wrong number of parts, a wrong shape,
    NaN or infinity.
    """
    refuse(plain, wanted(targets))
    plain = _flat(plain, list(targets))
    if len(targets) == 1 and plain["type"] != "dict":
        split = [plain]
    else:
        split = _split(plain, list(targets), listed)
    if all(each["type"] == "nothing" for each in split):
        raise Problem("nothing")
    if len(split) > 1 and _fits(split[::-1], targets) and not _fits(split, targets):
        raise Problem("order", names=listed)
    pairs = zip(split, targets.items(), strict=True)
    # A part that is still open is wrong, and the others keep their credit.
    return {
        name: np.full(target.shape, np.nan)
        if each["type"] == "nothing"
        else _part(each, name, target)
        for each, (name, target) in pairs
    }


def _fits(split: list[Plain], targets: dict[str, np.ndarray]) -> bool:
    """Whether every part is its target, or nearly so."""
    arrays = [as_array(each) for each in split]
    pairs = zip(arrays, targets.values(), strict=True)
    return all(
        array is not None and array.shape == target.shape and np.allclose(array, target, rtol=0.02)
        for array, target in pairs
    )


def refuse(plain: Plain, expected: str) -> None:
    """Raise Problem for what is no number, array or collection of them."""
    kind = plain["type"]
    if kind == "nothing":
        raise Problem("nothing")
    if kind == "text":
        raise Problem("text", wanted=expected, given=repr(plain["value"][:40]))
    if kind == "bool":
        raise Problem("type", wanted=expected, given=f"the truth value {plain['value']}")
    if kind == "other" and plain["callable"]:
        raise Problem("a-function", wanted=expected)
    if kind == "other":
        raise Problem("type", wanted=expected, given=f"of type {plain['value']}")


def wanted(targets: dict[str, np.ndarray]) -> str:
    """What is expected, in words."""
    if len(targets) > 1:
        return f"{len(targets)} values"
    (target,) = targets.values()
    return "a number" if target.ndim == 0 else f"an array of shape {target.shape}"


def _split(plain: Plain, names: list[str], listed: str) -> list[Plain]:
    if plain["type"] == "dict":
        plain = {"type": "dict", "value": _by_plain_name(plain["value"])}
        missing = [name for name in names if name not in plain["value"]]
        if missing:
            given = f"a dictionary without {', '.join(missing)}"
            raise Problem("count", wanted=f"{len(names)} values", given=given, names=listed)
        return [plain["value"][name] for name in names]
    if plain["type"] == "list" and len(plain["value"]) == len(names):
        return list(plain["value"])
    array = as_array(plain)
    if array is not None and array.size == len(names):  # one number each, in an array
        return [{"type": "number", "value": each} for each in array.ravel().tolist()]
    given = f"{len(plain['value'])}" if plain["type"] == "list" else "1"
    raise Problem("count", wanted=f"{len(names)} values", given=given, names=listed)


def _flat(plain: Plain, names: list[str]) -> Plain:
    """Lists by layer, dW = [None, dW[1], ...] and db alike, as one list; all else as it came.

    Slot 0 may hold anything, and may be missing.
    """
    counts: dict[str, int] = {}
    for name in names:
        stem, _, layer = name.partition("[")
        counts[stem] = counts.get(stem, 0) + bool(layer)
    if not all(counts.values()):
        return plain
    alone = len(counts) == 1 and plain["type"] == "list" and len(plain["value"]) > len(names)
    lists = [plain] if alone else plain["value"]
    if not isinstance(lists, list) or len(lists) != len(counts):
        return plain
    fits = [
        isinstance(each, dict) and each["type"] == "list" and len(each["value"]) in (n, n + 1)
        for each, n in zip(lists, counts.values(), strict=True)
    ]
    if not all(fits):
        return plain
    flat = [e for each, n in zip(lists, counts.values(), strict=True) for e in each["value"][-n:]]
    return {"type": "list", "value": flat}


def _by_plain_name(value: dict[str, Plain]) -> dict[str, Plain]:
    """dW1 and dE_dW1 are names for what belongs to W1."""
    return {key.removeprefix("dE_d").removeprefix("d"): each for key, each in value.items()} | value


def _part(plain: Plain, name: str, target: np.ndarray) -> np.ndarray:
    refuse(plain, wanted({name: target}))
    array = as_array(plain)
    if array is None:
        raise Problem("type", wanted=wanted({name: target}), given="a list that is no array")
    if not np.all(np.isfinite(array)):
        what = "NaN (not a number)" if np.any(np.isnan(array)) else "an infinite number"
        raise Problem("nan", given=what)
    # A row for a column, or a number in brackets, is no mistake; a transposed matrix may be one.
    if array.squeeze().shape == target.squeeze().shape:
        return array.reshape(target.shape)
    if target.ndim == 0:
        raise Problem("not-added-up", given=str(array.shape))
    return array  # of another shape: the judge may know the mistake by its numbers


def in_words(plain: Plain) -> str:
    """What was given, for a message."""
    array = as_array(plain)
    if array is not None and array.ndim == 0:
        return f"the number {display.number(float(array))}"
    if plain["type"] == "text":
        return f"the text {plain['value'][:40]!r}"
    known = {"array": "an array", "list": "a list", "dict": "a dictionary"}
    return known.get(plain["type"], f"of type {plain.get('value')}")
