"""The loss after one short step, for every direction the step could take."""

import numpy as np

from backprop.widgets.error_surface import Loss, Point
from backprop.widgets.style import BLACK, GREY, Picture, picture, styled


@styled
def steepest_direction(loss: Loss, start: Point, length: float, downhill: Point) -> Picture:
    """Steps of one length from `start` in all directions; `downhill` is minus the gradient there.

    loss(w1, w2) takes arrays.
    """
    angles = np.linspace(-180, 180, 361)
    w1 = start[0] + length * np.cos(np.radians(angles))
    w2 = start[1] + length * np.sin(np.radians(angles))
    after = loss(w1, w2)
    before = float(loss(np.array(start[0]), np.array(start[1])))
    best = float(np.degrees(np.arctan2(downhill[1], downhill[0])))
    says = (
        f"The loss after a step of length {length:g}, against the direction of the step. The "
        f"lowest point of the curve is the direction of minus the gradient, {best:.1f} degrees."
    )
    figure, axes = picture(7, 3.6, says)
    axes.plot(angles, after)
    axes.axhline(before, color=GREY, linestyle="--", lw=1.2)
    axes.text(best + 6, before, "before the step", va="bottom", color=GREY)
    axes.axvline(best, color=BLACK, linestyle=":", lw=1.5)
    axes.annotate("minus the gradient", (best, after.max()), xytext=(6, -4),
                  textcoords="offset points", va="top")  # fmt: skip
    for angle, name, right in ((0, "only $w_1$ up", False), (90, "only $w_2$ up", True)):
        E = float(after[angle + 180])
        axes.plot(angle, E, "o", color=BLACK)
        axes.annotate(name, (angle, E), xytext=(8 if right else -6, -12),
                      textcoords="offset points", ha="left" if right else "right")  # fmt: skip
    axes.set_xlabel("direction of the step, degrees from the $w_1$ axis")
    axes.set_ylabel("loss E after the step")
    axes.set_xticks(range(-180, 181, 45))
    axes.set_xlim(-180, 180)
    axes.set_ylim(0, None)
    return figure
