"""Images of digits, drawn from the fonts that come with matplotlib: data without a download."""

from collections.abc import Sequence

import numpy as np
from matplotlib import cbook
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath

SIDE, FINE, MARGIN = 8, 4, 1.0  # pixels a side; samples a pixel and direction; pixels kept free
SEEN = (
    "DejaVuSans", "DejaVuSans-BoldOblique", "DejaVuSans-Oblique", "DejaVuSansMono-Bold",
    "DejaVuSansMono-Oblique", "DejaVuSerif", "DejaVuSerif-BoldItalic", "STIXGeneralBol",
    "STIXGeneralItalic", "cmr10", "cmtt10", "cmb10",
)  # fmt: skip
HELD_OUT = ("DejaVuSansMono", "DejaVuSans-Bold", "DejaVuSerif-Italic", "STIXGeneral", "cmss10")


def font_digits(
    fonts: Sequence[str], copies: int, seed: int, shift: float = 0.7, noise: float = 0.15
) -> tuple[np.ndarray, np.ndarray]:
    """Each digit of each font `copies` times, differently shifted and noisy: x and the digits.

    x (64, images): grey values around 0 (paper) to 1 (ink), row by row, an image a column. The
    second array (images,) says which digit each column shows. shift: at most so many pixels each
    way. noise: its standard deviation. The same arguments give the same images.
    """
    rng = np.random.default_rng(seed)
    images, digits = [], []
    for font in fonts:
        for digit in range(10):
            outline = _outline(font, str(digit))
            for _ in range(copies):
                images.append(_image(outline, rng.uniform(-shift, shift, 2)))
                digits.append(digit)
    x = np.array(images).T
    return x + rng.normal(0.0, noise, x.shape), np.array(digits)


def _outline(font: str, text: str) -> list[Path]:
    """The digit's contours, as tall as the image less its margins, around the origin."""
    file = FontProperties(fname=str(cbook._get_data_path("fonts", "ttf", f"{font}.ttf")))
    contours = TextPath((0, 0), text, size=100, prop=file).to_polygons()
    points = np.concatenate(contours)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = (SIDE - 2 * MARGIN) / (high - low).max()
    return [Path((contour - (low + high) / 2) * scale) for contour in contours]


def _image(outline: list[Path], move: np.ndarray) -> np.ndarray:
    """How much of each pixel is ink: what lies in one contour, but not in its holes."""
    at = (np.arange(SIDE * FINE) + 0.5) / FINE - SIDE / 2
    across, down = np.meshgrid(at - move[0], -at - move[1])
    places = np.column_stack([across.ravel(), down.ravel()])
    ink = np.logical_xor.reduce([contour.contains_points(places) for contour in outline])
    return np.asarray(ink.reshape(SIDE, FINE, SIDE, FINE).mean(axis=(1, 3)).ravel())
