"""Logits and the probabilities that a softmax makes of them, side by side."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from .style import BLACK, GREY, PALE, Picture, picture, styled

FILLS = ("white", PALE, GREY)  # for grey prints, with a hatching each
HATCHES = ("", "//", "")


@styled
def softmax_bars(
    logits: Mapping[str, Sequence[float]], probabilities: Mapping[str, Sequence[float]], says: str
) -> Picture:
    """Up to three sets of logits on the left and their probabilities on the right.

    logits, probabilities: name of the set -> a number for each class.
    """
    figure, panels = picture(8.4, 3.4, says, ncols=2)
    _grouped(panels[0], logits, "logits n")
    _grouped(panels[1], probabilities, "probabilities p", places=2)
    panels[0].legend(loc="upper left")
    panels[0].yaxis.get_major_locator().set_params(integer=True)
    panels[1].set_ylim(0, 1)
    return figure


def _grouped(axes: Axes, sets: Mapping[str, Sequence[float]], title: str, places: int = 0) -> None:
    width = 0.8 / len(sets)
    for k, (name, values) in enumerate(sets.items()):
        at = np.arange(len(values)) + (k - (len(sets) - 1) / 2) * width
        bars = axes.bar(
            at, values, width, label=name, facecolor=FILLS[k], hatch=HATCHES[k], edgecolor=BLACK
        )
        axes.bar_label(bars, fmt=f"%.{places}f", fontsize=9, padding=2)
    axes.set_xticks(range(len(values)), [f"class {k + 1}" for k in range(len(values))])
    axes.tick_params(axis="x", length=0)
    axes.set_title(title)
    axes.axhline(0, color=BLACK, linewidth=1, linestyle="-")
