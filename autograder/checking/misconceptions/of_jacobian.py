"""Mistakes in a matrix of derivatives."""

import numpy as np

from autograder.checking.asks import Jacobian
from autograder.checking.misconceptions.kinds import Mistakes, scaled
from autograder.checking.trace import Trace, elements


def of_jacobian(asks: Jacobian, trace: Trace) -> Mistakes:
    """A wrong sign, the other layout, a square that was not differentiated, a sum over the rows."""
    truth = asks.truth(trace)
    matrix = truth[asks.name]
    yield from scaled(truth)
    yield ("other-layout", ""), {asks.name: matrix.T}
    yield ("rows-added", ""), {asks.name: matrix.sum(axis=0)}
    yield ("rows-added", ""), {asks.name: matrix.sum(axis=0, keepdims=True)}
    yield ("two-lost", ""), {asks.name: _without_twos(asks, trace)}


def _without_twos(asks: Jacobian, trace: Trace) -> np.ndarray:
    """The derivative of a square u² taken to be u."""
    halved = {(node.index, 0): node.locals[0] / 2 for node in trace.nodes if node.op == "pow const"}
    rows = [trace.gradient(of, halved) for of in elements(trace[asks.of])]
    return np.array([np.ravel(trace.pick(asks.name, row)) for row in rows])
