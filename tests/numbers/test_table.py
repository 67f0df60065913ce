"""The table as a whole, against a snapshot of what the lectures print."""

import csv
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from autograder.errors import UserError
from autograder.numbers import UnknownNumber, all_numbers, find
from autograder.numbers.rows import LECTURES

FACTS = list(
    csv.DictReader(Path(__file__).with_name("facts.csv").read_text(encoding="utf-8").splitlines())
)


def said(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_is_every_printed_number_there_once_and_in_order_of_the_lectures():
    ids = [number.id for number in all_numbers()]
    assert len(ids) == len(set(ids)) == 294
    assert sorted(ids) == sorted(fact["id"] for fact in FACTS)
    lectures = [number.lecture for number in all_numbers()]
    assert lectures == sorted(lectures) and set(lectures) <= set(LECTURES)


def test_do_the_classes_come_out_as_many_as_they_are():
    assert Counter(number.kind for number in all_numbers()) == {
        "given": 74,
        "exact": 88,
        "rounded": 57,
        "truncated": 23,
        "accumulated": 14,
        "wrong": 10,
        "none": 28,
    }


def test_is_what_a_slide_gives_what_the_example_starts_from():
    for number in all_numbers():
        if number.kind == "given":
            assert Decimal(number.printed) == number.exact, number.id


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_do_print_class_and_correct_digits_agree_with_the_snapshot(fact):
    number = find(fact["id"])
    assert {
        "lecture": number.lecture,
        "printed": number.printed or "",
        "figure": number.figure or "",
        "class": number.kind,
        "digits": "" if number.digits is None else str(number.digits),
        "rounded": number.rounded or "",
    } == {name: fact[name] for name in fact if name not in ("id", "exact")}


def test_is_every_reason_a_plain_sentence():
    for number in all_numbers():
        assert re.fullmatch(r"[A-Z].*\.", number.reason), number.id
        assert "_dw" not in number.reason and "  " not in number.reason, number.id
        assert len(number.reason) < 250, number.id


@pytest.mark.parametrize(
    ("id", "reason"),
    [
        ("aksoy.221.x1", "An input of the example."),
        ("aksoy.221.z_a", "Exact as printed."),
        ("aksoy.221.dE_dw4", "Rounded correctly."),
        (
            "aksoy.221.dE_dw5",
            "Cut after four decimals instead of rounded: −0.05338… rounds to −0.0534.",
        ),
        (
            "aksoy.221.dE_dw6",
            "Computed from shortened numbers: −0.3844 × 0.2365 × 0.5892 = −0.053564…, cut to "
            "−0.0535. The exact value rounds to −0.0536.",
        ),
        (
            "aksoy.221.dE_dy",
            "Rounded correctly, but not from the shortened numbers shown: −(1.0 − 0.6155) is "
            "−0.3845.",
        ),
        (
            "aksoy.322.dy2_dzd",
            "Right by luck: 0.8002 × (1 − 0.8002) = 0.159879…, cut to 0.1598, and the exact "
            "0.15976… rounds to the same digits.",
        ),
        (
            "aksoy.322.dE_dw1",
            "Only the path through y2 was followed; the path through y1 is missing.",
        ),
        (
            "aksoy.322.w5_new",
            "Rounded correctly. It builds on the wrong ∂E/∂w5, but the digits are too few to "
            "show it.",
        ),
        ("bristol.norm.df_dW12", "Transposed: this is the entry of row 2, column 1."),
        (
            "torok.hmk.h1",
            "Exact as printed. It stands in a figure; the digits are those of HMKCode's "
            "step-by-step article.",
        ),
        ("aksoy.221.step1.z_a", "The lecture prints no value."),
    ],
)
def test_what_does_a_reader_learn(id, reason):
    assert find(id).reason == reason


def test_are_there_fifty_digits_whatever_the_callers_own_precision_is():
    code = "from decimal import getcontext; getcontext().prec = 4\n"
    code += "from autograder.numbers import find; print(find('aksoy.221.E').exact)"
    output = said(code)
    assert Decimal(output) == find("aksoy.221.E").exact
    assert len(output.removeprefix("0.0")) == 50


def test_is_an_unknown_number_met_with_near_ones():
    with pytest.raises(UnknownNumber, match=r"no number 'aksoy\.221\.dE_dw7'.*aksoy\.221\.dE_dw6"):
        find("aksoy.221.dE_dw7")
    with pytest.raises(UserError, match="`autograder numbers` lists all ids"):
        find("?")


def test_does_importing_check_leave_the_numbers_alone():
    code = "import sys; from autograder import check; print('autograder.numbers' in sys.modules)"
    assert said(code) == "False"
