"""Which mistake leads to this wrong answer?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.asks import Ask, Parts, Update
from autograder.checking.compare import distance
from autograder.checking.misconceptions import Mistake, mistakes
from autograder.checking.trace import Trace, elements

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Comparison:
    """One set of inputs: the traced computation, the truth about it and what was answered."""

    asks: Ask
    trace: Trace
    truth: Arrays
    given: Arrays
    by_hand: bool
    single: bool

    def distance(self, name: str, value: Any, target: Any) -> float:
        """How far part `name` is from a target; infinitely far if the shapes differ."""
        value, target = np.asarray(value, float), np.asarray(target, float)
        if value.shape != target.shape:
            return float("inf")
        old: Any = 0.0
        if isinstance(self.asks, Update):
            nodes = [node.value for node in elements(self.trace[name])]
            old = np.array(nodes, float).reshape(self.truth[name].shape)
            old = old if old.shape == target.shape else old.T
        kind = self.asks.kind(name)
        return distance(value, target, kind, self.by_hand, self.single, old)


def right_parts(comparisons: Sequence[Comparison]) -> list[str]:
    """The parts that agree with the truth on every set of inputs."""
    return [
        name
        for name in comparisons[0].truth
        if all(c.distance(name, c.given[name], c.truth[name]) <= 1 for c in comparisons)
    ]


def recognise(comparisons: Sequence[Comparison], wrong: Sequence[str]) -> list[Mistake]:
    """The mistakes that explain the wrong parts: one, several that can't be told apart, or none.

    A mistake that explains the whole answer goes before one that explains the wrong parts alone,
    and that before one that explains only the first of them.
    """
    # The same graph on other inputs: mistakes come in the same order on every one.
    runs = [list(mistakes(comparison.asks, comparison.trace)) for comparison in comparisons]
    for names in (list(comparisons[0].truth), list(wrong), list(wrong[:1])):
        close = _close(comparisons, runs, names, wrong)
        if close:
            return close
    return []


def _close(
    comparisons: Sequence[Comparison],
    runs: Sequence[list[tuple[Mistake, Parts]]],
    names: Sequence[str],
    wrong: Sequence[str],
) -> list[Mistake]:
    """Mistakes within tolerance of the given parts, and not of the truth, nearest first."""
    scored: list[tuple[float, Mistake]] = []
    for made in zip(*runs, strict=True):
        mistake = made[0][0]
        pairs = [
            (comparison, name, answer[name])
            for comparison, (_, answer) in zip(comparisons, made, strict=True)
            for name in names
        ]
        far = max(c.distance(name, c.given[name], answer) for c, name, answer in pairs)
        same = all(
            c.distance(name, answer, c.truth[name]) <= 1
            for c, name, answer in pairs
            if name in wrong
        )
        if far <= 1 and not same:
            scored.append((far, mistake))
    if not scored:
        return []
    nearest = min(far for far, _ in scored)
    # Equal distances mean the same answer by two routes: the first, simplest one names it. A
    # different answer that is nearly as close (hand answers only) can't be told apart.
    best = [next(mistake for far, mistake in scored if far == nearest)]
    rivals = [m for far, m in scored if nearest + 1e-3 < far < 3 * nearest + 0.1]
    return best + [m for m in rivals if m[0] != best[0][0]][:1]
