"""The two losses: E of a batch, and delta = ∂E/∂n of the output layer, written to `out`.

n, y and t are (features, batch); E also takes stacks of such, one E for each. Conventions differ:
lecture 004 leaves out the ½ and so doubles E and delta, 003 averages over the batch.
"""

from typing import Any

import numpy as np

from .activations import Activation
from .arrays import logsumexp

Array = np.ndarray[Any, Any]


class HalfSquaredError:
    """E = ½ Σ (t - y)²; delta = (y - t) f'(n). Lectures 001 and 003."""

    name = "half squared error"

    @staticmethod
    def value(n: Array, y: Array, t: Array) -> Any:
        return 0.5 * np.sum((t - y) ** 2, axis=(-2, -1))

    @staticmethod
    def delta(f: Activation, n: Array, y: Array, t: Array, out: Array, slope: Array) -> None:
        f.slope(n, y, slope)
        np.multiply(np.subtract(y, t, out), slope, out)


class NegativeLogLikelihood:
    """E = -Σ t log p with p = softmax(n); delta = p Σt - t, which is p - t if the t sum to 1.

    Lecture 002. log p = n - log Σ e^n is finite for logits of any size.
    """

    name = "softmax + negative log-likelihood"

    @staticmethod
    def value(n: Array, p: Array, t: Array) -> Any:
        return np.sum(t * (logsumexp(n) - n), axis=(-2, -1))

    @staticmethod
    def delta(f: Activation, n: Array, p: Array, t: Array, out: Array, slope: Array) -> None:
        np.subtract(np.multiply(p, t.sum(axis=0), out), t, out)
