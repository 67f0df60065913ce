"""What a kernel answers: the student's value, or what the student's function returned.

This is all that student code takes part in. It needs no task, no truth and no other module of the
grader than `plain`.
"""

import contextlib
import io
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking.engine_use import watched
from autograder.checking.plain import decode_input, encode


def collect(question: dict[str, Any], answer: Any) -> dict[str, Any]:
    """The response to a question, as JSON data. Never raises.

    A value gives {"answer": plain}. A function gives {"calls": [...]}, one entry per call, each
    {"returned": plain, "changed": [number of an argument that was changed, ...]}, or
    {"raised": [type, message]}, or {"engine": True} where the function calls the course's engine.
    What a function prints or warns about is nobody's mistake and is swallowed.
    """
    response: dict[str, Any] = {"task": question["task"]}
    if "calls" not in question or not callable(answer):
        return response | {"answer": encode(answer)}
    name = getattr(answer, "__name__", "function")
    calls = [_call(answer, arguments) for arguments in question["calls"]]
    return response | {"function": str(name), "calls": calls}


def _call(function: Callable[..., Any], arguments: list[Any]) -> dict[str, Any]:
    quiet = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
    # Fresh arrays for every call: a function that changes its inputs harms only itself.
    inputs = [decode_input(each) for each in arguments]
    try:
        with quiet[0], quiet[1], warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            with watched() as engine:
                returned = function(*inputs)
            returned = encode(returned)
    except Exception as error:
        return {"raised": [type(error).__name__, str(error)[:300]]}
    if engine:
        return {"engine": True}
    pairs = enumerate(zip(inputs, arguments, strict=True))
    changed = [k for k, (now, before) in pairs if not _same(now, decode_input(before))]
    return {"returned": returned, "changed": changed}


def _same(now: Any, before: Any) -> bool:
    if isinstance(before, list):  # one array a layer
        return len(now) == len(before) and all(map(_same, now, before))
    return bool(np.array_equal(now, before))
