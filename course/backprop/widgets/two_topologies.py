"""Weights side by side and weights in a row: the two ways in which lines can be laid."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Circle

from .style import BLACK, Picture, bare, picture, signed, styled

Point = tuple[float, float]
RADIUS = 0.34


@styled
def two_topologies(weights: Sequence[float], says: str) -> Picture:
    """The same weights twice: left each leads from its own input, right each feeds the next one."""
    figure, (left, right) = picture(
        8.4, 2.9, says, ncols=2, gridspec_kw={"width_ratios": [1, 1.55]}
    )
    _parallel(bare(left), weights)
    _serial(bare(right), weights)
    return figure


def _parallel(axes: Axes, weights: Sequence[float]) -> None:
    middle = (len(weights) - 1) / 2
    for k, weight in enumerate(weights, start=1):
        start = (0.0, middle - (k - 1))
        _line(axes, start, (2.6, 0.0), weight, k, 0.42)
        _unit(axes, start, f"$x_{k}$")
    _unit(axes, (2.6, 0.0), "$o$")
    axes.set_title("parallel: a sum")
    axes.set_xlim(-0.5, 3.1)
    axes.set_ylim(-middle - 0.5, middle + 0.5)


def _serial(axes: Axes, weights: Sequence[float]) -> None:
    gap = 1.5
    for k, weight in enumerate(weights, start=1):
        _line(axes, (gap * (k - 1), 0.0), (gap * k, 0.0), weight, k, 0.5)
        _unit(axes, (gap * (k - 1), 0.0), "$x$" if k == 1 else f"$a_{k - 1}$")
    _unit(axes, (gap * len(weights), 0.0), "$o$")
    axes.set_title("serial: a product")
    axes.set_xlim(-0.5, gap * len(weights) + 0.5)
    axes.set_ylim(-1.0, 1.0)


def _line(axes: Axes, start: Point, end: Point, weight: float, k: int, at: float) -> None:
    axes.plot([start[0], end[0]], [start[1], end[1]], zorder=1, **signed(weight, 4.0))
    x, y = (p + at * (q - p) for p, q in zip(start, end, strict=True))
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    axes.text(x, y, f"$w_{k}$", ha="center", va="center", bbox=box, zorder=2)


def _unit(axes: Axes, place: Point, name: str) -> None:
    axes.add_patch(Circle(place, RADIUS, facecolor="white", edgecolor=BLACK, lw=1.6, zorder=3))
    axes.text(*place, name, ha="center", va="center", zorder=4)
