"""Steps shortened on the way, as the lectures' own slides do."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking.arithmetic import ACTIVATIONS
from autograder.checking.asks import Ask, Gradient, Parts, Update, by_paths, stepped
from autograder.checking.misconceptions.kinds import Mistakes
from autograder.checking.trace import Node, Trace, elements

DIGITS = (2, 3, 4)


def _cut(value: float, digits: int) -> float:
    return float(math.trunc(value * 10**digits) / 10**digits)


SHORTENED = {"rounded-early"}  # the names of mistakes that are only a loss of digits


def rounded_early(asks: Ask, trace: Trace) -> Mistakes:
    """Every named step is rounded, or cut, to a few decimals before it is used again.

    On the way forward, or on the way back too. Hand work only: a graph with arrays is computed by
    code.
    """
    if any(isinstance(value, np.ndarray) for value in trace.inputs.values()):
        return
    for digits in DIGITS:
        for shorten in (round, _cut):

            def short(value: Any, digits: int = digits, shorten: Any = shorten) -> float:
                return float(shorten(float(value), digits))

            def change(node: Node, value: Any, short: Any = short) -> Any:
                return short(value) if node.name and node.parents else value

            forward = trace.changed(change)
            yield ("rounded-early", str(digits)), by_paths(asks, forward)
            if isinstance(asks, Gradient | Update):
                yield ("rounded-early", str(digits)), _backward(asks, forward, short)


def _backward(asks: Gradient | Update, trace: Trace, short: Callable[[Any], float]) -> Parts:
    """The way back, with every slope f' and every named gradient shortened too."""
    (of,) = elements(trace[asks.of])
    slopes = {(n.index, 0): short(n.locals[0]) for n in trace.nodes if n.op in ACTIVATIONS}
    gradients = trace.gradient(of, slopes, shorten=short)
    found = {name: trace.pick(name, gradients) for name in asks.names}
    return stepped(trace, found) if isinstance(asks, Update) else found
