"""Noisy four-pixel images of lecture 001: solid, vertical, diagonal or horizontal."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

KINDS = ("solid", "vertical", "diagonal", "horizontal")
SHAPES = np.array([[1, 1, 1, 1], [1, -1, 1, -1], [1, -1, -1, 1], [1, 1, -1, -1]])


def pixel_patterns(patterns: int, noise: float = 0.5, seed: int = 0) -> tuple[Array, Array]:
    """Images x (4, patterns), and targets t (4, patterns) with a 1 in the row of the right kind.

    Pixels stand row by row: upper left, upper right, lower left, lower right. An image is one of
    `SHAPES` or its negative, half the time each, plus normal noise. So every kind is as bright as
    every other on average, and a single layer cannot tell them apart.
    """
    rng = np.random.default_rng(seed)
    kind = np.arange(patterns) % len(KINDS)
    sign = rng.choice([-1.0, 1.0], patterns)
    x = SHAPES[kind].T * sign + rng.normal(0, noise, (4, patterns))
    return x, np.eye(len(KINDS))[:, kind]
