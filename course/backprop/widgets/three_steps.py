"""The delta algorithm in one drawing: forward along the top, the error back along the bottom."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from .style import BLACK, BLUE, GREY, PALE, Picture, bare, picture, styled

Point = tuple[float, float]
STEP = 2.1  # from one box to the next
TOP, MIDDLE, LOW = 2.6, 1.0, -0.6
WIDTH, HEIGHT = 1.05, 0.56


@styled
def three_steps(says: str) -> Picture:
    """The last two layers of a network: values forward, deltas back, and the gradients between.

    The numbers in black discs are those of the three steps; all layers below repeat 2 and 3.
    """
    figure, axes = picture(8.6, 4.1, says)
    bare(axes)
    names = ["a[L−2]", "n[L−1]", "a[L−1]", "n[L]", "E"]
    forward = [(STEP * k, TOP) for k in range(len(names))]
    for name, place in zip(names, forward, strict=True):
        _box(axes, place, name, "white")
    for k, said in enumerate(("W[L−1]", "f", "W[L]", "loss")):
        _arrow(axes, forward[k], forward[k + 1], GREY, said)
    below, last = (STEP, MIDDLE), (3 * STEP, MIDDLE)
    _box(axes, below, "δ[L−1]", PALE)
    _box(axes, last, "δ[L]", PALE)
    _arrow(axes, forward[4], last, BLUE, number=1)
    _arrow(axes, last, below, BLUE, number=3)
    beside = (1.64 * STEP, MIDDLE + 0.1)  # left of the dashed arrow that crosses
    axes.text(*beside, "times W[L].T,\ntimes f′(n[L−1])", ha="center", va="bottom", fontsize=10)
    for delta, source, name in ((last, forward[2], "dW[L]"), (below, forward[0], "dW[L−1]")):
        gradient = (delta[0] - STEP / 2, LOW)
        _box(axes, gradient, name, PALE)
        _arrow(axes, source, gradient, GREY, dashed=True)
        _arrow(axes, delta, gradient, BLUE, number=2)
    axes.set(xlim=(-0.8, 4 * STEP + 0.8), ylim=(LOW - 0.5, TOP + 0.5))
    return figure


def _box(axes: Axes, at: Point, name: str, colour: str) -> None:
    corner = (at[0] - WIDTH / 2, at[1] - HEIGHT / 2)
    axes.add_patch(
        Rectangle(corner, WIDTH, HEIGHT, facecolor=colour, edgecolor=BLACK, lw=1.4, zorder=3)
    )
    axes.text(*at, name, ha="center", va="center", zorder=4)


def _arrow(
    axes: Axes,
    start: Point,
    end: Point,
    colour: str,
    said: str = "",
    number: int | None = None,
    dashed: bool = False,
) -> None:
    """From box to box; what happens on the way stands above it, the number of the step on it."""
    level = start[1] == end[1]
    side = WIDTH / 2 if end[0] > start[0] else -WIDTH / 2
    begin = (start[0] + side, start[1]) if level else (start[0], start[1] - HEIGHT / 2)
    stop = (end[0] - side, end[1]) if level else (end[0], end[1] + HEIGHT / 2)
    style = {"arrowstyle": "-|>", "color": colour, "lw": 1.6, "ls": "--" if dashed else "-"}
    axes.annotate("", stop, begin, arrowprops={**style, "shrinkA": 0, "shrinkB": 0})
    middle = ((begin[0] + stop[0]) / 2, (begin[1] + stop[1]) / 2)
    if said:
        axes.text(middle[0], middle[1] + 0.22, said, ha="center", va="bottom", fontsize=10)
    if number:
        disc = {"boxstyle": "circle,pad=0.25", "facecolor": BLACK, "edgecolor": BLACK}
        axes.text(*middle, str(number), color="white", ha="center", va="center", fontsize=10,
                  bbox=disc, zorder=5)  # fmt: skip
