"""Two ways of learning without the exact gradient: what happens if the way back is another one?

`FeedbackAlignment` sends the deltas back through fixed random weights; `ForwardForward` sends
nothing back at all. Both are here to be compared with `Network`, which does it by the chain rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .initialise import initialiser
from .network import Network

Array = np.ndarray[Any, Any]


class FeedbackAlignment(Network):
    """delta[j] = (B[j] @ delta[j+1]) f'(n[j]) with fixed random B[j] in place of W[j+1].T.

    Lillicrap, Cownden, Tweed & Akerman 2016, "Random synaptic feedback weights support error
    backpropagation for deep learning", Nature Communications 7, 13276; named in lecture 004. B[j]
    has the shape (sizes[j], sizes[j+1]) of the transpose that it replaces, is drawn by the same
    initialiser as W, and never learns. Everything else, `train` included, is a `Network`'s.
    """

    def __init__(
        self, sizes: Sequence[int], f: str | Sequence[str] = "sigmoid", *,
        feedback_seed: int = 1000, init: str = "glorot", **settings: Any,
    ) -> None:  # fmt: skip
        super().__init__(sizes, f, init=init, **settings)
        rng, draw = np.random.default_rng(feedback_seed), initialiser(init)
        shapes = [W.shape for W in self.W[2:]]
        self.B: list[Any] = [None, *(draw(rng, *shape).T for shape in shapes)]

    def backward(self, t: Any) -> None:
        """Fill delta, dW and db as `Network.backward` does, with B[j] on the way back."""
        own = self._way_back
        beside = ((B.T, np.zeros((B.shape[1], int(self.bias)))) for B in self.B[1:])
        self._way_back = [None, None, *map(np.hstack, beside)]  # [B.T 0] in place of [W b]
        try:
            super().backward(t)
        finally:
            self._way_back = own

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "B": self.B[1:]}

    def __setstate__(self, state: dict[str, Any]) -> None:
        B = state.pop("B")
        super().__setstate__(state)
        self.B[1:] = B

    def angle(self, j: int) -> float:
        """The angle in degrees between B[j] and W[j+1].T, seen as vectors; 90 is unrelated."""
        B, W = np.ravel(self.B[j]), np.ravel(self.W[j + 1].T)
        return float(np.degrees(np.arccos(B @ W / np.sqrt((B @ B) * (W @ W)))))


class ForwardForward:
    """Layers that each learn by themselves to be lively for true patterns and calm for false ones.

    Hinton 2022, "The forward-forward algorithm: some preliminary investigations", arXiv:2212.13345;
    named in lecture 000. A pattern enters together with a label, one more input for each label: a
    true pattern has its own, a false one a wrong one. Layer j computes n[j] = W[j] @ u[j-1] + b[j]
    and a[j] = relu(n[j]), where u is a with its length taken away, so that a layer cannot pass on
    how lively it was. Its goodness is g[j] = Σ a[j]², a number for each pattern, and its own loss

        E[j] = mean log(1 + e^(theta - g)) over true + mean log(1 + e^(g - theta)) over false ones.

    The gradient of E[j] by W[j] needs this layer alone: no error comes from above. The answer to a
    new pattern is the label with which the layers' goodness adds up to most.
    """

    def __init__(
        self, sizes: Sequence[int], labels: int, *, theta: float = 5.0, init: str = "he",
        seed: int = 0,
    ) -> None:  # fmt: skip
        rng, draw = np.random.default_rng(seed), initialiser(init)
        self.labels, self.theta = labels, theta
        widths = [sizes[0] + labels, *sizes[1:]]
        pairs = zip(widths[1:], widths, strict=False)
        self.W: list[Any] = [None, *(draw(rng, rows, columns) for rows, columns in pairs)]
        self.b: list[Any] = [None, *(np.zeros((rows, 1)) for rows in widths[1:])]
        self.vW = [None, *(np.zeros_like(W) for W in self.W[1:])]
        self.vb = [None, *(np.zeros_like(b) for b in self.b[1:])]

    def labelled(self, x: Array, label: Array) -> Array:
        """Put one more input a label below x: 1 for this one, 0 for the others."""
        return np.vstack([x, np.arange(self.labels)[:, None] == np.ravel(label)])

    def step(self, true: Array, false: Array, eta: float, momentum: float = 0.0) -> None:
        """One step of every layer, bottom up, each on its own loss; columns are patterns."""
        u, sign = np.hstack([true, false]), np.repeat([-1.0, 1.0], [true.shape[1], false.shape[1]])
        for j in range(1, len(self.W)):
            a, g, passed_on = self._layer(j, u)
            # ∂E/∂g of log(1 + e^(±(g - theta))) is ± its sigmoid, and ∂g/∂n = 2 a
            slope = sign / (1 + np.exp(-np.clip(sign * (g - self.theta), -60, 60)))
            delta = slope * 2 * a / true.shape[1]
            self.vW[j] = momentum * self.vW[j] + delta @ u.T
            self.vb[j] = momentum * self.vb[j] + delta.sum(axis=1, keepdims=True)
            self.W[j] -= eta * self.vW[j]
            self.b[j] -= eta * self.vb[j]
            u = passed_on

    def epoch(self, x: Array, t: Array, eta: float, momentum: float, batch: int, rng: Any) -> None:
        """Visit every column of x once, `batch` at a time, with its label from t and a wrong one.

        t (labels, patterns) has a 1 in the row of the right label.
        """
        right, m = np.argmax(t, axis=0), x.shape[1]
        wrong = (right + rng.integers(1, self.labels, m)) % self.labels
        for k in np.array_split(rng.permutation(m), range(batch, m, batch)):
            true, false = (self.labelled(x[:, k], label[k]) for label in (right, wrong))
            self.step(true, false, eta, momentum)

    def goodness(self, x: Array, label: Array) -> Array:
        """The sum over all layers of g[j] for each column of x with these labels."""
        u, total = self.labelled(x, label), np.zeros(x.shape[1])
        for j in range(1, len(self.W)):
            _, g, u = self._layer(j, u)
            total += g
        return total

    def answer(self, x: Array) -> Array:
        """For each column of x the label, 0, 1, ..., whose goodness is largest."""
        columns = np.ones(x.shape[1], int)
        goodness = np.array([self.goodness(x, k * columns) for k in range(self.labels)])
        best: Array = np.argmax(goodness, axis=0)
        return best

    def _layer(self, j: int, u: Array) -> tuple[Array, Array, Array]:
        """The activation a of layer j, its goodness g, and what it passes on."""
        a = np.maximum(self.W[j] @ u + self.b[j], 0)
        g = np.sum(a**2, axis=0)
        return a, g, a / (np.sqrt(g) + 1e-8)
