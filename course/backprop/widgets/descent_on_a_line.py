"""Gradient descent with one weight: the loss is a curve, and each step a jump along it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from backprop.widgets.style import BLACK, BLUE, GREY, VERMILLION, Picture, picture, styled

COUNTED, APART = 3, 0.08  # so many points carry their number, unless they lie closer than this


@styled
def descent_on_a_line(
    loss: Callable[[np.ndarray], np.ndarray],
    box: tuple[float, float],
    paths: Mapping[str, Sequence[float]],
    says: str,
    bottom: float | None = None,
) -> Picture:
    """One panel a path: the weights that descent visits, on the curve of the loss.

    loss: takes an array of weights. box: the weights shown, from and to. bottom: the weight with
    the smallest loss, marked by a thin line.
    """
    figure, panels = picture(2.9 * len(paths), 2.9, says, ncols=len(paths), squeeze=False)
    w = np.linspace(*box, 200)
    E = loss(w)
    for axes, (name, path) in zip(panels[0], paths.items(), strict=True):
        axes.plot(w, E, color=BLUE, linestyle="-")
        if bottom is not None:
            axes.axvline(bottom, color=GREY, linestyle=":", linewidth=1.2)
        heights = loss(np.asarray(path, float))
        axes.plot(path, heights, "o--", color=VERMILLION, markersize=5, linewidth=1.2)
        for k in range(min(COUNTED, len(path))):
            if k and abs(path[k] - path[k - 1]) < APART * (box[1] - box[0]):
                break
            at = (path[k], float(heights[k]))
            axes.annotate(str(k), at, (6, 4), textcoords="offset points", color=BLACK, fontsize=10)
        axes.set_title(name)
        axes.set_xlabel("weight w")
        axes.set_xlim(*box)
        axes.set_ylim(-0.05 * E.max(), 1.05 * E.max())
    panels[0][0].set_ylabel("loss E")
    return figure
