"""Does unit 04 name what goes wrong in the linear network, and hold what its text says?"""

import contextlib
import io

import numpy as np
import pytest
from backprop import Network, gradient_check
from backprop.widgets.two_factor_valley import two_factor_valley

from autograder.building.assemble import assemble
from autograder.building.read import read
from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.numbers import find as find_number
from autograder.tasks import find
from autograder.tasks.u04_linear_network import GIVEN, WEIGHTS, network


@pytest.fixture(scope="module")
def names(root):
    """What the notebook's cells leave behind."""
    found = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in assemble("04", read(root / "solutions" / "04_linear_network.py"), find).cells:
            if cell.cell_type == "code":
                exec(cell.source, found)
    return found


def verdict(task_id, answer):
    task = find(task_id)
    question = ask(task, 1)
    return judge(task, question, collect(question, answer))


def gradients(x, t, W1, W2, m=None):
    a = W1 @ x
    d = (W2 @ a - t) / (m or x.shape[1])
    return W2.T @ d @ x.T, d @ a.T


def summed(x, t, W1, W2):
    return gradients(x, t, W1, W2, m=1)


def last_only(x, t, W1, W2):
    return gradients(x[:, -1:], t[:, -1:], W1, W2, m=x.shape[1])


def turned(x, t, W1, W2):
    return tuple(dW.T for dW in gradients(x, t, W1, W2))


def step(early=False, m=None, sign=1.0):
    """A step with a slip in it."""

    def stepped(x, t, W1, W2, eta):
        dW1, dW2 = gradients(x, t, W1, W2, m)
        new2 = W2 - sign * eta * dW2
        if early:
            dW1 = new2.T @ ((W2 @ W1 @ x - t) / (m or x.shape[1])) @ x.T
        return W1 - sign * eta * dW1, new2

    return stepped


WRONG = [
    ("04-predict", "a", "wrong-choice", 0),
    ("04-forward", (0.48, 0.191, 0.654481), "doubled", 2),
    ("04-dE_dw5", 0.68765, "flipped-sign", 0),
    ("04-dE_dw5", -0.38832, "another-one", 0),
    ("04-dE_dw2", -0.22652, "another-one", 0),
    ("04-dE_dw2", -2.427, "lost-factor", 0),
    ("04-dE_dx1", -0.0124586, "dropped-path", 0),
    ("04-dE_dx1", -0.014562, "dropped-path", 0),
    ("04-new_weights", (0.1056175, 0.098674), "ascent", 0),
    ("04-new_weights", (0.82765, 0.33652), "lost-eta", 0),
    ("04-new_weights", (0.1743825, 0.12410754), "updated-too-early", 1),
    ("04-new_weights", (0.1743825, 0.17), None, 1),
    ("04-y_new", 0.191, "another-one", 0),
    ("04-y_new", 0.2533, "rounded-weights", 0),  # 0.12, 0.23, 0.13, 0.10, 0.17, 0.17
    ("04-y_new", 0.253, "rounded-weights", 0),
    ("04-y_new", 0.2549, "rounded-weights", 0),
    ("04-y_new", 0.25, "too-few-digits", 0),
    ("04-y_new", 0.2606, "updated-too-early", 0),  # w5, w6 first, as the lecture lists them
    ("04-y_new", 0.2603, "updated-too-early", 0),  # w1 to w4 first
    ("04-y_new", 0.1344, "ascent", 0),
    ("04-y_new", 3.0297, "lost-eta", 0),
    ("04-y_new", 0.2295, "one-layer-only", 0),
    ("04-y_new", 0.2131, "one-layer-only", 0),
    ("04-forward", (0.48, 0.191, 0.654), "doubled", 2),
    ("04-forward", (0.85, 0.191, 0.3272), "another-one", 2),
    ("04-proof", (0.157, 0.388), "flipped-value", 1),
    ("04-proof", (0.327, -0.388), "another-one", 1),
    ("04-proof", (0.157, -0.4), "too-few-digits", 1),
    ("04-dW1", [[-0.0769, -0.0824], [0.154, 0.165]], "transposed", 0),
    ("04-dW1", [[0.0769, -0.154], [0.0824, -0.165]], "flipped-sign", 0),
    ("04-dW1", [[-0.549, 1.099], [-0.549, 1.099]], "lost-factor", 0),
    ("04-shape", (3, 4), "transposed-shape", 0),
    ("04-batch", summed, "batch-summed", 0),
    ("04-batch", turned, "transposed", 1.5),
    ("04-batch", last_only, "one-pattern", 0),
    ("04-repair", step(early=True), "updated-too-early", 1),
    ("04-repair", step(m=1), "batch-summed", 0),
    ("04-repair", step(sign=-1.0), "ascent", 0),
]


@pytest.mark.parametrize(("task_id", "answer", "mistake", "points"), WRONG)
def test_is_a_typical_mistake_named(task_id, answer, mistake, points):
    said = verdict(task_id, answer)
    assert (said.misconception, said.points) == (mistake, points), said.text


def test_does_the_task_compute_the_lectures_numbers():
    found = network(**{k: v for k, v in GIVEN.items() if k != "eta"})
    for name, number in (("a1", "h1"), ("a2", "h2"), ("y", "prediction"), ("E", "Error")):
        exact = float(find_number(f"torok.hmk.{number}").exact)
        assert found[name] == pytest.approx(exact, rel=1e-9)


def test_does_every_new_weight_and_gradient_in_the_table_fit_the_lecture(names):
    for w in WEIGHTS:
        exact = float(find_number(f"torok.hmk.dE_d{w}").exact)
        assert names["gradient"][w] == pytest.approx(exact, rel=1e-9)
        assert names["new"][w] == pytest.approx(float(find_number(f"torok.hmk.{w}_new").exact))


def test_is_the_longest_step_the_one_of_w5(names):
    assert max(names["gradient"], key=lambda w: abs(names["gradient"][w])) == "w5"


def test_does_doubling_all_weights_quadruple_the_prediction():
    given = {k: v for k, v in GIVEN.items() if k != "eta"}
    double = given | {w: 2 * given[w] for w in WEIGHTS}
    assert network(**double)["y"] / network(**given)["y"] == pytest.approx(4)


def test_is_the_line_without_its_derivative_no_gradient(names):
    """The erratum's two numbers, literal and true."""
    assert names["literal"] == pytest.approx(0.15707544)
    assert names["measured"] == pytest.approx(-0.38832)


def test_does_a_falling_loss_not_tell_a_wrong_step_from_a_right_one():
    x, t = np.array([[2.0], [3.0]]), np.array([[1.0]])
    W1, W2 = np.array([[0.11, 0.21], [0.12, 0.08]]), np.array([[0.14, 0.15]])
    losses = []
    for slip in (False, True):
        new1, new2 = step(early=slip)(x, t, W1, W2, 0.05)
        losses.append(((new2 @ new1 @ x - t) ** 2 / 2).item())
    assert max(losses) < 0.3272405 and losses[0] != losses[1]


def test_do_the_strides_of_the_prediction_get_longer_at_first():
    net = Network([2, 2, 1], f="linear", bias=False)
    net.W[1][:], net.W[2][:] = [[0.11, 0.21], [0.12, 0.08]], [[0.14, 0.15]]
    y = []
    for _ in range(4):
        y.append(net.forward([[2.0], [3.0]]).item())
        net.backward([[1.0]])
        net.step(eta=0.05)
    strides = np.diff(y)
    assert strides[0] < strides[1] < strides[2]


def test_are_twins_twins_for_ever():
    net = Network([2, 2, 1], f="linear", bias=False, average=True)
    net.W[1][:], net.W[2][:] = [[0.3, -0.2], [0.3, -0.2]], [[0.5, 0.5]]
    x, t = [[2.0, 1.0], [3.0, -1.0]], [[1.0, 0.5]]
    net.forward(x)
    assert gradient_check(net, x, t, quiet=True)
    for _ in range(20):
        net.forward(x)
        net.backward(t)
        net.step(eta=0.05)
    assert np.array_equal(net.W[1][0], net.W[1][1])
    assert net.W[2][0, 0] == net.W[2][0, 1] != 0.5


def test_does_the_dashed_valley_have_no_loss(names):
    for w5 in (0.4, 0.9):
        w1 = ((1 - 0.15 * 0.48) / w5 - 3 * 0.21) / 2
        assert names["two_weights"](w5, w1) == pytest.approx(0, abs=1e-12)
    start, end = names["path"][0], names["path"][-1]
    assert names["two_weights"](*end) < 1e-5 < names["two_weights"](*start)


def test_does_the_picture_hold_path_valley_and_names():
    path, valley = [(0.2, 0.1), (0.5, 0.9)], [(0.5, 1.0), (1.0, 0.5)]
    figure = two_factor_valley(
        lambda p, q: (1 - p * q) ** 2, ((0, 1.2), (0, 1.2)), path, valley, ("p", "q"), "Valley."
    )
    axes = figure.axes[0]
    assert [line.is_dashed() for line in axes.lines] == [True, False]
    assert axes.lines[1].get_xydata().tolist() == [list(point) for point in path]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("$p$", "$q$")
