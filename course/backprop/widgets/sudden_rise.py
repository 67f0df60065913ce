"""How strong an association has become over the time of learning: measured, and as predicted."""

from collections.abc import Mapping, Sequence
from typing import Any

from .style import BLACK, DASHES, GREY, LINES, Picture, picture, styled

Curve = tuple[Sequence[float], Sequence[float]]  # times, values
MARKERS = ("o", "s", "^", "D")


@styled
def sudden_rise(
    measured: Mapping[str, Curve],
    says: str,
    predicted: Mapping[str, Curve] | None = None,
    levels: Sequence[float] = (),
    label: str = "u, the product of the weights",
) -> Picture:
    """Markers for what was measured, a line for what was predicted under the same name.

    A name without a prediction is drawn as a line of its own. levels: thin lines across.
    """
    figure, axes = picture(6.8, 3.6, says)
    for level in levels:
        axes.axhline(level, color=GREY, linestyle=":", linewidth=1.2)
    for k, (name, (times, values)) in enumerate(measured.items()):
        line: dict[str, Any] = {"color": LINES[k], "linestyle": DASHES[k]}
        if predicted and name in predicted:
            axes.plot(*predicted[name], label=f"{name}, closed form", **line)
            every = max(1, len(times) // 24)
            dots = {"color": LINES[k], "markeredgecolor": BLACK, "markersize": 6}
            axes.plot(times[::every], values[::every], linestyle="none", marker=MARKERS[k],
                      label=f"{name}, measured", **dots)  # fmt: skip
        else:
            axes.plot(times, values, label=name, **line)
    axes.set_xlabel("learning time: η × number of steps")
    axes.set_ylabel(label)
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
    axes.legend()
    return figure
