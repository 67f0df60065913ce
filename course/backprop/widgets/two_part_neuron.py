"""One unit and its two parts: add up, then squash."""

from collections.abc import Sequence

from matplotlib.patches import Circle, FancyBboxPatch

from backprop.widgets.style import BLACK, GREY, Picture, bare, picture, signed, styled


@styled
def two_part_neuron(
    inputs: Sequence[float], weights: Sequence[float], n: float, a: float, says: str
) -> Picture:
    """Inputs at the left, their weights on the lines, the sum n, the function f, the result a."""
    figure, axes = picture(7.2, 0.4 + 0.62 * len(inputs), says)
    bare(axes)
    biggest = max(abs(w) for w in weights)
    for k, (x, w) in enumerate(zip(inputs, weights, strict=True)):
        y = (len(inputs) - 1) / 2 - k
        axes.plot([0.4, 4.2], [y, 0.0], zorder=1, **signed(w, biggest))
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        axes.text(1.7, y * 0.67, f"{w:g}".replace("-", "−"), ha="center", va="center",
                  fontsize=10, bbox=box, zorder=2)  # fmt: skip
        axes.text(0.2, y, f"x{k + 1} = {x:g}".replace("-", "−"), ha="right", va="center")
    axes.add_patch(Circle((4.6, 0), 0.55, facecolor="white", edgecolor=BLACK, zorder=3))
    axes.text(4.6, 0, "Σ", ha="center", va="center", fontsize=16, zorder=4)
    axes.text(4.6, 0.8, "linear part", ha="center", color=GREY, fontsize=10)
    frame = FancyBboxPatch((6.9, -0.5), 1.0, 1.0, boxstyle="round,pad=0.05",
                           facecolor="white", edgecolor=BLACK)  # fmt: skip
    axes.add_patch(frame)
    axes.text(7.4, 0, "f", ha="center", va="center", fontsize=14, style="italic")
    axes.text(7.4, 0.8, "nonlinear part", ha="center", color=GREY, fontsize=10)
    arrow = {"arrowstyle": "-|>", "color": BLACK}
    axes.annotate("", (6.85, 0), (5.15, 0), arrowprops=arrow)
    axes.text(6.0, 0.12, f"n = {n:.3f}".replace("-", "−"), ha="center", va="bottom", fontsize=9)
    axes.annotate("", (9.4, 0), (7.95, 0), arrowprops=arrow)
    axes.text(8.7, 0.12, f"a = {a:.3f}", ha="center", va="bottom", fontsize=9)
    axes.set_xlim(-1.5, 9.6)
    return figure
