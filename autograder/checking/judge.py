"""From a response to a verdict. This runs where the verdict counts: in the grader's process."""

import contextlib
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.checking import choices, display
from autograder.checking.explain import about_print, explain, printed
from autograder.checking.exposed import exposed
from autograder.checking.follow import Earlier, follow_through
from autograder.checking.messages import MISTAKES, PROBLEMS
from autograder.checking.parts import Problem, in_words, parts
from autograder.checking.plain import is_single_precision, well_formed
from autograder.checking.question import trace, traces
from autograder.checking.recognise import Comparison, right_parts
from autograder.checking.stopped import error_in_words, shapes
from autograder.checking.task import Choice, Code, Computed, Number, Order, OwnNumber, Shape, Task
from autograder.checking.trace import Trace
from autograder.checking.untouched import is_untouched
from autograder.checking.verdict import Verdict

Json = dict[str, Any]
UNANSWERED = ("nothing", "not-written", "untouched")


def judge(
    task: Task,
    question: Json,
    response: Any,
    before: Iterable[tuple[Task, Any]] = (),
    others: Iterable[dict[str, float]] = (),
) -> Verdict:
    """The verdict on a response to a question.

    before: other tasks and the same student's responses to them. Where one of these is a wrong step
    towards this task, an answer that follows rightly from it earns its credit. others: where every
    student has numbers of their own, the numbers of the rest of the class.

    The truth is derived here, from the task's forward computation on the question's inputs, so the
    response holds nothing that decides. Never raises, whatever a forged response may hold.
    """
    if not well_formed(response):
        return lost(task, "what came back is no answer")
    try:
        match task:
            case Order():
                return choices.order(task, _answer(response))
            case Choice():
                return choices.choice(task, _answer(response))
            case Shape():
                return choices.shape(task, _answer(response))
            case Number():
                return _number(task, _answer(response), before)
            case OwnNumber():
                return _own(task, question, _answer(response), others)
            case Code():
                return _code(task, question, response)
            case _:
                raise TypeError(f"{task.id}: there is no way to judge a {type(task).__name__}")
    except Problem as problem:
        message = PROBLEMS[problem.key].format(**problem.fields)
        status = "unanswered" if problem.key in UNANSWERED else "error"
        return Verdict(task.id, 0.0, task.points, status, None, message)


def lost(task: Task, reason: str) -> Verdict:
    """The verdict where no response arrived at all."""
    message = PROBLEMS["lost"].format(reason=reason)
    return Verdict(task.id, 0.0, task.points, "error", None, message)


def by_engine(task: Task, response: Json) -> Verdict:
    """The verdict on a function that gives its answer only where the engine computes."""
    message = PROBLEMS["engine"].format(function=f"{response['function']}()")
    return Verdict(task.id, 0.0, task.points, "error", None, message)


def _answer(response: Json) -> Json:
    if "answer" not in response:
        raise Problem("a-function", wanted="a value")
    answer: Json = response["answer"]
    return answer


def _number(task: Number, plain: Json, before: Iterable[tuple[Task, Any]]) -> Verdict:
    compared = _compare_number(task, plain)
    right = _right_by_hand(compared, printed(task))
    if len(right) == len(compared.truth):
        return choices.right(task, about_print(task, compared))
    return explain(task, [compared], right, follow_through(compared, right, _slips(task, before)))


def _right_by_hand(compared: Comparison, on_slide: float | None = None) -> list[str]:
    """The right parts, without those that are a mistake's number and close to the truth by chance.

    What a slide prints is right even where the slide rounded on the way.
    """
    return [
        name
        for name in right_parts([compared])
        if not compared.by_hand
        or on_slide == float(np.ravel(compared.given[name])[0])
        or not exposed(compared, name)
    ]


def _compare_number(task: Number, plain: Json) -> Comparison:
    return _compare(task, trace(task), plain, by_hand=not task.exact)


def _own(
    task: OwnNumber, question: Json, plain: Json, others: Iterable[dict[str, float]]
) -> Verdict:
    compared = _compare(task, Trace(task.forward, question["numbers"]), plain, by_hand=True)
    right = _right_by_hand(compared)
    if len(right) == len(compared.truth):
        return choices.right(task)
    for numbers in others:
        theirs = _compare(task, Trace(task.forward, numbers), plain, by_hand=True)
        if len(right_parts([theirs])) == len(theirs.truth):
            name = "somebody-elses-numbers"
            return Verdict(task.id, 0.0, task.points, "wrong", name, MISTAKES[name])
    return explain(task, [compared], right)


def _slips(task: Number, before: Iterable[tuple[Task, Any]]) -> Earlier:
    """Wrong answers to other questions about the very same computation."""
    earlier = Earlier()
    for other, response in before:
        if not isinstance(other, Number) or other.id == task.id or not well_formed(response):
            continue
        if other.forward is not task.forward or other.given is not task.given:
            continue
        with contextlib.suppress(Problem):  # nothing was answered that could be built upon
            compared = _compare_number(other, _answer(response))
            for name in set(compared.truth) - set(right_parts([compared])):
                if compared.given[name].shape == compared.truth[name].shape:
                    earlier.add(other.asks, name, compared.given[name])
    return earlier


def _code(task: Code, question: Json, response: Json) -> Verdict:
    if "calls" not in response:
        plain = _answer(response)
        if plain["type"] == "nothing":
            raise Problem("nothing")
        raise Problem("not-a-function", given=in_words(plain))
    inputs = traces(task, question["seed"])
    if len(response["calls"]) != len(inputs):
        return lost(task, "the function was not called on every input")
    if is_untouched(task, inputs, response["calls"]):
        raise Problem("untouched", function=f"{response['function']}()")
    calls = zip(response["calls"], inputs, strict=True)
    returned = [_returned(call, task, on, response["function"]) for call, on in calls]
    pairs = zip(inputs, returned, strict=True)
    comparisons = [_compare(task, on, plain, by_hand=False) for on, plain in pairs]
    right = right_parts(comparisons)
    if len(right) < len(comparisons[0].truth):
        return explain(task, comparisons, right)
    return choices.right(task, _remark(task, response["calls"]))


def _remark(task: Code, calls: list[Json]) -> str:
    """A right function that changes its inputs is right, and will surprise whoever calls it."""
    changed = {number for call in calls for number in call.get("changed", [])}
    called = [name.removesuffix("[]").removeprefix("old ") for name in task.call]
    names = [name for k, name in enumerate(called) if k in changed]
    return MISTAKES["changes-inputs"].format(where=", ".join(names)) if names else ""


def _returned(call: Json, task: Code, on: Trace, function: str) -> Json:
    if "engine" in call:
        raise Problem("engine", function=f"{function}()")
    if "raised" in call:
        kind, text = call["raised"]
        if kind == "NotImplementedError":
            raise Problem("not-written", function=f"{function}()")
        told = {"function": f"{function}()", "error": error_in_words(kind, text)}
        given = shapes(task.call, on) if kind in ("ValueError", "IndexError") else ""
        raise Problem("misfit", **told, given=given) if given else Problem("raised", **told)
    returned: Json = call["returned"]
    if returned["type"] == "nothing":
        raise Problem("returned-nothing")
    return returned


def _compare(task: Computed, on: Trace, plain: Json, by_hand: bool) -> Comparison:
    truth = {name: np.asarray(v, float) for name, v in task.asks.truth(on).items()}
    listed = ", ".join(display.quantity(task.asks, name) for name in truth)
    given = parts(plain, truth, listed)
    single = is_single_precision(plain)
    return Comparison(task.asks, on, truth, given, by_hand, single, task.slips)
