"""Where training starts: initial weights W (rows, columns) = (units, inputs). Biases start at 0.

Lecture 002, "Weight initialization": zero is a critical point, a constant keeps all units alike,
so small random numbers; the scaled ones keep the variance of n (or of delta) from layer to layer.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Initialiser = Callable[[np.random.Generator, int, int], Array]


def constant(value: float) -> Initialiser:
    """Every weight the same. `constant(0)` is the lecture's "very bad idea"."""
    return lambda rng, rows, columns: np.full((rows, columns), float(value))


def gaussian(sigma: float = 0.01) -> Initialiser:
    """Normal with mean 0 and the same standard deviation in every layer."""
    return lambda rng, rows, columns: rng.normal(0.0, sigma, (rows, columns))


def scaled(numerator: float, outputs: bool = False) -> Initialiser:
    """Normal with variance numerator / inputs, or numerator / (inputs + outputs)."""
    return lambda rng, rows, columns: rng.normal(
        0.0, np.sqrt(numerator / (columns + rows * outputs)), (rows, columns)
    )


INITIALISERS: dict[str, Initialiser] = {
    "zero": constant(0.0),
    "gaussian": gaussian(),
    "lecun": scaled(1.0),  # LeCun et al. 1998, Efficient BackProp, section 4.6
    "glorot": scaled(2.0, outputs=True),  # Glorot & Bengio 2010, equation 12
    "he": scaled(2.0),  # He et al. 2015, Delving Deep into Rectifiers, equation 10
}


def initialiser(init: str | float | Initialiser) -> Initialiser:
    """A name, a number (every weight that number) or a function (rng, rows, columns) -> W."""
    if isinstance(init, str):
        if init not in INITIALISERS:
            raise ValueError(f"unknown initialiser {init!r}: there are {', '.join(INITIALISERS)}")
        return INITIALISERS[init]
    return init if callable(init) else constant(init)
