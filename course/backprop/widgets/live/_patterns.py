"""A linear neuron with two weights: its sets of patterns, and the surface of its loss."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from backprop import Graph, Network

from .base import View

# name: the inputs as columns, and the targets (unit 02 has the first two)
PATTERNS: dict[str, tuple[list[list[float]], list[float]]] = {
    "one pattern": ([[4], [3]], [2]),
    "three patterns": ([[4, 1, -1], [3, 2, 2]], [2, 1, 0.6]),
    "independent inputs": ([[4, 0], [0, 3]], [2, 1]),
    "correlated inputs": ([[4, 3], [3, 4]], [2, 1]),
}
BOX = ((-0.8, 1.6), (-1.2, 1.2))  # w1 and w2 in the picture
SIDE, LEVELS = 96, 10  # of the field; lines of equal loss

SQUARE = Graph("0.5*(t - w1*x1 - w2*x2)**2")


def surface_loss(name: str, w1: Any, w2: Any) -> Any:
    """E = ½ Σ (t − w1 x1 − w2 x2)² over the patterns, of numbers or of open grids of weights."""
    (x1, x2), targets = PATTERNS[name]
    patterns = zip(x1, x2, targets, strict=True)
    return sum(SQUARE.forward(w1=w1, w2=w2, x1=a, x2=b, t=t) for a, b, t in patterns)


@cache
def surface(name: str) -> View:
    """What stays when the weights move: the loss as bytes, 255 the lowest, and lines of equal E."""
    w1, w2 = (np.linspace(*ends, SIDE) for ends in BOX)
    E = surface_loss(name, w1[np.newaxis, :], w2[:, np.newaxis])
    top = float(E.max())
    levels = top * np.linspace(0, 1, LEVELS + 1)[1:-1] ** 2  # equal steps of the error, not E
    lines = Figure().add_subplot().contour(w1, w2, E, levels).allsegs
    return {
        "field": np.rint(255 * (1 - np.sqrt(E / top))).astype(np.uint8).tobytes(), "side": SIDE,
        "box": BOX, "top": top, "levels": levels.tolist(),
        "lines": [np.round(one[::2], 3).tolist() for level in lines for one in level],
    }  # fmt: skip


def neuron(name: str, w1: float, w2: float) -> Network:
    """A linear neuron with these weights, run forward and backward on all patterns."""
    x, t = PATTERNS[name]
    net = Network([2, 1], f="linear", bias=False)
    net.W[1] = [[w1, w2]]
    net.forward(x)
    net.backward([t])
    return net
