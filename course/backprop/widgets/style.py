"""How every picture of the course looks, and how it is shown.

Colours are Okabe and Ito's. Nothing is told by colour alone: positive weights are blue and solid,
negative ones vermillion and dashed, so that a grey print says the same. `Picture` is a matplotlib
Figure that carries a sentence, shown as text under the picture, where everybody finds it. The
picture's own alternative text points there: a screen reader, and a page that a notebook without
pictures is turned into, tell the sentence once. pyplot is never needed.

    @styled
    def my_picture(...) -> Picture:
        figure, axes = picture(6, 4, "The line falls from left to right.")
        axes.plot(...)
        return figure          # the last line of a notebook cell shows it
"""

import base64
import functools
import io
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.rcsetup import cycler

P = ParamSpec("P")
R = TypeVar("R")

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILLION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
GREY, PALE = "#595959", "#D9D9D9"
POSITIVE, NEGATIVE = BLUE, VERMILLION
FIELD, SIGNED_FIELD = "cividis", "PuOr"  # colour maps: one-sided values, values around zero
LINES = (BLUE, VERMILLION, BLACK, ORANGE)  # for curves, each with its own dash below
DASHES = ("-", "--", "-.", ":")

RC: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.labelsize": 11,
    "legend.fontsize": 10,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.prop_cycle": cycler(color=LINES) + cycler(linestyle=DASHES),
    "axes.grid": False,
    "lines.linewidth": 2.0,
    "mathtext.fontset": "dejavusans",
    "svg.hashsalt": "backprop",
}
DPI = 160
WIDTH_PER_INCH = 100  # pixels on the page for an inch of the figure
ALT = "A picture. In words:"


class Picture(Figure):
    """A Figure with a sentence that says what it shows."""

    says: str = ""

    def png(self) -> bytes:
        """The picture as PNG, the same bytes each time."""
        FigureCanvasAgg(self)
        out = io.BytesIO()
        self.savefig(out, format="png", dpi=DPI, metadata={"Software": None})
        return out.getvalue()

    def output(self, alt: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The picture as a notebook's output: its data, and its alternative text and size."""
        width, height = (round(WIDTH_PER_INCH * inches) for inches in self.get_size_inches())
        image = {"image/png": base64.b64encode(self.png()).decode(), "text/plain": alt}
        return image, {"image/png": {"alt": alt, "width": width, "height": height}}

    def _ipython_display_(self) -> None:
        from IPython.display import display

        image, size = self.output(ALT)
        display(image, metadata=size, raw=True)  # type: ignore[no-untyped-call]
        said = {"text/markdown": f"*{self.says}*", "text/plain": self.says}
        display(said, raw=True)  # type: ignore[no-untyped-call]


def picture(width: float, height: float, says: str, **subplots: Any) -> tuple[Picture, Any]:
    """A new Picture of width x height inches and its axes (one, or an array of them).

    says: the sentence that tells what is to be seen. subplots: as for Figure.subplots, such as
    ncols=2.
    """
    figure = Picture(figsize=(width, height), layout="constrained")
    figure.says = says
    return figure, figure.subplots(**subplots)


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """A drawing function that draws in the course's style and leaves matplotlib's own alone."""

    @functools.wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        with mpl.rc_context(RC):
            return draw(*args, **kwargs)

    return drawn


def bare(axes: Axes) -> Axes:
    """Axes for a diagram: no ticks, no frame, equal scales."""
    axes.set_aspect("equal")
    axes.axis("off")
    return axes


def signed(value: float, biggest: float = 1.0) -> dict[str, Any]:
    """Line style of a weight or gradient: colour and dash tell the sign, width the size."""
    size = min(abs(value) / biggest, 1.0) if biggest else 0.0
    return {
        "color": POSITIVE if value >= 0 else NEGATIVE,
        "linestyle": "-" if value >= 0 else (0, (4, 2)),
        "linewidth": 1.0 + 4.0 * size,
    }
