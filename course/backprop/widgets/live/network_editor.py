"""Network editor: a small layered network whose numbers are dragged, with every factor and path."""

from __future__ import annotations

import math
from typing import Any

from traitlets import Bool, Enum, Float, List, Unicode

from backprop import Network

from ..style import Picture
from ._layered import Start, Weight, checked_sizes, is_lecture, run, start, weights
from ._network_picture import network_picture, network_table, still_network
from ._network_words import CHOICES, chain, judged, sentence
from ._ways import ways
from .base import Live, View, moved, question


class NetworkEditor(Live):
    """Values, deltas and gradients of a network under one's hands. Lecture 001; units 06 and 07.

    sizes: (2, 2, 1) and (3, 2, 2) begin with the lecture's numbers. W[layer][to][from],
    b[layer][unit] (empty: no biases), x, t: the numbers, where they should differ. eta: the
    learning rate. chosen: the weight whose chain rule is shown. seen: gradients are shown.
    """

    title = "Network editor"
    actions = ("step", "reset")

    sizes = moved(List(default_value=[2, 2, 1]))
    f = moved(Enum(("sigmoid", "tanh", "relu", "linear"), default_value="sigmoid"))
    W: Any = moved(List())
    b: Any = moved(List())
    x = moved(List(Float()))
    t = moved(List(Float()))
    eta = moved(Float(0.0, min=0.0, max=10.0))
    chosen = moved(Unicode("w1"))
    seen = moved(Bool(False))
    losses = moved(List(Float()))  # E before the first step, and after each

    _drawn_sizes: tuple[int, ...] = ()
    _told_of: tuple[Any, str] = (None, "")  # the guess, and what was said to it when it was made

    def __init__(self, **inputs: Any) -> None:
        self._given = inputs
        super().__init__(**inputs)

    def step(self) -> None:
        """One step of gradient descent: every weight and bias at once."""
        net = self._net()
        before = net.loss(self.t)
        net.step(self.eta)
        self.W = [W.tolist() for W in net.W[1:]]
        self.b = [b.ravel().tolist() for b in net.b[1:]] if net.bias else []
        self.losses = [*(self.losses or [before]), self._net().loss(self.t)][-60:]

    def reset(self) -> None:
        """The numbers that the network began with, and every question open again."""
        self._begin()
        self.guess, self._told_of = {}, (None, "")

    def _begin(self) -> None:
        """The lecture's numbers or round ones; what was given to the constructor before them."""
        sizes = tuple(self.sizes)
        bias = sizes == (3, 2, 2) or bool(self._given.get("b"))
        begin = start(sizes, bias)
        same = tuple(self._given.get("sizes", (2, 2, 1))) == sizes
        given = self._given if same else {}
        for name in ("W", "b", "x", "t", "eta"):
            setattr(self, name, given.get(name, getattr(begin, name)))
        self.losses = []
        if self._drawn_sizes and self.chosen not in [w.name for w in weights(sizes, bool(self.b))]:
            self.chosen = "w1"

    def _settle(self) -> None:
        """New sizes bring numbers of their own; sizes that do not fit leave all as it is."""
        try:
            sizes = checked_sizes(self.sizes)
        except ValueError:
            if self._drawn_sizes:
                self.sizes = list(self._drawn_sizes)
            raise
        if sizes != self._drawn_sizes:
            self._begin()
            self._drawn_sizes = sizes

    def _numbers(self) -> Start:
        return Start(self.W, self.b, self.x, self.t, self.eta)

    def _net(self) -> Network:
        return run(tuple(self.sizes), self.f, self._numbers())

    def _weight(self) -> Weight:
        found = {w.name: w for w in weights(self.sizes, bool(self.b))}
        if self.chosen not in found:
            raise ValueError(f"no weight {self.chosen!r}: there are {', '.join(found)}")
        return found[self.chosen]

    def compute(self) -> View:
        """All numbers of the network; gradients only once they were predicted or asked for."""
        self._settle()
        net, w = self._net(), self._weight()
        E, gradient = net.loss(self.t), w.of(net)[1]
        if self.losses and not math.isclose(E, self.losses[-1]):
            self.losses = []  # a hand has been at the numbers: the steps led elsewhere
        seen = self.seen or self.guessed(self._situation()) is not None
        found = list(ways(net, self.t, w))
        printed = is_lecture(self.sizes, self.f, self._numbers())
        return {
            "names": [one.name for one in weights(self.sizes, bool(self.b))],
            "picture": network_picture(net, self.t, w, found, E, seen),
            "chain": chain(w, found, gradient, printed) if seen else None,
            "losses": self.losses, "next": self._after(net) if seen else None, "E": E,
            "says": sentence(
                net, self.t, self.losses, w, gradient if seen else None, len(found)
            ),
            "ask": None if self.seen else self._question(w),
            "told": "" if self.seen else self._told(w, gradient),
            "table": network_table(net, self.t, seen),
        }  # fmt: skip

    def _after(self, net: Network) -> float:
        """E after one step with eta, the network itself left as it is."""
        new = self._net()
        new.step(self.eta)
        new.forward(net.a[0])
        return new.loss(self.t)

    def _situation(self) -> str:
        return f"{self.sizes} {self.f} {bool(self.b)} {self.chosen}"

    def _question(self, w: Weight) -> View:
        text = f"{w.name} grows a little, all else stays. What does the loss E do?"
        return question(self._situation(), text, CHOICES)

    def _told(self, w: Weight, gradient: float) -> str:
        """Said once, of the numbers as they were: what is dragged afterwards does not unsay it."""
        guess = self.guessed(self._situation())
        if guess is None:
            return ""
        if self._told_of[0] != self.guess:
            self._told_of = self.guess, judged(guess, w, gradient)
        return self._told_of[1]

    def still(self) -> Picture:
        """The network with its values and deltas."""
        return still_network(self._net(), self.t, self._weight(), self.title)
