"""A sheet of small grey images, each with what it shows and what a network takes it for."""

from collections.abc import Sequence

import numpy as np

from .style import BLACK, VERMILLION, Picture, picture, styled


@styled
def digit_sheet(
    x: np.ndarray,
    digits: Sequence[int],
    says: str,
    answers: Sequence[int] | None = None,
    columns: int = 10,
) -> Picture:
    """The images x (pixels, images), row by row, each a square with a title.

    digits: what they show. answers: what a network says; a wrong answer is framed and written
    behind an arrow, so that a grey print tells it too. says: the sentence under the picture.
    """
    rows = -(-x.shape[1] // columns)
    side = round(x.shape[0] ** 0.5)
    figure, grid = picture(0.75 * columns, 0.95 * rows, says, nrows=rows, ncols=columns)
    for k, axes in enumerate(np.ravel(grid)):
        axes.set(xticks=[], yticks=[])
        axes.axis("on" if k < x.shape[1] else "off")
        if k >= x.shape[1]:
            continue
        axes.imshow(x[:, k].reshape(side, side), cmap="Greys", vmin=0, vmax=1)
        wrong = answers is not None and answers[k] != digits[k]
        title = f"{digits[k]} → {answers[k]}" if answers is not None else f"{digits[k]}"
        axes.set_title(title, fontsize=10, fontweight="bold" if wrong else "normal", pad=3)
        for spine in axes.spines.values():
            spine.set(visible=True, color=VERMILLION if wrong else BLACK, lw=2.5 if wrong else 0.6)
    return figure
