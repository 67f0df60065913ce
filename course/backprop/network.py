"""The layered network: the same backpropagation as a graph's, a layer at a time, in matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .activations import activation
from .buffers import Buffers
from .initialise import Initialiser, initialiser
from .losses import HalfSquaredError, NegativeLogLikelihood
from .parameters import Parameters
from .shapes import as_columns, checked_sizes, layer_functions
from .update import Update
from .values import number

Array = np.ndarray[Any, Any]
NEW, FORWARD, BACKWARD = range(3)  # what has been done since the weights last changed


class Network:
    """Layers j = 1 ... L of sizes[j] units: n[j] = W[j] @ a[j-1] + b[j], a[j] = f(n[j]), a[0] = x.

    One layer is the delta rule, sizes [1, 1, 1, ...] the serial chain (lecture 004), [2, 2, 1]
    and [3, 2, 2] lecture 001's examples. x (sizes[0], batch), t (sizes[-1], batch): batches as
    columns. W[j] (sizes[j], sizes[j-1]); b[j] and db[j] (sizes[j], 1), or None without bias;
    n[j], a[j], delta[j] (sizes[j], batch). Slot 0 is kept. The arrays are filled anew by every
    forward and backward: copy what should last.

    f is one name or one a layer: linear, sigmoid, tanh, relu, and softmax as the last, whose loss
    is then the negative log-likelihood; otherwise it is the half squared error. `l2` adds
    l2/2 Σ W² to E. `average` divides the patterns' losses by the batch size (lecture 003).
    """

    def __init__(
        self,
        sizes: Sequence[int],
        f: str | Sequence[str] = "sigmoid",
        bias: bool = True,
        *,
        l2: float = 0.0,
        average: bool = False,
        init: str | float | Initialiser = "glorot",
        seed: int | np.random.Generator = 0,
        dtype: Any = np.float64,
    ) -> None:
        self.sizes, self.dtype = checked_sizes(sizes), np.dtype(dtype)
        if self.dtype not in (np.float32, np.float64):
            raise ValueError(f"dtype must be float32 or float64, not {self.dtype}")
        names = layer_functions(f, len(self.sizes) - 1)
        self.f: list[Any] = [None, *(activation(name, self.dtype) for name in names)]
        self.error = NegativeLogLikelihood() if names[-1] == "softmax" else HalfSquaredError()
        self.bias, self.l2, self.average = bool(bias), float(number(l2, "l2")), bool(average)
        self.parameters = Parameters(self.sizes, self.bias, self.dtype)
        self.gradients = Parameters(self.sizes, self.bias, self.dtype)
        self.W, self.b = self.parameters.W, self.parameters.b
        self.dW, self.db = self.gradients.W, self.gradients.b
        rng, draw = np.random.default_rng(seed), initialiser(init)
        for j, W in enumerate(self.W[1:], 1):
            self.W[j] = draw(rng, *W.shape)
        self._update = Update(self.parameters, self.gradients)
        self._rooms: dict[int, Buffers] = {}
        self._done, top = NEW, len(self.sizes) - 1
        self._places = (f"W[1] {self.W[1].shape} of layer 1", f"the output a[{top}] of layer {top}")

    def forward(self, x: Any) -> Array:
        """n[j] = W[j] @ a[j-1] + b[j], a[j] = f(n[j]) for j = 1 ... L; returns a copy of a[L].

        Raises ValueError when x is not (sizes[0], batch) or holds NaN or infinity.
        """
        with np.errstate(all="ignore"):
            x = as_columns(x, "x", self.sizes[0], None, self._places[0], self.dtype)
            m = x.shape[1]
            if m not in self._rooms:
                if len(self._rooms) > 3:  # a batch, a smaller last one, the whole set, one pattern
                    self._rooms.clear()
                self._rooms[m] = Buffers(self, m)
            self._now = now = self._rooms[m]
            self.n, self.a, self.delta = now.n, now.a, now.delta
            now.forward(x)
        self._done = FORWARD
        return np.array(self.a[-1])

    def loss(self, t: Any) -> float:
        """E of the last forward against the targets t (sizes[-1], batch), the l2 term included.

        Raises RuntimeError before forward, ValueError when t does not fit the output.
        """
        with np.errstate(all="ignore"):
            t = self._target(t, "loss")
            now, W = self._now, self.parameters.flat[: self.parameters.weights]
            E = self.error.value(now.n[-1], now.a[-1], t, now.slope[-1])
            E = E / now.m if self.average else E
            return E + 0.5 * self.l2 * float(np.dot(W, W)) if self.l2 else E

    def backward(self, t: Any) -> None:
        """Fill delta, dW and db: ∂E/∂n[j], ∂E/∂W[j] and ∂E/∂b[j] for every layer, top down.

        delta[L] = (a[L] - t) f'(n[L]); delta[j] = (W[j+1].T @ delta[j+1]) f'(n[j]);
        dW[j] = delta[j] @ a[j-1].T + l2 W[j]; db[j] = delta[j] summed over the batch. Lecture 004,
        "Backpropagation"; 002, the three steps. Raises RuntimeError before forward, ValueError
        when t does not fit the output.
        """
        with np.errstate(all="ignore"):
            t = self._target(t, "backward")
            self._now.backward(t)
            if self.l2:
                self._update.penalise(self.l2)
        self._done = BACKWARD

    def step(self, eta: float, momentum: float = 0.0, decay: float = 0.0) -> None:
        """Gradient descent: W -= eta dW, b -= eta db. See `Update.step` for momentum and decay.

        Raises RuntimeError before backward, ValueError when a rate is no finite number.
        """
        if self._done != BACKWARD:
            raise RuntimeError("step before backward: call forward(x), then backward(t)")
        self._update.step(eta, momentum, decay)
        self._done = NEW

    def _target(self, t: Any, caller: str) -> Array:
        if self._done == NEW:
            raise RuntimeError(f"{caller} before forward: call forward(x), also after each step")
        return as_columns(t, "t", self.sizes[-1], self._now.m, self._places[1], self.dtype)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle by settings and numbers; a copied array would lose its shared room."""
        names = [f.name for f in self.f[1:]]
        settings = {"l2": self.l2, "average": self.average, "init": 0.0, "dtype": self.dtype}
        return _rebuilt, (self.sizes, names, self.bias, settings, self.parameters.flat.copy())

    def __repr__(self) -> str:
        names = ", ".join(f.name for f in self.f[1:])
        return f"<network {'-'.join(map(str, self.sizes))}: {names}; {self.error.name}>"


def _rebuilt(
    sizes: list[int], f: list[str], bias: bool, settings: dict[str, Any], flat: Array
) -> Network:
    net = Network(sizes, f, bias, **settings)
    net.parameters.flat[:] = flat
    return net
