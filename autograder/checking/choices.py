"""Answers without arithmetic: an order of steps, one of several options, a shape."""

from typing import Any

import numpy as np

from autograder.checking.asks import Value
from autograder.checking.messages import MISTAKES
from autograder.checking.parts import Problem, in_words, refuse
from autograder.checking.plain import as_array
from autograder.checking.task import Choice, Order, Shape, Task
from autograder.checking.trace import Trace
from autograder.checking.verdict import Verdict

Plain = dict[str, Any]


def right(task: Task, message: str = "") -> Verdict:
    """All points."""
    return Verdict(task.id, float(task.points), task.points, "right", None, message)


def _wrong(task: Task, message: str, name: str) -> Verdict:
    return Verdict(task.id, 0.0, task.points, "wrong", name, message)


def order(task: Order, plain: Plain) -> Verdict:
    """Any order is right in which every step finds what it needs."""
    if plain["type"] == "nothing":
        raise Problem("nothing")
    wanted = f"a text of {len(task.steps)} letters such as {''.join(task.steps)!r}"
    letters = _letters(plain)
    if letters is None:
        raise Problem("type", wanted=wanted, given=in_words(plain))
    if sorted(letters) != sorted(task.steps):
        given = "".join(letters)[:40] or "an empty text"
        raise Problem("type", wanted=wanted + ", each letter once", given=given)
    for place, letter in enumerate(letters):
        early = [each for each in task.after.get(letter, "") if each not in letters[:place]]
        if early:
            return _wrong(task, _too_early(task, place, letter, early[0]), "wrong-order")
    return right(task, "Every step finds what it needs.")


def _too_early(task: Order, place: int, letter: str, missing: str) -> str:
    needs = f"It needs {missing} ({task.steps[missing]}), which comes later."
    if place == 0:
        return f"{letter} can't be the first step. {needs}"
    stands = "The first step stands" if place == 1 else f"The first {place} steps stand"
    return f"{stands} well; then {letter} comes too early. {needs}"


def _letters(plain: Plain) -> list[str] | None:
    if plain["type"] == "text":
        return [each for each in plain["value"].upper() if each.isalnum()]
    if plain["type"] == "list" and all(each["type"] == "text" for each in plain["value"]):
        return [each["value"].strip().upper() for each in plain["value"]]
    return None


def choice(task: Choice, plain: Plain) -> Verdict:
    """One of the options; each wrong one has its own hint."""
    if plain["type"] == "nothing":
        raise Problem("nothing")
    array = as_array(plain)
    given: Any = float(array) if array is not None and array.ndim == 0 else plain.get("value")
    if isinstance(given, str):
        given = given.strip().lower()
        if isinstance(task.right, int | float):
            given = _number(given)
    if given == task.right:
        return right(task, task.because)
    if isinstance(given, str | float) and given in task.hints:
        return _wrong(task, task.hints[given], "wrong-choice")
    listed = ", ".join(repr(each) for each in sorted([task.right, *task.hints]))
    raise Problem("option", wanted=listed, given=in_words(plain))


def _number(text: str) -> float | str:
    """A number that came in quotation marks."""
    try:
        return float(text)
    except ValueError:
        return text


def shape(task: Shape, plain: Plain) -> Verdict:
    """A tuple of whole numbers."""
    ((_, value),) = task.asks.truth(Trace(task.forward, task.given)).items()
    truth = np.shape(value)
    wanted = "a shape such as (4, 7)"
    refuse(plain, wanted)
    given = as_array(plain)
    if given is None or given.ndim != 1 or not np.all(given == np.round(given)):
        raise Problem("type", wanted=wanted, given=in_words(plain))
    answer = tuple(int(each) for each in given)
    if answer == truth:
        return right(task)
    if answer == truth[::-1]:
        return _wrong(task, MISTAKES["transposed-shape"], "transposed-shape")
    name = "wrong-layer-shape" if isinstance(task.asks, Value) else "wrong-shape"
    return _wrong(task, MISTAKES[name].format(where=answer), name)
