"""Where the net inputs of a layer fall: on the slope of its function, or on the flat parts?"""

from collections.abc import Callable, Mapping

import numpy as np

from .style import BLUE, GREY, VERMILLION, Picture, picture, styled


@styled
def net_input_spread(
    net_inputs: Mapping[str, np.ndarray], f_prime: Callable[[np.ndarray], np.ndarray], says: str
) -> Picture:
    """One panel for each start: a histogram of n, with the slope f'(n) as a dashed line.

    net_inputs: title -> n of a layer, any shape. Under each title stands the mean slope.
    """
    figure, row = picture(3.3 * len(net_inputs), 2.9, says, ncols=len(net_inputs), squeeze=False)
    n = np.linspace(-6, 6, 241)
    for axes, (title, values) in zip(row[0], net_inputs.items(), strict=True):
        shown = np.clip(np.ravel(values), -6, 6)
        axes.hist(shown, bins=np.linspace(-6, 6, 41), weights=np.full(shown.size, 1 / shown.size),
                  color=BLUE, edgecolor="white", linewidth=0.4)  # fmt: skip
        axes.set(title=f"{title}\nmean f′ = {np.mean(f_prime(values)):.2f}", xlabel="net input n")
        axes.set_ylabel("share of net inputs", color=BLUE)
        slope = axes.twinx()
        slope.plot(n, f_prime(n), color=VERMILLION, linestyle="--", linewidth=1.8)
        slope.set_ylim(0, 1.08)
        slope.set_ylabel("slope f′(n)", color=VERMILLION)
        slope.spines["right"].set(visible=True, color=GREY)
    return figure
