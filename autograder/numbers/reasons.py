"""Why a printed number is what it is, in a sentence or two."""

import re
from collections.abc import Sequence
from decimal import Decimal

from autograder.numbers.classes import shortening
from autograder.numbers.hand import Work
from autograder.numbers.rows import Row
from autograder.numbers.shortening import cut, decimals, rounded, written

_COUNTS = ("no", "one", "two", "three", "four", "five")
_SOURCES = {
    "CS231n notes": "the Stanford CS231n course notes",
    "CS231n slides": "the Stanford CS231n slides of 2017",
    "HMKCode": "HMKCode's step-by-step article",
}
_MINUS = re.compile(r"(?<!\w)-(?!\w*-)")
"""A minus sign, and not the hyphen of a word."""


def explain(
    row: Row, exact: Decimal, kind: str, work: Work | None, spoilt_by: Sequence[str]
) -> str:
    """The reason for one number.

    `work` is the slide's own calculation; `spoilt_by` names the wrong quantities it builds on.
    """
    sentences = [_shortened(row, exact, kind, work)]
    if spoilt_by:
        hidden = "" if kind == "accumulated" else ", but the digits are too few to show it"
        sentences.append(f"It builds on {_listed(spoilt_by)}{hidden}.")
    sentences.append(row.note)
    if row.source:
        sentences.append(f"It stands in a figure; the digits are those of {_SOURCES[row.source]}.")
    return _MINUS.sub("−", " ".join(filter(None, sentences)))


def _shortened(row: Row, exact: Decimal, kind: str, work: Work | None) -> str:
    """What shortening did, according to the class."""
    if kind == "none":
        return "The lecture prints no value."
    if kind == "given":
        return "An input of the example."
    if kind == "wrong":
        return ""  # the note says what went wrong
    digits = decimals(row.text)
    should = f"{rounded(exact, digits):f}"
    if kind == "truncated":
        longer = f"{cut(exact, digits + 1):f}"
        places = f"{_COUNTS[digits]} decimals"
        return f"Cut after {places} instead of rounded: {longer}… rounds to {should}."
    if kind == "accumulated" and work:
        line = _worked(row.text, work)
        return f"Computed from shortened numbers: {line}. The exact value rounds to {should}."
    if kind == "rounded" and work:
        return _rounded_from(row.text, exact, work)
    return "Exact as printed." if kind == "exact" else "Rounded correctly."


def _rounded_from(printed: str, exact: Decimal, work: Work) -> str:
    """A correctly rounded print, held against the slide's own calculation."""
    how = shortening(printed, work.value)
    if how is None:
        line = f"{work.line} is {written(work.value)}"
        return f"Rounded correctly, but not from the shortened numbers shown: {line}."
    if how == "truncated":
        longer = _longer(exact, decimals(printed))
        line = _worked(printed, work)
        return f"Right by luck: {line}, and the exact {longer} rounds to the same digits."
    return "Rounded correctly."


def _worked(printed: str, work: Work) -> str:
    """The slide's calculation, its value, and how that was shortened to the print."""
    how = shortening(printed, work.value)
    if how == "exact":
        return f"{work.line} = {printed}"
    verb = "rounded" if how == "rounded" else "cut"
    return f"{work.line} = {_longer(work.value, decimals(printed))}, {verb} to {printed}"


def _longer(value: Decimal, digits: int) -> str:
    """The value with two decimals more than are printed, and a sign that it goes on."""
    short = cut(value, digits + 2)
    return written(short) + ("" if short == value else "…")


def _listed(names: Sequence[str]) -> str:
    if len(names) > 4:
        return f"{len(names)} wrong numbers, {names[0]} among them"
    return "the wrong " + " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
