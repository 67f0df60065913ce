"""One training run of the playground: its data, its network, and every step it has taken."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from backprop import Network
from backprop.training import DIVERGED

Array = np.ndarray[Any, Any]
POINTS = 128  # of each kind of data: every batch size divides it
KEPT = 300  # losses that are kept; then every second one goes
STRIP = 512  # places of the field that are answered together
ASKED = 2000  # steps after which the prediction is judged
DATA = ("XOR", "circles", "spirals", "linear")
SQUARED, UNBOUNDED, NLL = (
    "half squared error, sigmoid output", "half squared error, linear output", "softmax + NLL",
)  # fmt: skip
LOSSES = {SQUARED: "sigmoid", UNBOUNDED: "linear", NLL: "softmax"}  # loss: output function
INITIAL: dict[str, Any] = {
    "zero": 0.0, "constant 0.5": 0.5, "gaussian 0.01": "gaussian", "glorot": "glorot", "he": "he",
}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """All that decides how a run goes: two runs of the same settings are the same run."""

    data: str
    hidden: tuple[int, ...]
    f: str
    loss: str
    init: str
    eta: float
    batch: int
    momentum: float
    decay: float
    seed: int


@lru_cache
def points(data: str) -> tuple[Array, Array]:
    """The inputs x (2, POINTS), from −1 to 1, and t (1, POINTS), as many of 0 as of 1."""
    rng, half = np.random.default_rng(4), POINTS // 2
    t = np.repeat([[0.0, 1.0]], half, axis=1).reshape(1, -1)
    if data == "XOR":  # one quarter after the other: − −, + +, − +, + −
        sign = np.repeat([[-1, 1, -1, 1], [-1, 1, 1, -1]], half // 2, axis=1)
        return sign * rng.uniform(0.1, 0.95, (2, POINTS)), t
    if data == "linear":
        centre = np.where(t > 0, 0.42, -0.42) * np.array([[1.0], [0.8]])
        return centre + rng.normal(0, 0.17, (2, POINTS)), t
    if data == "circles":
        radius, angle = np.where(t[0] > 0, 0.85, 0.35), rng.uniform(0, 2 * np.pi, POINTS)
        radius = radius + rng.uniform(-0.13, 0.13, POINTS)
    else:
        along = np.tile(np.linspace(0.12, 1, half), 2)
        radius, angle = 0.95 * along, 7.5 * along + np.pi * t[0]
    return radius * np.array([np.cos(angle), np.sin(angle)]) + rng.normal(0, 0.015, (2, POINTS)), t


class Run:
    """A network in training. The steps are the same however they are grouped into bursts."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.step, self.every = settings, 0, 2
        last = LOSSES[settings.loss]
        self.x, t = points(settings.data)
        self.t = np.vstack([1 - t, t]) if last == "softmax" else t
        sizes, f = [2, *settings.hidden, len(self.t)], [settings.f] * len(settings.hidden)
        start = INITIAL[settings.init]
        self.net = Network(sizes, [*f, last], average=True, init=start, seed=settings.seed)
        self._random, self._order = np.random.default_rng(settings.seed), np.arange(0)
        self.losses = [self.loss()]

    @property
    def epoch(self) -> float:
        """How often every point has been seen."""
        return self.step * self.settings.batch / POINTS

    @property
    def diverged(self) -> bool:
        """Whether the loss is no longer finite, or a million times its first value."""
        return not self.losses[-1] <= DIVERGED * max(self.losses[0], 1e-12)

    def loss(self) -> float:
        """E of all points, per point."""
        self.net.forward(self.x)
        return self.net.loss(self.t)

    def advance(self, steps: int, seconds: float = np.inf) -> None:
        """So many steps, fewer if the time is over or the loss has left the finite numbers."""
        end = time.perf_counter() + seconds
        for _ in range(steps):
            if self.diverged or time.perf_counter() > end:
                return
            self._one()

    def _one(self) -> None:
        """One step on the next batch of a random order; the loss is kept every so many steps."""
        s, net = self.settings, self.net
        if not len(self._order):
            self._order = self._random.permutation(POINTS)
        here, self._order = self._order[: s.batch], self._order[s.batch :]
        net.forward(self.x[:, here])
        net.backward(self.t[:, here])
        net.step(s.eta, s.momentum, s.decay)
        self.step += 1
        if self.step % self.every == 0:
            self.losses.append(self.loss())
        if len(self.losses) > KEPT:
            self.losses, self.every = self.losses[::2], 2 * self.every

    def answer(self, x: Array) -> Array:
        """What the network says to each column of x: y, or the probability of the second class."""
        return self.net.forward(x)[-1:]

    def field(self, places: Array) -> Array:
        """The answers to very many columns, a strip at a time.

        A product that large would be shared out to the cores, and wait where they are busy: 24 ms
        instead of a quarter of one.
        """
        strips = np.array_split(places, max(1, places.shape[1] // STRIP), axis=1)
        return np.concatenate([self.answer(strip) for strip in strips], axis=1)

    def wrong(self) -> list[int]:
        """The points on the wrong side of one half."""
        return np.flatnonzero((self.answer(self.x) > 0.5) != (self.t[-1:] > 0.5)).tolist()

    def gradient_sizes(self) -> list[float]:
        """The root mean square of dW of each layer, of the last step's batch."""
        return [float(np.sqrt(np.mean(np.square(dW)))) for dW in self.net.dW[1:]]


@lru_cache(64)
def after(settings: Settings, steps: int = ASKED) -> Run:
    """A run of its own, so many steps on."""
    run = Run(settings)
    run.advance(steps)
    return run
