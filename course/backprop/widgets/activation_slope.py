"""An activation function above, its slope below: where the curve is steep, the slope is high."""

from collections.abc import Callable, Mapping

import numpy as np

from .style import BLUE, GREY, VERMILLION, Picture, picture, styled

Curve = Callable[[np.ndarray], np.ndarray]


@styled
def activation_slope(
    f: Curve, f_prime: Curve, points: Mapping[str, float], says: str, reach: float = 6.0
) -> Picture:
    """The curve of f with tangents at the named net inputs, and f' with a dot at each of them.

    points: name -> net input n. reach: both curves are drawn from -reach to reach.
    """
    figure, (upper, lower) = picture(6.6, 4.8, says, nrows=2, sharex=True)
    n = np.linspace(-reach, reach, 401)
    upper.plot(n, f(n), color=BLUE, linestyle="-")
    upper.set_ylabel("activation a = f(n)")
    lower.plot(n, f_prime(n), color=VERMILLION, linestyle="-")
    lower.set_ylabel("slope f′(n)")
    lower.set_xlabel("net input n")
    for name, at in points.items():
        a, slope = float(f(np.asarray(at))), float(f_prime(np.asarray(at)))
        run = np.array([-1.3, 1.3])
        upper.plot(at + run, a + slope * run, color=GREY, linestyle="--", linewidth=1.4)
        upper.plot(at, a, "o", color=BLUE)
        lower.plot([at, at], [0, slope], color=GREY, linestyle=":", linewidth=1.4)
        lower.plot(at, slope, "o", color=VERMILLION)
        label = f"{name}: {slope:.3f}"
        lower.annotate(
            label, (at, slope), (6, 7), textcoords="offset points", fontsize=10, color=GREY
        )
    lower.set_ylim(bottom=0)
    return figure
