"""The slope f' is missing, taken twice, taken elsewhere, or another formula stands in its place."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np

from autograder.checking.arithmetic import ACTIVATIONS
from autograder.checking.misconceptions.graph import layers, subsets, wholes
from autograder.checking.misconceptions.kinds import Wrong
from autograder.checking.trace import Node, Trace

INSTEAD: dict[str, Callable[[Node], Any]] = {
    "missing-f-prime": lambda a: 1.0,
    "f-prime-at-a": lambda a: ACTIVATIONS[a.op][1](a.value),
    "f-prime-without-f": lambda a: a.parents[0].value * (1 - a.parents[0].value),
    "a-for-f-prime": lambda a: a.value,
    "half-a-slope": lambda a: 1 - a.value,
    "slope-twice": lambda a: a.locals[0] ** 2,
}
# Formulas for f' that hold a slip themselves: a (1 + a), 1 + a², 1 − n², a (1 − a) for tanh.
FORMULAS: tuple[Callable[[Node], Any], ...] = (
    lambda a: a.value * (1 + a.value),
    lambda a: 1 + a.value**2,
    lambda a: 1 - a.parents[0].value ** 2,
    lambda a: a.value * (1 - a.value),
    lambda a: 1 - a.value**2,
)

EXTRA: tuple[Callable[[Any], Any], ...] = (
    *(f_prime for _, f_prime in ACTIVATIONS.values()),
    lambda v: v * (1 - v),
)


def wrong_slopes(trace: Trace, on: set[int]) -> Wrong:
    """Another number in the place of f', in one layer or in several."""
    for where, nodes in subsets(layers(trace, on)):
        for name, slope in INSTEAD.items():
            yield (name, where), {(a.index, 0): slope(a) for a in nodes}
    for where, nodes in layers(trace, on).items():
        for formula in FORMULAS:
            yield ("wrong-slope", where), {(a.index, 0): formula(a) for a in nodes}


def wrong_layers(trace: Trace, on: set[int]) -> Wrong:
    """The slope of one layer in the place of another's, or f' of something else altogether."""
    every = layers(trace, set(range(len(trace.nodes))))
    for here, there in permutations(every, 2):
        slopes = _spread([a.locals[0] for a in every[there]], trace, every[there], every[here])
        if slopes is not None and every[here][0].index in on:
            changed = {(a.index, 0): s for a, s in zip(every[here], slopes, strict=True)}
            yield ("wrong-f-prime", f"{here} and {there}"), changed
    for here, nodes in layers(trace, on).items():
        own = {nodes[0].group, nodes[0].parents[0].group}
        for there, values in wholes(trace).items():
            taken = [ACTIVATIONS[nodes[0].op][1](v.value) for v in values]
            slopes = _spread(taken, trace, values, nodes)
            if there not in own and slopes is not None:
                changed = {(a.index, 0): s for a, s in zip(nodes, slopes, strict=True)}
                if there in every:  # with this layer's own f'
                    yield ("wrong-f-prime", f"{here} and {there}"), changed
                else:
                    yield ("f-prime-elsewhere", f"{here}, {there}"), changed


def _spread(numbers: list[Any], trace: Trace, nodes: list[Node], onto: list[Node]) -> Any:
    """Numbers of some nodes in the shape of others, as NumPy would spread them; None if not."""
    shape, target = _shape(trace, nodes), _shape(trace, onto)
    if shape == target:
        return numbers
    try:
        return np.broadcast_to(np.reshape(numbers, shape), target).ravel().tolist()
    except ValueError:
        return None


def _shape(trace: Trace, nodes: list[Node]) -> tuple[int, ...]:
    for node in (nodes[0], *nodes[0].parents):
        shape = np.shape(trace.names[node.group]) if node.group in trace.names else ()
        if int(np.prod(shape)) == len(nodes):
            return shape
    return (len(nodes),)


def extra_slopes(trace: Trace, on: set[int]) -> Wrong:
    """A slope where no activation function is: at a linear output, or at a softmax."""
    every = layers(trace, on)
    if not every:  # nothing squashes here, so nobody thinks of slopes
        return
    for where, nodes in wholes(trace).items():
        squashed = where in every or nodes[0].op in ACTIVATIONS
        if nodes[0].index in on and nodes[0].parents and not squashed:
            for formula in EXTRA:
                yield (
                    ("extra-slope", where),
                    {
                        (v.index, k): formula(v.value) * slope
                        for v in nodes
                        for k, slope in enumerate(v.locals)
                    },
                )
