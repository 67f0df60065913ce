"""Descent on the error surface of two weights, by the delta rule."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from traitlets import Dict, Enum, Float, List

from backprop import Network

from ..error_surface import descent
from ..style import Picture
from ._patterns import BOX, PATTERNS, neuron, surface, surface_loss
from .base import Live, View, fmt, moved, question, table

LONG = 300  # steps of one run
LOST = 1e9  # a loss from which no step is taken any more
CHOICES = (
    "they go straight down",
    "they swing from side to side and close in",
    "they come no nearer, or run away",
)


class SurfaceDescent(Live):
    """Δw = eta Σ e xᵀ on the surface that it descends. Lecture 004, "Delta rule"; unit 02.

    patterns: a name of `PATTERNS`. w1, w2: the weights, eta: the learning rate, path: the weights
    visited.
    """

    title = "Descent by the delta rule"
    actions = ("step", "ten", "restart")

    patterns = moved(Enum(list(PATTERNS), default_value=next(iter(PATTERNS))))
    w1 = moved(Float(1.0))
    w2 = moved(Float(0.6))
    eta = moved(Float(0.02, min=0.0, max=0.15))
    path = moved(List(List(Float(), minlen=2, maxlen=2)))
    surface = Dict().tag(sync=True)  # sent when the patterns change, not with every move

    def steepness(self) -> list[float]:
        """How the surface curves along its axes, the flattest first: the eigenvalues of x xᵀ."""
        x = np.array(PATTERNS[self.patterns][0], float)
        return np.linalg.eigvalsh(x @ x.T).tolist()  # type: ignore[no-any-return]

    def step(self) -> None:
        """One step of the delta rule, for all patterns together."""
        here = [self.w1, self.w2]
        path = self.path if self._walked() else [here]
        if self._loss(*here) > LOST:
            raise ValueError("the run has diverged: go back to the start and lower eta")
        if len(path) > LONG:
            raise ValueError(f"{LONG} steps are enough for one run: go back to the start")
        net = neuron(self.patterns, self.w1, self.w2)
        net.step(self.eta)
        self.w1, self.w2 = net.W[1][0].tolist()
        self.path = [*path, [self.w1, self.w2]]

    def ten(self) -> None:
        """Ten steps, fewer where they run away."""
        for k in range(10):
            if k and self._loss(self.w1, self.w2) > LOST:
                return
            self.step()

    def restart(self) -> None:
        """Back to where the first step began."""
        if self.path:
            self.w1, self.w2 = self.path[0]
        self.path = []

    def _walked(self) -> bool:
        """Whether the weights still stand where the last step led."""
        return bool(self.path) and self.path[-1] == [self.w1, self.w2]

    def _loss(self, w1: float, w2: float) -> float:
        return float(surface_loss(self.patterns, w1, w2))

    def compute(self) -> View:
        """The gradient where the weights stand, and the loss along the way there."""
        net = neuron(self.patterns, self.w1, self.w2)
        if self.surface.get("of") != self.patterns:
            self.path = [] if self.surface else self.path  # the steps led over another surface
            self.surface = {"of": self.patterns, **surface(self.patterns)}
        path = self.path if self._walked() else [[self.w1, self.w2]]
        losses = surface_loss(self.patterns, *np.array(path).T)
        return {
            "choices": list(PATTERNS), "w": [self.w1, self.w2], "path": path, "losses": losses,
            "gradient": net.dW[1][0], "ask": self._question(), "told": self._told(),
            "says": self._sentence(net, losses), "table": self._table(net),
        }  # fmt: skip

    def _question(self) -> View:
        text = f"with eta = {fmt(self.eta)} and these patterns, how do the steps go?"
        return question(f"{self.patterns} {self.eta!r}", text, CHOICES)

    def _told(self) -> str:
        guess = self.guessed(f"{self.patterns} {self.eta!r}")
        if guess is None:
            return ""
        steepest = self.steepness()[-1]
        factor = 1 - self.eta * steepest
        truth = CHOICES[2 if abs(factor) > 1 - 1e-9 else 0 if factor >= 0 else 1]
        return (
            f"{'✓ Yes' if guess == truth else '✗ No'}: {truth}. Across the steepest axis a step "
            f"multiplies the distance by 1 − eta × {fmt(steepest)} = {fmt(factor)}. "
            f"The largest stable eta is 2/{fmt(steepest)} = {fmt(2 / steepest)}."
        )

    def _sentence(self, net: Network, losses: Any) -> str:
        """Where the weights stand, what the slope is, and whether the steps lead away."""
        g1, g2 = net.dW[1][0]
        steps = len(losses) - 1
        after = f" after {steps} step{'s' * (steps > 1)}" if steps else ""
        text = (
            f"w = ({fmt(self.w1)}, {fmt(self.w2)}){after}: E = {fmt(losses[-1])}, "
            f"∂E/∂w = ({fmt(g1)}, {fmt(g2)})."
        )
        if steps and losses[-1] > losses[0] * (1 + 1e-9):
            return f"{text} Diverging: E began at {fmt(losses[0])}. eta is too large."
        return text

    def _table(self, net: Network) -> View:
        """What each pattern adds to the step; the last row is their sum."""
        (x, t), rows = PATTERNS[self.patterns], []
        for k, (x1, x2) in enumerate(zip(*x, strict=True)):
            o = float(net.a[1][0, k])
            e = t[k] - o
            share = [self.eta * e * x1, self.eta * e * x2]
            rows.append([f"({fmt(x1)}, {fmt(x2)})", t[k], o, e, *share])
        total = [-self.eta * g for g in net.dW[1][0]]
        rows.append(["all together", "", "", "", *total])
        return table(
            "input x", "t", "o", "e = t − o", "Δw1 = eta e x1", "Δw2 = eta e x2", rows=rows
        )

    def still(self) -> Picture:
        """The surface with some steps on it."""
        path = [(self.w1, self.w2)]
        for _ in range(5):
            net = neuron(self.patterns, *path[-1])
            net.step(self.eta)
            path.append((float(net.W[1][0, 0]), float(net.W[1][0, 1])))
        loss = partial(surface_loss, self.patterns)
        return descent(loss, BOX, {f"η = {self.eta:g}": path})
