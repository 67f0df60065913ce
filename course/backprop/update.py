"""Gradient descent on all parameters at once, in blocks that stay in the cache."""

from typing import Any

import numpy as np

from .parameters import BLOCK, Parameters
from .values import number


class Update:
    """The velocities of momentum and one block of room, kept from step to step."""

    def __init__(self, parameters: Parameters, gradients: Parameters) -> None:
        self.dtype = parameters.flat.dtype
        self.weight_blocks = -(-parameters.weights // BLOCK)
        self.values, self.slopes = parameters.blocks(), gradients.blocks()
        self.velocities: list[Any] | None = None
        self.room = np.empty(min(BLOCK, parameters.flat.size), self.dtype)

    def penalise(self, l2: float) -> None:
        """Add the gradient of l2/2 Σ W², which is l2 W, to dW."""
        factor = np.array(l2, self.dtype)
        for k in range(self.weight_blocks):
            w, dw = self.values[k], self.slopes[k]
            np.add(dw, np.multiply(w, factor, self.room[: w.size]), dw)

    def step(self, eta: float, momentum: float, decay: float) -> None:
        """Let v = momentum v + dW, then W -= eta v + decay W (biases do not decay).

        Without momentum v is dW. Lecture 002, "Issues on Backpropagation and Training", whose λ is
        this decay: a rate, applied to W itself. The λ/2 ||W||² of its loss is `l2`, a penalty, and
        shrinks W by eta λ W each step instead.
        """
        rates = [np.array(float(number(rate, name)), self.dtype) for rate, name in
                 ((eta, "eta"), (momentum, "momentum"), (1 - decay, "decay"))]  # fmt: skip
        if not all(map(np.isfinite, rates)):
            raise ValueError(f"eta, momentum and decay must be finite: {eta}, {momentum}, {decay}")
        if momentum and self.velocities is None:
            self.velocities = [np.zeros_like(w) for w in self.values]
        with np.errstate(all="ignore"):
            for k, (w, v) in enumerate(zip(self.values, self.slopes, strict=True)):
                if momentum and self.velocities is not None:
                    v = np.add(np.multiply(self.velocities[k], rates[1], self.velocities[k]), v,
                               self.velocities[k])  # fmt: skip
                if decay and k < self.weight_blocks:
                    np.multiply(w, rates[2], w)
                np.subtract(w, np.multiply(v, rates[0], self.room[: w.size]), w)
