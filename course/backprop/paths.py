"""Every path from an input to the output, with the factors the chain rule multiplies along it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .node import Node


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
        return math.prod(self.factors, start=1.0)

    def __str__(self) -> str:
        names = " <- ".join(node.name for node in self.nodes)
        return f"{names}: {' * '.join(f'{factor:.6g}' for factor in self.factors)}"


def find_paths(start: Node) -> Iterator[Path]:
    """Walk down from the output along every edge that leads to `start`; one path at a time.

    The number of paths can grow exponentially with the depth: that is why backpropagation adds
    them up node by node instead. Take as many as wanted from the iterator.
    """
    graph = start.graph
    leads = {start.index}
    for k in graph.slots():
        if not leads.isdisjoint(graph.row(k)[1]):
            leads.add(k)
    waiting = [Path((graph.output,), ())] if graph.out in leads else []
    while waiting:
        path = waiting.pop()
        node = path.nodes[-1]
        if node.index == start.index:
            yield path
            continue
        for parent, factor in reversed(list(zip(node.parents, node.local, strict=True))):
            if parent.index in leads:
                waiting.append(Path((*path.nodes, parent), (*path.factors, factor)))
