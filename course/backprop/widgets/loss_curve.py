"""The loss over the steps of training: is it falling, how fast, and has it settled?"""

from collections.abc import Mapping, Sequence

import numpy as np

from .style import DASHES, GREY, LINES, Picture, picture, styled


@styled
def loss_curve(
    losses: Mapping[str, Sequence[float]],
    says: str,
    marks: Sequence[int] = (),
    step: str = "step",
    floor: Mapping[str, float] | None = None,
) -> Picture:
    """One curve for each run.

    losses: name of the run -> the loss before the first step, after it, and so on. marks: steps
    whose loss is written at the first curve. step: what is counted. floor: name -> a loss drawn as
    a thin horizontal line.
    """
    figure, axes = picture(6.6, 3.6, says)
    for k, (name, values) in enumerate(losses.items()):
        axes.plot(values, color=LINES[k], linestyle=DASHES[k], label=name)
    first = np.asarray(next(iter(losses.values())))
    for at in marks:
        axes.plot(at, first[at], "o", color=LINES[0])
        axes.annotate(f"{first[at]:.4f}", (at, first[at]), (6, 5), textcoords="offset points")
    for name, level in (floor or {}).items():
        axes.axhline(level, color=GREY, linestyle=":", linewidth=1.2)
        axes.annotate(name, (1, level), (0, 3), xycoords=("axes fraction", "data"),
                      textcoords="offset points", ha="right", color=GREY, fontsize=10)  # fmt: skip
    axes.set_xlabel(step)
    axes.set_ylabel("loss E")
    axes.set_ylim(bottom=0)
    axes.set_xlim(left=0)
    axes.locator_params(axis="x", integer=True)  # there is no half epoch
    if len(losses) > 1:
        axes.legend()
    return figure
