"""A layered network as a drawing: units with their values and deltas, lines with their weights."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from .style import BLACK, GREY, ORANGE, PALE, Picture, bare, picture, signed, styled

Rows = Sequence[Sequence[Any]]  # one row a layer, one entry a unit
GAP, RADIUS = 4.2, 0.46  # between layers; of a unit
FREE, LETTER = 0.3, 0.095  # from a unit to the label of its line; width of a letter in it


@styled
def network_diagram(
    weights: Sequence[np.ndarray],
    names: Rows,
    says: str,
    values: Rows | None = None,
    deltas: Rows | None = None,
    weight_names: Sequence[np.ndarray] | None = None,
    path: Sequence[int] | None = None,
) -> Picture:
    """Draw a network from left to right.

    weights: a matrix (to, from) for each layer of lines. names, values, deltas: one row a layer,
    the input first; None leaves a unit's entry out. weight_names: as weights, with names as text.
    path: one unit a layer; the lines between them are drawn boldly and all others pale. says: the
    sentence under the picture.
    """
    tall = max(len(row) for row in names)
    figure, axes = picture(2.6 * len(names), 0.2 + 1.3 * tall + 0.4 * bool(deltas), says)
    bare(axes)
    places = [_column(layer, len(row)) for layer, row in enumerate(names)]
    for layer, matrix in enumerate(weights):
        for (to, source), weight in np.ndenumerate(np.asarray(matrix, float)):
            on = path is None or (path[layer], path[layer + 1]) == (source, to)
            name = weight_names[layer][to, source] if weight_names else ""
            _line(axes, places[layer][source], places[layer + 1][to], weight, str(name), on)
    for layer, row in enumerate(names):
        for unit, name in enumerate(row):
            on = path is None or path[layer] == unit
            value = values[layer][unit] if values else None
            delta = deltas[layer][unit] if deltas else None
            _unit(axes, places[layer][unit], str(name), value, delta, on)
    axes.set_xlim(-0.9, GAP * (len(names) - 1) + 0.9)
    axes.set_ylim(0.4 - tall - 0.6 * bool(deltas), tall - 0.4)
    return figure


def _column(layer: int, units: int) -> list[tuple[float, float]]:
    return [(GAP * layer, (units - 1) - 2.0 * unit) for unit in range(units)]


def _line(
    axes: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    weight: float,
    name: str,
    on: bool,
) -> None:
    look: dict[str, Any] = (
        signed(weight) if on else {"color": PALE, "linewidth": 1.5, "linestyle": "-"}
    )
    axes.plot([start[0], end[0]], [start[1], end[1]], zorder=1, **look)
    text = (f"{name} = {weight:g}" if name else f"{weight:g}").replace("-", "−")
    # As near to its start as the unit lets it be: there the lines of a layer are still apart.
    along = (RADIUS + FREE + LETTER * len(text) / 2) / (end[0] - start[0])
    x, y = (p + along * (q - p) for p, q in zip(start, end, strict=True))
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    colour = BLACK if on else GREY
    axes.text(x, y, text, ha="center", va="center", fontsize=10, color=colour, bbox=box, zorder=2)


def _unit(
    axes: Axes, place: tuple[float, float], name: str, value: Any, delta: Any, on: bool
) -> None:
    axes.add_patch(
        Circle(place, RADIUS, facecolor="white", edgecolor=BLACK if on else PALE, lw=1.6, zorder=3)
    )
    x, y = place
    has_value = value is not None
    colour = BLACK if on else GREY
    axes.text(x, y + 0.13 * has_value, name, ha="center", va="center", color=colour, zorder=4)
    if has_value:
        axes.text(
            x,
            y - 0.17,
            f"{value:.4g}".replace("-", "−"),
            ha="center",
            va="center",
            fontsize=9,
            zorder=4,
        )
    if delta is not None:
        box = {"facecolor": "white", "edgecolor": ORANGE, "boxstyle": "round,pad=0.25"}
        text = f"δ = {delta:.4f}".replace("-", "−")
        axes.text(x, y - 0.78, text, ha="center", va="center", fontsize=9, bbox=box, zorder=4)
