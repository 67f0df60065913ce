"""Where a graph's nodes stand: a column for each depth, rows so that lines meet no box.

A line that passes a column on its way holds a place there, as a node does. So no line crosses a
box, and no two boxes touch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from backprop import Graph

from ._rows import rows

Place = tuple[int, float]  # column from the left, row from the top
Edge = tuple[int, int]  # the slots of an operand and of the gate that uses it
SWEEPS = 12


@dataclass(frozen=True)
class Layout:
    """Places of the nodes by slot, and of every edge's points from its operand to its gate."""

    nodes: dict[int, Place]
    edges: dict[Edge, list[Place]]
    columns: int
    rows: float


def used(graph: Graph) -> list[Any]:
    """The nodes that f depends on, without constants, each after its parents."""
    wanted = {graph.out, *(i for k in graph.slots() for i in graph.row(k)[1])}
    return [n for n in graph.nodes if n.index in wanted and n.gate != "constant"]


def sources(node: Any) -> list[Any]:
    """A node's parents that are no constants, each once."""
    return list({p.index: p for p in node.parents if p.gate != "constant"}.values())


def lay_out(graph: Graph) -> Layout:
    """Columns, then an order in each that crosses few lines, then rows near a node's neighbours."""
    nodes = used(graph)
    column = _columns(nodes)
    edges = [(p.index, node.index) for node in nodes for p in sources(node)]
    routes: dict[Edge, list[Any]] = {
        (i, k): [i, *((i, k, c) for c in range(column[i] + 1, column[k])), k] for i, k in edges
    }
    order: list[list[Any]] = [[] for _ in range(max(column.values()) + 1)]
    for route in _from_the_output(graph.out, routes):
        for at, item in enumerate(route, column[route[0]]):
            if item not in order[at]:
                order[at].append(item)
    if not edges:
        order[0] = [graph.out]
    near = _neighbours(routes)
    _uncross(order, near)
    row = rows(order, near)
    low, high = min(row.values()), max(row.values())
    places = {item: (c, row[item] - low) for c, items in enumerate(order) for item in items}
    return Layout(
        {node.index: places[node.index] for node in nodes},
        {edge: [places[item] for item in route] for edge, route in routes.items()},
        len(order),
        high - low,
    )


def _columns(nodes: Sequence[Any]) -> dict[int, int]:
    """A gate stands one column right of its last operand, an input just left of its first use."""
    column: dict[int, int] = {}
    for node in nodes:
        column[node.index] = 1 + max((column[p.index] for p in sources(node)), default=-1)
    for node in nodes:
        uses = [column[n.index] for n in nodes if node.index in {p.index for p in sources(n)}]
        if not sources(node):
            column[node.index] = min(uses, default=1) - 1
    return column


def _from_the_output(out: int, routes: Mapping[Edge, list[Any]]) -> list[list[Any]]:
    """The edges as they are met on a walk back from f, so that operands stand in their order."""
    found, waiting, seen = [], [out], set()
    while waiting:
        k = waiting.pop()
        if k in seen:
            continue
        seen.add(k)
        into = [edge for edge in routes if edge[1] == k]
        found += [routes[edge] for edge in into]
        waiting += [i for i, _ in reversed(into)]
    return found


def _neighbours(routes: Mapping[Edge, list[Any]]) -> tuple[dict[Any, list[Any]], ...]:
    """What each item is joined to on its left, and on its right."""
    left: dict[Any, list[Any]] = {}
    right: dict[Any, list[Any]] = {}
    for route in routes.values():
        for a, b in pairwise(route):
            right.setdefault(a, []).append(b)
            left.setdefault(b, []).append(a)
    return left, right


def _uncross(order: list[list[Any]], near: tuple[dict[Any, list[Any]], ...]) -> None:
    """Sort each column by the mean place of its neighbours; keep the order that crosses least."""
    best, fewest = [items[:] for items in order], _crossings(order, near[1])
    for sweep in range(SWEEPS):
        left = sweep % 2 == 0
        columns = range(1, len(order)) if left else range(len(order) - 2, -1, -1)
        for c in columns:
            beside = order[c - 1 if left else c + 1]
            at = {item: k for k, item in enumerate(beside)}
            own = {item: k for k, item in enumerate(order[c])}

            def mean(item: Any, at: Any = at, own: Any = own, left: bool = left) -> float:
                places = [at[n] for n in near[0 if left else 1].get(item, [])]
                return float(sum(places) / len(places) if places else own[item])

            order[c].sort(key=mean)
        if (now := _crossings(order, near[1])) < fewest:
            best, fewest = [items[:] for items in order], now
    order[:] = best


def _crossings(order: list[list[Any]], right: dict[Any, list[Any]]) -> int:
    total = 0
    for here, after in pairwise(order):
        at = {item: k for k, item in enumerate(after)}
        lines = [(k, at[n]) for k, item in enumerate(here) for n in right.get(item, [])]
        total += sum(a < c and b > d for a, b in lines for c, d in lines)
    return total
