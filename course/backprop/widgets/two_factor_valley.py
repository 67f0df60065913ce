"""The loss over one weight of each layer: they are multiplied, so the valley is curved."""

from collections.abc import Callable, Sequence

import numpy as np

from .style import BLACK, FIELD, Picture, picture, styled

Point = tuple[float, float]


@styled
def two_factor_valley(
    loss: Callable[[np.ndarray, np.ndarray], np.ndarray],
    box: tuple[Point, Point],
    path: Sequence[Point],
    valley: Sequence[Point],
    names: tuple[str, str],
    says: str,
) -> Picture:
    """Bands of equal loss, and a path of gradient descent.

    loss(p, q) takes arrays. box: the range of p, then that of q. valley: points where the loss is
    zero, joined by a dashed line. names: of the two weights.
    """
    figure, axes = picture(6.2, 4.2, says)
    p = np.linspace(*box[0], 160)[np.newaxis, :]
    q = np.linspace(*box[1], 160)[:, np.newaxis]
    E = np.broadcast_to(loss(p, q), (160, 160))
    # Levels in equal steps of the error, not of its square: the valley stays visible.
    levels = float(E.max()) * np.linspace(0, 1, 11) ** 2
    bands = axes.contourf(p[0], q[:, 0], E, levels=levels, cmap=f"{FIELD}_r", alpha=0.75)
    axes.contour(p[0], q[:, 0], E, levels=levels[1:-1], colors="white", linewidths=0.7)
    axes.plot(*zip(*valley, strict=True), "--", color=BLACK, lw=1.2)
    axes.plot(*zip(*path, strict=True), "-o", color=BLACK, markersize=4, lw=1.5)
    box_of = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1.5}
    for label, place, offset in (("start", path[0], (-2, -18)), ("end", path[-1], (8, 2))):
        axes.annotate(label, place, offset, textcoords="offset points", fontsize=10, bbox=box_of)
    figure.colorbar(bands, ax=axes, label="loss E", format="%.2f")
    axes.set_xlabel(f"${names[0]}$")
    axes.set_ylabel(f"${names[1]}$")
    axes.set_xlim(*box[0])
    axes.set_ylim(*box[1])
    return figure
