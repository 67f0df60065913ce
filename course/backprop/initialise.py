"""Where training starts: initial weights W (rows, columns) = (units, inputs). Biases start at 0.

Lecture 002, "Weight initialization": zero is a critical point, a constant keeps all units alike,
so small random numbers; the scaled ones keep the variance of n (or of delta) from layer to layer.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

Initialiser = Callable[[np.random.Generator, int, int], np.ndarray[Any, Any]]


def constant(value: float) -> Initialiser:
    """Every weight the same. `constant(0)` is the lecture's "very bad idea"."""
    return lambda rng, rows, columns: np.full((rows, columns), float(value))


def gaussian(sigma: float = 0.01) -> Initialiser:
    """Normal with mean 0 and the same standard deviation in every layer."""
    return lambda rng, rows, columns: rng.normal(0.0, sigma, (rows, columns))


def scaled(variance: Callable[[int, int], float]) -> Initialiser:
    """Normal with mean 0 and a variance that depends on the layer's outputs and inputs."""
    return lambda rng, i, j: rng.normal(0.0, variance(i, j) ** 0.5, (i, j))


INITIALISERS: dict[str, Initialiser] = {
    "zero": constant(0.0),
    "gaussian": gaussian(),
    "lecun": scaled(lambda i, j: 1 / j),  # LeCun et al. 1998, Efficient BackProp, section 4.6
    "glorot": scaled(lambda i, j: 2 / (i + j)),  # Glorot & Bengio 2010, equation 12
    "he": scaled(lambda i, j: 2 / j),  # He et al. 2015, Delving Deep into Rectifiers, equation 10
}


def initialiser(init: str | float | Initialiser) -> Initialiser:
    """A name, a number (every weight that number) or a function (rng, rows, columns) -> W."""
    if isinstance(init, str):
        if init not in INITIALISERS:
            raise ValueError(f"unknown initialiser {init!r}: there are {', '.join(INITIALISERS)}")
        return INITIALISERS[init]
    return init if callable(init) else constant(init)
