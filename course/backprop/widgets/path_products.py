"""Several ways through one network, each with its factors and their product."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Circle

from .style import BLACK, BLUE, GREY, PALE, VERMILLION, Picture, bare, picture, styled

Rows = Sequence[Sequence[str]]  # one row a layer, one entry a unit
Way = Sequence[int]  # one unit a layer
GAP, RADIUS = 3.0, 0.42  # between layers; of a unit
LOOKS: tuple[dict[str, Any], ...] = (
    {"color": BLUE, "linestyle": "-"},
    {"color": VERMILLION, "linestyle": (0, (3, 1.2))},
)


@styled
def path_products(
    units: Rows,
    ways: Mapping[str, Way],
    on_lines: Mapping[tuple[int, int, int], str],
    under_units: Mapping[tuple[int, int], str],
    says: str,
) -> Picture:
    """Two ways from the left to the right, drawn boldly; all other lines are pale.

    units: the names, the layer of the start first and the loss alone in the last. ways: what the
    legend says of a way -> its units, one a layer. on_lines: (layer, from, to) -> a factor.
    under_units: (layer, unit) -> a factor. Steps that the ways share are drawn once, in black.
    """
    tall = max(map(len, units))
    figure, axes = picture(2.35 * len(units), 0.9 + 1.15 * tall, says)
    bare(axes)
    places = [[(GAP * k, len(row) - 1 - 2.0 * u) for u in range(len(row))]
              for k, row in enumerate(units)]  # fmt: skip
    steps = [_steps(way) for way in ways.values()]
    shared = set.intersection(*map(set, steps))
    for k, (row, after) in enumerate(pairwise(units)):
        for u in range(len(row)):
            for v in range(len(after)):
                _line(
                    axes,
                    places[k][u],
                    places[k + 1][v],
                    color=PALE,
                    linestyle="-",
                    lw=1.3,
                    zorder=1,
                )
    for look, way in zip(LOOKS, steps, strict=True):
        for k, u, v in way:
            style = {"color": BLACK, "linestyle": "-"} if (k, u, v) in shared else look
            _line(axes, places[k][u], places[k + 1][v], lw=3.4, zorder=2, **style)
    for (k, u, v), text in on_lines.items():
        _label(axes, _between(places[k][u], places[k + 1][v], 0.5), text)
    passed = {(k, unit) for way in ways.values() for k, unit in enumerate(way)}
    for k, row in enumerate(units):
        for u, name in enumerate(row):
            edge = BLACK if (k, u) in passed else PALE
            circle = Circle(places[k][u], RADIUS, facecolor="white", edgecolor=edge, lw=1.6)
            axes.add_patch(circle).set_zorder(3)
            axes.text(*places[k][u], name, ha="center", va="center", zorder=4,
                      color=BLACK if (k, u) in passed else GREY)  # fmt: skip
    for (k, u), text in under_units.items():
        x, y = places[k][u]
        _label(axes, (x, y - 0.72), text)
    axes.set_xlim(-0.7, GAP * (len(units) - 1) + 0.7)
    axes.set_ylim(0.4 - tall, tall - 0.4)
    handles = [Line2D([], [], lw=3.4, label=text, **look)
               for look, text in zip(LOOKS, ways, strict=True)]  # fmt: skip
    figure.legend(handles=handles, loc="outside lower center", handlelength=3.2)
    return figure


def _steps(way: Way) -> list[tuple[int, int, int]]:
    return [(k, u, v) for k, (u, v) in enumerate(pairwise(way))]


def _line(axes: Axes, p: tuple[float, float], q: tuple[float, float], **style: Any) -> None:
    axes.plot([p[0], q[0]], [p[1], q[1]], **style)


def _between(p: tuple[float, float], q: tuple[float, float], part: float) -> tuple[float, float]:
    return p[0] + part * (q[0] - p[0]), p[1] + part * (q[1] - p[1])


def _label(axes: Axes, at: tuple[float, float], text: str) -> None:
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
    axes.text(*at, text, ha="center", va="center", fontsize=9.5, bbox=box, zorder=4)
