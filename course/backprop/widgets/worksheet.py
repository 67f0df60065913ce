"""A worksheet: exercises on graphs, each with a solution that is worked out by code and folded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from backprop.graph import Graph
from backprop.node import Node

from .circuit import number, sign


@dataclass(frozen=True)
class Exercise:
    """A formula as lines of Python, `q = x + y; f = q * z`, and the numbers to put in."""

    name: str
    formula: str
    inputs: dict[str, float]
    title: str = ""
    graph: Graph = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "graph", Graph(self.formula))
        self.graph.forward(**{name: float(value) for name, value in self.inputs.items()})
        self.graph.backward()

    @property
    def asks(self) -> str:
        """The exercise in one line."""
        given = ", ".join(f"{name} = {value:g}" for name, value in self.inputs.items())
        given = given.replace("-", "−")
        return f"{self.name}. {self.title or self.formula}   at   {given}"

    @property
    def rows(self) -> list[tuple[str, str, str, str]]:
        """A row a node, in the order of the forward pass: node, gate, value, gradient."""
        nodes = [n for n in self.graph.nodes if n.gate == "input" or n.name in self._needed()]
        return [(n.name, _gate(n), number(n.value, 4), number(n.grad, 4)) for n in nodes]

    def _needed(self) -> set[str]:
        return {self.graph.name(k) for k in self.graph.slots()}


def _gate(node: Node) -> str:
    if node.gate == "input":
        return "input"
    operands = ", ".join(p.name for p in node.parents if p.gate != "constant")
    return f"{sign(node)}  of {operands}"


class Worksheet:
    """Shows every exercise with its solution folded away; a click opens it."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self.exercises = list(exercises)

    def __repr__(self) -> str:
        """The exercises alone, without their solutions."""
        return "\n".join(exercise.asks for exercise in self.exercises)

    def _repr_html_(self) -> str:
        return "\n".join(_folded(exercise) for exercise in self.exercises)


def worksheet(*exercises: Exercise) -> Worksheet:
    """A worksheet to end a notebook cell with."""
    return Worksheet(exercises)


def _folded(exercise: Exercise) -> str:
    head = "<tr><th>node</th><th>gate</th><th>value</th><th>gradient ∂f/∂node</th></tr>"
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(entry)}</td>" for entry in row) + "</tr>"
        for row in exercise.rows
    )
    return (
        f'<div style="margin-bottom: 1em">{escape(exercise.asks)}<details><summary>Solution '
        f"{escape(exercise.name)}</summary><table>{head}{body}</table></details></div>"
    )
