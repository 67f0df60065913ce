"""Which mistake leads to this wrong answer?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.asks import Ask, Parts, Update, Value
from autograder.checking.compare import HAND_RELATIVE, distance
from autograder.checking.digits import is_written, last_digit, same, significant
from autograder.checking.misconceptions import Mistake, aligned, mistakes, two_slips
from autograder.checking.misconceptions.rounding import SHORTENED
from autograder.checking.slip import Slip
from autograder.checking.trace import Trace

SLIP_RELATIVE = 0.004
TELLING = 10  # units of the last digit
FEW_DIGITS, MANY_DIGITS = 3, 7
# Slips of code. A hand answer has few digits, and among so many one comes near to it by chance.
FOR_CODE = {
    "another-value",
    "extra-slope",
    "f-prime-elsewhere",
    "from-the-other",
    "not-switched",
    "times-itself",
    "value-for-gradient",
    "wrong-slope",
}
Arrays = dict[str, np.ndarray]
Run = list[tuple[Mistake, Parts]]
Scored = tuple[float, Mistake, Parts]  # how far it is, the mistake, and the answer it gives
Made = Callable[["Comparison"], Sequence[tuple[Mistake, Parts]]]


@dataclass(frozen=True)
class Comparison:
    """One set of inputs: the traced computation, the truth about it and what was answered."""

    asks: Ask
    trace: Trace
    truth: Arrays
    given: Arrays
    by_hand: bool
    single: bool
    slips: tuple[Slip, ...] = ()

    def distance(self, name: str, value: Any, target: Any) -> float:
        """How far part `name` is from a target; infinitely far if the shapes differ."""
        value, target = np.asarray(value, float), np.asarray(target, float)
        if value.shape != target.shape:
            return float("inf")
        old: Any = 0.0
        if isinstance(self.asks, Update):
            old = np.asarray(self.trace.value(name), float)
            old = old if old.shape == target.shape else old.T
        kind = self.asks.kind(name)
        return distance(value, target, kind, self.by_hand, self.single, old)

    def slip(self, name: str, value: Any, target: Any) -> float:
        """How far part `name` is from a mistake's answer: at most 1 names the mistake.

        Nearer than for the truth: rounding on the way moves a hand answer by a few thousandths, and
        a name that fits by chance accuses a student of what was not done.
        """
        far = self.distance(name, value, target)
        if not self.by_hand or np.ndim(value):
            return far
        if self.is_written(name, target):  # three digits of 0.65448 are 0.654, or 0.655
            digits = significant(float(self.given[name]))
            return min(far, 1.0) if digits >= FEW_DIGITS else far
        return far * (HAND_RELATIVE / SLIP_RELATIVE) if far <= 1 else far

    def is_written(self, name: str, target: Any) -> bool:
        """Whether the given number is a target as one writes it, with digits enough to tell."""
        value = float(self.given[name]) if not self.given[name].ndim else np.nan
        return is_written(value, float(target)) and self._tells(name, value, target)

    def _tells(self, name: str, value: Any, target: Any) -> bool:
        """Whether a gradient or a step has two digits; one digit fits too many mistakes."""
        old = float(self.trace.value(name)) if isinstance(self.asks, Update) else 0.0
        far = abs(float(target) - old) >= TELLING * last_digit(float(value))
        return far or isinstance(self.asks, Value) or same(float(value), float(target))


def right_parts(comparisons: Sequence[Comparison]) -> list[str]:
    """The parts that agree with the truth on every set of inputs."""
    return [
        name
        for name in comparisons[0].truth
        if all(c.distance(name, c.given[name], c.truth[name]) <= 1 for c in comparisons)
    ]


def recognise(
    comparisons: Sequence[Comparison], wrong: Sequence[str]
) -> tuple[list[str], list[Mistake]]:
    """The part of the answer that a mistake was found in, and the mistakes that explain it.

    One mistake, two that can't be told apart, or none. What explains all wrong parts goes before
    what explains only one of them, one slip before two at once. By hand, what explains the right
    parts too goes first.
    """
    by_hand = comparisons[0].by_hand
    whole = (list(comparisons[0].truth), list(wrong)) if by_hand else (list(wrong),)
    alone = [[part] for part in wrong]
    for names_of in (whole, alone):
        # Two slips at once are so many that by hand one of them comes near to anything.
        for made in (_one,) if by_hand else (_one, _two):
            for names in names_of:
                part = names[0] if names[0] in wrong else wrong[0]
                close = _close(comparisons, _runs(comparisons, part, made), names, wrong)
                if close:
                    return names, close if made is _one else close[:1]
    return list(wrong), []


def _one(compared: Comparison) -> Run:
    return mistakes(compared.asks, compared.trace, compared.slips)


def _two(compared: Comparison) -> Run:
    return two_slips(compared.asks, compared.trace)


def _runs(comparisons: Sequence[Comparison], part: str, made: Made) -> list[Run]:
    """For every set of inputs the same mistakes in the same order: those that may be the one.

    Most answers fit no mistake on the first inputs already, and need no look at the others.
    """
    first = comparisons[0]
    every = made(first)
    may_be = _looker(first, part)
    fits = [k for k, ((name, _), answer) in enumerate(every) if may_be(name, answer[part])]
    if not fits:
        return [[] for _ in comparisons]
    same = aligned([every, *(made(each) for each in comparisons[1:])])
    kept = [same[k] for k in fits if k in same]
    return [[mistake[number] for mistake in kept] for number in range(len(comparisons))]


def _looker(comparison: Comparison, part: str) -> Callable[[str, Any], bool]:
    """Whether a mistake's answer may be the given one; code is looked at in one entry, quickly."""
    given = comparison.given[part]
    shape, largest = given.shape, int(np.argmax(np.abs(given)))
    value = float(given.flat[largest])

    def may_be(name: str, answer: Any) -> bool:
        if np.shape(answer) != shape:
            return False
        if comparison.by_hand:
            return name not in FOR_CODE and comparison.slip(part, given, answer) <= 1
        entry = answer.flat[largest] if shape else answer
        if abs(entry - value) > 1e-3 * abs(value):
            return False
        return comparison.slip(part, given, answer) <= 1

    return may_be


def _close(
    comparisons: Sequence[Comparison],
    runs: Sequence[Run],
    names: Sequence[str],
    wrong: Sequence[str],
) -> list[Mistake]:
    """Mistakes within tolerance of the given parts and nearer than the truth, nearest first."""
    scored: list[Scored] = []
    for made in zip(*runs, strict=True):
        mistake, answer = made[0]
        pairs = [
            (comparison, name, answer[name])
            for comparison, (_, answer) in zip(comparisons, made, strict=True)
            for name in names
        ]
        far = max(c.slip(name, c.given[name], answer) for c, name, answer in pairs)
        truth_is_nearer = all(
            c.distance(name, c.given[name], c.truth[name]) <= far
            for c, name, _ in pairs
            if name in wrong
        )
        if far <= 1 and not truth_is_nearer:
            scored.append((far, mistake, answer))
    if not scored:
        return []
    if not comparisons[0].by_hand:
        return [scored[0][1]]  # by chance nothing agrees to six digits: all are the same answer
    return _by_hand(scored, comparisons[0], wrong[0])


def _by_hand(scored: list[Scored], compared: Comparison, part: str) -> list[Mistake]:
    """The nearest mistake, and another one that can't be told apart; none if there are several.

    Equal distances mean the same answer by two routes: the first, simplest one names it.
    """
    given = compared.given[part]
    digits = significant(float(given)) if not given.ndim else MANY_DIGITS
    if digits >= MANY_DIGITS:  # a pocket calculator's: one that agrees in all of them is the one
        scored = [each for each in scored if _agrees(given, each[2][part])] or scored
    # Rounding comes near to anything; it is a name for want of a better one only.
    slips = [each for each in scored if each[1][0] not in SHORTENED]
    better = slips or scored
    nearest = min(far for far, _, _ in better)
    best = next(mistake for far, mistake, _ in better if far <= nearest + 1e-6)
    # Three digits do not tell a slip from a rounding, nor do more where the rounding fits exactly.
    roundings = [
        each
        for each in scored
        if each[1][0] in SHORTENED and (digits <= FEW_DIGITS or _agrees(given, each[2][part]))
    ]
    rivals = {
        mistake[0]: mistake
        for far, mistake, answer in [*better, *roundings]
        if abs(far - nearest) > 1e-6
        and (far < 3 * nearest + 0.1 or compared.is_written(part, answer[part]))
    }
    rivals.pop(best[0], None)
    return [] if len(rivals) > 1 else [best, *rivals.values()]


def _agrees(given: np.ndarray, answer: Any) -> bool:
    return np.shape(answer) == given.shape and bool(np.allclose(given, answer, rtol=1e-9, atol=0))
