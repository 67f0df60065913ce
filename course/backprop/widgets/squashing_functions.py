"""Activation functions side by side: what becomes of a net input."""

from collections.abc import Callable, Mapping

import numpy as np

from backprop.widgets.style import BLACK, DASHES, GREY, LINES, Picture, picture, styled


@styled
def squashing_functions(
    functions: Mapping[str, Callable[[np.ndarray], np.ndarray]],
    marks: Mapping[str, float],
    says: str,
) -> Picture:
    """functions: name -> f, each in its own panel. marks: name -> a net input shown on each."""
    figure, panels = picture(2.9 * len(functions), 2.7, says, ncols=len(functions), squeeze=False)
    n = np.linspace(-4, 4, 161)
    for k, (axes, (name, f)) in enumerate(zip(panels[0], functions.items(), strict=True)):
        axes.plot(n, f(n), color=LINES[k], linestyle=DASHES[k])
        axes.axhline(0, color=GREY, linewidth=0.8, linestyle="-")
        for label, at in marks.items():
            height = float(f(np.array(at)))
            axes.plot(at, height, "o", color=BLACK)
            axes.annotate(label, (at, height), (6, -13), textcoords="offset points", fontsize=9)
        axes.set_title(name)
        axes.set_xlabel("net input n")
        axes.set_ylim(-1.3, 2.3)
    panels[0][0].set_ylabel("activation a")
    return figure
