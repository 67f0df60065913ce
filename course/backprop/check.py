"""The gradient check: what the slope is, measured, beside what backpropagation says it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .graph import Graph
from .network import Network
from .subjects import Subject, of_function, of_graph, of_network

Array = np.ndarray[Any, Any]
EPS = float(np.finfo(float).eps)
STEP = EPS ** (1 / 3)  # where the errors of rounding and of h² balance
ROOM = 1 << 20  # numbers in the rows that are measured in one pass
SIDES = np.array([[[1.0]], [[-1.0]]])  # up and down
SHOWN = 20


@dataclass(frozen=True)
class GradientCheck:
    """Both numbers for every parameter. True when they agree everywhere; print it to see them.

    `kink` marks parameters where they do not agree because the small step moves a ReLU or a max
    across its corner, where a function has no derivative: said, not counted as wrong.
    """

    shapes: dict[str, tuple[int, ...]]
    numerical: Array
    analytic: Array
    agree: Array
    kink: Array

    @property
    def names(self) -> list[str]:
        """X for a number, x[0,1] for an element of an array, in the order of the numbers."""
        return [name + f"[{','.join(map(str, k))}]" * bool(k)
                for name, shape in self.shapes.items() for k in np.ndindex(shape)]  # fmt: skip

    @property
    def wrong(self) -> Array:
        """Where they disagree and no kink explains it."""
        return ~self.agree & ~self.kink

    def __bool__(self) -> bool:
        return not self.wrong.any()

    def __str__(self) -> str:
        names = self.names
        order = np.argsort(~self.wrong, kind="stable")[:SHOWN]  # the wrong ones first
        width = max(9, *(len(names[k]) for k in order))
        lines = [f"{'parameter':<{width}}  {'numerical':>16}  {'analytic':>16}"]
        for k in order:
            said = "" if self.agree[k] else "  kink" if self.kink[k] else "  WRONG"
            lines.append(f"{names[k]:<{width}}  {self.numerical[k]:>16.9g}  "
                         f"{self.analytic[k]:>16.9g}{said}")  # fmt: skip
        hidden = len(names) - len(order)
        return "\n".join([*lines, *[f"... and {hidden} more"] * (hidden > 0), repr(self)])

    def __repr__(self) -> str:
        text = f"{self.agree.sum()} of {len(self.numerical)} gradients agree"
        if self.kink.any():
            text += f"; {self.kink.sum()} at a kink, where there is no derivative"
        return text + f"; {self.wrong.sum()} WRONG" * bool(self.wrong.any())


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
        found = _compare(of_graph(subject, inputs), tolerance or 1e-6)
        subject.forward(**inputs)  # leave the graph as it was
        subject.backward()
    elif isinstance(subject, Network):
        single = subject.dtype == np.float32
        tolerance = tolerance or (1e-3 if single else 1e-6)
        found = _compare(of_network(subject, *_two(data, "x, t")), tolerance)
    elif callable(subject):
        found = _compare(of_function(subject, *_two(data, "w, dE_dw")), tolerance or 1e-6)
    else:
        raise TypeError(f"gradient_check takes a Graph, a Network or a function, not {subject!r}")
    if not quiet:
        print(found)
    return found


def _two(data: tuple[Any, ...], names: str) -> tuple[Any, ...]:
    if len(data) != 2:
        raise TypeError(f"gradient_check needs ({names}) after its subject, not {len(data)} values")
    return data


def _compare(subject: Subject, tolerance: float) -> GradientCheck:
    w, given = subject.w, subject.gradient
    h = STEP * np.maximum(1.0, abs(w))
    up, down = _moved(subject, w, h, np.arange(w.size))
    slope, E = (up - down) / (2 * h), float(abs(up).max())
    size = max(subject.size, E + E**0.5)
    noise = 8 * EPS * size / h  # what rounding alone can do to a measured slope
    apart, larger = abs(slope - given), np.maximum(abs(slope), abs(given))
    agree = apart <= np.maximum(noise, tolerance * larger)
    kink = np.zeros(w.size, bool)
    if np.count_nonzero(agree) < w.size:
        # a smooth slope differs by h f'' from side to side, one at a kink by a constant
        odd, here = np.flatnonzero(~agree), 2 * subject.E(w[None])[0]
        jump = abs(up[odd] + down[odd] - here) / h[odd]
        up, down = _moved(subject, w, h / 4, odd)
        smaller = abs(up + down - here) / (h[odd] / 4)
        kink[odd] = (abs(smaller - jump / 4) > 0.1 * jump) & (jump > 100 * noise[odd])
    return GradientCheck(subject.shapes, slope, given, agree, kink)


def _moved(subject: Subject, w: Array, h: Array, places: Array) -> tuple[Array, Array]:
    """E with each of these parameters a step larger, and a step smaller."""
    found, chunk = [], max(1, ROOM // (2 * max(w.size, subject.width)))
    for start in range(0, len(places), chunk):
        k = places[start : start + chunk]
        step = np.zeros((len(k), w.size))
        step[np.arange(len(k)), k] = h[k]
        rows = w + SIDES * step
        found.append(subject.E(rows.reshape(-1, w.size)).reshape(2, -1))
    up, down = found[0] if len(found) == 1 else np.concatenate(found, axis=1)
    return up, down
