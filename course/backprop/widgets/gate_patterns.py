"""What add, multiply, copy and max do to a gradient: four small gates side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Circle

from .circuit import number
from .style import BLACK, BLUE, GREY, VERMILLION, Picture, bare, picture, styled


@dataclass(frozen=True)
class Pattern:
    """One gate: its lines in and out, each as (value, gradient)."""

    title: str
    sign: str
    into: Sequence[tuple[float, float]]
    out: Sequence[tuple[float, float]]


def patterns(p: float, q: float, upstream: float, more: float) -> list[Pattern]:
    """The four gates for the inputs p and q. The copy's second line gets the gradient `more`."""
    p_wins = p >= q
    return [
        Pattern("add: distributes", "+", [(p, upstream), (q, upstream)], [(p + q, upstream)]),
        Pattern(
            "multiply: switches", "×", [(p, q * upstream), (q, p * upstream)], [(p * q, upstream)]
        ),
        Pattern("copy: adds", "", [(p, upstream + more)], [(p, upstream), (p, more)]),
        Pattern(
            "max: routes",
            "max",
            [(p, upstream * p_wins), (q, upstream * (not p_wins))],
            [(max(p, q), upstream)],
        ),
    ]


@styled
def gate_patterns(
    says: str, p: float = 3.0, q: float = -4.0, upstream: float = 2.0, more: float = 5.0
) -> Picture:
    """Draw the four gates with their numbers: values upright above, gradients slanted below."""
    figure, panels = picture(8.6, 4.4, says, nrows=2, ncols=2)
    for axes, pattern in zip(panels.ravel(), patterns(p, q, upstream, more), strict=True):
        bare(axes).set_title(pattern.title)
        axes.add_patch(Circle((0, 0), 0.42, facecolor="white", edgecolor=BLACK, lw=1.4, zorder=2))
        axes.text(0, 0, pattern.sign or "●", ha="center", va="center", zorder=3)
        _lines(axes, pattern.into, -2.2)
        _lines(axes, pattern.out, 2.2)
        axes.set(xlim=(-2.6, 2.6), ylim=(-1.35, 1.35))
    return figure


def _lines(axes: Axes, lines: Sequence[tuple[float, float]], end: float) -> None:
    heights = [0.0] if len(lines) == 1 else [0.75, -0.75]
    for (value, gradient), height in zip(lines, heights, strict=True):
        axes.plot([0, end], [0, height], color=GREY, linestyle="-", lw=1.4, zorder=1)
        x, y = 0.72 * end, 0.72 * height
        axes.text(x, y + 0.24, number(value, 2), color=BLUE, ha="center", va="center")
        axes.text(
            x, y - 0.27, number(gradient, 2), color=VERMILLION, style="italic", ha="center",
            va="center",
        )  # fmt: skip
