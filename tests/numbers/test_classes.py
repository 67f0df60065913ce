"""Rounding, cutting and the class that follows, on numbers small enough to see through."""

from decimal import Decimal

import pytest

from autograder.numbers.classes import classify, shortening
from autograder.numbers.shortening import cut, decimals, rounded, written


@pytest.mark.parametrize(
    ("text", "up", "down"),
    [
        ("0.58686", "0.587", "0.586"),
        ("-0.05338", "-0.053", "-0.053"),
        ("-0.0535", "-0.054", "-0.053"),  # a tie goes away from zero, a cut towards it
        ("0.0005", "0.001", "0.000"),
        ("2", "2.000", "2.000"),
        ("0.9996", "1.000", "0.999"),
    ],
)
def test_are_ties_rounded_away_from_zero_and_cuts_made_towards_it(text, up, down):
    assert f"{rounded(Decimal(text), 3):f}" == up
    assert cut(Decimal(text), 3) == Decimal(down)


@pytest.mark.parametrize(("printed", "count"), [("4.29", 2), (".50", 2), ("56", 0), ("-0.0010", 4)])
def test_how_many_decimals_are_printed(printed, count):
    assert decimals(printed) == count


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.0000592482112397123", "0.0000592482112397"),
        ("145.800", "145.8"),
        ("40", "40"),
        ("-0.0", "0"),
        ("0.2557457808075", "0.255745780808"),
    ],
)
def test_is_a_value_written_without_exponent_and_idle_zeros(value, text):
    assert written(Decimal(value)) == text


@pytest.mark.parametrize(
    ("printed", "exact", "by_hand", "kind"),
    [
        ("0.25", "0.25", None, "exact"),
        ("0.3", "0.25", None, "rounded"),
        ("0.2", "0.25", None, "truncated"),
        ("0.20", "0.1999", None, "rounded"),
        ("0.1999", "0.19999", None, "truncated"),
        ("0.24", "0.2581", "0.2434", "accumulated"),
        ("0.25", "0.2681", "0.2471", "accumulated"),
        ("0.26", "0.2581", "0.2434", "rounded"),
        ("0.24", "0.2581", "0.2581", "wrong"),
        ("0.24", "0.2581", None, "wrong"),
        ("0.25", "-0.25", None, "wrong"),
    ],
)
def test_which_class_has_a_print(printed, exact, by_hand, kind):
    assert classify(printed, Decimal(exact), Decimal(by_hand) if by_hand else None) == kind


def test_is_the_shortest_explanation_taken_first():
    assert shortening("0.50", Decimal("0.5")) == "exact"
    assert shortening("0.5", Decimal("0.51")) == "rounded"  # cutting explains it too
    assert shortening("0.5", Decimal("0.59")) == "truncated"
    assert shortening("0.5", Decimal("0.4")) is None
