"""How much of each gradient comes along which path, and what somebody printed for the whole."""

from collections.abc import Mapping, Sequence

import numpy as np

from .style import BLACK, ORANGE, SKY, Picture, picture, styled

LOOKS = ({"facecolor": SKY}, {"facecolor": ORANGE, "hatch": "///"})


@styled
def path_shares(
    parts: Mapping[str, Sequence[float]],
    paths: Sequence[str],
    printed: Mapping[str, float],
    says: str,
) -> Picture:
    """One bar for each gradient, as long as the whole of it, cut into its two paths.

    parts: name -> the products along its paths, in the order of `paths`, all of one sign.
    printed: name -> the number to hold against it, drawn as a mark on its bar.
    """
    figure, axes = picture(7.2, 0.9 + 0.36 * len(parts), says)
    rows = np.arange(len(parts))[::-1]
    shares = np.array([np.divide(each, sum(each)) for each in parts.values()])
    left = np.zeros(len(parts))
    for share, name, look in zip(shares.T, paths, LOOKS, strict=True):
        axes.barh(rows, share, 0.62, left=left, edgecolor=BLACK, linewidth=0.8, label=name, **look)
        left = left + share
    marks = [printed[name] / sum(each) for name, each in parts.items()]
    tick = {"marker": "|", "markersize": 22, "markeredgewidth": 3.4, "linestyle": "none"}
    axes.plot(marks, rows, color=BLACK, label="printed", **tick)
    axes.set_yticks(rows, list(parts))
    axes.set_xlabel("share of the gradient")
    axes.set_xlim(0, 1.0)
    axes.spines["left"].set_visible(False)
    axes.tick_params(left=False)
    figure.legend(loc="outside upper center", ncols=3)
    return figure
