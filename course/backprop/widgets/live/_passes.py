"""The two passes through a graph, edge by edge, and how far they have come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backprop import Graph

from ._layout import lay_out, used
from ._numbers import check_finite, numbers

MOST = 26  # nodes that a picture holds
FAILURES = (TypeError, ArithmeticError, ValueError)
NUDGE = 0.01  # of an input, to see what a gradient is good for
SPARE = (2.0, -3.0, 4.0, 0.5, -1.0, 3.0)  # for inputs that were given no value
SAFE = (0.5, 1.5, 0.75, 2.0, 1.25, 3.0)  # the same where a logarithm or a root wants no others


@dataclass(frozen=True)
class Event:
    """One edge: a value that flows forward, or a gradient that flows back; `seed` is ∂f/∂f = 1.

    gate, parent: the edge's ends, by slot; place: which of the gate's operands. last: the gate has
    all its values, or the parent its whole gradient, after this edge.
    """

    kind: str  # "value", "seed" or "gradient"
    gate: int
    parent: int = -1
    place: int = 0
    last: bool = True


class Passes:
    """A graph with numbers, run forward and backward once; the passes are then told in order."""

    def __init__(
        self, text: str, values: Mapping[str, Any], spare: Sequence[float] = SPARE
    ) -> None:
        """Raises ValueError with the engine's own words when the text or a value is wrong."""
        try:
            self.graph = Graph(text)
            self._check()
            self.values = numbers(self.graph.inputs, values, spare)
            self.graph.forward(**self.values)
            self.graph.backward()
            check_finite(used(self.graph))
        except FAILURES as problem:
            raise ValueError(str(problem)) from None
        self.text, self.given = text, dict(values)
        self.nodes = {node.index: node for node in used(self.graph)}
        self.layout = lay_out(self.graph)
        self._local = {k: node.local for k, node in self.nodes.items()}
        self._sent = {k: node.downstream for k, node in self.nodes.items()}
        self.uses = Counter(i for k in self.graph.slots() for i in self.graph.row(k)[1])
        self.events = [*self._forward(), Event("seed", self.graph.out), *self._backward()]
        self.turn = next(k for k, e in enumerate(self.events) if e.kind == "seed")

    def _check(self) -> None:
        if self.graph.shaped:
            raise ValueError("this stepper holds one number a node: no @, .T, sum or logsumexp")
        count = len(used(self.graph))
        if count > MOST:
            raise ValueError(
                f"{count} nodes are too many to draw clearly; up to {MOST} fit. Take a part of it."
            )

    def _edges(self, k: int) -> list[tuple[int, int]]:
        """(slot, place) of the operands of a gate that are no constants."""
        operands = enumerate(self.graph.row(k)[1])
        return [(i, place) for place, i in operands if i in self.nodes]

    def _forward(self) -> list[Event]:
        return [
            Event("value", k, i, place, place == self._edges(k)[-1][1])
            for k in self.graph.slots()
            for i, place in self._edges(k)
        ]

    def _backward(self) -> list[Event]:
        """From f to the inputs; the gradient of a node is whole when all its uses have sent."""
        left, events = Counter(self.uses), []
        for k in reversed(list(self.graph.slots())):
            for i, place in self._edges(k):
                left[i] -= 1
                events.append(Event("gradient", k, i, place, left[i] == 0))
        return events

    @property
    def nudged(self) -> Any:
        """The input that moves f most."""
        return max(self._inputs(), key=lambda node: abs(node.grad))

    def after_nudge(self) -> float:
        """The value of f when the nudged input is raised, without any gradient."""
        name = self.nudged.name
        other = Graph(self.text).forward(**self.values | {name: self.values[name] + NUDGE})
        return float(other)

    def _inputs(self) -> list[Any]:
        return [node for node in self.nodes.values() if node.gate == "input"]

    def known(self, at: int) -> set[int]:
        """The nodes whose values are there before event `at`."""
        made = {e.gate for e in self.events[:at] if e.kind == "value" and e.last}
        return made | {node.index for node in self._inputs()}

    def arrived(self, at: int) -> dict[int, list[float]]:
        """What has been sent back to each node before event `at`, edge by edge."""
        found: dict[int, list[float]] = {}
        for e in self.events[:at]:
            if e.kind == "seed":
                found[e.gate] = [1.0]
            elif e.kind == "gradient":
                found.setdefault(e.parent, []).append(self.downstream(e))
        return found

    def upstream(self, e: Event) -> float:
        """∂f/∂gate, what the gate of an edge multiplies by its local derivative."""
        return float(self.nodes[e.gate].grad)

    def local(self, e: Event) -> float:
        """∂gate/∂parent along one edge."""
        return float(self._local[e.gate][e.place]) + 0.0  # never −0

    def downstream(self, e: Event) -> float:
        """What one edge sends back: upstream times local."""
        return float(self._sent[e.gate][e.place]) + 0.0

    def answer(self, at: int) -> float:
        """The number that event `at` brings: a value, or a gradient with what arrived before.

        After the last event: how f answers to a nudge, nearly.
        """
        if at == len(self.events):
            return NUDGE * float(self.nudged.grad)
        e = self.events[at]
        if e.kind == "seed":
            return 1.0
        if e.kind == "value":
            return float(self.nodes[e.gate].value)
        before = self.arrived(at).get(e.parent, []) if e.last else []
        return sum(before) + self.downstream(e)
