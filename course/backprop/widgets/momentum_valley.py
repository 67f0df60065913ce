"""Gradient descent in a long narrow valley, without and with momentum."""

from collections.abc import Mapping

import numpy as np

from .style import BLACK, FIELD, ORANGE, Picture, picture, styled


@styled
def momentum_valley(steepness: tuple[float, float], eta: float, steps: int,
                    start: tuple[float, float], says: str,
                    momenta: Mapping[str, float]) -> Picture:  # fmt: skip
    """One panel for each momentum: `steps` steps on E = ½ (s1 w1² + s2 w2²), and where they end."""
    figure, row = picture(4.3 * len(momenta), 2.7, says, ncols=len(momenta), squeeze=False)
    s1, s2 = steepness
    reach = 1.15 * np.abs(start)
    w1, w2 = np.linspace(-reach[0], reach[0], 161), np.linspace(-reach[1], reach[1], 121)
    E = (s1 * w1[None, :] ** 2 + s2 * w2[:, None] ** 2) / 2
    levels = E.max() * np.linspace(0, 1, 9) ** 2
    for axes, (title, momentum) in zip(row[0], momenta.items(), strict=True):
        path = valley_path(steepness, eta, steps, start, momentum)
        axes.contourf(w1, w2, E, levels=levels, cmap=f"{FIELD}_r", alpha=0.6)
        axes.plot(path[:, 0], path[:, 1], "-o", color=BLACK, markersize=3.5, linewidth=1.3)
        axes.plot(0, 0, "*", color=ORANGE, markeredgecolor=BLACK, markersize=15)
        ended = (s1 * path[-1, 0] ** 2 + s2 * path[-1, 1] ** 2) / 2
        axes.set(title=f"{title}: E = {ended:.4f} at the end", xlabel="$w_1$", ylabel="$w_2$")
    return figure


def valley_path(steepness: tuple[float, float], eta: float, steps: int,
                start: tuple[float, float], momentum: float) -> np.ndarray:  # fmt: skip
    """The points (steps + 1, 2) that v = momentum v + ∂E/∂w, w -= eta v visits."""
    path, v = [np.asarray(start, float)], np.zeros(2)
    for _ in range(steps):
        v = momentum * v + np.asarray(steepness) * path[-1]
        path.append(path[-1] - eta * v)
    return np.array(path)
