"""What is left of an error on its way to the first layer: a measured heatmap."""

from collections.abc import Mapping, Sequence

import numpy as np

from .style import BLACK, SIGNED_FIELD, Picture, picture, styled

STRONGEST = 10  # powers of ten; beyond them the colour stays and the figure goes on


@styled
def gradient_map(
    ratios: Mapping[str, np.ndarray], depths: Sequence[int], starts: Sequence[str], says: str
) -> Picture:
    """One panel for each activation function; each field carries its power of ten.

    ratios: title -> (starts, depths), the size of the first layer's delta over the last one's.
    """
    figure, row = picture(2.6 + 2.6 * len(ratios), 3.2, says, ncols=len(ratios), squeeze=False)
    for k, (axes, (title, ratio)) in enumerate(zip(row[0], ratios.items(), strict=True)):
        power = np.log10(ratio)
        shown = axes.imshow(power, cmap=SIGNED_FIELD, vmin=-STRONGEST, vmax=STRONGEST,
                            aspect="auto")  # fmt: skip
        for (i, j), value in np.ndenumerate(power):
            axes.text(j, i, _figure(value), color="white" if abs(value) > 6 else BLACK,
                      ha="center", va="center", fontsize=10.5)  # fmt: skip
        axes.set(title=title, xlabel="layers of weights")
        axes.set_xticks(range(len(depths)), map(str, depths))
        axes.set_yticks(range(len(starts)), starts if k == 0 else [""] * len(starts))
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
    figure.colorbar(shown, ax=row[0], extend="both", label="power of ten of the ratio")
    return figure


def _figure(power: float) -> str:
    """A whole power of ten with a true minus, and no minus before a zero."""
    return f"{round(power):d}".replace("-", "−")
