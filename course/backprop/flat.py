"""Flat code: a graph written out as straight-line Python.

Lecture 001, "Backpropagation with flat code": a line for each gate, forward; then a line for each
gradient, in reverse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .gates import ARRAYS, FLOATS

if TYPE_CHECKING:
    from .graph import Graph

MAY_BROADCAST = ("add", "subtract", "multiply", "divide", "power", "max")


def write(graph: Graph) -> str:
    """The graph as Python text: imports, forward, backward."""
    body = "\n".join(_lines(graph)) + "\n"
    used = [name for name in ARRAYS if re.search(rf"\b{name}\(", body)]
    arrays = {k: c for k, c in enumerate(graph.constants) if type(c) is not float}
    if not (graph.shaped or arrays):
        from_math = [name for name in used if name in FLOATS and name != "max"]
        return f"from math import {', '.join(from_math)}\n{body}" if from_math else body
    ours = [name for name in used if ARRAYS[name].__module__.startswith("backprop")]
    others = ["array"] * bool(arrays) + [name for name in used if name not in ours]
    head = [f"from backprop.arrays import {', '.join(ours)}"] * bool(ours)
    head += [f"from numpy import {', '.join(others)}".replace("max", "maximum as max")]
    head += [f"c{k - 1} = array({c.tolist()}, dtype='{c.dtype}')" for k, c in arrays.items()]
    return "\n".join([*head, body])


def _lines(graph: Graph) -> Iterator[str]:
    slots = range(len(graph.inputs), graph.size)
    uses = Counter(i for k in slots for i in graph.row(k)[1])
    yield "# forward"
    yield from map(graph.line, slots)
    yield "# backward"
    f = graph.name(graph.out)
    yield f"grad_{f} = ones_like({f})" if graph.shaped else f"grad_{f} = 1.0"
    started = {graph.out}
    for k in reversed(slots):
        for place, i in enumerate(graph.row(k)[1]):
            if i >= 0:
                if uses[i] > 1 and i not in started:
                    yield f"grad_{graph.name(i)} = 0.0"
                started.add(i)
                yield f"grad_{graph.name(i)} {'+' * (uses[i] > 1)}= {_downstream(graph, k, place)}"
    yield from (f"grad_{name} = 0.0" for k, name in enumerate(graph.inputs) if k not in started)


def _downstream(graph: Graph, k: int, place: int) -> str:
    gate, operands = graph.row(k)
    text = graph.fill(gate.downstream[place], k)
    if graph.shaped and gate.name in MAY_BROADCAST:
        return f"sum_to({text}, {graph.name(operands[place])})"
    return text
