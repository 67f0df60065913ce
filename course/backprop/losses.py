"""The two losses: their value for each pattern, and delta = ∂E/∂n of the output layer.

Arrays are (features, batch). The lectures' other conventions: 004 writes E = Σ (t - y)² without
the ½ (twice this delta) and gives δ the other sign, δ = -∂E/∂n, so that its updates add; 003
averages over the batch.
"""

from typing import Any

import numpy as np

from .activations import Activation
from .arrays import logsumexp

Array = np.ndarray[Any, Any]


class HalfSquaredError:
    """E = ½ Σ (t - y)²; delta = (y - t) f'(n). Lectures 001 and 003."""

    name = "half squared error"

    def value(self, n: Array, y: Array, t: Array, scratch: Array) -> float:
        """E of the whole batch."""
        e = np.subtract(y, t, scratch).reshape(-1)
        return 0.5 * float(np.dot(e, e))

    def of_each(self, n: Array, y: Array, t: Array) -> Array:
        """E of each pattern, (batch,)."""
        return np.asarray(0.5 * np.sum((t - y) ** 2, axis=0))

    def delta(self, f: Activation, n: Array, y: Array, t: Array, out: Array, s: Array) -> None:
        """Write ∂E/∂n to `out`; `s` is room for f'(n)."""
        np.subtract(y, t, out)
        if f.name != "linear":
            f.slope(n, y, s)
            np.multiply(out, s, out)


class NegativeLogLikelihood:
    """E = -Σ t log p with p = softmax(n); delta = p Σt - t, which is p - t. Lecture 002.

    log p = n - log Σ e^n is finite for logits of any size.
    """

    name = "softmax + negative log-likelihood"

    def value(self, n: Array, y: Array, t: Array, scratch: Array) -> float:
        """E of the whole batch."""
        return float(np.sum(self.of_each(n, y, t)))

    def of_each(self, n: Array, y: Array, t: Array) -> Array:
        """E of each pattern, (batch,)."""
        return np.asarray(np.sum(t * (logsumexp(n) - n), axis=0))

    def delta(self, f: Activation, n: Array, y: Array, t: Array, out: Array, s: Array) -> None:
        """Write ∂E/∂n to `out`."""
        np.subtract(np.multiply(y, np.sum(t, axis=0), out), t, out)
