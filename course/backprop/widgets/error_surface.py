"""The loss over the plane of two weights, with ways down to its valley."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.contour import ContourSet

from backprop.widgets.style import BLACK, FIELD, Picture, picture, styled

Point = tuple[float, float]
Loss = Callable[[np.ndarray, np.ndarray], np.ndarray]
Box = tuple[Point, Point]  # (w1 from, to), (w2 from, to)
COUNTED = 4  # so many points carry their number; the later ones lie too close together


@styled
def ways_to_zero(loss: Loss, box: Box, start: Point, ends: Mapping[str, Point]) -> Picture:
    """Arrows from one point to several ends of loss 0, which lie on one line.

    loss(w1, w2) takes arrays.
    """
    says = (
        f"The loss over the two weights. From the same start, {len(ends)} arrows reach the dashed "
        "line, where the loss is zero; the shortest one, drawn thick, meets it at a right angle."
    )
    figure, axes = picture(7, 5, says)
    figure.colorbar(_field(axes, loss, box), ax=axes, label="loss E", format="%.2f")
    first, second, *_ = ends.values()
    axes.axline(first, second, color=BLACK, linestyle="--", lw=1.2)
    shortest = min(ends, key=lambda label: float(np.hypot(*np.subtract(ends[label], start))))
    for label, end in ends.items():
        width = 3.5 if label == shortest else 1.5
        style = {"arrowstyle": "-|>", "color": BLACK, "lw": width, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", xy=end, xytext=start, arrowprops=style)
        _label(axes, label, end, (9, 2))
    _mark(axes, start, "start", (-14, -18))
    return figure


@styled
def descent(loss: Loss, box: Box, paths: Mapping[str, Sequence[Point]]) -> Picture:
    """One panel a path: the points that gradient descent visits, joined and counted."""
    says = (
        f"Gradient descent on the same surface with {' and '.join(paths)}. Every step stands at a "
        "right angle on the lines of equal loss; a longer step jumps across the valley and back."
    )
    figure, panels = picture(4.2 * len(paths), 2.9, says, ncols=len(paths), squeeze=False)
    for axes, (name, path) in zip(panels[0], paths.items(), strict=True):
        bands = _field(axes, loss, box)
        axes.plot(*zip(*path, strict=True), "-o", color=BLACK, markersize=5, lw=1.5)
        _mark(axes, path[0], "start", (-34, 6))
        for k, point in enumerate(path[1:COUNTED], start=1):
            _label(axes, str(k), point, (-3, 9) if k % 2 else (-3, -17))
        axes.set_title(name)
    figure.colorbar(bands, ax=panels, label="loss E", format="%.2f", shrink=0.75)
    return figure


def _field(axes: Axes, loss: Loss, box: Box) -> ContourSet:
    """Bands of equal loss, the valley bright; open grids, so that one call computes the plane."""
    w1 = np.linspace(*box[0], 200)[np.newaxis, :]
    w2 = np.linspace(*box[1], 200)[:, np.newaxis]
    E = np.broadcast_to(loss(w1, w2), (200, 200))
    # Levels in equal steps of the error, not of its square: the valley stays visible.
    levels = float(E.max()) * np.linspace(0, 1, 9) ** 2
    bands = axes.contourf(w1[0], w2[:, 0], E, levels=levels, cmap=f"{FIELD}_r", alpha=0.75)
    axes.contour(w1[0], w2[:, 0], E, levels=levels[1:-1], colors="white", linewidths=0.7)
    axes.set_xlabel("$w_1$")
    axes.set_ylabel("$w_2$")
    axes.set_xlim(*box[0])
    axes.set_ylim(*box[1])
    axes.set_aspect("equal")  # otherwise a right angle would not look like one
    return bands


def _mark(axes: Axes, at: Point, label: str, offset: Point) -> None:
    axes.plot(*at, "o", color=BLACK, markersize=8)
    _label(axes, label, at, offset)


def _label(axes: Axes, label: str, at: Point, offset: Point) -> None:
    box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1.5}
    axes.annotate(label, at, xytext=offset, textcoords="offset points", fontsize=10, bbox=box)
