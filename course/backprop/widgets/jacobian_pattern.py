"""Where a Jacobian has numbers other than zero: hardly anywhere, and that is why none is built."""

from collections.abc import Mapping

import numpy as np
from matplotlib.colors import ListedColormap

from .style import BLUE, PALE, Picture, picture, styled


@styled
def jacobian_pattern(jacobians: Mapping[str, np.ndarray], says: str) -> Picture:
    """Draw matrices side by side: dark where an entry is not zero, pale where it is.

    jacobians: title -> matrix, a row for each output and a column for each input.
    """
    figure, panels = picture(8.4, 3.4, says, ncols=len(jacobians), squeeze=False)
    for axes, (title, matrix) in zip(panels[0], jacobians.items(), strict=True):
        axes.imshow(matrix != 0, cmap=ListedColormap([PALE, BLUE]), vmin=0, vmax=1, aspect="auto")
        rows, columns = matrix.shape
        axes.set_xticks(np.arange(columns + 1) - 0.5, labels=[])
        axes.set_yticks(np.arange(rows + 1) - 0.5, labels=[])
        axes.grid(True, color="white", lw=1, ls="-")
        axes.tick_params(length=0)
        axes.set(title=title, xlabel=f"{columns} weights", ylabel=f"{rows} outputs")
    return figure
