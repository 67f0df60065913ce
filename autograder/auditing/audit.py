"""One task under audit: every style of right answer in, every mistake out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.auditing.known import Known
from autograder.auditing.styles import orders, styles
from autograder.checking.judge import judge
from autograder.checking.misconceptions import aligned, mistakes
from autograder.checking.misconceptions.rounding import SHORTENED
from autograder.checking.plain import encode
from autograder.checking.question import ask, traces
from autograder.checking.recognise import FOR_CODE
from autograder.checking.task import Choice, Code, Computed, Number, Order, OwnNumber, Shape, Task
from autograder.checking.trace import Trace
from autograder.checking.verdict import Verdict

SEEDS = (11, 12, 13)  # sets of drawn inputs that every task is tried on


@dataclass
class Audit:
    """What was tried on one task, and what went wrong.

    rejected: right answers that did not earn all points. accepted: wrong answers that did.
    misnamed: mistakes that were given the name of another one. unnamed: mistakes without a name.
    too_close: mistakes that a hand answer cannot show at the digits that are asked for.
    """

    task: str
    styles: int = 0
    mistakes: int = 0
    rejected: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    too_close: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Nothing wrong was accepted and nothing right was rejected."""
        return not (self.rejected or self.accepted)


def audit(task: Task) -> Audit:
    """Try a task with every right style and every mistake that its graph allows."""
    result = Audit(task.id)
    for seed in SEEDS if isinstance(task, Code | OwnNumber) else SEEDS[:1]:
        question = ask(task, seed, token=str(seed))
        inputs = _traces(task, question)
        for style, answers in styles(task, inputs):
            result.styles += 1
            verdict = judge(task, question, _response(task, answers))
            if verdict.status != "right":
                result.rejected.append(f"{style}: {verdict.message}")
        for name, answers in _nonsense(task, inputs):
            result.mistakes += 1
            if judge(task, question, _response(task, answers)).points == task.points:
                result.accepted.append(name)
        if isinstance(task, Number | OwnNumber | Code):
            _try_mistakes(task, question, inputs, result)
    return result


def _traces(task: Task, question: dict[str, Any]) -> list[Trace]:
    if isinstance(task, Code):
        return traces(task, question["seed"])
    if isinstance(task, OwnNumber):
        return [Trace(task.forward, question["numbers"])]
    return [Trace(task.forward, task.given)] if isinstance(task, Number | Shape) else []


def _response(task: Task, answers: list[Any]) -> dict[str, Any]:
    if isinstance(task, Code):
        calls = [{"returned": encode(answer)} for answer in answers]
        return {"task": task.id, "function": "answer", "calls": calls}
    return {"task": task.id, "answer": encode(answers[0])}


def _nonsense(task: Task, inputs: list[Trace]) -> Iterator[tuple[str, list[Any]]]:
    """Answers that no task may accept."""
    count = max(1, len(inputs))
    for name, value in (("nothing", None), ("NaN", float("nan")), ("a text", "?"), ("a list", [])):
        yield name, [value] * count
    if isinstance(task, Order):
        for wrong in orders(task, right=False):
            yield f"order {wrong}", [wrong]
    if isinstance(task, Choice):
        for option in task.hints:
            yield f"option {option}", [option]
    if isinstance(task, Shape):
        (value,) = task.asks.truth(inputs[0]).values()
        for wrong_shape in (np.shape(value)[::-1], (*np.shape(value), 1), (1,), (0, 0)):
            if wrong_shape != np.shape(value):
                yield f"shape {wrong_shape}", [wrong_shape]
    elif isinstance(task, Computed):
        truths = [task.asks.truth(trace) for trace in inputs]
        for filler in (0.0, 1.0):
            filled = [{n: np.full(np.shape(v), filler) for n, v in p.items()} for p in truths]
            if any(
                not np.allclose(f[n], p[n]) for f, p in zip(filled, truths, strict=True) for n in p
            ):
                yield f"all {filler:g}", filled
        if isinstance(task, Code):
            yield "the first inputs' answer always", [dict(truths[0])] * count


def _try_mistakes(
    task: Number | OwnNumber | Code, question: dict[str, Any], inputs: list[Trace], result: Audit
) -> None:
    truths = [task.asks.truth(trace) for trace in inputs]
    same = aligned([mistakes(task.asks, trace, task.slips) for trace in inputs])
    places, made = list(same), list(same.values())
    applies = _applying(task, inputs)
    known = Known(made, truths)
    verdicts: dict[int, Verdict] = {}
    for number, run in enumerate(made):
        (name, where) = run[0][0]
        answers = [dict(parts) for _, parts in run]
        hand = isinstance(task, OwnNumber) or (isinstance(task, Number) and not task.exact)
        is_of_code = hand and name in FOR_CODE  # not among what a hand answer is compared with
        if places[number] not in applies or is_of_code or not _fits(answers, truths):
            continue
        result.mistakes += 1
        what = f"{name} ({where})" if where else name
        twin = known.first_like(number)  # the same answer has the same verdict
        if twin not in verdicts:
            verdicts[twin] = judge(task, question, _response(task, answers))
        verdict = verdicts[twin]
        if verdict.points == task.points:
            if hand and name in SHORTENED:
                continue  # sensible rounding on the way is no mistake by hand
            (result.too_close if hand else result.accepted).append(what)
        elif verdict.misconception is None:
            if not _in_other_order(answers, truths):  # which is told, though not as a mistake
                result.unnamed.append(what)
        elif not known.is_true(verdict.misconception, number):
            result.misnamed.append(f"{what} as {verdict.misconception}")


def _in_other_order(answers: list[dict[str, Any]], truths: list[dict[str, Any]]) -> bool:
    """Whether the mistake gives the right parts, the last one first."""
    return all(
        np.shape(given) == np.shape(true) and np.allclose(given, true, rtol=1e-9, atol=0)
        for parts, truth in zip(answers, truths, strict=True)
        for given, true in zip([*parts.values()][::-1], truth.values(), strict=True)
    )


def _fits(answers: list[dict[str, Any]], truths: list[dict[str, Any]]) -> bool:
    """Whether the wrong answer has the right shape; otherwise its shape gives it away."""
    pairs = zip(answers, truths, strict=True)
    return all(np.shape(given[n]) == np.shape(true[n]) for given, true in pairs for n in true)


def _applying(task: Computed, inputs: list[Trace]) -> set[int]:
    """Which mistakes change the answer at all, judged on inputs without any coincidence.

    The inputs are moved even where they were drawn: a draw that hides a mistake must not hide that
    it does.
    """
    random = np.random.default_rng(99)
    samples = [Trace(task.forward, _jittered(inputs[0].inputs, random)) for _ in range(3)]
    found = set()
    for trace in samples:
        truth = task.asks.truth(trace)
        for number, (_, parts) in enumerate(mistakes(task.asks, trace, task.slips)):
            if any(
                not np.array_equal(np.shape(parts[n]), np.shape(truth[n])) for n in truth
            ) or any(not np.allclose(parts[n], truth[n], rtol=1e-9, atol=0) for n in truth):
                found.add(number)
    return found


def _jittered(given: Any, random: np.random.Generator) -> dict[str, Any]:
    """Every input moved a little, each by a different amount."""
    moved = {}
    for name, value in given.items():
        noise = random.uniform(0.05, 0.4, np.shape(value))
        moved[name] = value * (1 + noise) + noise / 3
        if not np.ndim(value):
            moved[name] = float(moved[name])
    return moved
