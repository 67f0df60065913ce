"""Several ways of learning on the same problem: how fast, how far, how much luck?"""

from collections.abc import Mapping

import numpy as np

from .style import DASHES, GREY, LINES, Picture, picture, styled


@styled
def learning_race(
    shares: Mapping[str, np.ndarray], angles: Mapping[str, np.ndarray], chance: float, says: str
) -> Picture:
    """Left the share of right answers over the epochs, right angles in degrees; 90 is unrelated.

    shares and angles: name -> (seeds, epochs + 1). The line is the median of the seeds, the band
    goes from the worst to the best.
    """
    figure, (left, right) = picture(9.2, 3.6, says, ncols=2, width_ratios=(3, 2))
    for axes, curves in ((left, shares), (right, angles)):
        for k, (name, values) in enumerate(curves.items()):
            epochs = np.arange(values.shape[1])
            axes.fill_between(epochs, values.min(0), values.max(0), color=LINES[k], alpha=0.15,
                              linewidth=0)  # fmt: skip
            axes.plot(epochs, np.median(values, axis=0), color=LINES[k], linestyle=DASHES[k],
                      label=name)  # fmt: skip
        axes.set(xlabel="epoch", xlim=(0, epochs[-1]))
    for axes, level, name in ((left, chance, "guessing"), (right, 90.0, "unrelated")):
        axes.axhline(level, color=GREY, linewidth=1.0, linestyle=":")
        axes.annotate(name, (1, level), (0, 3), xycoords=("axes fraction", "data"), ha="right",
                      textcoords="offset points", color=GREY, fontsize=10)  # fmt: skip
    left.set(ylabel="right on new images", ylim=(0, 1.02))
    right.set(ylabel="angle in degrees", ylim=(0, 100))
    left.legend(loc="center right", bbox_to_anchor=(1.0, 0.66))
    right.legend(loc="lower left")
    return figure
