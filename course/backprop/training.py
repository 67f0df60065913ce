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
    """Stochastic gradient descent on patterns x (inputs, m), t (outputs, m); see `Network.step`.

    Every epoch visits all patterns once, `batch` columns at a time (None: all at once) in a new
    random order. `eta` is a number or a function of the epoch, such as `decaying(0.5, 0.1)`.
    Stops, and says so, when E is no longer finite or a million times its first value. Lecture
    002, "Issues on Backpropagation and Training". ValueError for shapes, `batch`, `epochs` < 1.
    """
    if epochs < 1 or (batch is not None and batch < 1):
        raise ValueError(f"epochs and batch must be at least 1, not {epochs} and {batch}")
    net.forward(x)
    history = History([net.loss(t)])
    x, t = net.a[0].copy(), np.asarray(t, net.dtype).reshape(net.a[-1].shape)  # kept: a changes
    rng = np.random.default_rng(seed)
    room = [np.empty((len(part), min(batch or 0, x.shape[1])), net.dtype) for part in (x, t)]
    for epoch in range(epochs):
        history.eta.append(eta(epoch) if callable(eta) else eta)
        for x_batch, t_batch in _batches((x, t), room, rng) if batch else [(x, t)]:
            net.forward(x_batch)
            net.backward(t_batch)
            net.step(history.eta[-1], momentum, decay)
        net.forward(x)
        history.E.append(net.loss(t))
        if history.diverged:
            break
    return history


def _batches(parts: tuple[Any, Any], room: list[Any], rng: np.random.Generator) -> Iterator[Any]:
    """The columns in a new random order, a few at a time, always in the same room."""
    size, order = room[0].shape[1], rng.permutation(parts[0].shape[1])
    for k in (order[start : start + size] for start in range(0, len(order), size)):
        yield [np.take(part, k, axis=1, out=here[:, : len(k)], mode="clip")  # clip: no safety copy
               for part, here in zip(parts, room, strict=True)]  # fmt: skip
