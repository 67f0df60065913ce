"""Each mechanism is run again: it must lead to the print, and to nothing but the print."""

from decimal import Decimal

import pytest

from autograder.numbers import all_numbers, find, hand
from autograder.numbers.classes import shortening
from autograder.numbers.exact import exact
from autograder.numbers.networks import AKSOY_322
from autograder.numbers.rows import named, rows
from autograder.numbers.shortening import cut, decimals

WORKED = [row for row in rows().values() if row.by_hand]
SECOND_PASS = ["z_a", "h_a", "z_b", "h_b", "z_c", "y1", "z_d", "y2", "E"]
ACCUMULATED = [number for number in all_numbers() if number.kind == "accumulated"]
WRONG = [number for number in all_numbers() if number.kind == "wrong"]


def exactly(row, formula):
    values = {name: exact(named(row, name).id) for name in hand.operands(formula)}
    return hand.calculate(formula, values, shortens=False)


def as_printed(row, formula):
    values = {name: Decimal(named(row, name).text) for name in hand.operands(formula)}
    return hand.calculate(formula, values)


@pytest.mark.parametrize("row", WORKED, ids=lambda row: row.id)
def test_is_the_slides_calculation_the_right_formula(row):
    assert abs(exactly(row, row.by_hand) / exact(row.id) - 1) < Decimal("1e-45")


@pytest.mark.parametrize("number", ACCUMULATED, ids=lambda number: number.id)
def test_do_the_shortened_operands_lead_to_an_accumulated_print_and_the_exact_ones_not(number):
    row = rows()[number.id]
    assert shortening(number.printed, as_printed(row, row.by_hand)) is not None
    assert shortening(number.printed, number.exact) is None
    assert abs(number.by_hand / number.exact - 1) < Decimal("0.01")


@pytest.mark.parametrize("number", WRONG, ids=lambda number: number.id)
def test_does_the_slip_and_not_the_right_formula_lead_to_a_wrong_print(number):
    row = rows()[number.id]
    assert shortening(number.printed, as_printed(row, row.slip)) is not None
    assert shortening(number.printed, number.by_hand) is None
    # A wrong print is off by far more than any shortening: by a third at the least.
    assert abs(Decimal(number.printed) / number.exact - 1) > Decimal("0.36")


@pytest.mark.parametrize("name", ["w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2"])
def test_is_the_dropped_path_the_gradient_with_the_edge_to_y1_cut(name):
    trace = AKSOY_322.trace
    y1 = trace["y1"]
    without = trace.gradient(trace["E"], {(y1.index, 0): Decimal(0)})[trace[name].index]
    slip = find(f"aksoy.322.dE_d{name}").slip
    assert abs(slip / without - 1) < Decimal("1e-25")
    other = trace.gradient(trace["E"], {(trace["y2"].index, 0): Decimal(0)})[trace[name].index]
    assert abs((slip + other) / find(f"aksoy.322.dE_d{name}").exact - 1) < Decimal("1e-25")


def test_are_the_two_transposed_entries_each_others_true_values():
    upper, lower = find("bristol.norm.df_dW12"), find("bristol.norm.df_dW21")
    assert Decimal(upper.printed) == upper.slip == lower.exact
    assert Decimal(lower.printed) == lower.slip == upper.exact


def test_does_cutting_after_every_step_give_the_whole_322_example_digit_for_digit():
    replayed = 0
    for row in WORKED:
        if row.id.startswith("aksoy.322."):
            came = as_printed(row, row.slip or row.by_hand)
            assert cut(came, decimals(row.printed)) == Decimal(row.printed), row.id
            replayed += 1
    assert replayed == 49


def test_which_numbers_build_on_wrong_ones():
    spoilt = {number.id: number.spoilt_by for number in all_numbers() if number.spoilt_by}
    new = [f"aksoy.322.{name}_new" for name in ["w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2"]]
    second = [f"aksoy.322.step1.{name}" for name in SECOND_PASS]
    assert sorted(spoilt) == sorted(new + second)
    assert spoilt["aksoy.322.w1_new"] == ("aksoy.322.dE_dw1",)
    assert len(spoilt["aksoy.322.step1.z_a"]) == 4
    assert len(spoilt["aksoy.322.step1.E"]) == 8
