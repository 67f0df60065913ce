"""Mistakes in a gradient."""

import numpy as np

from autograder.checking.asks import Gradient, Parts
from autograder.checking.misconceptions import factors, paths
from autograder.checking.misconceptions.kinds import (
    Mistakes,
    another_one,
    others,
    scaled,
    transposed,
)
from autograder.checking.trace import Node, Trace, elements

WRONG_ON_THE_WAY = (
    factors.wrong_slopes,
    factors.wrong_layers,
    factors.wrong_products,
    factors.wrong_error,
    paths.dropped_paths,
    paths.one_pattern,
    paths.weights_not_transposed,
)


def of_gradient(asks: Gradient, trace: Trace) -> Mistakes:
    """A wrong sign or size, a batch taken wrongly, a wrong step on the way, another gradient."""
    truth = asks.truth(trace)
    yield from scaled(truth)
    yield from transposed(truth)
    yield from _of_batch(truth, trace)
    (of,) = elements(trace[asks.of])
    for made in WRONG_ON_THE_WAY:
        for mistake, changed in made(trace, asks.names):
            gradients = trace.gradient(of, changed)
            parts = {name: trace.pick(name, gradients) for name in asks.names}
            if any(np.any(value != 0) for value in parts.values()):  # zeros tell of no mistake
                yield mistake, parts
    if len(asks.names) == 1 and isinstance(trace[asks.names[0]], Node):
        (name,) = asks.names
        yield from another_one(name, Gradient(asks.of, *others(name, trace)), trace)
        yield from _one_factor(name, trace)


def _of_batch(truth: Parts, trace: Trace) -> Mistakes:
    """Gradients of a batch add, or average, as the loss says."""
    m = paths.patterns(trace)
    if m > 1:
        yield ("batch-averaged", str(m)), {name: value / m for name, value in truth.items()}
        yield ("batch-summed", str(m)), {name: value * m for name, value in truth.items()}


def _one_factor(name: str, trace: Trace) -> Mistakes:
    """One local derivative instead of the product of all."""
    for factor in factors.multiplications(trace):
        if isinstance(trace.names.get(factor), Node):
            yield ("one-factor", factor), {name: trace.value(factor)}
    for net_input, (step, *more) in factors.activations(trace).items():
        if not more:
            yield ("one-factor", f"f′({net_input})"), {name: step.locals[0]}
