"""Images of two by two pixels, or the weights of units on them, as small squares."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.patches import Rectangle

from backprop.widgets.style import BLACK, GREY, SIGNED_FIELD, Picture, bare, picture, styled

CELL, ROW = 2.9, 3.0  # from one image to the next: across, and down
DARK, PALE_END = 0.45, 0.75  # where the number in a square turns from white to black


@styled
def four_pixels(
    rows: Mapping[str, Sequence[np.ndarray]],
    says: str,
    titles: Sequence[str] = (),
    weights: bool = False,
) -> Picture:
    """Rows of images, each four numbers in reading order; every square carries its number.

    rows: name of the row -> its images. titles: one a column. weights: the numbers are weights,
    coloured by sign, and not pixels from -1 (black) to 1 (white).
    """
    columns = max(len(images) for images in rows.values())
    figure, axes = picture(0.85 * (1.2 + columns * 1.1), 0.3 + 0.95 * len(rows), says)
    bare(axes)
    biggest = max(float(np.abs(image).max()) for images in rows.values() for image in images)
    for row, (name, images) in enumerate(rows.items()):
        axes.text(-0.5, 1 - ROW * row, name, ha="right", va="center", fontsize=10, color=GREY)
        for column, image in enumerate(images):
            for (down, right), value in np.ndenumerate(np.reshape(image, (2, 2))):
                x, y = CELL * column + right, 1 - ROW * row - down
                size = float(value) / biggest if weights else float(value)
                face = colormaps[SIGNED_FIELD](0.5 + 0.4 * size) if weights else f"{size / 2 + 0.5}"
                axes.add_patch(Rectangle((x, y), 1, 1, facecolor=face, edgecolor=GREY))
                dark = abs(size) > PALE_END if weights else size / 2 + 0.5 < DARK
                text = f"{round(float(value), 1) + 0:g}".replace("-", "−")
                axes.text(x + 0.5, y + 0.5, text, ha="center", va="center", fontsize=8,
                          color="white" if dark else BLACK)  # fmt: skip
    for column, title in enumerate(titles):
        axes.text(CELL * column + 1, 2.25, title, ha="center", fontsize=10)
    axes.set_xlim(-3.2, CELL * columns - 0.6)
    axes.set_ylim(0.7 - ROW * len(rows) + 1.2, 2.9)
    return figure
