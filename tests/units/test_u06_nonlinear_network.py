"""Does unit 06 name what is typically wrong, and does its code bear out its text?"""

import contextlib
import io
import re
from copy import copy

import numpy as np
import pytest

from autograder.checking.misconceptions import mistakes
from autograder.checking.misconceptions.rounding import SHORTENED
from autograder.checking.own import own_numbers, token
from autograder.checking.recognise import FOR_CODE
from autograder.checking.trace import Trace
from autograder.numbers import all_numbers
from autograder.tasks import find
from tests.units.running import code, unit, verdict

UNIT = unit("06")
LECTURE = [number for number in all_numbers() if number.id.startswith("aksoy.221.")]
TOKENS = [token(b"the course's secret", f"student{n}") for n in range(20)]


def cell_with(text):
    (cell,) = (cell for cell in code(UNIT.notebook) if text in cell.source)
    return cell


def test_does_the_unfinished_notebook_print_what_does_not_depend_on_answers():
    own, solved, untouched = cell_with("def E_of_W1").id, UNIT.solved, UNIT.untouched
    assert "4 of 4 gradients agree" in solved.printed[own]
    assert "No gradient to compare yet: NotImplementedError()" in untouched.printed[own]
    differ = [cell for cell in solved.printed if solved.printed[cell] != untouched.printed[cell]]
    assert differ == [own]


@pytest.mark.parametrize("slip", ["None", "(dW1.T, dW2)", "(-dW1, dW2)", "5"])
def test_does_the_check_of_their_own_backward_pass_stand_any_slip(slip):
    right, again = UNIT.solved.names["backward"], copy(UNIT.solved)

    def wrong(*given):
        dW1, dW2 = right(*given)
        return {"None": None, "(dW1.T, dW2)": (dW1.T, dW2), "(-dW1, dW2)": (-dW1, dW2)}.get(slip, 5)

    again.names = UNIT.solved.names | {"backward": wrong}
    said = again.of(cell_with("def E_of_W1"))
    assert ("WRONG" if "dW1" in slip else "No gradient to compare yet: TypeError") in said


def test_does_the_answer_to_the_pair_question_say_how_the_run_ends():
    runs, names = cell_with("runs = ").source, dict(UNIT.solved.names)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(runs.replace("Network([2, 2, 1], seed=1)", "Network([2, 2, 1], init=0.5)"), names)
    answers = names["runs"]["start 1"].forward(names["x_xor"]).ravel()
    (text,) = (text for text in UNIT.texts if "After you have talked" in text)
    assert ", ".join(f"{answer:.2f}" for answer in answers) in text


def test_do_the_steps_to_order_read_as_the_task_has_them():
    shown = dict(re.findall(r"^- `([A-G])` (.+)$", UNIT.asked["06-order"], re.MULTILINE))
    assert {k: v.replace("`", "") for k, v in shown.items()} == dict(find("06-order").steps)


@pytest.mark.parametrize(
    "number", [n for n in LECTURE if n.digits == 4 or ".step1." in n.id], ids=lambda n: n.id
)
def test_is_every_computed_number_worked_out_before_the_table(number):
    worked = UNIT.solved.output.split("input x1 ")[0]
    assert re.search(rf"(?<![\d.]){abs(number.exact):.4f}", worked)


@pytest.mark.parametrize("student", TOKENS[:6])
def test_is_every_slip_on_own_numbers_told_apart(student):
    task = find("06-own")
    trace = Trace(task.forward, own_numbers(task, student))
    true = task.asks.truth(trace)["w3"]
    slips = {
        answer["w3"]: mistake
        for (mistake, _), answer in mistakes(task.asks, trace)
        if mistake not in SHORTENED | FOR_CODE
        and not np.isclose(answer["w3"], true, rtol=1e-9, atol=0)
    }
    assert len(slips) > 30
    unnamed = set()
    for answer, mistake in slips.items():
        three, four = (
            verdict("06-own", float(f"{answer:.{digits}e}"), student=student) for digits in (2, 3)
        )
        assert three.points == four.points == 0, (mistake, three.text)
        assert four.misconception, (mistake, answer, four.text)
        if not three.misconception:
            unnamed.add(answer)
    # Three digits may fit several slips, and then none is named.
    assert len(unnamed) <= 0.04 * len(slips), unnamed


def test_are_own_numbers_nice_and_everyones_own():
    numbers = [own_numbers(find("06-own"), student) for student in TOKENS]
    assert len({tuple(each.values()) for each in numbers}) == len(TOKENS)
    assert all(round(value, 2) == value for each in numbers for value in each.values())
    assert "eta" not in numbers[0]


def sigmoid(n):
    return 1 / (1 + np.exp(-n))


def slope(n):
    return sigmoid(n) * (1 - sigmoid(n))


def single_unit(f_prime=slope, sign=1.0):
    def scaled_delta(x, t, w, eta):
        n = w @ x
        return w + sign * eta * (t - sigmoid(n)) * f_prime(n) * x.T

    return scaled_delta


def two_layers(hidden=slope, output=slope, turned=False):
    """A backward pass with a slip in it."""

    def backward(x, t, W1, W2):
        n1 = W1 @ x
        a1 = sigmoid(n1)
        n2 = W2 @ a1
        delta2 = (sigmoid(n2) - t) * output(n2)
        delta1 = (W2.T @ delta2) * hidden(n1)
        return (x @ delta1.T if turned else delta1 @ x.T), delta2 @ a1.T

    return backward


def hidden_after_update(x, t, W1, W2, eta):
    n1 = W1 @ x
    a1 = sigmoid(n1)
    n2 = W2 @ a1
    delta2 = (sigmoid(n2) - t) * slope(n2)
    W2 = W2 - eta * delta2 @ a1.T
    return W1 - eta * ((W2.T @ delta2) * slope(n1)) @ x.T, W2


def one(n):
    return np.ones_like(n)


WRONG = [
    ("06-predict", "b", "wrong-choice", 0),
    ("06-E", 0.1478, "doubled", 0),
    ("06-E", 0.6156, "another-one", 0),
    ("06-E", 0.3844, "another-one", 0),
    ("06-f_prime", sigmoid, "a-for-f-prime", 0),
    ("06-f_prime", lambda n: slope(sigmoid(n)), "f-prime-at-a", 0),
    ("06-scaled_delta", single_unit(one), "missing-f-prime", 0),
    ("06-scaled_delta", single_unit(sign=-1.0), "ascent", 0),
    ("06-dE_dw5", 0.0534, "flipped-sign", 0),
    ("06-dE_dw5", -0.2256, "missing-f-prime", 0),
    ("06-dE_dw3", -0.0149, "missing-f-prime", 0),
    ("06-dE_dw3", -0.00101, "another-one", 0),
    ("06-dE_dw2", -0.0108, "another-one", 0),
    ("06-dE_dw4", -0.0036, "another-one", 0),
    ("06-slip", "a", "wrong-choice", 0),
    ("06-w5_new", 0.1626, "ascent", 0),
    ("06-w5_new", 0.2534, "lost-eta", 0),
    ("06-w5_new", 0.2, "no-step", 0),
    ("06-E_new", 0.0738791533687, "another-one", 0),
    ("06-order", "EBFGCAD", "wrong-order", 0),
    ("06-shape_dW", (4, 3), "transposed-shape", 0),
    ("06-shape_delta", (3, 1), "wrong-shape", 0),
    ("06-backward", two_layers(hidden=one), "missing-f-prime", 1.5),
    ("06-backward", two_layers(output=one), "missing-f-prime", 0),
    ("06-backward", two_layers(hidden=lambda n: slope(sigmoid(n))), "f-prime-at-a", 1.5),
    ("06-backward", two_layers(turned=True), "transposed", 1.5),
    ("06-step", hidden_after_update, "updated-too-early", 1),
    ("06-proof", "d", "wrong-choice", 0),
    ("06-linear", "a", "wrong-choice", 0),
    ("06-epochs", 6000, "wrong-choice", 0),
]


@pytest.mark.parametrize(("task_id", "answer", "mistake", "points"), WRONG)
def test_is_a_typical_mistake_named(task_id, answer, mistake, points):
    said = verdict(task_id, answer)
    assert (said.misconception, said.points) == (mistake, points), said.text


@pytest.mark.parametrize("fixed", ["sign", "slope", "biases", "sign slope", "slope biases"])
def test_does_a_repair_need_all_three_slips(fixed):
    def repaired(x, t, W1, b1, W2, b2):
        n1 = W1 @ x + b1
        a1 = sigmoid(n1)
        n2 = W2 @ a1 + b2
        error = sigmoid(n2) - t if "sign" in fixed else t - sigmoid(n2)
        delta2 = error * slope(n2)
        delta1 = (W2.T @ delta2) * (slope(n1) if "slope" in fixed else 1)
        add = np.sum if "biases" in fixed else np.mean
        db1, db2 = (add(delta, axis=1, keepdims=True) for delta in (delta1, delta2))
        return delta1 @ x.T, db1, delta2 @ a1.T, db2

    earned = {"sign": 0.75, "sign slope": 1.5}.get(fixed, 0)
    assert verdict("06-repair", repaired).points == earned


@pytest.mark.parametrize("letters", ["EBFADGC", "EBFAGDC", "EBFGADC"])
def test_is_every_order_that_runs_right(letters):
    assert verdict("06-order", letters).status == "right"
