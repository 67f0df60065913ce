"""The gradient checker: slide epsilon and see truncation error meet rounding error."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from traitlets import Enum, Float

from backprop import Network

from ..style import BLUE, VERMILLION, Picture, picture, styled
from .base import Live, View, fmt, moved, question, table

POWERS = np.arange(-16, 0.01, 0.125)  # of ten: the epsilons of the table that is sent ahead
RULES: dict[str, Callable[..., Any]] = {
    "central: (E(w+ε) − E(w−ε)) / 2ε": lambda E, w, eps: (E(w + eps) - E(w - eps)) / (2 * eps),
    "one-sided: (E(w+ε) − E(w)) / ε": lambda E, w, eps: (E(w + eps) - E(w)) / eps,
}
CENTRAL, ONE_SIDED = RULES
SLIPS: dict[str, Callable[[float], float]] = {
    "none": lambda g: g,
    "the sign is flipped": lambda g: -g,
    "a factor 2 too much": lambda g: 2 * g,
    "wrong by one part in a thousand": lambda g: 1.001 * g,
}
STEP_POWER = -5  # where the rules measure well in float64
CHOICES = {"ε = 0.1": -1, "ε = 10⁻⁶": -6, "ε = 10⁻¹¹": -11, "ε = 10⁻¹⁵": -15}
APART, TOGETHER = "no, they stay apart", "yes, in the end they agree"


class GradientChecker(Live):
    """E of the 2-2-1 network against its weight w5: measured slope beside backpropagation's.

    The error of a central difference falls with epsilon², that of a one-sided one with epsilon;
    rounding adds about 1e-16 / epsilon (1e-7 / epsilon in float32). Lecture 001, "if x changes by
    a small amount", and its 2-2-1 example.
    """

    title = "The gradient checker"

    power = moved(Float(-2.0, min=-16.0, max=0.0))
    rule = moved(Enum(list(RULES), default_value=CENTRAL))
    precision = moved(Enum(["float64", "float32"], default_value="float64"))
    slip = moved(Enum(list(SLIPS), default_value="none"))

    def compute(self) -> View:
        """Both numbers and their distance at every epsilon of the table."""
        measured, exact = measure(self.rule, self.precision)
        given = SLIPS[self.slip](exact)
        apart = abs(measured - given) / max(abs(exact), abs(given))
        known = self.guessed(self._situation()) is not None
        here = int(np.abs(POWERS - self.power).argmin())
        return {
            "powers": POWERS, "measured": measured, "given": given, "known": known,
            "apart": np.log10(np.maximum(apart, 1e-17)), "rules": list(RULES), "slips": list(SLIPS),
            "ask": self._question(), "told": self._told(apart),
            "says": f"ε = {fmt(10.0 ** POWERS[here], 2)}: measured {fmt(measured[here], 8)}, "
                    f"backpropagation {fmt(given, 8)}, relative error {fmt(apart[here], 2)}.",
            "table": table("power of ten of ε", "measured slope", "relative error",
                           rows=[[POWERS[k], measured[k], apart[k]] for k in range(len(POWERS))
                                 if k == here or (known and float(POWERS[k]).is_integer())]),
        }  # fmt: skip

    def _situation(self) -> str:
        return f"{self.rule} {self.precision} {self.slip}"

    def _question(self) -> View:
        text = "at which of these ε does the measured slope lie closest to the gradient?"
        if self.slip != "none":
            text = "backpropagation has a slip. Does a smaller ε make the two numbers agree?"
            return question(self._situation(), text, [TOGETHER, APART])
        return question(self._situation(), text, list(CHOICES))

    def _told(self, apart: np.ndarray) -> str:
        guess = self.guessed(self._situation())
        if guess is None:
            return ""

        def at(power: float) -> float:
            return float(apart[np.abs(POWERS - power).argmin()])

        if self.slip != "none":
            mark = "✓ Yes" if guess == APART else "✗ No"
            left = fmt(at(STEP_POWER), 2)
            return f"{mark}: they stay apart. At ε = 10⁻⁵ the relative error is still {left}."
        found = {choice: at(power) for choice, power in CHOICES.items()}
        best = min(found, key=lambda choice: found[choice])
        said = "; ".join(f"{choice}: {fmt(error, 2)}" for choice, error in found.items())
        why = "A large ε cuts the curve off too far away, a tiny one drowns in rounding."
        mark = "✓ Yes" if guess == best else "✗ No"
        return f"{mark}: {best} comes closest. The relative errors: {said}. {why}"

    def still(self) -> Picture:
        """Both rules' errors against epsilon."""
        return error_curves({rule: measure(rule, self.precision) for rule in RULES})


@cache
def measure(rule: str, precision: str) -> tuple[np.ndarray, float]:
    """The slope of E against w5 measured at every epsilon, and ∂E/∂w5 by the engine in float64."""
    E, w5 = loss_of_w5(precision)[0], 0.2
    slopes = np.array([RULES[rule](E, w5, 10.0**power) for power in POWERS])
    return slopes, loss_of_w5("float64")[1]


def loss_of_w5(precision: str) -> tuple[Callable[[float], float], float]:
    """Lecture 001's 2-2-1 network: E as a function of w5, and ∂E/∂w5 at w5 = 0.2."""
    net = Network([2, 2, 1], bias=False, dtype=precision)
    net.W[1][:], net.W[2][:] = [[0.1, 0.4], [0.5, 0.3]], [[0.2, 0.6]]

    def E(w5: float) -> float:
        net.W[2][0, 0] = w5
        net.forward([[0.23], [0.82]])
        return net.loss([[1.0]])

    E(0.2)
    net.backward([[1.0]])
    return E, float(net.dW[2][0, 0])


@styled
def error_curves(measured: dict[str, tuple[np.ndarray, float]]) -> Picture:
    """The relative error against epsilon, both axes in powers of ten."""
    says = (
        "The error of a measured slope against epsilon. From the right it falls, with epsilon² for "
        "the central rule; then rounding takes over and it rises again."
    )
    figure, axes = picture(6.4, 3.6, says)
    looks = [(BLUE, "-"), (VERMILLION, "--")]
    for (name, (slopes, exact)), (colour, dash) in zip(measured.items(), looks, strict=True):
        apart = np.maximum(abs(slopes / exact - 1), 1e-17)
        axes.loglog(10**POWERS, apart, color=colour, linestyle=dash, label=name)
    axes.set(xlabel="epsilon", ylabel="relative error")
    axes.legend()
    return figure
