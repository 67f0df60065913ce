"""Descent on a line: the loss against one weight, its tangent, and steps along it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from traitlets import Enum, Float, List

from backprop import Graph

from ..descent_on_a_line import descent_on_a_line
from ..style import Picture
from ._views import inside
from .base import Live, View, fmt, moved, question, table

# name: the loss as an expression in w, and the weights that are shown
LOSSES: dict[str, tuple[str, tuple[float, float]]] = {
    "one pattern: ½(1 − 2w)²": ("0.5*(1 - 2*w)**2", (-1.0, 2.0)),
    "two valleys: w⁴/4 − w²/2 + w/10": ("w**4/4 - w**2/2 + w/10", (-1.8, 1.8)),
    "a sigmoid unit: ½(1 − σ(4w))²": ("0.5*(1 - sigmoid(4*w))**2", (-2.5, 2.5)),
}
POINTS = 601  # weights in the table that is sent ahead
LONG = 60  # steps that are drawn
LOST = 1e9  # a loss from which no step is taken any more


@cache
def compiled(expression: str) -> Any:
    """The expression's flat code, written once and not for each move."""
    return Graph(expression).compile()


class LineDescent(Live):
    """w ← w − eta ∂E/∂w on a curve that is seen whole. Lecture 000, "Optimisation"; 004.

    loss: a name of `LOSSES`. w: the weight, eta: the learning rate, path: the weights visited.
    """

    title = "Descent on a line"
    actions = ("step", "restart")

    loss = moved(Enum(list(LOSSES), default_value=next(iter(LOSSES))))
    w = moved(Float(-0.4))
    eta = moved(Float(0.1, min=0.0, max=2.0))
    path = moved(List(Float()))

    _curve = ""  # the loss that is drawn

    def step(self) -> None:
        """One step of gradient descent from w."""
        path = self.path if self.path and self.path[-1] == self.w else [self.w]
        if len(path) > LONG:
            raise ValueError(f"{LONG} steps are drawn here. Go back to the start for more.")
        E, slope = self._at(self.w)
        if E > LOST:
            raise ValueError("the run has diverged: go back to the start and lower eta")
        new = self.w - self.eta * slope
        self.path = [*path, new]
        self.w = new

    def restart(self) -> None:
        """Back to where the first step began."""
        if self.path:
            self.w = self.path[0]
        self.path = []

    def _at(self, w: Any) -> tuple[Any, Any]:
        """E and ∂E/∂w, of one weight or of an array of them."""
        E, gradients = compiled(LOSSES[self.loss][0])(w=w)
        return E, gradients["w"]

    def compute(self) -> View:
        """The whole curve and its slope, so that the browser looks a moved w up by itself."""
        low, high = LOSSES[self.loss][1]
        if self._curve not in ("", self.loss):  # the steps led over another curve
            self.path, self.w = [], min(max(self.w, low), high)
        self._curve = self.loss
        grid = np.linspace(low, high, POINTS)
        curve, slopes = self._at(grid)
        E, slope = self._at(self.w)
        path = self.path if self.path and self.path[-1] == self.w else []
        along = [(w, *self._at(w)) for w in path or [self.w]]
        rows = [[k, *one] for k, one in enumerate(along)]
        return {
            "choices": list(LOSSES), "grid": grid, "E": curve, "slopes": slopes,
            "here": [self.w, E, slope], "path": path, "losses": [e for _, e, _ in along],
            "ask": self._question(), "told": self._told(E, slope),
            "says": self._sentence(E, slope),
            "table": table("step", "w", "E", "∂E/∂w", rows=rows),
        }  # fmt: skip

    def _question(self) -> View:
        text = (
            f"from w = {fmt(self.w)} with eta = {fmt(self.eta)}, what does the next step do to E?"
        )
        return question(self._situation(), text, ["E falls", "E stays", "E rises"])

    def _situation(self) -> str:
        return f"{self.loss} {self.w!r} {self.eta!r}"

    def _told(self, E: float, slope: float) -> str:
        guess = self.guessed(self._situation())
        if guess is None:
            return ""
        new = self.w - self.eta * slope
        after = float(self._at(new)[0])
        still = abs(after - E) <= 1e-3 * abs(E)
        truth = "E stays" if still else "E falls" if after < E else "E rises"
        mark = "✓ Yes" if guess == truth else "✗ No"
        return (
            f"{mark}: {truth}. w ← {fmt(self.w)} − {fmt(self.eta)} × {inside(slope)} = {fmt(new)}, "
            f"and E goes from {fmt(E)} to {fmt(after)}. Press Step to see it."
        )

    def _sentence(self, E: float, slope: float) -> str:
        way = (
            "is flat here" if abs(slope) < 1e-9
            else "rises to the right" if slope > 0 else "falls to the right"
        )  # fmt: skip
        steps = max(len(self.path) - 1, 0) if self.path and self.path[-1] == self.w else 0
        after = f" after {steps} step{'s' * (steps != 1)}" if steps else ""
        return f"At w = {fmt(self.w)}{after}: E = {fmt(E)}, ∂E/∂w = {fmt(slope)}. The curve {way}."

    def still(self) -> Picture:
        """The curve with three steps on it."""
        path = [self.w]
        for _ in range(3):
            path.append(path[-1] - self.eta * float(self._at(path[-1])[1]))
        says = (
            f"{self.title}: {self.loss}, three steps with eta = {self.eta:g} from w = {self.w:g}."
        )
        box = LOSSES[self.loss][1]
        return descent_on_a_line(lambda w: self._at(w)[0], box, {f"eta = {self.eta:g}": path}, says)
