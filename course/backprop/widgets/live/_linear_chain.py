"""A chain of linear units, and what a change of one weight does to another one's gradient."""

from __future__ import annotations

from backprop import Network

STAYS, ZERO, FLIPS = "it stays as it is", "it becomes 0", "it changes its sign"
SHRINKS, GROWS = "it shrinks and keeps its sign", "it grows and keeps its sign"
NEGATIVE, POSITIVE = "it becomes negative", "it becomes positive"


def run(weights: list[float], x: float, t: float) -> Network:
    """A chain of linear units, run forward and backward."""
    net = Network([1] * (len(weights) + 1), f="linear", bias=False)
    for j, w in enumerate(weights, 1):
        net.W[j] = [[w]]
    net.forward([[x]])
    net.backward([[t]])
    return net


def tidy(x: float) -> float:
    """A number of the chain without what rounding leaves of a zero: e = 1.65 − 1.65 is 0."""
    return round(x, 14) + 0.0


def choices(old: float) -> list[str]:
    """What may become of a gradient; a zero has no sign to keep."""
    return [STAYS, POSITIVE, NEGATIVE] if old == 0 else [STAYS, ZERO, FLIPS, SHRINKS, GROWS]


def effect(old: float, new: float) -> str:
    """What has become of a gradient; exactly one of `choices`."""
    if old == 0 and new != 0:
        return POSITIVE if new > 0 else NEGATIVE
    if abs(new - old) <= 1e-9 * abs(old):
        return STAYS
    if new == 0:
        return ZERO
    if old * new < 0:
        return FLIPS
    return SHRINKS if abs(new) < abs(old) else GROWS
