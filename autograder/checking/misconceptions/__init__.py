"""Typical mistakes, made on purpose on the task's own graph.

Each mistake is a name, a detail that says where, and the answer it leads to. The judge compares a
wrong answer with all of them; the message for the name stands in `messages.py`. One kind of mistake
a file; simple ones come first, since the first that fits gives its name.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checking.asks import Ask, Gradient, Jacobian, Local, Parts, Update, Value, stepped
from autograder.checking.misconceptions.kinds import Mistake, Mistakes
from autograder.checking.misconceptions.of_gradient import of_gradient
from autograder.checking.misconceptions.of_jacobian import of_jacobian
from autograder.checking.misconceptions.of_local import of_local
from autograder.checking.misconceptions.of_update import of_update
from autograder.checking.misconceptions.of_value import of_value
from autograder.checking.misconceptions.rounding import rounded_early
from autograder.checking.misconceptions.two_slips import of_two
from autograder.checking.slip import Slip, made_by_hand
from autograder.checking.trace import Trace

__all__ = ["Mistake", "Mistakes", "aligned", "mistakes", "two_slips"]


def mistakes(asks: Ask, trace: Trace, slips: Iterable[Slip] = ()) -> list[tuple[Mistake, Parts]]:
    """The slips written for the task, then every mistake that its graph allows, with its answer.

    The same graph makes the same mistakes in the same order, whatever its inputs are. They are made
    once for every set of inputs.
    """
    if asks not in trace.made:
        trace.made[asks] = list(_made(asks, trace))
    made: list[tuple[Mistake, Parts]] = trace.made[asks]
    if not slips:
        return made
    key = "slips", asks
    if key not in trace.made:
        trace.made[key] = list(made_by_hand(slips, asks.names, asks.truth(trace), trace))
    return [*trace.made[key], *made]


def aligned(runs: Sequence[Sequence[tuple[Mistake, Any]]]) -> dict[int, list[tuple[Mistake, Any]]]:
    """The same mistake on every set of inputs, by its place in the first run.

    Batches of another size make another graph, in which some mistakes have no counterpart. What a
    detail counts may differ: the mean over 4 patterns is the same mistake as that over 6.
    """
    first, *others = (dict(_keyed(run)) for run in runs)
    shared = [key for key in first if all(key in other for other in others)]
    places = {key: place for place, key in enumerate(first)}
    return {places[key]: [each[key] for each in (first, *others)] for key in shared}


def _keyed(run: Sequence[tuple[Mistake, Any]]) -> Iterator[tuple[Any, Any]]:
    """Each mistake with its name, its detail, and a number if there are several of these."""
    seen: dict[Any, int] = {}
    for made in run:
        name, where = made[0]
        key = name, "" if where.isdigit() else where
        seen[key] = seen.get(key, 0) + 1
        yield (*key, seen[key]), made


def _made(asks: Ask, trace: Trace) -> Mistakes:
    match asks:
        case Value():
            yield from of_value(asks, trace)
        case Gradient():
            yield from of_gradient(asks, trace)
        case Local():
            yield from of_local(asks, trace)
        case Update():
            yield from of_update(asks, trace)
        case Jacobian():
            yield from of_jacobian(asks, trace)
            return
    yield from rounded_early(asks, trace)


def two_slips(asks: Ask, trace: Trace) -> list[tuple[Mistake, Parts]]:
    """A flipped sign, a plain factor or a transpose on top of any other mistake in a gradient."""
    key = "two slips", asks
    if key not in trace.made:
        trace.made[key] = list(_made_twice(asks, trace))
    made: list[tuple[Mistake, Parts]] = trace.made[key]
    return made


def _made_twice(asks: Ask, trace: Trace) -> Mistakes:
    match asks:
        case Gradient():
            yield from of_two(mistakes(asks, trace))
        case Update():
            gradient = Gradient(asks.of, *asks.names)
            for mistake, parts in of_two(mistakes(gradient, trace)):
                if all(np.shape(parts[n]) == np.shape(trace.value(n)) for n in parts):
                    yield mistake, stepped(trace, parts)
