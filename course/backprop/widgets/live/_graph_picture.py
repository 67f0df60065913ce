"""A graph part of the way through its passes, as plain data that the browser draws."""

from __future__ import annotations

from typing import Any

from ._passes import Event, Passes
from ._sayings import COPY, PATTERNS, local_formula, short, sign
from .base import View, fmt

ACROSS, DOWN = 128, 92  # from one column or row to the next
LEFT, TOP = 46, 46  # the middle of the first box
WIDE = 66  # of a box
PORT = 9  # two lines into one box stay this far from its middle
PARTS = (0.45, 0.3, 0.6, 0.75, 0.2, 0.88)  # along its line an edge's number may stand
BELOW = 32  # from a box's middle to its gradient
LETTER, HIGH = 8.0, 17.0  # of a number


def graph_picture(passes: Passes, at: int, solved: bool) -> View:
    """Boxes and lines with what is known of them; the edge that comes next is marked.

    solved: the next edge's number may be seen. Numbers that are not yet known are not in it.
    """
    layout = passes.layout
    known, sent = passes.known(at), passes.arrived(at)
    equation = shown(passes, at, solved)
    after = passes.events[at] if at < len(passes.events) else None
    edges = [_edge(passes, e, at) for e in passes.events if e.kind == "value"]
    nodes: list[View] = []
    for k, node in passes.nodes.items():
        x, y = _pixels(layout.nodes[k])
        partial = k in sent and len(sent[k]) < passes.uses[k]
        nodes.append({
            "id": k, "x": x, "y": y, "name": short(node.name), "sign": sign(node),
            "input": node.gate == "input",
            "value": fmt(node.value, 3) if k in known else "",
            "grad": fmt(sum(sent[k]), 3) + " + …" * partial if k in sent else "",
            "lit": equation is not None and k == equation.gate,
            "next": after is not None and k == (after.gate if after.kind != "gradient"
                                                else after.parent),
        })  # fmt: skip
    _place_labels(edges, nodes)
    return {
        "nodes": nodes,
        "edges": edges,
        "width": (layout.columns - 1) * ACROSS + 2 * LEFT,
        "height": round(layout.rows * DOWN) + 2 * TOP,
        "equation": _equation(passes, equation),
        "done": after is None,
    }


def _pixels(place: tuple[int, float]) -> tuple[float, float]:
    return LEFT + ACROSS * place[0], round(TOP + DOWN * place[1], 1)


def _edge(passes: Passes, e: Event, at: int) -> View:
    points = [_pixels(place) for place in passes.layout.edges[e.parent, e.gate]]
    start, end = _ports(passes, e)
    path, spots = _path(points, start, end)
    steps = [(k, one) for k, one in enumerate(passes.events)
             if (one.gate, one.parent, one.place) == (e.gate, e.parent, e.place)]  # fmt: skip
    done = {one.kind for k, one in steps if k < at}
    now = next((one.kind for k, one in steps if k == at), "")
    last = next((one.kind for k, one in steps if k == at - 1), "")
    # A node that is used once shows below its box what its only edge has sent.
    label = passes.uses[e.parent] > 1 and "gradient" in done
    return {
        "id": f"{e.parent}-{e.gate}-{e.place}", "path": path, "spots": spots,
        "flowed": "value" in done, "returned": "gradient" in done, "now": now, "last": last,
        "label": fmt(passes.downstream(e), 3) if label else "?" if now == "gradient" else "",
    }  # fmt: skip


def _ports(passes: Passes, e: Event) -> tuple[float, float]:
    """How far from the boxes' middles a line starts and ends, so that two lines stay apart."""
    places = passes.layout.edges
    into = [one for one in passes.events if one.kind == "value" and one.gate == e.gate]
    into.sort(key=lambda one: (places[one.parent, one.gate][-2][1], one.place))
    side = PORT * (2 * into.index(e) - 1) if len(into) == 2 else 0
    twice = [one.place for one in into if one.parent == e.parent]
    return (PORT * (2 * twice.index(e.place) - 1) if len(twice) == 2 else 0, side)


def _path(points: list[tuple[float, float]], start: float, end: float) -> tuple[str, Any]:
    """A line from box to box, level through each column, and where its number may stand."""
    half = WIDE / 2
    first = points[0]
    x, y = first[0] + half, first[1] + start
    path, spots = f"M{x:g},{y:g}", []
    for k, point in enumerate(points[1:], 1):
        here = k == len(points) - 1
        x1, y1 = point[0] - half, point[1] + (end if here else 0.0)
        bend = (x + x1) / 2
        path += f" C{bend:g},{y:g} {bend:g},{y1:g} {x1:g},{y1:g}"
        if k == 1:
            bows = [(p, p * p * (3 - 2 * p)) for p in PARTS]
            spots = [(x + p * (x1 - x), round(y + bow * (y1 - y), 1)) for p, bow in bows]
        if not here:
            path += f" H{point[0] + half:g}"
        x, y = point[0] + half, y1
    return path, spots


def _place_labels(edges: list[View], nodes: list[View]) -> None:
    """Each number where it meets no other; one that finds no room is left to the table."""
    taken = [(n["x"], n["y"] + BELOW, LETTER * len(n["grad"]) / 2) for n in nodes if n["grad"]]
    for edge in sorted(edges, key=lambda one: not (one["now"] or one["last"])):
        wide = LETTER * len(edge["label"]) / 2
        free = [
            (x, y) for x, y in edge.pop("spots")
            if all(abs(x - p) > wide + w or abs(y - q) > HIGH for p, q, w in taken)
        ]  # fmt: skip
        if not edge["label"] or not free:
            edge["label"], free = "", [(0.0, 0.0)]
        else:
            taken.append((*free[0], wide))
        edge["x"], edge["y"] = free[0]


def shown(passes: Passes, at: int, solved: bool) -> Event | None:
    """The edge whose numbers are seen as an equation: the last one, or the next once solved."""
    ahead = solved and at < len(passes.events)
    e = passes.events[at] if ahead else passes.events[at - 1] if at else None
    return e if e is not None and e.kind == "gradient" else None


def _equation(passes: Passes, e: Event | None) -> View:
    """Upstream × local = downstream along an edge, and the pattern of its gate."""
    if e is None:
        return {"pattern": "", "terms": []}
    node: Any = passes.nodes[e.gate]
    parent: Any = passes.nodes[e.parent]
    copied = f"; {COPY}" * (passes.uses[e.parent] > 1)
    return {
        "pattern": PATTERNS[node.gate] + copied,
        "terms": [
            ["upstream", f"∂{passes.graph.output.name}/∂{node.name}", fmt(node.grad)],
            ["× local", local_formula(node, e.place), fmt(passes.local(e))],
            ["= downstream", f"back to {parent.name}", fmt(passes.downstream(e))],
        ],
    }
