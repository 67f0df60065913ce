"""Does unit 02 name what is typically wrong, and is what it claims true?"""

from typing import Any

import numpy as np
import pytest
from backprop import Network

from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.checking.trace import Trace
from autograder.tasks import find
from tests.units.running import unit, verdict


def slipped(sign=1.0, factor=1.0, learned=True, turned=False):
    """A delta rule with a slip in it."""

    def step(W, x, t, eta):
        e = t - W @ x
        change = factor * (x @ e.T if turned else e @ x.T)
        return W + sign * (eta if learned else 1.0) * change

    return step


def gradient(factor=1.0, turned=False):
    def by_hand(W, x, t):
        e = t - W @ x
        return factor * (x @ e.T if turned else e @ x.T)

    return by_hand


def nudged(distance):
    """Central differences, divided by a distance in units of h."""

    def numerical(W, x, t, h=1e-5):
        found = np.zeros(W.shape)
        for place in np.ndindex(W.shape):
            up, down = W.copy(), W.copy()
            up[place] += h
            down[place] -= h
            change = ((t - up @ x) ** 2).sum() / 2 - ((t - down @ x) ** 2).sum() / 2
            found[place] = change / (distance * h)
        return found

    return numerical


E, X = np.array([[-0.4], [1.2]]), np.array([[3.0, 0.5, 2.0]])
WRONG = [
    ("02-second_forward", (1.7, -0.3, 0.045), "flipped-value"),
    ("02-second_forward", (1.7, 0.3, 0.09), "doubled"),
    ("02-second_forward", (1.4, 0.6, 0.18), "another-place"),
    ("02-dE_dW", np.array([[-4.8, -0.8, -3.2], [-1.5, -0.25, -1.0]]), "target-for-error"),
    ("02-dE_dW", np.array([[6.0, 1.0, 4.0], [-2.1, -0.35, -1.4]]), "output-for-error"),
    ("02-W_new", np.array([[0.62, -0.18, 0.38], [-0.26, 0.34, -0.84]]), "ascent"),
    ("02-W_new", np.array([[-0.7, -0.4, -0.5], [3.7, 1.0, 1.8]]), "lost-eta"),
    ("02-W_new", np.array([[-0.12, -0.02, -0.08], [0.36, 0.06, 0.24]]), "change-for-weight"),
    ("02-largest_eta", 2 / (5**2 + -(3**2) + 6**2), "minus-before-power"),
    ("02-largest_eta", 0.239046, "length-for-square"),
    ("02-second_gradient", (1.2, 0.9), "flipped-sign"),
    ("02-second_gradient", (-2.4, -1.8), "doubled"),
    ("02-second_gradient", (-0.3, -0.3), "lost-factor"),
    ("02-second_gradient", (-1.2, -0.3), "lost-factor"),
    ("02-second_step", (0.254, 0.178), "ascent"),
    ("02-second_step", (1.478, 1.096), "lost-eta"),
    ("02-second_step", (0.024, 0.018), "change-for-weight"),
    ("02-second_step", (0.278, 0.196), "no-step"),
    ("02-second_step", (-1.2, -0.9), "gradient-for-weight"),
    ("02-second_step", (0.302, 0.202), "lost-factor"),
    ("02-derivation", "ACEFBD", "wrong-order"),
    ("02-forward", lambda W, x: -W @ x, "flipped-value"),
    ("02-dE_dW", E * X, "flipped-sign"),
    ("02-dE_dW", -2 * E * X, "doubled"),
    ("02-dE_dW", (-E * X).T, "transposed"),
    ("02-dE_dW", -E * np.ones((1, 3)), "lost-factor"),
    ("02-dE_dW", -np.ones((2, 1)) * X, "lost-error"),
    ("02-shape", (5, 3), "transposed-shape"),
    ("02-shape", (3, 7), "wrong-shape"),
    ("02-delta_rule", slipped(sign=-1), "ascent"),
    ("02-delta_rule", slipped(factor=2), "step-doubled"),
    ("02-delta_rule", slipped(factor=0.5), "step-halved"),
    ("02-delta_rule", slipped(learned=False), "lost-eta"),
    ("02-delta_rule", lambda W, x, t, eta: eta * (t - W @ x) @ x.T, "change-for-weight"),
    ("02-delta_rule", lambda W, x, t, eta: W + eta * (t - W @ x), "lost-factor"),
    ("02-delta_rule", lambda W, x, t, eta: W, "no-step"),
    ("02-repair", slipped(turned=True), "transposed"),
    ("02-repair", slipped(sign=-1), "ascent"),
    ("02-numerical", nudged(1), "doubled"),
    ("02-numerical", nudged(-2), "flipped-sign"),
    ("02-batch", gradient(), "flipped-sign"),
    ("02-batch", gradient(-1 / 4), "batch-averaged"),
    ("02-batch", gradient(-1, turned=True), "transposed"),
    ("02-largest_eta", 1 / 70, "halved"),
    ("02-largest_eta", 70, "another-one"),
    ("02-xor", 1 / 4, "doubled"),
    ("02-xor", 1 / 2, "another-one"),
]


@pytest.mark.parametrize(
    ("task_id", "answer", "name"), WRONG, ids=[f"{task}-{name}" for task, _, name in WRONG]
)
def test_is_a_typical_mistake_called_by_its_name(task_id, answer, name):
    earned = verdict(task_id, answer)
    assert earned.misconception == name, earned.text
    assert earned.points < find(task_id).points


def test_does_an_earlier_mistake_cost_its_points_only_once():
    """The output is wrong; error, loss, gradient and step follow rightly from it."""
    chain = [
        ("02-second_forward", (1.6, 0.4, 0.08)),
        ("02-second_gradient", (-1.6, -1.2)),
        ("02-second_step", (0.31, 0.22)),
    ]
    earlier: list[Any] = []
    lost = []
    for task_id, answer in chain:
        task = find(task_id)
        question = ask(task, 1)
        response = collect(question, answer)
        earned = judge(task, question, response, earlier)
        earlier.append((task, response))
        lost.append(task.points - earned.points)
    assert lost == [1, 0, 0]


def test_is_the_limit_of_eta_the_point_where_the_error_stops_shrinking():
    """The truth of 02-largest_eta, found by training instead of by its formula."""
    task = find("02-largest_eta")
    x = np.array([[task.given[name]] for name in ("x1", "x2", "x3")])
    limit = task.asks.truth(trace_of(task))["largest_eta"]
    for share, shrinks in ((0.99, True), (1.01, False)):
        w = np.zeros((1, 3))
        for _ in range(50):
            w = w + share * limit * (1.0 - w @ x) @ x.T
        assert (abs(1.0 - (w @ x).item()) < 1.0) is shrinks


def test_is_one_half_the_best_that_a_linear_layer_can_say_to_xor():
    """The truth of 02-xor, found by least squares over all weights and biases."""
    task = find("02-xor")
    inputs = np.vstack([task.given["x"], np.ones(4)]).T
    weights, *_ = np.linalg.lstsq(inputs, task.given["t"], rcond=None)
    best = ((task.given["t"] - inputs @ weights) ** 2).mean() / 2
    assert task.asks.truth(trace_of(task))["E"] == pytest.approx(best) == pytest.approx(1 / 8)


def test_does_the_engine_take_the_same_step_as_the_delta_rule():
    delta_rule = unit("02").solved.answers["02-delta_rule"]
    random = np.random.default_rng(2)
    net = Network([3, 2], f="linear", bias=False)
    W, x, t = net.W[1].copy(), random.normal(size=(3, 1)), random.normal(size=(2, 1))
    net.forward(x)
    net.backward(t)
    net.step(eta=0.1)
    np.testing.assert_allclose(net.W[1], delta_rule(W, x, t, 0.1), rtol=1e-12)


def trace_of(task):
    return Trace(task.forward, task.given)
