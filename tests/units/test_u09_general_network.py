"""Does unit 09 name the slips that it is about, and are its digits what it says?"""

import numpy as np
import pytest
from backprop.widgets.digit_sheet import digit_sheet
from backprop.widgets.font_digits import HELD_OUT, SEEN, font_digits

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


WRONG = [
    ("09-backward", backward_with(np.ones_like), "missing-f-prime", 1.0),
    ("09-backward", backward_with(slope, turned=True), "transposed", 1.5),
    ("09-repair", walked_uphill, "ascent", 0),
    ("09-softmax", naive_softmax, None, 0),
    ("09-top", [0.0, 0.0, -0.4347], "zero", 1),
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
