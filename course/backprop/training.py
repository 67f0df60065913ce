"""Training: epochs of minibatches, each a forward, a backward and a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .network import Network

DIVERGED = 1e6  # a loss this many times the first one will not come back


@dataclass
class History:
    """E of the whole set before training and after each epoch, and the eta of each epoch.

    `plt.plot(history)` draws E; `history.message` says how training ended.
    """

    E: list[float] = field(default_factory=list)
    eta: list[float] = field(default_factory=list)
    diverged: bool = False
    message: str = ""

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return np.array(self.E, dtype)

    def __len__(self) -> int:
        return len(self.E)


def decaying(eta: float, rate: float) -> Callable[[int], float]:
    """eta / (1 + rate epoch): large steps first, small ones later. Lecture 001, "Coefficient η"."""
    return lambda epoch: eta / (1 + rate * epoch)


def train(
    net: Network,
    x: Any,
    t: Any,
    *,
    eta: float | Callable[[int], float],
    epochs: int,
    batch: int | None = None,
    momentum: float = 0.0,
    decay: float = 0.0,
    seed: int | np.random.Generator = 0,
) -> History:
    """Stochastic gradient descent on patterns x (inputs, m), t (outputs, m); returns a History.

    Every epoch visits all patterns once, in minibatches of `batch` columns in a new random order
    (None: all at once), and steps after each: v = momentum v + dW, W -= eta v + decay W. `eta` is
    a number or a function of the epoch, such as `decaying(0.5, 0.1)`. Lecture 002, "Issues on
    Backpropagation and Training".

    Stops, with `history.message`, when E is no longer finite or a million times its first value.
    Raises ValueError for shapes that do not fit and for `batch` or `epochs` below 1.
    """
    if epochs < 1 or (batch is not None and batch < 1):
        raise ValueError(f"epochs and batch must be at least 1, not {epochs} and {batch}")
    net.forward(x)
    x, history = np.asarray(net.a[0]), History([net.loss(t)])
    t = np.asarray(t, net.dtype).reshape(net.a[-1].shape)
    batches = _Minibatches(x, t, batch, seed)
    for epoch in range(epochs):
        history.eta.append(eta(epoch) if callable(eta) else eta)
        for x_batch, t_batch in batches:
            net.forward(x_batch)
            net.backward(t_batch)
            net.step(history.eta[-1], momentum, decay)
        net.forward(x)
        history.E.append(net.loss(t))
        if not history.E[-1] <= DIVERGED * max(history.E[0], 1e-12):
            history.diverged = True
            history.message = (
                f"diverged in epoch {epoch + 1}: E went from {history.E[0]:.4g} to "
                f"{history.E[-1]:.4g}. eta = {history.eta[-1]:g} is too large: try a tenth of it"
            )
            return history
    history.message = f"{epochs} epochs: E went from {history.E[0]:.4g} to {history.E[-1]:.4g}"
    return history


class _Minibatches:
    """The patterns in a new random order each time, in pieces of `batch` columns.

    Every piece is taken into the same two arrays, so that no epoch allocates.
    """

    def __init__(self, x: Any, t: Any, batch: int | None, seed: int | np.random.Generator) -> None:
        self.x, self.t, self.m = x, t, x.shape[1]
        self.size = min(batch or self.m, self.m)
        self.rng, self.order = np.random.default_rng(seed), np.arange(self.m)
        sizes = {self.size, self.m % self.size} - {0}
        self.room = {k: (np.empty((len(x), k), x.dtype), np.empty((len(t), k), x.dtype))
                     for k in sizes if self.size < self.m}  # fmt: skip

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.size == self.m:
            yield self.x, self.t
            return
        self.rng.shuffle(self.order)
        for start in range(0, self.m, self.size):
            columns = self.order[start : start + self.size]
            x, t = self.room[len(columns)]
            np.take(self.x, columns, axis=1, out=x, mode="clip")  # clip: without a safety copy
            np.take(self.t, columns, axis=1, out=t, mode="clip")
            yield x, t
