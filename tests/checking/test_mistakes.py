"""Is a typical mistake, made in a student's own code or on paper, called by its name?"""

import re

import numpy as np
import pytest

from autograder.checking.asks import Gradient
from autograder.checking.messages import MISTAKES, PROBLEMS
from tests.checking import networks as net
from tests.checking.test_right import verdict

f, f_prime = net.f, net.f_prime


def broken(x, t, W1, W2, *, top=f_prime, hidden=f_prime, error=1.0, at=None, columns=slice(None)):
    """A backward pass with one screw loose."""
    x, t = x[:, columns], t[:, columns]
    n1 = W1 @ x
    a1 = f(n1)
    n2 = W2 @ a1
    y = f(n2)
    delta2 = error * (y - t) * top(n2)
    delta1 = (W2.T @ delta2) * hidden(at(n1) if at else n1)
    return delta1 @ x.T, delta2 @ a1.T


def one(n):
    return np.ones_like(n)


BROKEN = {
    "flipped-sign": lambda *a: broken(*a, error=-1.0),
    "doubled": lambda *a: broken(*a, error=2.0),
    "halved": lambda *a: broken(*a, error=0.5),
    "missing-f-prime": lambda *a: broken(*a, hidden=one),
    "missing-f-prime ": lambda *a: broken(*a, top=one),
    "missing-f-prime  ": lambda *a: broken(*a, top=one, hidden=one),
    "f-prime-at-a": lambda *a: broken(*a, at=f),
    "a-for-f-prime": lambda *a: broken(*a, hidden=f),
    "transposed": lambda *a: tuple(each.T for each in net.backward(*a)),
    "batch-averaged": lambda *a: tuple(each / a[0].shape[1] for each in net.backward(*a)),
    "one-pattern": lambda *a: broken(*a, columns=slice(-1, None)),
    "one-pattern ": lambda *a: broken(*a, columns=slice(0, 1)),
    "constant": lambda *a: (np.full((2, 3), 0.0739), np.full((2, 2), 0.0739)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_is_the_slip_in_a_backward_pass_named(name):
    for seed in range(10):
        found = verdict(net.BACKWARD, BROKEN[name], seed)
        assert found.points < 4
        assert found.misconception == name.strip(), found.message


def no_transpose_of_weights(x, t, W1, W2):
    n1 = W1 @ x
    n2 = W2 @ f(n1)
    delta2 = (f(n2) - t) * f_prime(n2)
    return ((W2 @ delta2) * f_prime(n1)) @ x.T, delta2 @ f(n1).T


def test_is_a_forgotten_transpose_of_the_weights_named():
    assert verdict(net.BACKWARD, no_transpose_of_weights).misconception == "weights-not-transposed"


def test_is_a_lost_error_named():
    def lost(x, t, W1, W2):
        n1 = W1 @ x
        n2 = W2 @ f(n1)
        delta2 = f_prime(n2)
        return ((W2.T @ delta2) * f_prime(n1)) @ x.T, delta2 @ f(n1).T

    assert verdict(net.BACKWARD, lost).misconception == "lost-error"


def test_is_a_lost_weight_named():
    def lost(x, t, W1, W2):
        n1 = W1 @ x
        n2 = W2 @ f(n1)
        delta2 = (f(n2) - t) * f_prime(n2)
        return ((np.ones_like(W2).T @ delta2) * f_prime(n1)) @ x.T, delta2 @ f(n1).T

    found = verdict(net.BACKWARD, lost)
    assert found.misconception == "lost-factor" and "W2" in found.message


def step(x, t, W1, W2, eta, *, sign=-1.0, early=False, rate=True):
    n1 = W1 @ x
    a1 = f(n1)
    n2 = W2 @ a1
    delta2 = (f(n2) - t) * f_prime(n2)
    eta = eta if rate else 1.0
    new2 = W2 + sign * eta * delta2 @ a1.T
    delta1 = ((new2 if early else W2).T @ delta2) * f_prime(n1)
    return W1 + sign * eta * delta1 @ x.T, new2


STEPS = {
    "ascent": lambda *a: step(*a, sign=1.0),
    "lost-eta": lambda *a: step(*a, rate=False),
    "updated-too-early": lambda *a: step(*a, early=True),
    "no-step": lambda x, t, W1, W2, eta: (W1, W2),
}


@pytest.mark.parametrize("name", STEPS)
def test_is_the_slip_in_a_training_step_named(name):
    assert verdict(net.STEP, step).status == "right"
    assert verdict(net.STEP, STEPS[name]).misconception == name


Y, A_A, W5 = 0.6156066, 0.5868601, 0.2
SLOPE_A, SLOPE_C = A_A * (1 - A_A), Y * (1 - Y)
ON_PAPER = [
    (net.DE_DW5, (1 - Y) * SLOPE_C * A_A, "flipped-sign"),
    (net.DE_DW5, (Y - 1) * A_A, "missing-f-prime"),
    (net.DE_DW5, (Y - 1) * SLOPE_C, "lost-factor"),
    (net.DE_DW5, 2 * (Y - 1) * SLOPE_C * A_A, "doubled"),
    (net.DE_DW5, SLOPE_C * A_A, "lost-error"),
    (net.DE_DW5, (Y - 1), "stopped-early"),
    (net.DE_DW5, -0.0536017, "another-one"),  # 0.4 % off, and at its own digits that of w6
    (net.DE_DW5, -0.05, "too-few-digits"),
    (net.DE_DW5, A_A, "one-factor"),
    (net.DE_DW5, SLOPE_C, "one-factor"),
    (net.W5_NEW, 0.24, "too-few-digits"),
    (net.LOSS, 0.07, "too-few-digits"),
    (net.DE_DW3, (Y - 1) * SLOPE_C * W5 * 0.82, "missing-f-prime"),
    (net.DE_DW3, (Y - 1) * W5 * SLOPE_A * 0.82, "missing-f-prime"),
    (net.DE_DW3, (Y - 1) * SLOPE_C * SLOPE_A * 0.82, "lost-factor"),
    (net.DE_DW3, -0.0108314603297, "another-one"),
    (net.SLOPE, Y, "value-for-slope"),
    (net.LOSS, 0.1477583, "doubled"),
    (net.LOSS, (1 - Y) / 2, "not-squared"),
    (net.LOSS, (1 - 0.4709415) ** 2 / 2, "missing-activation"),
    (net.NET_INPUT, 0.361, "another-one"),
    (net.NET_INPUT, 0.023, "dropped-term"),
    (net.NET_INPUT, 0.5 * 0.82 + 0.1 * 0.23, "swapped"),
    (net.W5_NEW, 0.2, "no-step"),
    (net.W5_NEW, 0.1626330, "ascent"),
    (net.W5_NEW, 0.2533814, "lost-eta"),
    (net.W5_NEW, 0.0373670, "change-for-weight"),
]


@pytest.mark.parametrize(("task", "answer", "name"), ON_PAPER)
def test_is_the_slip_in_a_hand_answer_named(task, answer, name):
    for given in (answer, float(f"{answer:.4g}")):  # exact, and rounded as a student writes it
        found = verdict(task, given)
        told = (found.misconception or found.status).removesuffix(" or rounded-early")
        assert told == name, found.message


@pytest.mark.parametrize("answer", [-0.0536, -0.053602, -0.0536017151196])
def test_is_the_gradient_of_the_other_line_refused_at_any_number_of_digits(answer):
    found = verdict(net.DE_DW5, answer)
    assert found.points == 0 and found.misconception.startswith("another-one")


@pytest.mark.parametrize(("name", "answer"), [("w2", -0.00305), ("w4", -0.01085), ("w4", -0.01087)])
def test_is_a_student_who_rounded_on_the_way_not_accused(name, answer):
    assert verdict(net.number(Gradient("E", name)), answer).status == "right"


def test_are_two_slips_that_give_one_number_both_told():
    found = verdict(net.DE_DW3, -0.0181)  # w5 is lost, or all that lies between a_a and n_c
    assert found.misconception == "lost-factor or stopped-early"
    assert " Or: " in found.message


def test_is_what_the_slide_prints_never_taken_for_a_slip():
    """The slide cuts on the way: -0.0535 for w6 is neither the truth rounded nor cut."""
    from autograder.checking.task import Number
    from autograder.numbers import find
    from autograder.tasks import all_tasks

    numbers = [task for task in all_tasks() if isinstance(task, Number) and task.lecture]
    told = [task for task in numbers if find(task.lecture).printed is not None]
    assert told
    for task in told:
        number = find(task.lecture)
        said = verdict(task, float(number.printed))
        if number.kind == "wrong":
            assert said.points == 0, task.id
        else:  # of -1.105 a slide may print -1.1
            assert said.status == "right" or said.misconception == "too-few-digits", task.id


TWO = {
    "flipped-sign": lambda *a: broken(*a, error=-1.0, hidden=one),
    "doubled": lambda *a: broken(*a, error=2.0, at=f),
    "transposed": lambda *a: tuple(each.T for each in broken(*a, top=one)),
}


@pytest.mark.parametrize("second", TWO)
def test_are_two_slips_at_once_named(second):
    found = verdict(net.BACKWARD, TWO[second])
    assert found.misconception in (
        f"missing-f-prime and {second}",
        f"f-prime-at-a and {second}",
    )
    assert found.message.count(".") <= 4


def test_are_parts_in_the_other_order_told_so():
    swapped = verdict(net.BACKWARD, lambda *a: net.backward(*a)[::-1])
    assert (swapped.status, swapped.message) == (
        "error",
        "The parts came in the other order. Return them as ∂E/∂W1, ∂E/∂W2.",
    )


def test_is_a_zero_called_a_zero():
    none = verdict(net.BACKWARD, lambda x, t, W1, W2: (0 * W1, 0 * W2))
    assert none.misconception == "zero"


def test_is_an_answer_with_lost_digits_called_nearly_right():
    near = verdict(net.BACKWARD, lambda *a: [g * (1 + 1e-5) for g in net.backward(*a)])
    assert (near.points, near.misconception) == (0, "nearly")
    for digits in (2, 3):  # too far off to be called near, and no other slip either
        rounded = verdict(
            net.BACKWARD, lambda *a, d=digits: [np.round(g, d) for g in net.backward(*a)]
        )
        assert (rounded.points, rounded.misconception) == (0, None)


def test_does_a_part_left_open_leave_the_others_their_credit():
    from tests.checking.test_follow_through import CHAIN

    found = verdict(CHAIN, (0.4709, 0.6156, None))
    assert (found.status, found.points) == ("partly", 2)
    assert found.message == "Still open: E. The rest is right."
    assert verdict(CHAIN, (None, None, None)).status == "unanswered"


@pytest.mark.parametrize("answer", [0.31, 12.0, -0.9, -0.003])
def test_is_a_number_from_nowhere_honestly_not_recognised(answer):
    found = verdict(net.DE_DW5, answer)
    assert (found.status, found.misconception) == ("wrong", None)


def test_is_random_code_never_given_a_name():
    random = np.random.default_rng(5)

    def noise(x, t, W1, W2):
        return random.normal(size=W1.shape), random.normal(size=W2.shape)

    assert all(verdict(net.BACKWARD, noise, seed).misconception is None for seed in range(30))


@pytest.mark.parametrize("name", [*MISTAKES, *PROBLEMS])
def test_is_a_message_short_and_without_the_answer(name):
    text = MISTAKES.get(name) or PROBLEMS[name]
    assert len(re.findall(r"[.?:](?= |$)", text)) <= 4
    assert len(re.findall(r"[.?](?= |$)", text)) <= 3
    assert not re.search(r"\d\.\d", text)


def test_is_going_on_with_the_four_decimals_of_a_print_right_at_full_length():
    delta, a_a = round((Y - 1) * SLOPE_C, 4), round(A_A, 4)
    assert verdict(net.DE_DW5, delta * a_a).status == "right"
    assert verdict(net.W5_NEW, W5 - 0.7 * delta * a_a).status == "right"
