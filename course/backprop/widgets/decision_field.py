"""What a network answers everywhere in the plane of its two inputs."""

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes

from .style import BLACK, FIELD, Picture, picture, styled

Answer = Callable[[np.ndarray], np.ndarray]  # (2, patterns) -> (1, patterns)


@styled
def decision_field(
    answers: Mapping[str, Answer], x: np.ndarray, t: np.ndarray, says: str,
    reach: tuple[float, float] = (-0.4, 1.4),
) -> Picture:  # fmt: skip
    """One field for each network, on one scale of colours, with the line where it answers 0.5.

    answers: title -> function from columns of inputs to outputs. x (2, patterns), t (1, patterns):
    the patterns, drawn as circles (target 0) and squares (target 1). reach: of both axes.
    """
    figure, row = picture(1.0 + 3.3 * len(answers), 3.7, says, ncols=len(answers), squeeze=False)
    side = np.linspace(*reach, 121)
    grid = np.array(np.meshgrid(side, side)).reshape(2, -1)
    for axes, (title, answer) in zip(row[0], answers.items(), strict=True):
        field = np.asarray(answer(grid)).reshape(len(side), -1)
        levels = np.linspace(0, 1, 12)  # 11 bands: none ends at one half
        shown = axes.contourf(side, side, np.clip(field, 0, 1), levels, cmap=FIELD)
        if field.min() < 0.5 < field.max() and np.ptp(field) > 1e-3:
            axes.contour(side, side, field, [0.5], colors=BLACK, linestyles="--", linewidths=1.6)
        patterns(axes, x, t, size=11 if x.shape[1] < 20 else 5)
        axes.set(title=title, xlabel="x1", ylabel="x2", aspect="equal")
        axes.set(xticks=[0, 1], yticks=[0, 1])
    figure.colorbar(shown, ax=row[0], label="output y", shrink=0.8, ticks=[0, 0.5, 1])
    return figure


def patterns(axes: Axes, x: np.ndarray, t: np.ndarray, size: float = 11) -> None:
    """The patterns as white marks: a circle where the target is 0, a square where it is 1."""
    for marker, target in (("o", 0), ("s", 1)):
        here = x[:, np.ravel(t) == target]
        edge = min(1.6, size / 5)
        axes.plot(here[0], here[1], marker, markerfacecolor="white", markeredgecolor=BLACK,
                  markeredgewidth=edge, markersize=size, label=f"target {target}")  # fmt: skip
