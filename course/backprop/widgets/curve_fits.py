"""A curve and what networks of different widths make of it, inside and outside of what they saw."""

from collections.abc import Mapping

import numpy as np

from .style import BLUE, GREY, PALE, VERMILLION, Picture, picture, styled


@styled
def curve_fits(
    x: np.ndarray, wanted: np.ndarray, fits: Mapping[str, np.ndarray], seen: tuple[float, float],
    says: str,
) -> Picture:  # fmt: skip
    """One panel for each fit: the curve wanted dashed, the fit solid, unseen inputs shaded.

    x, wanted and each fit are (points,); seen: the first and last input that was to be matched.
    """
    figure, row = picture(3.3 * len(fits), 3.3, says, ncols=len(fits), sharey=True, squeeze=False)
    for axes, (title, fit) in zip(row[0], fits.items(), strict=True):
        for start, end in ((x[0], seen[0]), (seen[1], x[-1])):
            if end > start:
                axes.axvspan(start, end, color=PALE, alpha=0.6, linewidth=0)
        axes.plot(x, wanted, color=VERMILLION, linestyle="--", linewidth=2.4, label="wanted")
        axes.plot(x, fit, color=BLUE, linestyle="-", linewidth=1.6, label="network")
        inside = (x >= seen[0]) & (x <= seen[1])
        worst = np.max(abs(fit - wanted)[inside])
        axes.set(title=f"{title}\nworst error {worst:.2f}", xlabel="x", xlim=(x[0], x[-1]))
        axes.tick_params(colors=GREY)
    row[0][0].set_ylabel("y")
    figure.legend(*row[0][0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return figure
