"""Whether a function to be repaired still does what it did when it was handed out."""

from typing import Any

import numpy as np

from autograder.checking.plain import as_array, encode
from autograder.checking.task import Code
from autograder.checking.trace import Trace


def is_untouched(task: Code, inputs: list[Trace], calls: list[dict[str, Any]]) -> bool:
    """Whether every call ended as it does with the code that the student was given.

    That is told by what it does, since no source crosses from the kernel to the grader. A change
    that changes no result counts as none.
    """
    if task.begins is None:
        return False
    pairs = zip(inputs, calls, strict=True)
    return all(_same(_handed_out(task, on), call) for on, call in pairs)


def _handed_out(task: Code, on: Trace) -> dict[str, Any]:
    """What the code that was handed out returns, or what it stops with, as a response has it."""
    assert task.begins is not None
    try:
        with np.errstate(all="ignore"):
            return {"returned": encode(task.begins(*(on.argument(name) for name in task.call)))}
    except Exception as error:
        return {"raised": [type(error).__name__, str(error)]}


def _same(begun: dict[str, Any], call: dict[str, Any]) -> bool:
    if "raised" in begun:
        return bool(begun["raised"] == call.get("raised"))
    ours, theirs = _numbers(begun["returned"]), _numbers(call.get("returned", {}))
    return bool(ours) and len(ours) == len(theirs) and bool(np.allclose(ours, theirs, 1e-9, 0))


def _numbers(plain: dict[str, Any]) -> list[float]:
    """All numbers of a plain answer, in their order."""
    if plain.get("type") == "list":
        return [number for each in plain["value"] for number in _numbers(each)]
    array = as_array(plain) if plain.get("type") in ("number", "array") else None
    return [] if array is None else np.ravel(array).astype(float).tolist()
