"""Does unit 09 name the slips that it is about, and are its digits what it says?"""

import numpy as np
import pytest
from backprop.widgets.digit_sheet import digit_sheet
from backprop.widgets.font_digits import HELD_OUT, SEEN, font_digits
from backprop.widgets.softmax_bars import softmax_bars
from backprop.widgets.three_steps import three_steps

from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.tasks import find


def sigmoid(n):
    return 1 / (1 + np.exp(-n))


def slope(n):
    return sigmoid(n) * (1 - sigmoid(n))


def verdict(task_id, answer):
    question = ask(find(task_id), 1)
    return judge(find(task_id), question, collect(question, answer))


def backward_with(f_prime, turned=False):
    def backward(top, W, n, a):
        dW, db, delta = [None] * len(W), [None] * len(W), top
        for j in range(len(W) - 1, 0, -1):
            dW[j], db[j] = delta @ a[j - 1].T, delta.sum(axis=1, keepdims=True)
            if j > 1:
                delta = (W[j].T @ delta) * f_prime(n[j - 1])
        return ([w if w is None else w.T for w in dW], db) if turned else (dW, db)

    return backward


def walked_uphill(x, t, W, eta):
    a = [x]
    for j in range(1, len(W)):
        a.append(sigmoid(W[j] @ a[-1]))
    delta, new = -(t - a[-1]) * a[-1] * (1 - a[-1]), list(W)
    for j in range(len(W) - 1, 0, -1):
        new[j] = W[j] + eta * delta @ a[j - 1].T
        delta = (W[j].T @ delta) * a[j - 1] * (1 - a[j - 1])
    return new


def naive_softmax(n):
    return np.exp(n) / np.exp(n).sum(axis=0)


def softmax(n, axis=0):
    e = np.exp(n - n.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def sigmoid_of_any(n):
    return np.where(n > 0, 1, np.exp(-np.abs(n))) / (1 + np.exp(-np.abs(n)))


def chained(x, W, b):
    for j in range(1, len(W)):
        x = sigmoid(W[j] @ x + b[j])
    return x


def trained(steps=None, pull=1, on_biases=0, mean=False):
    """The training loop of a student, with a slip in it."""

    def train(x, t, W, b, eta, l2, count):
        W, b = list(W), list(b)
        for _ in range(steps or count):
            a = sigmoid(W[1] @ x + b[1])
            delta = (softmax(W[2] @ a + b[2]) - t) / (x.shape[1] if mean else 1)
            below = (W[2].T @ delta) * a * (1 - a)
            for j, error, value in ((2, delta, a), (1, below, x)):
                W[j] = W[j] - eta * (error @ value.T + pull * l2 * W[j])
                db = error.sum(axis=1, keepdims=True)
                b[j] = b[j] - eta * (db + on_biases * l2 * b[j])
        return W, b

    return train


def trained_too_early(downwards, forward_again):
    """The same loop, but each layer changes before the gradients of the next one are there."""

    def train(x, t, W, b, eta, l2, count):
        W, b = list(W), list(b)
        for _ in range(count):
            a = sigmoid(W[1] @ x + b[1])
            delta = softmax(W[2] @ a + b[2]) - t
            for j in (2, 1) if downwards else (1, 2):
                if forward_again:
                    a = sigmoid(W[1] @ x + b[1])
                    delta = softmax(W[2] @ a + b[2]) - t
                error = delta if j == 2 else (W[2].T @ delta) * a * (1 - a)
                W[j] = W[j] - eta * (error @ (a if j == 2 else x).T + l2 * W[j])
                b[j] = b[j] - eta * error.sum(axis=1, keepdims=True)
        return W, b

    return train


def trained_in_place(penalty_last=False):
    """The right loop in the caller's own arrays; or its penalty pulls at the moved weights."""

    def train(x, t, W, b, eta, l2, count):
        for _ in range(count):
            a = sigmoid(W[1] @ x + b[1])
            delta = softmax(W[2] @ a + b[2]) - t
            below = (W[2].T @ delta) * a * (1 - a)
            for j, error, value in ((2, delta, a), (1, below, x)):
                pull = 0 if penalty_last else l2 * W[j]
                W[j] -= eta * (error @ value.T + pull)
                W[j] -= eta * l2 * W[j] * penalty_last
                b[j] -= eta * error.sum(axis=1, keepdims=True)
        return W, b

    return train


def test_does_the_remark_on_changed_inputs_name_them_as_the_task_does():
    said = verdict("09-train", trained_in_place())
    assert said.status == "right"
    assert "changes W, b itself" in said.message


def test_is_the_same_loop_without_a_slip_right():
    assert verdict("09-train", trained()).status == "right"


WRONG = [
    ("09-backward", backward_with(np.ones_like), "missing-f-prime", 1.0),
    ("09-backward", backward_with(slope, turned=True), "transposed", 1.5),
    ("09-repair", walked_uphill, "ascent", 0),
    ("09-forward", lambda x, W, b: chained(x, W, [0] * len(b)), "lost-summand", 0),
    ("09-softmax", naive_softmax, None, 0),
    ("09-softmax", lambda n: softmax(n, axis=1), "softmax-over-patterns", 0),
    ("09-softmax", lambda n: softmax(n, axis=None), "softmax-over-all", 0),
    ("09-softmax", lambda n: np.exp(n - n.max(axis=0)), "not-yet-shares", 0),
    ("09-softmax", sigmoid_of_any, "sigmoid-for-softmax", 0),
    ("09-top", [0.2807, 0.1540, 0.5653], "target-lost", 2),
    ("09-top", [-0.7193, 0.1540, 0.5653], "target-elsewhere", 1),
    ("09-top_repair", lambda n, t: softmax(n), "target-lost", 0),
    ("09-top_repair", lambda n, t: (softmax(n) - t) / n.shape[1], "batch-averaged", 0),
    ("09-top_repair", lambda n, t: (softmax(n) - t) / 2, "halved", 0),
    ("09-slopes_of_p", np.diag([0.25, 0.21, 0.16]), "elementwise-softmax", 0),
    ("09-slopes_of_p", [[0.25, 0.15, 0.1], [0.15, 0.21, 0.06], [0.1, 0.06, 0.16]], "all-gain", 0),
    ("09-slopes_of_p", np.outer([0.5, 0.3, 0.2], [0.5, 0.3, 0.2]), None, 0),
    ("09-train", trained(steps=1), "one-step-only", 0),
    ("09-train", trained(pull=0), "penalty-lost", 0),
    ("09-train", trained(pull=2), "penalty-doubled", 0),
    ("09-train", trained(on_biases=1), "penalty-on-biases", 0),
    ("09-train", trained(mean=True), "averaged-in-a-sum", 0),
    ("09-train", trained_in_place(penalty_last=True), "updated-too-early", 0),
    ("09-train", trained_too_early(True, False), "updated-too-early", 0),
    ("09-train", trained_too_early(True, True), "updated-too-early", 0),
    ("09-train", trained_too_early(False, True), "updated-too-early", 0),
    ("09-top", [0.0, 0.0, -0.4347], "elementwise-softmax", 1),
    ("09-walk_delta1", -0.0022, None, 0),
    ("09-slopes", "b", "wrong-choice", 0),
]


@pytest.mark.parametrize(("task_id", "answer", "mistake", "points"), WRONG)
def test_is_a_typical_mistake_named(task_id, answer, mistake, points):
    said = verdict(task_id, answer)
    assert said.points == points, said.text
    assert mistake in (None, said.misconception), said.text


def test_are_no_typefaces_both_seen_and_held_out():
    assert not set(SEEN) & set(HELD_OUT)


def test_are_the_digits_the_same_each_time_and_have_holes():
    x, digits = font_digits(["DejaVuSans"], copies=1, seed=3, shift=0.0, noise=0.0)
    again, _ = font_digits(["DejaVuSans"], copies=1, seed=3, shift=0.0, noise=0.0)
    assert np.array_equal(x, again) and digits.tolist() == list(range(10))
    zero = x[:, 0].reshape(8, 8)
    assert zero[3:5, 3:5].max() < 0.5 < zero.max()  # paper inside the ring of ink


def test_does_the_sheet_mark_a_wrong_answer_without_colour():
    axes = digit_sheet(np.zeros((64, 2)), [3, 8], "Two.", answers=[3, 0], columns=2).axes
    assert [each.get_title() for each in axes] == ["3 → 3", "8 → 0"]
    assert [each.title.get_fontweight() for each in axes] == ["normal", "bold"]


def test_do_the_bars_tell_the_sets_apart_without_colour():
    sets = {"one": [1.0, 0.0], "two": [2.0, 0.0], "three": [0.0, 0.0]}
    left, right = softmax_bars(sets, sets, "Says.").axes
    looks = {(bar.get_facecolor(), bar.get_hatch()) for bar in left.patches}
    assert len(looks) == 3 and len(left.patches) == len(right.patches) == 6
    assert all(len(set(look[0][:3])) == 1 for look in looks)  # shades of grey


def test_does_the_drawing_hold_each_of_the_three_steps():
    axes = three_steps("Says.").axes[0]
    said = [text.get_text() for text in axes.texts]
    assert [said.count(number) for number in "123"] == [1, 2, 1]
    assert {"δ[L]", "δ[L−1]", "dW[L]", "dW[L−1]", "E"} <= set(said)
