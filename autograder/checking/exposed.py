"""What a hand answer's own digits tell.

In the lecture's example the gradients of w5 and w6 differ by 0.4 %, less than a hand answer may be
off. Whoever writes -0.0536 for w5 wrote down the other one: at its own digits the answer is a known
mistake's number, and it is the truth's neither rounded nor cut.
"""

import numpy as np

from autograder.checking.asks import Update
from autograder.checking.digits import is_written, same, significant
from autograder.checking.misconceptions import mistakes
from autograder.checking.misconceptions.rounding import SHORTENED
from autograder.checking.recognise import Comparison

FEW_DIGITS = 0.15  # how far a value may move when it is rounded to one or two digits
TELLS = 100  # a whole number of three digits, such as -260 for -259.6, was rounded
# Slips that lead to a number close by. Others come as near by chance alone, and a student who
# rounded on the way must not be accused of them.
NEIGHBOURS = {"another-one": 3, "another-gradient": 3, "wrong-f-prime": 5, "swapped": 6}


def exposed(compared: Comparison, name: str) -> bool:
    """Whether an accepted hand answer is, at its own digits, a mistake's and not the truth's."""
    if compared.given[name].ndim:
        return False
    value, truth = float(compared.given[name]), float(compared.truth[name])
    if is_written(value, truth):
        return False
    digits = significant(value)
    return any(
        kind not in SHORTENED  # who goes on with the four decimals that a cell printed is right
        and is_written(value, float(answer[name]))
        and not same(float(answer[name]), truth)
        for (kind, _), answer in mistakes(compared.asks, compared.trace)
        if digits >= NEIGHBOURS.get(kind, 9) and np.ndim(answer[name]) == 0
    )


def has_few_digits(compared: Comparison, name: str) -> bool:
    """Whether an answer is the truth, rounded or cut to a digit too few."""
    if compared.given[name].ndim or compared.truth[name].ndim:
        return False
    value, truth = float(compared.given[name]), float(compared.truth[name])
    size = truth - float(compared.trace.value(name)) if isinstance(compared.asks, Update) else truth
    near = abs(value - truth) <= FEW_DIGITS * abs(size)
    if near and value == round(value):
        return abs(value) >= TELLS and value == round(truth)  # of 1.2 a mere 1 may be anything
    return near and is_written(value, truth)
