"""A computational graph as a circuit: each gate with its value above and its gradient below."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from backprop.graph import Graph
from backprop.node import Node

from .style import BLACK, BLUE, GREY, PALE, VERMILLION, Picture, bare, picture, styled

SIGNS = {
    "add": "+", "subtract": "−", "multiply": "×", "divide": "÷", "negative": "× −1", "square": "²",
    "exp": "exp", "log": "log", "sigmoid": "σ", "tanh": "tanh", "relu": "ReLU", "max": "max",
}  # fmt: skip
APART, WIDE, TALL = 1.3, 0.72, 0.46  # between columns; of a box
Places = dict[int, tuple[float, float]]


@styled
def circuit(
    graph: Graph, says: str, gradients: bool = True, bold: Sequence[str] = (), digits: int = 2
) -> Picture:
    """Draw a graph after `forward` and, for gradients, `backward`: inputs left, output right.

    bold: names of nodes; the lines between two of them are drawn boldly. says: the sentence under
    the picture. digits: decimals of the numbers.
    """
    nodes = [node for node in graph.nodes if _is_used(graph, node)]
    places = _places(graph, nodes)
    across = max(x for x, _ in places.values())
    down = max(y for _, y in places.values()) - min(y for _, y in places.values())
    figure, axes = picture(min(1.15 * (across + 1.1), 11), 0.95 * (down + 1.3), says)
    bare(axes).set_aspect("auto")
    for node in nodes:
        for parent in _sources(node):
            on = node.name in bold and parent.name in bold
            _line(axes, places[parent.index], places[node.index], on)
    for node in nodes:
        _box(axes, places[node.index], node, gradients, digits)
    low = min(y for _, y in places.values())
    axes.set(xlim=(-0.6, across * APART + 0.6), ylim=(low - 0.65, low + down + 0.65))
    return figure


def _is_used(graph: Graph, node: Node) -> bool:
    return node.index == graph.out or any(node.index in graph.row(k)[1] for k in graph.slots())


def _sources(node: Node) -> list[Node]:
    """The parents that are no constants, each once."""
    return list({p.index: p for p in node.parents if p.gate != "constant"}.values())


def _places(graph: Graph, nodes: Sequence[Node]) -> Places:
    """Column and row of every node: a gate right of its operands, halfway between their rows."""
    columns: dict[int, int] = {}
    for node in nodes:
        columns[node.index] = 1 + max((columns[p.index] for p in _sources(node)), default=-1)
    for node in nodes:  # an input stands just before its first use
        if node.gate == "input":
            uses = [
                columns[n.index] for n in nodes if any(p.index == node.index for p in n.parents)
            ]
            columns[node.index] = min(uses, default=1) - 1
    rows: dict[int, float] = {}
    for node in _inputs_in_order(graph.output):
        rows[node.index] = -float(len(rows))
    for node in nodes:
        if node.gate != "input":
            above = [rows[parent.index] for parent in _sources(node)]
            rows[node.index] = sum(above) / len(above)
            taken = [rows[n] for n in columns if n in rows and columns[n] == columns[node.index]]
            while sum(abs(row - rows[node.index]) < 0.9 for row in taken) > 1:
                rows[node.index] -= 0.5
    return {index: (float(columns[index]), rows[index]) for index in columns}


def _inputs_in_order(output: Node) -> list[Node]:
    """The inputs as they are met from the output downwards, so that few lines cross."""
    found: dict[int, Node] = {}
    seen: set[int] = set()
    waiting = [output]
    while waiting:
        node = waiting.pop()
        if node.index in seen:
            continue
        seen.add(node.index)
        if node.gate == "input":
            found[node.index] = node
        waiting.extend(reversed(_sources(node)))
    return list(found.values())


def _line(axes: Axes, start: tuple[float, float], end: tuple[float, float], on: bool) -> None:
    look: dict[str, Any] = {"color": BLACK, "linewidth": 3.2} if on else {"color": GREY, "lw": 1.3}
    (x0, y0), (x1, y1) = (start[0] * APART, start[1]), (end[0] * APART, end[1])
    axes.plot([x0 + WIDE / 2, x1 - WIDE / 2], [y0, y1], linestyle="-", zorder=1, **look)


def _box(axes: Axes, place: tuple[float, float], node: Node, gradients: bool, digits: int) -> None:
    x, y = place[0] * APART, place[1]
    is_input = node.gate == "input"
    box = FancyBboxPatch(
        (x - WIDE / 2 + 0.06, y - TALL / 2 + 0.06), WIDE - 0.12, TALL - 0.12,
        boxstyle="round,pad=0.06", facecolor=PALE if is_input else "white", edgecolor=BLACK, lw=1.2,
        zorder=2,
    )  # fmt: skip
    axes.add_patch(box)
    middle: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 3}
    named = not is_input and not (node.name[1:].isdigit() and node.name[0] in "suv")
    text = node.name if is_input else sign(node)
    axes.text(x, y, f"{node.name}: {text}" if named else text, fontsize=10, **middle)
    on_white: dict[str, Any] = {
        "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        "fontsize": 9,
    }
    axes.text(x, y + 0.35, number(node.value, digits), color=BLUE, **on_white, **middle)
    if gradients:
        down: dict[str, Any] = {"color": VERMILLION, "style": "italic", **on_white, **middle}
        axes.text(x, y - 0.36, number(node.grad, digits), **down)


def sign(node: Node) -> str:
    """What stands in a gate's box, a constant operand included."""
    text = SIGNS.get(node.gate, node.gate)
    if len(node.parents) == 2 and any(p.gate == "constant" for p in node.parents):
        left, right = (p.name.strip("()") if p.gate == "constant" else "" for p in node.parents)
        return f"{left} {text} {right}".strip().replace("-", "−")
    return text


def number(value: Any, digits: int) -> str:
    """A whole number as it is, any other with so many decimals."""
    text = f"{value:.0f}" if float(value).is_integer() else f"{value:.{digits}f}"
    return ("0" if float(text) == 0 else text).replace("-", "−")
