"""Does an answer that is right on top of an earlier mistake keep its credit?"""

import pytest

from autograder import check
from autograder.checking.asks import Gradient, Local, Update, Value
from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from tests.checking import networks as net

A_A, T, ETA = 0.5868601, 1.0, 0.7


def numbered(name, asks, points=1):
    task = net.number(asks)
    return type(task)(**{**task.__dict__, "id": f"00-{name}", "points": points})


N_C = numbered("n_c", Value("n_c"))
Y = numbered("y", Value("y"))
DE_DY = numbered("dE_dy", Gradient("E", "y"))
DY_DN = numbered("dy_dn", Local("y", "n_c"))
DE_DW5 = numbered("dE_dw5", Gradient("E", "w5"))
W5_NEW = numbered("w5_new", Update("E", "w5"))
CHAIN = numbered("chain", Value("n_c", "y", "E"), points=3)


def verdict(task, answer, *before):
    def response(task, answer):
        return collect(ask(task, 1), answer)

    earlier = [(other, response(other, given)) for other, given in before]
    return judge(task, ask(task, 1), response(task, answer), earlier)


def f(n):
    return float(net.f(n))


WRONG_Y = 0.7
CASES = [
    (Y, f(0.9), [(N_C, 0.9)]),
    (DE_DY, WRONG_Y - T, [(Y, WRONG_Y)]),
    (DY_DN, WRONG_Y * (1 - WRONG_Y), [(Y, WRONG_Y)]),
    (DE_DW5, (WRONG_Y - T) * WRONG_Y * (1 - WRONG_Y) * A_A, [(Y, WRONG_Y)]),
    (DE_DW5, (WRONG_Y - T) * 0.2366351 * A_A, [(Y, WRONG_Y)]),
    (DE_DW5, 0.5 * 0.2366351 * A_A, [(DE_DY, 0.5)]),
    (DE_DW5, -0.3843934 * 0.9 * A_A, [(DY_DN, 0.9)]),
    (DE_DW5, 0.5 * 0.9 * A_A, [(DY_DN, 0.9), (DE_DY, 0.5)]),
    (W5_NEW, 0.2 - ETA * 0.0533, [(DE_DW5, 0.0533)]),
]


@pytest.mark.parametrize(("task", "answer", "before"), CASES)
def test_does_a_right_step_on_a_wrong_value_keep_its_credit(task, answer, before):
    found = verdict(task, answer, *before)
    assert (found.points, found.misconception) == (1, "follow-through"), found.message
    assert "your own earlier value" in found.message


@pytest.mark.parametrize(("task", "answer", "before"), CASES)
def test_is_the_same_answer_wrong_without_the_earlier_mistake(task, answer, before):
    assert verdict(task, answer).points == 0


@pytest.mark.parametrize(("task", "answer", "before"), CASES)
def test_does_a_second_slip_cost_too(task, answer, before):
    assert verdict(task, 1.31 * answer + 0.02, *before).points == 0


def test_does_a_mistake_in_a_chain_cost_once():
    found = verdict(CHAIN, (0.9, f(0.9), (T - f(0.9)) ** 2 / 2))
    assert (found.status, found.points) == ("partly", 2)
    assert "Wrong: n_c." in found.message and "y, E" in found.message


def test_is_a_right_answer_not_marked_as_following():
    found = verdict(Y, 0.6156, (N_C, 0.9))
    assert (found.status, found.misconception) == ("right", None)


def test_is_nothing_built_on_an_answer_to_another_computation():
    elsewhere = net.Number(
        id="00-x", title="", forward=net.scalars, given=dict(net.GIVEN), asks=Value("n_c")
    )
    assert verdict(Y, f(0.9), (elsewhere, 0.9)).points == 0


@pytest.mark.parametrize("nothing", [None, "0.9", float("nan"), [1, 2]])
def test_is_nothing_built_on_no_answer(nothing):
    assert verdict(Y, f(0.9), (N_C, nothing)).points == 0


def test_does_the_notebook_remember_what_it_answered(capsys):
    new = 0.2 - ETA * 0.0533
    check("06-dE_dw5", None)
    assert check("06-w5_new", new) == 0
    check("06-dE_dw5", 0.0533)
    assert check("06-w5_new", new) == 1
    assert "your own earlier value" in capsys.readouterr().out
    check("06-dE_dw5", -0.0533)  # mended: the later answer must be mended too
    assert check("06-w5_new", new) == 0
