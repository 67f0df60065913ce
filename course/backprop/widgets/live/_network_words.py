"""What is said about a layered network: the judged guess, the chain rule, the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from backprop import Network

from ._layered import PRINTED, Weight
from ._ways import Way
from .base import View, fmt

CHOICES = ("E falls", "E stays", "E rises")
SIGNS = ("negative", "zero", "positive")
DOES = ("raises", "leaves", "lowers")  # what a step does to the weight
FLAT = 1e-12  # a gradient below it is none


def judged(guess: str, w: Weight, gradient: float) -> str:
    """What is said to a guess at the sign of ∂E/∂w."""
    k = 1 if abs(gradient) < FLAT else 2 if gradient > 0 else 0
    mark = "✓ Yes" if guess == CHOICES[k] else "✗ No"
    step = f"{w.name} ← {w.name} − eta ∂E/∂{w.name}"
    return (
        f"{mark}: {CHOICES[k]}. ∂E/∂{w.name} = {fmt(gradient)} is {SIGNS[k]}, "
        f"so a step {step} {DOES[k]} {w.name}."
    )


def chain(w: Weight, found: list[Way], gradient: float, printed: bool) -> View:
    """Every path with its factors, their sum, and what the lecture prints in its place."""
    note = ""
    if printed and len(found) == 2 and w.name in PRINTED:
        note = (
            f"Lecture 001 prints {PRINTED[w.name]} for ∂E/∂{w.name}. That is the path through "
            f"y2 alone, {fmt(found[1].product)}, cut short: the path through y1 was dropped."
        )
    return {
        "weight": w.name, "gradient": gradient, "note": note,
        "paths": [{"factors": way.factors, "product": way.product} for way in found],
    }  # fmt: skip


def sentence(
    net: Network, t: Sequence[float], losses: Sequence[float], w: Weight,
    gradient: float | None, paths: int,
) -> str:  # fmt: skip
    """Output, target and loss; the gradient where it may be seen."""
    y = ", ".join(fmt(float(v)) for v in net.a[-1].ravel())
    text = f"Output {y} for target {', '.join(map(fmt, t))}: E = {fmt(net.loss(t))}."
    if losses:
        text += f" Before the last step E was {fmt(losses[-2])}."
    count = f"{paths} path{'s' * (paths > 1)}"
    if gradient is None:
        return f"{text} {w.name} reaches E along {count}."
    return f"{text} ∂E/∂{w.name} = {fmt(gradient)}, the sum of {count}."
