"""An image becomes a column, and a matrix of weights makes scores of it: f(x, W) = W x."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from backprop.widgets.style import BLACK, GREY, Picture, bare, picture, styled

BRIGHTEST = 255.0
HALF_WAY = 0.55  # brighter pixels carry black numbers, darker ones white


@styled
def image_scores(
    image: np.ndarray, W: np.ndarray, scores: Sequence[float | None], says: str
) -> Picture:
    """The image (2, 2) with values 0 to 255, W (scores, 4), and W x; None leaves a score open."""
    figure, axes = picture(8.6, 3.0, says)
    bare(axes)
    rows, columns = W.shape
    x = image.ravel()
    _grid(axes, image.astype(float), (0.0, 1.0), image / BRIGHTEST)
    axes.text(1.0, -1.5, "the image", ha="center", color=GREY)
    axes.annotate("", (3.4, 0.0), (2.2, 0.0), arrowprops={"arrowstyle": "-|>", "color": BLACK})
    axes.text(2.8, 0.25, "row by row", ha="center", fontsize=9, color=GREY)
    _grid(axes, W, (3.7, rows / 2))
    axes.text(3.7 + columns / 2, -0.5 - rows / 2, "weights W", ha="center", color=GREY)
    _grid(axes, x[:, np.newaxis].astype(float), (8.1, 2.0), x[:, np.newaxis] / BRIGHTEST)
    axes.text(8.6, -2.5, "x", ha="center", color=GREY)
    axes.text(9.5, 0.0, "=", ha="center", va="center", fontsize=14)
    for row, score in enumerate(scores):
        y = rows / 2 - 0.5 - row
        axes.add_patch(Rectangle((10.0, y - 0.5), 1.7, 1.0, facecolor="white", edgecolor=BLACK))
        text = "?" if score is None else f"{score:.1f}".replace("-", "−")
        axes.text(10.85, y, text, ha="center", va="center")
    axes.text(10.85, -0.5 - rows / 2, "scores", ha="center", color=GREY)
    axes.set_xlim(-0.2, 11.9)
    axes.set_ylim(-2.8, 2.2)
    return figure


def _grid(
    axes: Axes, values: np.ndarray, corner: tuple[float, float], greys: np.ndarray | None = None
) -> None:
    """Squares with their numbers; corner is the upper left one's upper left."""
    for (row, column), value in np.ndenumerate(values):
        x, y = corner[0] + column, corner[1] - row
        grey = 1.0 if greys is None else float(greys[row, column])
        face = "white" if greys is None else str(grey)
        axes.add_patch(Rectangle((x, y - 1), 1, 1, facecolor=face, edgecolor=GREY))
        colour = BLACK if greys is None or grey > HALF_WAY else "white"
        text = f"{value:g}".replace("-", "−")
        axes.text(x + 0.5, y - 0.5, text, ha="center", va="center", fontsize=10, color=colour)
