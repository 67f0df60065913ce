"""The digits that a number was written with."""

import math
from decimal import Decimal
from typing import Any


def is_written(value: float, target: float) -> bool:
    """Whether a value is a target as written with the value's own digits: rounded, or cut."""
    digits = -int(_decimal(value).exponent)
    cut = math.trunc(target * 10.0**digits) / 10.0**digits if digits < 300 else target
    return value in (round(target, digits), round(cut, digits)) or same(value, target)


def last_digit(value: float) -> float:
    """What one unit of the last written digit is worth: 0.0001 in -0.0536."""
    return float(10.0 ** int(_decimal(value).exponent))


def significant(value: float) -> int:
    """How many digits of a number count: 3 in -0.0536."""
    return len(_decimal(value).digits)


def _decimal(value: float) -> Any:
    return Decimal(repr(value)).as_tuple()


def same(value: float, target: float) -> bool:
    """The same number by another route: nothing but the last digits of a float differ."""
    return math.isclose(value, target, rel_tol=1e-9)
