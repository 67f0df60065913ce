"""A matrix product as boxes: rows by columns, so that the shapes can be seen to fit."""

from collections.abc import Sequence

from matplotlib.patches import Rectangle

from .style import BLACK, GREY, PALE, Picture, bare, picture, styled

CELL, GAP = 0.3, 0.9  # inches of one row or column; between two boxes
Term = tuple[str, tuple[int, int], str, str]


@styled
def shape_boxes(terms: Sequence[Term | str], says: str) -> Picture:
    """Draw boxes and signs in a row.

    terms: a box is (name, (rows, columns), what the rows are, what the columns are); a text such as
    "=" or "@" stands between two boxes.
    """
    boxes = [term for term in terms if not isinstance(term, str)]
    wide = sum(CELL * term[1][1] for term in boxes) + GAP * (len(boxes) + 1)
    tall = CELL * max(term[1][0] for term in boxes) + 1.4
    figure, axes = picture(wide, tall, says)
    bare(axes)
    x = GAP
    for term in terms:
        if isinstance(term, str):
            axes.text(x - GAP / 2, 0, term, ha="center", va="center", fontsize=14)
            continue
        name, (rows, columns), down, across = term
        width, height = CELL * columns, CELL * rows
        axes.add_patch(
            Rectangle((x, -height / 2), width, height, facecolor=PALE, edgecolor=BLACK, lw=1.4)
        )
        for k in range(1, rows):
            axes.plot([x, x + width], [CELL * k - height / 2] * 2, color="white", lw=1, ls="-")
        for k in range(1, columns):
            axes.plot([x + CELL * k] * 2, [-height / 2, height / 2], color="white", lw=1, ls="-")
        middle = x + width / 2
        axes.text(
            middle, height / 2 + 0.32, f"{name}  {rows} × {columns}", ha="center", va="center"
        )
        small = {"ha": "center", "va": "center", "fontsize": 9, "color": GREY}
        axes.text(middle, -height / 2 - 0.2, across, **small)
        axes.text(x - 0.14, 0, down, rotation=90, **small)
        x += width + GAP
    axes.set(xlim=(0.3, wide - 0.2), ylim=(-tall / 2, tall / 2))
    return figure
