"""A pattern associator: inputs on the left, outputs on the right, a weight on every line."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from backprop.widgets.style import BLACK, Picture, bare, picture, signed, styled

RADIUS = 0.34
ALONG = 1 / 3  # where on a line its weight is written: there the lines of two outputs lie apart


@styled
def pattern_associator(W: np.ndarray, x: np.ndarray, o: np.ndarray, t: np.ndarray) -> Picture:
    """The layer o = W x with its numbers. W: (N2, N1); x: (N1, 1); o, t: (N2, 1)."""
    outputs, inputs = W.shape
    says = (
        f"A layer with {inputs} inputs and {outputs} outputs: every input has a line to every "
        "output. Blue solid lines are positive weights, vermillion dashed lines negative ones; the "
        "thicker the line, the larger the weight."
    )
    figure, axes = picture(7, 0.3 + 0.75 * max(inputs, outputs), says)
    bare(axes)
    left, right = _heights(inputs), _heights(outputs)
    for (k, j), w in np.ndenumerate(W):
        start, end = np.array([0.0, left[j]]), np.array([5.0, right[k]])
        axes.plot(*zip(start, end, strict=True), zorder=1, **signed(w, float(np.abs(W).max())))
        at = start + ALONG * (end - start)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        axes.text(*at, _number(w), ha="center", va="center", fontsize=10, bbox=box, zorder=2)
    for j, height in enumerate(left):
        _unit(axes, 0.0, height, _number(x[j, 0]))
        axes.text(-0.55, height, f"$x_{j + 1}$", ha="right", va="center")
    for k, height in enumerate(right):
        _unit(axes, 5.0, height, _number(o[k, 0]))
        said = f"$o_{k + 1}$,  target $t_{k + 1}$ = {_number(t[k, 0])}"
        axes.text(5.55, height, said, ha="left", va="center")
    axes.set_xlim(-1.2, 8.2)
    axes.set_ylim(-0.5, max(*left, *right) + 0.5)
    return figure


def _heights(units: int) -> list[float]:
    """One under the other, the first on top, centred around 1."""
    return [1.0 + (units - 1) / 2 - k for k in range(units)]


def _unit(axes: Axes, x: float, y: float, text: str) -> None:
    axes.add_patch(Circle((x, y), RADIUS, facecolor="white", edgecolor=BLACK, zorder=3))
    axes.text(x, y, text, ha="center", va="center", fontsize=10, zorder=4)


def _number(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")
