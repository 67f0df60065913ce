"""Activations and vanishing: f beside f', and what depth makes of a gradient."""

from __future__ import annotations

from functools import cache

import numpy as np
from traitlets import Enum, Float, Int

from backprop import Network
from backprop.activations import activation

from ..activation_slope import activation_slope
from ..style import Picture
from .base import Live, View, fmt, moved, question, table

NAMES = ("sigmoid", "tanh", "relu", "linear")
POINTS = np.linspace(-6, 6, 241)
GAINS = tuple(round(0.25 * k, 2) for k in range(1, 13))  # 0.25 to 3
WIDTH, BATCH = 24, 8
FALL = ("it is more than ten times larger", "it is within a factor of ten",
        "it is ten to a thousand times smaller", "it is over a thousand times smaller")  # fmt: skip


class ActivationExplorer(Live):
    """delta[j] = (W[j+1].T @ delta[j+1]) f'(n[j]): each layer multiplies by W and by f' once more.

    f: the activation. n: the net input on the curves. depth: layers of weights, all of 24 units.
    gain: W is drawn with the standard deviation gain / √24. layer: the one that is pointed at.
    Lecture 002, "Activation functions" and "Weight initialization"; 001, vanishing gradients.
    """

    title = "Activations and vanishing gradients"

    f = moved(Enum(list(NAMES), default_value="sigmoid"))
    n = moved(Float(1.0, min=-6.0, max=6.0))
    depth = moved(Int(12, min=2, max=24))
    gain = moved(Float(1.0, min=GAINS[0], max=GAINS[-1]))
    layer = moved(Int(1, min=1, max=24))

    def compute(self) -> View:
        """Both curves, and log10 of the size of each layer's delta over the last one's."""
        rule = activation(self.f, np.dtype(float))
        sizes = np.array([shares(self.f, self.depth, gain) for gain in GAINS])
        gain = int(np.abs(np.array(GAINS) - self.gain).argmin())
        layer = min(self.layer, self.depth)
        here, known = float(sizes[gain, layer - 1]), self.guessed(self._situation()) is not None
        a, slope = (float(one(np.array([self.n]))[0]) for one in (rule.f, rule.f_prime))
        rows = [[j + 1, *sizes[gain, j : j + 1]] for j in range(self.depth)] if known else []
        return {
            "names": list(NAMES), "points": POINTS, "curve": rule.f(POINTS),
            "slopes": rule.f_prime(POINTS), "at": [self.n, a, slope], "gains": list(GAINS),
            "map": np.log10(np.maximum(sizes, 1e-99)) if known else None, "here": [gain, layer],
            "ask": self._question(), "told": self._told(float(sizes[gain, 0])),
            "says": f"At n = {fmt(self.n)}: f(n) = {fmt(a)}, f′(n) = {fmt(slope)}."
                    + f" Layer {layer} keeps {fmt(here, 2)} of the last delta's size." * known,
            "table": table("quantity", "value", rows=[
                ["n", self.n], ["f(n)", a], ["f′(n)", slope],
                *([f"size of delta[{j}] / size of delta[{self.depth}]", s] for j, s in rows)]),
        }  # fmt: skip

    def _situation(self) -> str:
        return f"{self.f} {self.depth} {self.gain:g}"

    def _question(self) -> View:
        text = (
            f"{self.f}, {self.depth} layers, weights of gain {self.gain:g}: how large is the "
            "first layer's delta beside the last one's?"
        )
        return question(self._situation(), text, FALL)

    def _told(self, share: float) -> str:
        guess = self.guessed(self._situation())
        if guess is None:
            return ""
        limits = (share > 10, share >= 0.1, share >= 1e-3, True)
        truth = FALL[limits.index(True)]
        layers = f"each of the {self.depth - 1} steps" if self.depth > 2 else "the one step"
        mean = share ** (1 / (self.depth - 1)) if share > 0 else 0.0
        return (
            f"{'✓ Yes' if guess == truth else '✗ No'}: {truth}, {fmt(share, 2)} times the last "
            f"one's. That is a factor of about {fmt(mean, 2)} for {layers} in between."
        )

    def still(self) -> Picture:
        """F and f' with a tangent at n."""
        rule = activation(self.f, np.dtype(float))
        says = f"{self.title}: {self.f} above, its slope below, with the tangent at n = {self.n:g}."
        return activation_slope(rule.f, rule.f_prime, {f"n = {self.n:g}": self.n}, says)


@cache
def shares(f: str, depth: int, gain: float) -> np.ndarray:
    """The size of delta[j] over that of delta[depth], j = 1 ... depth, in one random network.

    The root mean square over units and patterns; the errors at the top are random too.
    """
    sigma = gain / WIDTH**0.5
    net = Network([WIDTH] * (depth + 1), f=[f] * (depth - 1) + ["linear"], bias=False,
                  init=lambda rng, i, j: rng.normal(0.0, sigma, (i, j)), seed=1)  # fmt: skip
    rng = np.random.default_rng(2)
    out = net.forward(rng.normal(size=(WIDTH, BATCH)))
    net.backward(out - rng.normal(size=out.shape))
    sizes = np.array([np.sqrt(np.mean(delta**2)) for delta in net.delta[1:]])
    return np.asarray(sizes / sizes[-1])
