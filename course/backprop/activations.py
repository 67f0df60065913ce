"""The activation functions of a layer with their derivatives, a rule a line, without allocating.

`into(n, a)` writes a = f(n); `slope(n, a, s)` writes s = f'(n), from `n` or from the `a` it
already has. f' is a function of n: σ'(n) = (1 - σ(n)) σ(n). Sources: lecture 001 (σ, ReLU with
ReLU'(0) = 1), 002 (tanh, softmax), 004 (the linear unit). Arrays are (features, batch), or stacks
of such.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
NAMES = ("linear", "sigmoid", "tanh", "relu", "softmax")


@dataclass(frozen=True)
class Activation:
    """One function f: `into` and `slope` fill arrays, `f` and `f_prime` return new ones."""

    name: str
    into: Callable[[Array, Array], object]
    slope: Callable[[Array, Array, Array], object]

    def f(self, n: Array) -> Array:
        """Return a = f(n), the shape of n."""
        a = np.empty_like(n)
        with np.errstate(all="ignore"):
            self.into(n, a)
        return a

    def f_prime(self, n: Array) -> Array:
        """f'(n), the shape of n. Takes the net input n, never a."""
        s = np.empty_like(n)
        with np.errstate(all="ignore"):
            self.slope(n, self.f(n), s)
        return s


@cache
def activation(name: str, dtype: Any) -> Activation:
    """The activation of this name. ValueError, with the names there are, for any other."""
    if name not in NAMES:
        raise ValueError(f"unknown activation {name!r}: there are {', '.join(NAMES)}")
    # 0-d arrays keep float32 and are quick; clip is quicker than maximum against one number
    one, zero, inf = (np.array(c, dtype) for c in (1, 0, np.inf))

    def sigmoid(n: Array, a: Array) -> None:
        np.exp(np.negative(n, a), a)  # overflows to infinity at n < -709: then 1 / ∞ = 0 is right
        np.reciprocal(np.add(a, one, a), a)

    def softmax(n: Array, p: Array) -> None:
        np.exp(np.subtract(n, np.maximum.reduce(n, -2, keepdims=True), p), p)  # e^n never overflows
        np.divide(p, np.add.reduce(p, -2, keepdims=True), p)

    rules: dict[str, tuple[Any, Any]] = {
        "linear": (lambda n, a: np.copyto(a, n), lambda n, a, s: s.fill(1)),
        "sigmoid": (sigmoid, lambda n, a, s: np.multiply(np.subtract(one, a, s), a, s)),
        "tanh": (np.tanh, lambda n, a, s: np.subtract(one, np.square(a, s), s)),
        "relu": (
            lambda n, a: np.clip(n, zero, inf, out=a),
            lambda n, a, s: np.greater_equal(n, zero, s),
        ),
        "softmax": (softmax, lambda n, a, s: s.fill(1)),  # its loss does the rest
    }
    return Activation(name, *rules[name])
