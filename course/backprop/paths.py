"""Every path from an input to the output, with the factors the chain rule multiplies along it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .node import Node

if TYPE_CHECKING:
    from .graph import Graph


@dataclass(frozen=True)
class Path:
    """One path: `nodes` from the output down to the input, and one local derivative a step.

    ∂f/∂x is the sum of `product` over all paths from x: lecture 001, "Discussion", ∂E/∂w3.
    """

    nodes: tuple[Node, ...]
    factors: tuple[Any, ...]

    @property
    def product(self) -> Any:
        """The factors multiplied: this path's share of ∂f/∂x (of numbers, element by element)."""
        result: Any = 1.0
        for factor in self.factors:
            result = result * factor
        return result

    def __str__(self) -> str:
        names = " <- ".join(node.name for node in self.nodes)
        return f"{names}: {' * '.join(f'{factor:.6g}' for factor in self.factors)}"


def find_paths(graph: Graph, start: int) -> Iterator[Path]:
    """Walk down from the output along every edge that leads to `start`; one path at a time.

    The number of paths can grow exponentially with the depth: that is why backpropagation adds
    them up node by node instead. Take as many as wanted from the iterator.
    """
    leads = {start}
    for k in range(len(graph.inputs), graph.size):
        if not leads.isdisjoint(graph.row(k)[1]):
            leads.add(k)
    trail: list[tuple[int, Any]] = []
    waiting = [(0, graph.out, None)] if graph.out in leads else []
    while waiting:
        depth, k, factor = waiting.pop()
        trail[depth:] = [(k, factor)]
        if k == start:
            yield Path(
                tuple(Node(graph, i) for i, _ in trail), tuple(factor for _, factor in trail[1:])
            )
            continue
        operands = graph.row(k)[1]
        for place in reversed(range(len(operands))):
            if operands[place] in leads:
                waiting.append((depth + 1, operands[place], Node(graph, k).local[place]))
