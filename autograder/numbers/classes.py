"""What became of a number on its way to the slide, found from the print and the exact value."""

from decimal import Decimal

from autograder.numbers.shortening import cut, decimals, rounded

CLASSES = {
    "given": "an input of the example, nothing to compute",
    "exact": "the print is the exact value",
    "rounded": "the exact value, correctly rounded",
    "truncated": "the exact value, cut instead of rounded",
    "accumulated": "neither, but what the slide's own shortened operands give",
    "wrong": "no shortening explains it: a path was dropped, or an entry transposed",
    "none": "nothing is printed",
}
"""Every class with its meaning."""


def shortening(printed: str, value: Decimal) -> str | None:
    """Which way of shortening turns `value` into the print: exact, rounded, truncated or None."""
    digits, target = decimals(printed), Decimal(printed)
    if target == value:
        return "exact"
    if target == rounded(value, digits):
        return "rounded"
    return "truncated" if target == cut(value, digits) else None


def classify(printed: str, exact: Decimal, by_hand: Decimal | None = None) -> str:
    """The class of a computed number.

    `by_hand` is the slide's own calculation: the right formula, on the operands as printed.
    """
    kind = shortening(printed, exact)
    if kind is None and by_hand is not None and shortening(printed, by_hand):
        return "accumulated"
    return kind or "wrong"
