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
        self.a = [n if same else np.empty_like(n) for n, same in zip(self.n, linear, strict=True)]
        self.delta: list[Any] = [None, *(np.empty(shape, net.dtype) for shape in shapes[1:])]
        room = np.empty(max(net.sizes) * m, net.dtype)
        self.slope = [room[: size * m].reshape(size, m) for size in net.sizes]
        self.ones = np.ones((m, 1), net.dtype)
        self.share = np.array(1 / m, net.dtype)

    def forward(self, x: Array) -> None:
        """n[j] = W[j] @ a[j-1] + b[j] and a[j] = f(n[j]), upwards."""
        net, a = self.net, x
        self.a[0] = x
        for W, b, n, after, f in zip(net.W, net.b, self.n, self.a, net.f, strict=True):
            if f is not None:
                np.dot(W, a, n)
                if b is not None:
                    np.add(n, b, n)
                if after is not n:
                    f.into(n, after)
                a = after

    def backward(self, t: Array) -> None:
        """delta[j] = (W[j+1].T @ delta[j+1]) f'(n[j]), dW[j] = delta[j] @ a[j-1].T, downwards."""
        net, top = self.net, len(self.n) - 1
        delta = self.delta[top]
        net.error.delta(net.f[top], self.n[top], self.a[top], t, delta, self.slope[top])
        if net.average:
            np.multiply(delta, self.share, delta)
        for j in range(top, 0, -1):
            delta, below = self.delta[j], self.delta[j - 1]
            np.dot(delta, self.a[j - 1].T, net.dW[j])
            if net.bias:
                np.dot(delta, self.ones, net.db[j])
            if below is not None:
                np.dot(net.W[j].T, delta, below)
                if self.a[j - 1] is not self.n[j - 1]:
                    s = self.slope[j - 1]
                    net.f[j - 1].slope(self.n[j - 1], self.a[j - 1], s)
                    np.multiply(below, s, below)
