"""How a long number is made short enough to print: rounded or cut."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from autograder.numbers.example import WORKING


def decimals(printed: str) -> int:
    """How many digits stand after the point."""
    return len(printed.partition(".")[2])


def rounded(value: Decimal, digits: int) -> Decimal:
    """The nearest number of `digits` decimals; a tie goes away from zero."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, WORKING)


def cut(value: Decimal, digits: int) -> Decimal:
    """The first `digits` decimals, the rest dropped."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_DOWN, WORKING)


def written(value: Decimal) -> str:
    """The number as people write it: no exponent, at most 12 significant digits, no idle zeros."""
    text = f"{Context(prec=12, rounding=ROUND_HALF_UP).plus(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
