"""From a response to a verdict. This runs where the verdict counts: in the grader's process."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking import display
from autograder.checking.asks import Update
from autograder.checking.messages import MISTAKES, PROBLEMS
from autograder.checking.parts import Problem, parts, refuse
from autograder.checking.plain import is_single_precision, numbers
from autograder.checking.question import traces
from autograder.checking.recognise import Comparison, recognise, right_parts
from autograder.checking.task import Choice, Code, Computed, Number, Order, Shape, Task
from autograder.checking.trace import Trace

Json = dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What one answer earned, and why.

    status: right, partly, wrong, unanswered or error. misconception: the name of the recognised
    mistake, a key of `messages.MISTAKES`, or None.
    """

    task: str
    points: float
    max_points: float
    status: str
    misconception: str | None
    message: str

    @property
    def text(self) -> str:
        """The verdict as it is printed under a check cell."""
        head = {"right": "✓ Right", "partly": "◐ Partly right", "unanswered": "○ Not answered"}
        earned = f"{display.points(self.points)} of {display.points(self.max_points)}"
        unit = "point" if self.max_points == 1 else "points"
        return f"{head.get(self.status, '✗ Not yet')}. {earned} {unit}.\n{self.message}".rstrip()


def judge(task: Task, question: Json, response: Json) -> Verdict:
    """The verdict on a response to a question.

    The truth is derived here, from the task's forward computation on the question's inputs, so the
    response holds nothing that decides. Never raises for anything that a response can hold.
    """
    try:
        if isinstance(task, Order):
            return _order(task, _answer(response))
        if isinstance(task, Choice):
            return _choice(task, _answer(response))
        if isinstance(task, Shape):
            return _shape(task, _answer(response))
        if isinstance(task, Number):
            return _number(task, _answer(response))
        if isinstance(task, Code):
            return _code(task, question, response)
        raise TypeError(f"no way to judge a {type(task).__name__}")
    except Problem as problem:
        unanswered = problem.key in ("nothing", "not-written")
        message = PROBLEMS[problem.key].format(**problem.fields)
        return Verdict(
            task.id, 0.0, task.points, "unanswered" if unanswered else "error", None, message
        )


def lost(task: Task, reason: str) -> Verdict:
    """The verdict where no response arrived at all."""
    message = PROBLEMS["lost"].format(reason=reason)
    return Verdict(task.id, 0.0, task.points, "error", None, message)


def _answer(response: Json) -> Json:
    if "answer" not in response:
        raise Problem("a-function", wanted="a value")
    answer: Json = response["answer"]
    return answer


def _right(task: Task, message: str = "") -> Verdict:
    return Verdict(task.id, float(task.points), task.points, "right", None, message)


def _wrong(task: Task, message: str, name: str | None = None, share: float = 0.0) -> Verdict:
    status = "partly" if share > 0 else "wrong"
    return Verdict(task.id, round(task.points * share, 6), task.points, status, name, message)


def _number(task: Number, plain: Json) -> Verdict:
    trace = Trace(task.forward, task.given)
    compared = _compare(task, trace, plain, by_hand=not task.exact)
    right = right_parts([compared])
    if len(right) == len(compared.truth):
        return _right(task, _about_print(task, compared))
    return _explain(task, [compared], right)


def _code(task: Code, question: Json, response: Json) -> Verdict:
    if "calls" not in response:
        plain = _answer(response)
        refuse({"type": "nothing"} if plain["type"] == "nothing" else {"type": "list"}, "")
        raise Problem("not-a-function", given=_in_words(plain))
    comparisons = [
        _compare(task, trace, _returned(call, response), by_hand=False)
        for trace, call in zip(traces(task, question["seed"]), response["calls"], strict=True)
    ]
    right = right_parts(comparisons)
    if len(right) == len(comparisons[0].truth):
        return _right(task)
    return _explain(task, comparisons, right)


def _returned(call: Json, response: Json) -> Json:
    function = f"{response['function']}()"
    if "raised" in call:
        kind, text = call["raised"]
        if kind == "NotImplementedError":
            raise Problem("not-written", function=function)
        raise Problem("raised", function=function, error=f"{kind}: {text}".rstrip(": "))
    returned: Json = call["returned"]
    if returned["type"] == "nothing":
        raise Problem("returned-nothing")
    return returned


def _in_words(plain: Json) -> str:
    array = numbers(plain)
    if array is not None and array.ndim == 0:
        return f"the number {display.number(float(array))}"
    return {"array": "an array", "list": "a list", "text": "a text", "dict": "a dictionary"}.get(
        plain["type"], f"of type {plain.get('value')}"
    )


def _compare(task: Computed, trace: Trace, plain: Json, by_hand: bool) -> Comparison:
    truth = {name: np.asarray(v, float) for name, v in task.asks.truth(trace).items()}
    given = parts(plain, truth)
    return Comparison(task.asks, trace, truth, given, by_hand, is_single_precision(plain))


def _explain(task: Computed, comparisons: list[Comparison], right: list[str]) -> Verdict:
    first = comparisons[0]
    wrong = [name for name in first.truth if name not in right]
    share = len(right) / len(first.truth)
    intro = ""
    if len(first.truth) > 1:
        listed = ", ".join(display.quantity(task.asks, name) for name in wrong)
        intro = f"Wrong: {listed}. " + ("The rest is right. " if right else "")
    if len(comparisons) > 1 and _is_constant(comparisons, wrong):
        return _wrong(task, intro + MISTAKES["constant"], "constant", share)
    printed = _wrong_print(task, first)
    if printed:
        return _wrong(task, MISTAKES["wrong-print"].format(where=printed), "wrong-print", share)
    found = recognise(comparisons, wrong)
    if not found:
        where = _what_came(task, first, wrong[0])
        message = MISTAKES["not-recognised"].format(where=where)
        return _wrong(task, intro + message, None, share)
    told = [_tell(task, wrong[0], name, where) for name, where in found]
    message = " Or: ".join(told) if len(told) > 1 else told[0]
    return _wrong(task, intro + message, " or ".join(name for name, _ in found), share)


def _tell(task: Computed, part: str, name: str, where: str) -> str:
    what_of = part if not isinstance(task.asks, Update) else f"the old {part}"
    what = display.quantity(task.asks, part)
    if name == "another-one":
        where = display.quantity(task.asks, where)
    return MISTAKES[name].format(where=where, what=what, what_of=what_of)


def _is_constant(comparisons: list[Comparison], wrong: list[str]) -> bool:
    first = comparisons[0]
    same = [np.array_equal(c.given[n], first.given[n]) for c in comparisons[1:] for n in wrong]
    moved = [not np.array_equal(c.truth[n], first.truth[n]) for c in comparisons[1:] for n in wrong]
    return all(same) and all(moved)


def _what_came(task: Computed, comparison: Comparison, name: str) -> str:
    """For an answer that fits no known mistake: the inputs, and what came back for them."""
    given = comparison.given[name]
    if given.size > 6:
        return "Take a small case that you can work out by hand and compare step by step."
    came = ", ".join(display.number(float(each)) for each in given.ravel())
    if not isinstance(task, Code):
        return f"You gave {came}. Write down every factor with its number and multiply again."
    single = [
        f"{n} = {display.number(float(comparison.trace[n].value))}"
        for n in task.call
        if not isinstance(comparison.trace[n], np.ndarray)
    ]
    inputs = f"For {', '.join(single)} your" if single else "On the first drawn inputs your"
    what = display.quantity(task.asks, name)
    return f"{inputs} function gives {what} = {came}: work that case out by hand."


def _about_print(task: Number, compared: Comparison) -> str:
    """After a right answer: the exact value, and how the slide prints it."""
    if len(compared.truth) > 1 or next(iter(compared.truth.values())).ndim:
        return ""
    ((name, value),) = compared.truth.items()
    text = f"{display.quantity(task.asks, name)} = {display.number(float(value))}."
    if task.lecture:
        from autograder import numbers as lecture_numbers

        number = lecture_numbers.find(task.lecture)
        if number.printed is not None:
            text += f" The slide prints {number.printed.replace('-', '−')}."
            text += f" {number.reason}" if number.reason else ""
    return text


def _wrong_print(task: Computed, compared: Comparison) -> str:
    """Why the slide's number is wrong, if that is the number that was given."""
    if not (isinstance(task, Number) and task.lecture):
        return ""
    from autograder import numbers as lecture_numbers

    number = lecture_numbers.find(task.lecture)
    (given,) = compared.given.values()
    if number.kind != "wrong" or number.printed is None or given.ndim:
        return ""
    return number.reason if np.isclose(float(given), float(number.printed), rtol=1e-9) else ""


def _order(task: Order, plain: Json) -> Verdict:
    wanted = f"a text of {len(task.steps)} letters such as {''.join(task.steps)!r}"
    if plain["type"] == "nothing":
        raise Problem("nothing")
    letters = _letters(plain)
    if letters is None:
        raise Problem("type", wanted=wanted, given=_in_words(plain))
    if sorted(letters) != sorted(task.steps):
        given = "".join(letters) or "an empty text"
        raise Problem("type", wanted=wanted + ", each letter once", given=given)
    for place, letter in enumerate(letters):
        early = [before for before in task.after.get(letter, "") if before not in letters[:place]]
        if early:
            needs = task.steps[early[0]]
            message = (
                f"Steps 1 to {place} stand well. Step {place + 1}, {letter}, comes too early: it "
                f"needs something that is not there yet ({early[0]}: {needs})."
                if place
                else f"Step 1, {letter}, can't be the first: it needs {early[0]} ({needs})."
            )
            return _wrong(task, message, "wrong-order")
    return _right(task, "Every step finds what it needs.")


def _letters(plain: Json) -> list[str] | None:
    if plain["type"] == "text":
        return [each for each in plain["value"].upper() if each.isalnum()]
    if plain["type"] == "list" and all(each["type"] == "text" for each in plain["value"]):
        return [each["value"].strip().upper() for each in plain["value"]]
    return None


def _choice(task: Choice, plain: Json) -> Verdict:
    if plain["type"] == "nothing":
        raise Problem("nothing")
    options = [task.right, *task.hints]
    array = numbers(plain)
    given: Any = float(array) if array is not None and array.size == 1 else plain.get("value")
    if isinstance(given, str):
        given = given.strip().lower()
    if given == task.right:
        return _right(task)
    if given in task.hints:
        return _wrong(task, task.hints[given], "wrong-choice")
    listed = ", ".join(repr(each) for each in sorted(options, key=str))
    raise Problem("type", wanted=f"one of {listed}", given=_in_words(plain))


def _shape(task: Shape, plain: Json) -> Verdict:
    trace = Trace(task.forward, task.given)
    ((_, value),) = task.asks.truth(trace).items()
    truth = np.shape(value)
    refuse(plain, "a shape such as (4, 7)")
    given = numbers(plain)
    if given is None or given.ndim != 1 or np.any(given != np.round(given)):
        raise Problem("type", wanted="a shape such as (4, 7)", given=_in_words(plain))
    shape = tuple(int(each) for each in given)
    if shape == truth:
        return _right(task)
    if shape == truth[::-1]:
        return _wrong(task, MISTAKES["transposed"].format(where=""), "transposed")
    message = (
        f"{shape} does not fit. A gradient has exactly the shape of what it belongs to: which "
        "shape must the step w − η · gradient subtract from?"
    )
    return _wrong(task, message, "wrong-shape")
