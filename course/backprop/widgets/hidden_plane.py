"""The patterns as the hidden layer sees them: what one line could not part, it now can."""

import numpy as np

from .decision_field import patterns
from .style import BLACK, Picture, picture, styled


@styled
def hidden_plane(
    x: np.ndarray, a: np.ndarray, t: np.ndarray, w: np.ndarray, b: float, says: str
) -> Picture:
    """Left the inputs x (2, patterns), right the activations a (2, patterns) of two hidden units.

    t (1, patterns): targets. w (1, 2) and b: the output unit; its line w a + b = 0 is drawn.
    """
    figure, (left, right) = picture(7.4, 3.7, says, ncols=2)
    patterns(left, x, t)
    left.set(title="as they come in", xlabel="x1", ylabel="x2")
    left.set(xticks=[0, 1], yticks=[0, 1])
    patterns(right, a, t)
    w1, w2 = np.ravel(w)
    side = np.array([-0.15, 1.15])
    right.plot(side, -(b + w1 * side) / w2, color=BLACK, linestyle="--", linewidth=1.6)
    right.set(title="as the hidden units show them", xlabel="a_a", ylabel="a_b")
    for axes in (left, right):
        axes.set(xlim=(-0.15, 1.15), ylim=(-0.15, 1.15), aspect="equal")
    left.legend(loc="center")
    return figure
