"""A hand answer that is close enough, and yet gives away that it came by a mistake.

In the lecture's example the gradients of w5 and w6 differ by 0.4 %, less than a hand answer may be
off. Whoever writes -0.0536 for w5 wrote down the other one: at its own digits the answer equals a
known mistake, and it equals the truth neither rounded nor cut.
"""

import math
from decimal import Decimal

import numpy as np

from autograder.checking.asks import Gradient, Update
from autograder.checking.misconceptions import mistakes
from autograder.checking.misconceptions.rounding import SHORTENED
from autograder.checking.recognise import Comparison

FEW_DIGITS = 0.15  # how far a value may move when it is rounded to one or two digits


def exposed(compared: Comparison, name: str) -> bool:
    """Whether an accepted hand answer is, at its own digits, a mistake's and not the truth's."""
    if not isinstance(compared.asks, Gradient | Update) or compared.given[name].ndim:
        return False
    value, truth = float(compared.given[name]), float(compared.truth[name])
    digits = -int(Decimal(repr(value)).as_tuple().exponent)
    if value in _written(truth, digits) or _same(value, truth):
        return False
    return any(
        value in _written(float(answer[name]), digits)
        for (kind, _), answer in mistakes(compared.asks, compared.trace)
        if kind not in SHORTENED
        and np.ndim(answer[name]) == 0
        and not _same(float(answer[name]), truth)  # a mistake elsewhere leaves this part right
    )


def has_few_digits(compared: Comparison, name: str) -> bool:
    """Whether a hand answer is the truth, rounded or cut to a digit too few."""
    if not compared.by_hand or compared.given[name].ndim:
        return False
    value, truth = float(compared.given[name]), float(compared.truth[name])
    digits = -int(Decimal(repr(value)).as_tuple().exponent)
    size = truth - float(compared.trace.value(name)) if isinstance(compared.asks, Update) else truth
    near = abs(value - truth) <= FEW_DIGITS * abs(size)
    return near and value != round(value) and value in _written(truth, digits)


def _same(value: float, truth: float) -> bool:
    """The same number by another route: nothing but the last digits of a float differ."""
    return math.isclose(value, truth, rel_tol=1e-9)


def _written(value: float, digits: int) -> tuple[float, float]:
    """A number as it is written with so many decimals: rounded, or cut."""
    cut = math.trunc(value * 10.0**digits) / 10.0**digits
    return round(value, digits), round(cut, digits)
