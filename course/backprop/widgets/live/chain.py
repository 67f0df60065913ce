"""A serial chain: activity forward, delta back, and every weight in every other one's gradient."""

from __future__ import annotations

import numpy as np
from traitlets import Dict, Enum, Float, Int

from ..chain_diagram import chain_diagram
from ..style import Picture
from ._linear_chain import choices, effect, run, tidy
from ._plateaus import DEEPEST, sent_ahead
from ._views import inside
from .base import Live, View, fmt, moved, question, table

CHANGES = {"is halved": 0.5, "is doubled": 2.0, "becomes 0": 0.0, "changes its sign": -1.0}


class Chain(Live):
    """o = (Π w) x: o is a product, so its weights are coupled. Lecture 004, "Serial"; unit 03.

    depth: so many of the weights w1 ... w8 are in use. x, t: input and target. back: so many
    deltas have been sent back. of, other, change: what the question asks about. start: the first
    weights of the learning curve.
    """

    title = "A serial chain"
    actions = ("send", "again", "make")

    depth = moved(Int(4, min=1, max=DEEPEST))
    w1, w2, w3, w4 = (moved(Float(w)) for w in (0.6, 1.5, 0.2, 2.5))  # unit 03's
    w5, w6, w7, w8 = (moved(Float(w)) for w in (1.0, 1.0, 1.0, 1.0))
    x = moved(Float(3.0))
    t = moved(Float(1.65))
    back = moved(Int(1, min=1, max=DEEPEST))
    of = moved(Int(1, min=1, max=DEEPEST))
    other = moved(Int(3, min=1, max=DEEPEST))
    change = moved(Enum(list(CHANGES), default_value="is halved"))
    start = moved(Float(0.5, min=0.2, max=0.95))
    curves = Dict().tag(sync=True)  # sent once

    def weights(self) -> list[float]:
        """w[1] ... w[depth]."""
        return [getattr(self, f"w{j}") for j in range(1, self.depth + 1)]

    def send(self) -> None:
        """Send the delta back by one unit more."""
        self.back = min(self.back + 1, self.depth)

    def again(self) -> None:
        """Only the output's delta is there."""
        self.back = 1

    def make(self) -> None:
        """Make the change that the question asks about."""
        for j, w in enumerate(self._changed(), 1):
            setattr(self, f"w{j}", w)

    def _asked(self) -> tuple[int, int]:
        """The two weights of the question; in a shorter chain the last one stands in."""
        return min(self.of, self.depth), min(self.other, self.depth)

    def _changed(self) -> list[float]:
        w, (_, other) = self.weights(), self._asked()
        w[other - 1] = w[other - 1] * CHANGES[self.change] + 0.0  # no negative zero
        return w

    def compute(self) -> View:
        """One forward and one backward pass through the chain; no more for a moved weight."""
        if not self.curves:
            self.curves = sent_ahead()
        net = run(self.weights(), self.x, self.t)
        of, other = self._asked()
        a = [float(v.item()) for v in net.a]
        delta, slopes = ([tidy(v.item()) for v in one[1:]] for one in (net.delta, net.dW))
        shown = min(self.back, self.depth)
        return {
            "depth": self.depth, "w": self.weights(), "a": a, "delta": delta, "slopes": slopes,
            "shown": shown, "of": of, "other": other, "lever": self._lever(of),
            "changes": list(CHANGES), "ask": self._question(slopes[of - 1]), "told": self._told(),
            "says": self._sentence(a, delta, shown),
            "table": self._table(a, delta, slopes, shown),
        }  # fmt: skip

    def _lever(self, of: int) -> str:
        """∂o/∂w of a weight as what it is, the product of all the others."""
        w = self.weights()
        others = [j for j in range(1, self.depth + 1) if j != of]
        names, numbers = " · ".join(["x", *(f"w{j}" for j in others)]), [self.x]
        numbers += [w[j - 1] for j in others]
        product = " · ".join(map(inside, numbers))
        equals = f" = {fmt(float(np.prod(numbers)))}" if others else ""
        return f"∂o/∂w{of} = {names} = {product}{equals}"

    def _question(self, gradient: float) -> View:
        of, other = self._asked()
        text = f"w{other} {self.change} and nothing else: what does that do to ∂E/∂w{of}?"
        return question(self._situation(), text, choices(gradient))

    def _situation(self) -> str:
        return repr((*self._asked(), self.change, self.weights(), self.x, self.t))

    def _told(self) -> str:
        guess = self.guessed(self._situation())
        if guess is None:
            return ""
        of, other = self._asked()
        before, after = (run(w, self.x, self.t) for w in (self.weights(), self._changed()))
        old, new = (tidy(net.dW[of].item()) for net in (before, after))
        errors = [tidy(self.t - net.a[-1].item()) for net in (before, after)]
        truth = effect(old, new)
        lever = "keeps its lever" if of == other else f"multiplies its lever ∂o/∂w{of} by "
        factor = "" if of == other else fmt(CHANGES[self.change])
        return (
            f"{'✓ Yes' if guess == truth else '✗ No'}: {truth}. ∂E/∂w{of} goes from {fmt(old)} to "
            f"{fmt(new)}. The change {lever}{factor}, and it moves the error e from "
            f"{fmt(errors[0])} to {fmt(errors[1])}."
        )

    def _sentence(self, a: list[float], delta: list[float], n: int) -> str:
        o, e = a[-1], tidy(self.t - a[-1])
        sent = ", ".join(
            f"δ{j} = {fmt(delta[j - 1])}" for j in range(self.depth, self.depth - n, -1)
        )
        return f"o = {fmt(o)}, e = t − o = {fmt(e)}, E = {fmt(e * e / 2)}. Sent back: {sent}."

    def _table(self, a: list[float], delta: list[float], slopes: list[float], n: int) -> View:
        """One row a weight; what has not been sent back yet is not told here either."""
        rows: list[list[object]] = []
        for j, w in enumerate(self.weights(), 1):
            sent = [delta[j - 1], slopes[j - 1]] if j > self.depth - n else ["?", "?"]
            rows.append([f"w{j}", w, a[j - 1], a[j], *sent])
        head = ("weight", "value", "enters: a before", "leaves: a", "δ at its end", "∂E/∂w = δ a")
        return table(*head, rows=rows)

    def still(self) -> Picture:
        """The chain with its activities and its deltas."""
        net = run(self.weights(), self.x, self.t)
        a, delta = ([float(v.item()) for v in one] for one in (net.a, net.delta[1:]))
        says = (
            f"{self.title} of {self.depth} weights: {fmt(self.x)} goes in, {fmt(a[-1])} comes out. "
            f"Below, the deltas run back from {fmt(delta[-1])} to {fmt(delta[0])}."
        )
        return chain_diagram(self.weights(), a, says, deltas=delta)
