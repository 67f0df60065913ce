"""The gradient check: what the slope is, measured, beside what backpropagation says it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .graph import Graph
from .network import Network
from .slopes import element_names, function_slopes, graph_slopes
from .slopes_network import network_slopes

Array = np.ndarray[Any, Any]
SHOWN = 20


@dataclass(frozen=True)
class GradientCheck:
    """Both numbers for every parameter. True when they agree everywhere; print it to see them.

    `kink` marks parameters whose small step moves a ReLU or a max across its corner, where a
    function has no derivative: said, not counted as wrong.
    """

    shapes: list[tuple[str, tuple[int, ...]]]
    numerical: Array
    analytic: Array
    kink: Array
    noise: Array | float  # what rounding alone can do to a measured slope
    tolerance: float

    @property
    def names(self) -> list[str]:
        """X for a number, x[0,1] for an element of an array, in the order of the numbers."""
        return [n for name, shape in self.shapes for n in element_names(name, shape)]

    @property
    def relative_error(self) -> Array:
        """|numerical - analytic| / the larger of the two."""
        larger = np.maximum(abs(self.numerical), abs(self.analytic))
        return abs(self.numerical - self.analytic) / np.where(larger > 0, larger, 1.0)

    @property
    def agree(self) -> Array:
        """Whether the two numbers agree, for each parameter."""
        small = abs(self.numerical - self.analytic) <= self.noise
        return small | (self.relative_error <= self.tolerance)

    @property
    def wrong(self) -> Array:
        """Where they disagree and no kink explains it."""
        return ~self.agree & ~self.kink

    def __bool__(self) -> bool:
        return not self.wrong.any()

    def __str__(self) -> str:
        order = np.argsort(~self.wrong, kind="stable")[:SHOWN]  # the wrong ones first
        names = self.names
        width = max(9, *(len(names[k]) for k in order))
        lines = [f"{'parameter':<{width}}  {'numerical':>16}  {'analytic':>16}"]
        for k in order:
            said = "" if self.agree[k] else "  kink" if self.kink[k] else "  WRONG"
            lines.append(f"{names[k]:<{width}}  {self.numerical[k]:>16.9g}  "
                         f"{self.analytic[k]:>16.9g}{said}")  # fmt: skip
        hidden = len(names) - len(order)
        lines += [f"... and {hidden} more"] * (hidden > 0) + [repr(self)]
        return "\n".join(lines)

    def __repr__(self) -> str:
        wrong, kinks = int(self.wrong.sum()), int((~self.agree & self.kink).sum())
        count = len(self.numerical)
        text = f"{count - wrong - kinks} of {count} gradients agree"
        text += f"; {kinks} at a kink, where there is no derivative" * (kinks > 0)
        return text + f"; {wrong} WRONG" * (wrong > 0)


def gradient_check(
    subject: Graph | Network | Callable[[Any], Any],
    *data: Any,
    tolerance: float | None = None,
    quiet: bool = False,
    **inputs: Any,
) -> GradientCheck:
    """Compare ∂E/∂w with (E(w + h) - E(w - h)) / 2h for every parameter and print both numbers.

    `gradient_check(graph, x=3, y=4)` checks each input, `gradient_check(net, x, t)` each weight
    and bias, `gradient_check(E, w, dE_dw)` a function of one number or array against a gradient
    of your own (an array, or a function of w). All small steps of a network or of a graph of
    numbers are taken in one batched pass. The error of a central difference falls with h², that
    of a one-sided one only with h. The rule: lecture 001, "if x changes by a small amount".

    Raises TypeError when the subject is none of these, and what forward and backward raise.
    """
    if isinstance(subject, Graph):
        slopes = graph_slopes(subject, inputs)
    elif isinstance(subject, Network):
        slopes = network_slopes(subject, *_two(data, "x, t"))
    elif callable(subject):
        slopes = function_slopes(subject, *_two(data, "w, dE_dw"))
    else:
        raise TypeError(f"gradient_check takes a Graph, a Network or a function, not {subject!r}")
    single = isinstance(subject, Network) and subject.dtype == np.float32
    found = GradientCheck(*slopes, tolerance or (1e-3 if single else 1e-6))
    if not quiet:
        print(found)
    return found


def _two(data: tuple[Any, ...], names: str) -> tuple[Any, Any]:
    if len(data) != 2:
        raise TypeError(f"gradient_check needs ({names}) after its subject, not {len(data)} values")
    return data[0], data[1]
