"""A small layered network by name: the lecture's numbers and numbering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from backprop import Network

Rows = list[list[float]]
LETTERS = "abcdefghijklmnop"
LAYERS, UNITS = 4, 4  # the most that a picture holds


@dataclass(frozen=True)
class Start:
    """The numbers that a network begins with; b is empty where it has no biases."""

    W: list[Rows]
    b: Rows
    x: list[float]
    t: list[float]
    eta: float


# Lecture 001's two networks. W[to][from]: odd weights lead to the first unit of a layer.
LECTURE: dict[tuple[int, ...], Start] = {
    (2, 2, 1): Start(
        [[[0.1, 0.4], [0.5, 0.3]], [[0.2, 0.6]]], [], [0.23, 0.82], [1.0], 0.7
    ),
    (3, 2, 2): Start(
        [[[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]], [[0.7, 0.9], [0.8, 0.1]]],
        [[0.5, 0.5], [0.5, 0.5]], [1.0, 4.0, 5.0], [0.1, 0.05], 0.01,
    ),
}  # fmt: skip
# What the slides of lecture 001 print for the 3-2-2 network: the path through y1 is not in it.
PRINTED = {"w1": "0.0012", "w2": "0.00005", "w3": "0.0050", "w4": "0.0002", "w5": "0.0063",
           "w6": "0.00029", "b1": "0.0012", "b2": "0.00005"}  # fmt: skip


def checked_sizes(sizes: Sequence[Any]) -> tuple[int, ...]:
    """The sizes, or a ValueError that says what fits the picture."""
    wrong = [s for s in sizes if type(s) is not int or not 1 <= s <= UNITS]
    if wrong or not 2 <= len(sizes) <= LAYERS:
        written = "-".join(map(str, sizes))
        raise ValueError(
            f"sizes like 2-2-1 are needed: 2 to {LAYERS} layers of 1 to {UNITS} units, "
            f"not {written or 'nothing'}"
        )
    return tuple(sizes)


def start(sizes: tuple[int, ...], bias: bool) -> Start:
    """The lecture's numbers where it has them, else round ones from a fixed seed."""
    lecture = LECTURE.get(sizes)
    biases = [[0.5 if lecture else 0.0] * size for size in sizes[1:]] if bias else []
    if lecture:
        return Start(lecture.W, biases, lecture.x, lecture.t, lecture.eta)
    net = Network(sizes, seed=1)
    x = [round(0.5 + 0.25 * k, 2) for k in range(sizes[0])]
    t = [float(k % 2 == 0) for k in range(sizes[-1])]
    return Start([np.round(W, 1).tolist() for W in net.W[1:]], biases, x, t, 0.5)


def run(sizes: tuple[int, ...], f: str, at: Start) -> Network:
    """The engine's network with these numbers, after forward and backward."""
    net = Network(sizes, f=f, bias=bool(at.b))
    try:
        for j, W in enumerate(at.W, 1):
            net.W[j] = W
            if at.b:
                net.b[j] = np.reshape(at.b[j - 1], (-1, 1))
        if len(at.W) != len(sizes) - 1 or (at.b and len(at.b) != len(sizes) - 1):
            raise ValueError(f"W and b need {len(sizes) - 1} layers for the sizes {sizes}")
        net.forward(at.x)
        net.backward(at.t)
    except (TypeError, IndexError) as problem:
        raise ValueError(str(problem)) from None
    return net


@dataclass(frozen=True)
class Weight:
    """A weight (or a bias, where source is -1) into unit `to` of layer j."""

    name: str
    j: int
    to: int
    source: int

    def of(self, net: Network) -> tuple[float, float]:
        """Its value in a network, and ∂E by it."""
        at = (self.to, max(self.source, 0))
        value, gradient = (net.b, net.db) if self.source < 0 else (net.W, net.dW)
        return float(value[self.j][at]), float(gradient[self.j][at])


def weights(sizes: Sequence[int], bias: bool) -> list[Weight]:
    """All of them as the lecture numbers them: from input to input, layer by layer; then biases."""
    lines = [
        (j, to, source)
        for j in range(1, len(sizes))
        for source in range(sizes[j - 1])
        for to in range(sizes[j])
    ]
    units = [(j, to) for j in range(1, len(sizes)) for to in range(sizes[j])] if bias else []
    return [
        *(Weight(f"w{k}", *line) for k, line in enumerate(lines, 1)),
        *(Weight(f"b{k}", *unit, -1) for k, unit in enumerate(units, 1)),
    ]


def unit(sizes: Sequence[int], j: int, k: int) -> str:
    """A unit's letter, or an input's name."""
    return f"x{k + 1}" if j == 0 else LETTERS[sum(sizes[1:j]) + k]


def activation_name(sizes: Sequence[int], j: int, k: int) -> str:
    """What a unit sends on: x1, a_a, or y1 (y where there is one output)."""
    if j == len(sizes) - 1:
        return f"y{k + 1}" if sizes[-1] > 1 else "y"
    return unit(sizes, j, k) if j == 0 else f"a_{unit(sizes, j, k)}"


def is_lecture(sizes: Sequence[int], f: str, at: Start) -> bool:
    """Whether all numbers are those that lecture 001 works with; eta changes no gradient."""
    lecture = LECTURE.get(tuple(sizes))
    return f == "sigmoid" and lecture is not None and at == replace(lecture, eta=at.eta)
