"""Room for the n, a and delta of every layer at one batch size, and the two sweeps through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from .network import Network

Array = np.ndarray[Any, Any]


class Buffers:
    """Allocated once for a batch size m; `forward` and `backward` only fill it.

    A linear layer has a[j] and n[j] in one array, since they are equal.
    """

    def __init__(self, net: Network, m: int) -> None:
        self.net, self.m = net, m
        shapes = [(size, m) for size in net.sizes]
        linear = [f is not None and f.name == "linear" for f in net.f]
        self.n: list[Any] = [None, *(np.empty(shape, net.dtype) for shape in shapes[1:])]
        pairs = zip(self.n, linear, strict=True)
        self.a: list[Any] = [n if same else np.empty_like(n) for n, same in pairs]
        self.delta: list[Any] = [None, *(np.empty(shape, net.dtype) for shape in shapes[1:])]
        room = np.empty(max(net.sizes) * m, net.dtype)
        self.slope = [room[: size * m].reshape(size, m) for size in net.sizes]
        self.ones = np.ones((m, 1), net.dtype)
        self.share = np.array(1 / m, net.dtype)
        self._list_steps()

    def _list_steps(self) -> None:
        """Look up everything the two sweeps touch once, instead of in every sweep."""
        net, layers = self.net, range(1, len(self.n))
        into = [None if self.a[j] is self.n[j] else net.f[j].into for j in layers]
        self.up = list(zip(net.W[1:], net.b[1:], self.n[1:], self.a[1:], into, strict=True))
        slopes = [None if self.a[j] is self.n[j] else net.f[j].slope for j in layers]
        self.down = [
            (self.delta[j], self.a[j - 1].T, net.dW[j], net.db[j], net.W[j].T, self.delta[j - 1],
             slopes[j - 2], self.n[j - 1], self.a[j - 1], self.slope[j - 1])
            for j in reversed(layers[1:])
        ]  # fmt: skip

    def forward(self, x: Array) -> None:
        """n[j] = W[j] @ a[j-1] + b[j] and a[j] = f(n[j]), upwards."""
        self.a[0] = below = x
        for W, b, n, a, into in self.up:
            np.dot(W, below, n)
            if b is not None:
                np.add(n, b, n)
            if into is not None:
                into(n, a)
            below = a

    def backward(self, t: Array) -> None:
        """delta[j] = (W[j+1].T @ delta[j+1]) f'(n[j]), dW[j] = delta[j] @ a[j-1].T, downwards."""
        net, top, ones = self.net, self.delta[-1], self.ones
        net.error.delta(net.f[-1], self.n[-1], self.a[-1], t, top, self.slope[-1])
        if net.average:
            np.multiply(top, self.share, top)
        for delta, a_T, dW, db, W_T, below, slope, n, a, s in self.down:
            np.dot(delta, a_T, dW)
            if db is not None:
                np.dot(delta, ones, db)
            np.dot(W_T, delta, below)
            if slope is not None:
                slope(n, a, s)
                np.multiply(below, s, below)
        np.dot(self.delta[1], self.a[0].T, net.dW[1])
        if net.bias:
            np.dot(self.delta[1], ones, net.db[1])
