"""The layered network: the same backpropagation as a graph's, a layer at a time, in matrices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

import numpy as np

from .activations import activation
from .initialise import Initialiser, initialiser
from .losses import HalfSquaredError, NegativeLogLikelihood
from .parameters import Parameters, blocks, descend, enter, leave, penalise, room
from .values import columns, finite, layer_functions, number, precision, whole_sizes

Array = np.ndarray[Any, Any]
NEW, FORWARD, BACKWARD = range(3)  # what has been done since the weights last changed


class Network:
    """Layers j = 1 ... L of sizes[j] units: n[j] = W[j] @ a[j-1] + b[j], a[j] = f(n[j]), a[0] = x.

    One layer is the delta rule, sizes [1, 1, 1, ...] the serial chain (lecture 004), [2, 2, 1]
    and [3, 2, 2] lecture 001's examples. x (sizes[0], batch), t (sizes[-1], batch): batches as
    columns. W[j] (sizes[j], sizes[j-1]); b[j] and db[j] (sizes[j], 1), or None without bias;
    n[j], a[j], delta[j] (sizes[j], batch). Slot 0 is kept. The arrays are filled anew by every
    forward and backward: copy what should last. x may be read again: leave it be until backward.

    f is one name or one a layer: linear, sigmoid, tanh, relu, and softmax as the last, whose loss
    is then the negative log-likelihood; otherwise it is the half squared error. `l2` adds
    l2/2 Σ W² to E. `average` divides the patterns' losses by the batch size (lecture 003).
    """

    def __init__(
        self, sizes: Sequence[int], f: str | Sequence[str] = "sigmoid", bias: bool = True, *,
        l2: float = 0.0, average: bool = False, init: str | float | Initialiser = "glorot",
        seed: int | np.random.Generator = 0, dtype: Any = np.float64,
    ) -> None:  # fmt: skip
        self.sizes, self.dtype = whole_sizes(sizes), precision(dtype)
        names = layer_functions(f, len(self.sizes) - 1)
        self.f: list[Any] = [None, *(activation(name, self.dtype) for name in names)]
        self.error = NegativeLogLikelihood if names[-1] == "softmax" else HalfSquaredError
        self.bias, self.l2, self.average = bool(bias), float(number(l2, "l2")), bool(average)
        vectors = [Parameters(self.sizes, self.bias, self.dtype) for _ in range(3)]
        self.parameters, self.gradients, _ = vectors  # the last is the momentum's v
        self.W, self.b = self.parameters.W, self.parameters.b
        self.dW, self.db = self.gradients.W, self.gradients.b
        self._way_back = self.parameters.Wb
        rng, draw = np.random.default_rng(seed), initialiser(init)
        for j, W in enumerate(self.W[1:], 1):
            self.W[j] = draw(rng, *W.shape)
        self._updates = blocks(*(each.flat for each in vectors))
        self._room = lru_cache(4)(partial(room, self.sizes, self.bias, self.dtype))
        self._done, top = NEW, len(names)
        self._places = f"W[1] {self.W[1].shape} of layer 1", f"the output a[{top}] of layer {top}"

    @np.errstate(all="ignore")
    def forward(self, x: Any) -> Array:
        """n[j] = W[j] @ a[j-1] + b[j], a[j] = f(n[j]) for j = 1 ... L; returns a copy of a[L].

        Raises ValueError when x is not (sizes[0], batch) or holds NaN or infinity.
        """
        self._done = NEW
        x = columns(x, "x", (self.sizes[0], None), self._places[0], self.dtype)
        now = self._now = self.n, self.a, a1, self.delta, *_ = self._room(x.shape[1])
        n, a, Wb, f = self.n, self.a, self.parameters.Wb, self.f
        enter(x, now, self.parameters)
        f[1].into(n[1], a[1])
        for j in range(2, len(n)):
            np.dot(Wb[j], a1[j - 1], n[j])
            f[j].into(n[j], a[j])
        if not math.isfinite(np.vdot(n[1], n[1])):  # smaller than x, and shows it
            finite(x, "x")
        self._done = FORWARD
        return np.array(a[-1])

    @np.errstate(all="ignore")
    def loss(self, t: Any) -> float:
        """E of the last forward against the targets t (sizes[-1], batch), the l2 term included.

        Raises RuntimeError before forward, ValueError when t does not fit the output.
        """
        t = self._target(t, "loss")
        E = float(self.error.value(self.n[-1], self.a[-1], t)) / (t.shape[1] if self.average else 1)
        squares = (float(np.einsum("ij,ij", W, W)) for W in self.W[1:])  # makes no W²
        return E + self.l2 / 2 * sum(squares) if self.l2 else E

    @np.errstate(all="ignore")
    def backward(self, t: Any) -> None:
        """Fill delta, dW and db: ∂E/∂n[j], ∂E/∂W[j] and ∂E/∂b[j] for every layer, top down.

        delta[L] = (a[L] - t) f'(n[L]); delta[j] = (W[j+1].T @ delta[j+1]) f'(n[j]);
        dW[j] = delta[j] @ a[j-1].T + l2 W[j]; db[j] = delta[j] summed over the batch. Lecture 004
        (whose δ has the other sign); 002. RuntimeError before forward, ValueError when t misfits.
        """
        t, f, Wb, dWb = self._target(t, "backward"), self.f, self._way_back, self.gradients.Wb
        n, a, a1, delta, delta1, slope = self._now
        self.error.delta(f[-1], n[-1], a[-1], t, delta[-1], slope[-1])
        if self.average:
            np.divide(delta[-1], t.shape[1], delta[-1])
        for j in range(len(n) - 1, 0, -1):
            if j < len(n) - 1:
                np.dot(Wb[j + 1].T, delta[j + 1], delta1[j])
                f[j].slope(n[j], a[j], slope[j])
                np.multiply(delta[j], slope[j], delta[j])
            if j > 1:
                np.dot(delta[j], a1[j - 1].T, dWb[j])
        leave(self._now, self.gradients)
        if self.l2:
            penalise(self._updates, self.l2, self.db)
        self._done = BACKWARD

    @np.errstate(all="ignore")
    def step(self, eta: float, momentum: float = 0.0, decay: float = 0.0) -> None:
        """Gradient descent: v = momentum v + dW, then W -= eta v + decay W; b alike, without decay.

        Without momentum v is dW. Lecture 002, "Issues on Backpropagation and Training", whose λ is
        this decay: a rate, applied to W itself. The λ/2 ||W||² of its loss is `l2`, a penalty, and
        shrinks W by eta λ W each step instead. RuntimeError before backward, ValueError when a rate
        is no finite number.
        """
        if self._done != BACKWARD:
            raise RuntimeError("step before backward: call forward(x), then backward(t)")
        for name, rate in (("eta", eta), ("momentum", momentum), ("decay", decay)):
            if not math.isfinite(number(rate, name)):
                raise ValueError(f"{name} must be finite, not {rate}")
        for W in self.W[1:] if decay else ():
            W *= 1 - decay
        descend(self._updates, eta, momentum)
        self._done = NEW

    def _target(self, t: Any, caller: str) -> Any:
        if self._done == NEW:
            raise RuntimeError(f"{caller} before forward: call forward(x), also after each step")
        return finite(columns(t, "t", self.a[-1].shape, self._places[1], self.dtype), "t")

    def __getstate__(self) -> dict[str, Any]:  # a copied array would lose the room it shares
        state = {name: vars(self)[name] for name in ("sizes", "bias", "l2", "average", "dtype")}
        return {**state, "f": [f.name for f in self.f[1:]], "flat": self.parameters.flat.copy()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        flat = state.pop("flat")
        self.__init__(**state)  # type: ignore[misc] # the same settings, then the same numbers
        self.parameters.flat[:] = flat

    def __repr__(self) -> str:
        return f"<network {self.sizes}: {[f.name for f in self.f[1:]]}; {self.error.name}>"
