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

    @property
    def diverged(self) -> bool:
        """Whether E ended infinite, not a number, or a million times where it began."""
        return not self.E[-1] <= DIVERGED * max(self.E[0], 1e-12)

    @property
    def message(self) -> str:
        """How training ended, in a sentence."""
        course = f"E went from {self.E[0]:.4g} to {self.E[-1]:.4g} in {len(self.eta)} epochs"
        advice = f"; eta = {self.eta[-1]:g} is too large: try a tenth of it" if self.eta else ""
        return f"diverged: {course}{advice}" if self.diverged else course

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return np.array(self.E, dtype)

    def __len__(self) -> int:
        return len(self.E)


def decaying(eta: float, rate: float) -> Callable[[int], float]:
    """Eta / (1 + rate epoch): large steps first, small ones later. Lecture 001, "Coefficient η"."""
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
    """Stochastic gradient descent on patterns x (inputs, m), t (outputs, m); see `Update.step`.

    Every epoch visits all patterns once, `batch` columns at a time (None: all at once) in a new
    random order. `eta` is a number or a function of the epoch, such as `decaying(0.5, 0.1)`.
    Stops, and says so, when E is no longer finite or a million times its first value. Lecture
    002, "Issues on Backpropagation and Training". ValueError for shapes, `batch`, `epochs` < 1.
    """
    if epochs < 1 or (batch is not None and batch < 1):
        raise ValueError(f"epochs and batch must be at least 1, not {epochs} and {batch}")
    net.forward(x)
    history = History([net.loss(t)])
    batches = _Minibatches(net.a[0], np.asarray(t, net.dtype).reshape(net.a[-1].shape), batch, seed)
    for epoch in range(epochs):
        history.eta.append(eta(epoch) if callable(eta) else eta)
        for x_batch, t_batch in batches:
            net.forward(x_batch)
            net.backward(t_batch)
            net.step(history.eta[-1], momentum, decay)
        net.forward(x)
        history.E.append(net.loss(t))
        if history.diverged:
            break
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
