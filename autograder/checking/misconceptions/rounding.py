"""Steps shortened on the way, as the lectures' own slides do."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking.asks import Ask, by_paths
from autograder.checking.misconceptions.kinds import Mistakes
from autograder.checking.trace import Node, Trace

DIGITS = (2, 3, 4)


def _cut(value: float, digits: int) -> float:
    return float(math.trunc(value * 10**digits) / 10**digits)


SHORTENED: dict[str, Callable[[float, int], float]] = {"rounded-early": round, "cut-early": _cut}


def rounded_early(asks: Ask, trace: Trace) -> Mistakes:
    """Every named step is rounded, or cut, to a few decimals before it is used again.

    Hand work only: a graph with arrays is computed by code.
    """
    if any(isinstance(value, np.ndarray) for value in trace.inputs.values()):
        return
    for digits in DIGITS:
        for name, shorten in SHORTENED.items():

            def change(node: Node, value: Any, digits: int = digits, shorten: Any = shorten) -> Any:
                return shorten(float(value), digits) if node.name and node.parents else value

            yield (name, str(digits)), by_paths(asks, trace.changed(change))
