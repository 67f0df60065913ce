"""Does a student meet every number that the lectures print, with its exact value?"""

import re

import pytest

from autograder.numbers import all_numbers
from tests.units.running import UNITS, unit

# The unit in which a worked example is met, by the beginning of its numbers' ids.
MET = {
    "bristol.linear.": "00",
    "bristol.xyz.": "05",
    "bristol.norm.": "08",
    "aksoy.pixel": "01",
    "aksoy.errtable.": "01",
    "aksoy.qz.": "05",
    "aksoy.sig.": "05",
    "aksoy.221.": "06",
    "aksoy.322.": "07",
    "sayrol.qz.": "05",
    "sayrol.sig.": "05",
    "sayrol.norm.": "08",
    "torok.hmk.": "04",
}
WRITTEN = {name[:2] for name in UNITS}


def met(number):
    (found,) = (MET[start] for start in MET if number.id.startswith(start))
    return found


NUMBERS = [number for number in all_numbers() if met(number) in WRITTEN]


def is_row(line, number):
    """Whether a line of output shows a number: what it is, as printed, as it is, and its class."""
    found = re.search(rf"(?:^|\s){re.escape(number.quantity)}\s(.*)", line)
    words = found[1].replace("−", "-").split() if found else []
    if number.kind not in words:
        return False
    before = words[: words.index(number.kind)]
    printed = number.printed or number.figure
    prints = {printed, f"({printed})"} if printed else {"-", "–", "none"}
    values = [float(word) for word in before if re.fullmatch(r"-?\d*\.?\d+(e-?\d+)?", word)]
    exact = any(value == pytest.approx(float(number.exact), rel=2e-5) for value in values)
    return exact and bool(prints & set(before))


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: f"{met(number)}-{number.id}")
def test_does_a_unit_show_the_number_as_printed_and_as_it_is(number):
    lines = unit(met(number)).solved.output.splitlines()
    assert any(is_row(line, number) for line in lines), (number.quantity, number.printed)


@pytest.mark.parametrize(
    "number",
    [each for each in NUMBERS if each.kind in ("truncated", "accumulated", "wrong")],
    ids=lambda number: f"{met(number)}-{number.id}",
)
def test_does_the_unit_say_how_a_number_came_to_differ(number):
    shown = " ".join((unit(met(number)).solved.output + unit(met(number)).text).split())
    assert " ".join(number.reason.split()) in shown
