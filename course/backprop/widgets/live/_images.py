"""Four-pixel images of lecture 001: the eight clear ones, and a network that sorts them."""

from __future__ import annotations

from typing import Any

import numpy as np

from backprop import Network
from backprop.pixel_patterns import KINDS, SHAPES

Array = np.ndarray[Any, Any]

# One image a column: each kind's first case, then its negative, in the order of KINDS.
IMAGES = np.array([sign * shape for shape in SHAPES for sign in (1, -1)], float).T
TARGETS = np.kron(np.eye(len(KINDS)), [1.0, 1.0])
NAMES = [f"{kind} {case}" for kind in KINDS for case in (1, 2)]
SHADES = (0.5, 0.0, -0.75, 0.75)  # the lecture's own image


def sorter(hidden: int, seed: int) -> Network:
    """Four pixels, tanh units, one sigmoid output for each kind; without hidden units one layer."""
    if not hidden:
        return Network([4, len(KINDS)], seed=seed)
    return Network([4, hidden, len(KINDS)], f=["tanh", "sigmoid"], seed=seed)


def loss(net: Network) -> float:
    """E over all eight images."""
    net.forward(IMAGES)
    return net.loss(TARGETS)


def epoch(net: Network, eta: float) -> None:
    """One step of gradient descent on all eight images at once."""
    net.forward(IMAGES)
    net.backward(TARGETS)
    net.step(eta)


def right(net: Network) -> list[bool]:
    """For each of the eight images: is the output of its kind the largest?"""
    chosen = net.forward(IMAGES).argmax(axis=0)
    return [bool(found) for found in chosen == TARGETS.argmax(axis=0)]


def units(net: Network, shown: bool) -> list[dict[str, Any]]:
    """The units of the first layer: weights, n and a; as outputs only where they are shown."""
    if len(net.W) == 2 and not shown:
        return [{"w": w, "n": None, "a": None} for w in net.W[1]]
    columns = (net.n[1][:, 0].tolist(), net.a[1][:, 0].tolist())
    return [{"w": w, "n": n, "a": a} for w, n, a in zip(net.W[1], *columns, strict=True)]


def before_and_after(hidden: int, seed: int, eta: float, epochs: int) -> dict[str, list[Any]]:
    """The first layer's weights, a row a unit, before and after training."""
    net = sorter(hidden, seed)
    before = list(net.W[1].copy())
    for _ in range(epochs):
        epoch(net, eta)
    return {"before": before, "after": list(net.W[1])}
