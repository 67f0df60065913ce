"""A serial chain: activity runs forward above the line, the error signal back below it."""

from collections.abc import Sequence

from matplotlib.patches import Circle

from .style import BLACK, GREY, ORANGE, Picture, bare, picture, signed, styled

GAP, RADIUS = 1.9, 0.4


@styled
def chain_diagram(
    weights: Sequence[float],
    activities: Sequence[float],
    says: str,
    deltas: Sequence[float] | None = None,
) -> Picture:
    """Draw a chain from left to right.

    weights: w[1], w[2], ... in their order. activities: the input and what each weight makes of
    it, one more than weights. deltas: those of the units behind the input, drawn below with arrows
    from right to left.
    """
    count = len(weights)
    below = 1.35 if deltas else 0.5
    figure, axes = picture(1.75 * (count + 1), 1.3 + 0.9 * below, says)
    bare(axes)
    for k, weight in enumerate(weights, start=1):
        start, end = GAP * (k - 1), GAP * k
        axes.plot([start, end], [0, 0], zorder=1, **signed(weight, 4.0))
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        text = f"$w_{k}$ = {weight:g}".replace("-", "−")
        axes.text((start + end) / 2, 0.42, text, ha="center", fontsize=10, bbox=box)
        if deltas and k < count:
            style = {"arrowstyle": "-|>", "color": ORANGE, "lw": 1.8, "linestyle": "--"}
            axes.annotate("", (end + 0.5, -0.98), (GAP * (k + 1) - 0.5, -0.98), arrowprops=style)
            axes.text(end + GAP / 2, -1.32, f"× $w_{k + 1}$", ha="center", color=GREY, fontsize=10)
    names = ["$x$", *(f"$a_{k}$" for k in range(1, count)), "$o$"]
    for k, (name, value) in enumerate(zip(names, activities, strict=True)):
        ring = Circle((GAP * k, 0), RADIUS, facecolor="white", edgecolor=BLACK, lw=1.6, zorder=3)
        axes.add_patch(ring)
        axes.text(GAP * k, 0.13, name, ha="center", va="center", zorder=4)
        number = f"{value:.4g}".replace("-", "−")
        axes.text(GAP * k, -0.16, number, ha="center", va="center", fontsize=9, zorder=4)
        if deltas and k:
            frame = {"facecolor": "white", "edgecolor": ORANGE, "boxstyle": "round,pad=0.25"}
            text = f"$δ_{k}$\n{deltas[k - 1]:.4g}".replace("-", "−")
            axes.text(GAP * k, -0.98, text, ha="center", va="center", fontsize=9, bbox=frame)
    axes.set_xlim(-0.6, GAP * count + 0.6)
    axes.set_ylim(-below - 0.15, 0.85)
    return figure
