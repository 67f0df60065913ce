"""Mistakes in a gradient."""

from collections.abc import Iterator

import numpy as np

from autograder.checking.asks import Gradient, Parts
from autograder.checking.misconceptions import factors, graph, paths, slopes, upstream
from autograder.checking.misconceptions.graph import layers, patterns, way
from autograder.checking.misconceptions.kinds import (
    Mistakes,
    Wrong,
    another_one,
    others,
    scaled,
    transposed,
    upside_down,
)
from autograder.checking.trace import Node, Trace, elements

ENDS = {"E", "E1", "E2"}  # the loss, and its shares where there are two outputs


def of_gradient(asks: Gradient, trace: Trace) -> Mistakes:
    """A wrong sign or size, a batch taken wrongly, a wrong step on the way, another gradient.

    The usual slips first: the first one that fits gives its name.
    """
    truth = asks.truth(trace)
    yield from scaled(truth)
    yield from transposed(truth)
    yield from _of_batch(truth, trace)
    on = way(trace, asks.of, asks.names)
    yield from _answers(asks, trace, _usual(asks, trace, on))
    alone = asks.names[0] if len(asks.names) == 1 else ""
    if isinstance(trace.names.get(alone), Node):
        yield from _one_factor(alone, trace)
        yield from _another_one(alone, asks, trace, on)
        yield from _another_end(alone, asks, trace)
    (of,) = elements(trace[asks.of])
    gradients = trace.gradient(of)
    yield from _answers(asks, trace, _rare(trace, on, gradients))
    yield from upstream.not_summed(truth, trace, on, gradients)
    yield from upstream.another_layers(truth, trace, on, gradients)
    yield from upside_down(truth)


def _usual(asks: Gradient, trace: Trace, on: set[int]) -> Wrong:
    yield from slopes.wrong_slopes(trace, on)
    yield from slopes.wrong_layers(trace, on)
    yield from factors.wrong_products(trace, on)
    yield from factors.wrong_squares(trace, on)
    yield from paths.wrong_paths(trace, on, asks.of)
    yield from paths.one_pattern(trace, on)
    yield from paths.overwritten(trace, on)
    yield from factors.not_transposed(trace, on)
    yield from factors.max_gates(trace, on)


def _rare(trace: Trace, on: set[int], truth: list[float]) -> Wrong:
    yield from upstream.wrong_upstream(trace, on, truth)
    yield from slopes.extra_slopes(trace, on)
    yield from factors.another_value(trace, on)
    yield from factors.wrong_operands(trace, on)
    yield from factors.times_itself(trace, on)


def _answers(asks: Gradient, trace: Trace, wrong: Wrong) -> Mistakes:
    """All of these mistakes made in one walk over the graph."""
    made = list(wrong)
    (of,) = elements(trace[asks.of])
    answers = trace.gradients(of, [changed for _, changed in made])
    columns = {name: _by_mistake(name, answers, trace) for name in asks.names}
    for number, (mistake, _) in enumerate(made):
        yield mistake, {name: column[number] for name, column in columns.items()}


def _by_mistake(name: str, answers: np.ndarray, trace: Trace) -> np.ndarray:
    """For every mistake the gradient by one name, in the name's shape."""
    rows = answers[[node.index for node in elements(trace[name])]]
    return rows.T.reshape(-1, *np.shape(trace[name]))


def _of_batch(truth: Parts, trace: Trace) -> Mistakes:
    """Gradients of a batch add, or average, as the loss says."""
    m = patterns(trace)
    if m > 1:
        yield ("batch-averaged", str(m)), {name: value / m for name, value in truth.items()}
        yield ("batch-summed", str(m)), {name: value * m for name, value in truth.items()}


def _another_one(name: str, asks: Gradient, trace: Trace, on: set[int]) -> Mistakes:
    """The gradient by another value: by one further up if the product stops too early."""
    for mistake, parts in another_one(name, Gradient(asks.of, *others(name, trace)), trace):
        (other,) = elements(trace[mistake[1]])
        stops = other.index in on and other.parents
        yield ("stopped-early", mistake[1]) if stops else mistake, parts


def _another_end(name: str, asks: Gradient, trace: Trace) -> Mistakes:
    """The gradient of another loss: of the other output's share, or of all shares together."""
    for end in sorted(ENDS.intersection(trace.names) - {asks.of}):
        yield ("another-end", end), Gradient(end, name).truth(trace)


def _one_factor(name: str, trace: Trace) -> Mistakes:
    """One local derivative instead of the product of all."""
    for factor in _plain_factors(trace):
        yield ("one-factor", factor), {name: trace.value(factor)}
    for net_input, (step, *more) in layers(trace, set(range(len(trace.nodes)))).items():
        if not more:
            yield ("one-factor", f"f′({net_input})"), {name: step.locals[0]}


def _plain_factors(trace: Trace) -> Iterator[str]:
    for factor in graph.factors(trace):
        if isinstance(trace.names.get(factor), Node) and np.ndim(trace[factor]) == 0:
            yield factor
