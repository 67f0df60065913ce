"""Does unit 08 name the typical slips, and does its arithmetic hold?"""

import numpy as np
import pytest
from backprop.widgets.jacobian_pattern import jacobian_pattern
from backprop.widgets.shape_boxes import shape_boxes

from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.tasks import find

W, X = np.array([[0.1, 0.5], [-0.3, 0.8]]), np.array([[0.2], [0.4]])
G = 2 * W @ X


def verdict(task_id, answer, seed=1):
    task = find(task_id)
    question = ask(task, seed)
    return judge(task, question, collect(question, answer))


def two_layers(hidden=True, transposed=True, summed=True):
    """The backward pass of Example IV with a slip in it."""

    def backward(x, t, W1, b1, W2, b2):
        n1 = W1 @ x + b1
        a1 = np.maximum(n1, 0)
        y = 1 / (1 + np.exp(-(W2 @ a1 + b2)))
        d2 = (y - t) * y * (1 - y)
        d1 = (W2.T @ d2) * ((n1 > 0) if hidden else 1)
        add = np.sum if summed else np.mean
        return (
            d1 @ x.T if transposed else x @ d1.T,
            add(d1, axis=1, keepdims=True), d2 @ a1.T, add(d2, axis=1, keepdims=True),
        )  # fmt: skip

    return backward


WRONG = [
    ("08-predict", "a", "wrong-choice", 0),
    ("08-f", 0.073, "halved", 0),
    ("08-f", 0.02, "not-squared", 0),
    ("08-f", 0.3821, "a-root-too-many", 0),
    ("08-df_dx1", -0.156, "dropped-path", 0),
    ("08-df_dx1", 0.316, "another-one", 0),
    ("08-df_dx1", -0.436, "row-for-column", 0),
    ("08-df_dW12", 0.168, "wrong-print", 0),
    ("08-df_dW12", 0.364, "flipped-sign", 0),
    ("08-indicator", "a", "wrong-choice", 0),
    ("08-second", ((G @ X.T).T, W.T @ G), "transposed", 1),
    ("08-second", (G @ X.T, W @ G), "weights-not-transposed", 1),
    ("08-second", (G @ X.T / 2, W.T @ G / 2), "halved", 0),
    ("08-repair", lambda W, x: (2 * W @ x @ x.T, W @ (2 * W @ x)), "weights-not-transposed", 1),
    ("08-jacobian", [[3, 0], [2, 1], [0, -2]], "other-layout", 0),
    ("08-jacobian", [[3, 2, 0], [0, 1, -1]], "two-lost", 0),
    ("08-jacobian", [3, 3, -2], "rows-added", 0),
    ("08-jacobian", [[2, 3, 0], [0, 1, -2]], None, 0),
    ("08-layout", "b", "wrong-choice", 0),
    ("08-jacobian_size", 60, "wrong-choice", 0),
    ("08-shape_dx", (5, 4), "transposed-shape", 0),
    ("08-shape_dx", (4, 1), "wrong-shape", 0),
    ("08-matmul", lambda W, x, G: (x @ G.T, W.T @ G), "transposed", 1.5),
    ("08-rows", lambda X, W, b, G: (G @ W, X.T @ G, G.sum(0)), "transposed", 2),
    ("08-rows", lambda X, W, b, G: (G @ W, G.T @ X, G.mean(0)), "batch-averaged", 2),
    ("08-order", "DCBEA", "wrong-order", 0),
    ("08-two_layers", two_layers(hidden=False), "missing-f-prime", 1.5),
    ("08-two_layers", two_layers(transposed=False), "transposed", 2.25),
    ("08-two_layers", two_layers(summed=False), "batch-averaged", 1.5),
]


@pytest.mark.parametrize(("task_id", "answer", "name", "points"), WRONG)
def test_is_a_typical_slip_told_and_paid_rightly(task_id, answer, name, points):
    said = verdict(task_id, answer)
    assert said.points == pytest.approx(points), said.text
    assert name is None or name in (said.misconception or "nothing"), said.text


def test_is_the_slides_matrix_the_right_one_turned():
    W, x = np.array([[0.3, -0.5], [0.7, 0.1]]), np.array([[0.3], [0.7]])
    printed = np.array([[-0.156, 0.168], [-0.364, 0.392]])
    np.testing.assert_allclose(printed, (2 * W @ x @ x.T).T, atol=1e-12)


def test_does_the_jacobian_have_the_entries_that_the_text_counts():
    """Row (k, p) of the Jacobian of q = W x by W holds column p of x in the place of row k of W."""
    x = np.ones((4, 5))
    jacobian = np.kron(np.eye(3), x.T)
    assert jacobian.shape == (15, 12)
    assert (jacobian.size, np.count_nonzero(jacobian)) == (180, 60)
    axes = jacobian_pattern({"five": jacobian}, "…").axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("12 weights", "15 outputs")


def test_does_a_box_have_the_rows_and_columns_that_it_names():
    figure = shape_boxes([("dW", (3, 4), "", ""), "=", ("G", (3, 1), "", "")], "…")
    boxes = [(box.get_height(), box.get_width()) for box in figure.axes[0].patches]
    np.testing.assert_allclose(boxes, [(0.9, 1.2), (0.9, 0.3)])
