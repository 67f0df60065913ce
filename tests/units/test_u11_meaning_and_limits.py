"""Does unit 11 name the usual slips, and do its pictures hold their numbers?"""

import numpy as np
import pytest
from backprop import sigmoid
from backprop.widgets.curve_fits import curve_fits
from backprop.widgets.learning_race import learning_race

from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.tasks import find


def verdict(task_id, answer):
    task = find(task_id)
    question = ask(task, 1)
    return judge(task, question, collect(question, answer))


@pytest.mark.parametrize(
    ("answer", "name"),
    [(58.0, "dropped-path"), (-267.0, "flipped-sign"), (300.0, None), (200.0, None)],
)
def test_is_a_slip_with_the_loan_wrong(answer, name):
    said = verdict("11-loan", answer)
    assert said.points == 0
    assert name is None or said.misconception is not None


def test_does_the_way_back_through_w_earn_nothing_and_a_turned_b_neither():
    def through(x, t, W1, W2, B, back=lambda W2, B: B):
        a1 = sigmoid(W1 @ x)
        y = sigmoid(W2 @ a1)
        return (back(W2, B) @ ((y - t) * y * (1 - y)) * a1 * (1 - a1)) @ x.T

    assert verdict("11-feedback", through).points == 2
    for name, back in (
        ("weights-kept", lambda W2, B: W2),
        ("turned-b", lambda W2, B: B.T),
        ("way-back-lost", lambda W2, B: np.eye(2)),
    ):
        said = verdict("11-feedback", lambda *a, back=back: through(*a, back=back))
        assert (said.points, said.misconception) == (0, name)


TOWERS = {
    "steepness-on-one-side": lambda x, left, right, h, s: (
        h * (sigmoid(s * x - left) - sigmoid(s * x - right))
    ),
    "flipped-value": lambda x, left, right, h, s: (
        h * (sigmoid(s * (x - right)) - sigmoid(s * (x - left)))
    ),
    "one-step-of-two": lambda x, left, right, h, s: h * sigmoid(s * (x - left)),
}


@pytest.mark.parametrize("name", TOWERS)
def test_is_a_tower_that_stands_elsewhere_wrong(name):
    said = verdict("11-tower", TOWERS[name])
    assert (said.points, said.misconception) == (0, name)


def test_is_the_missing_slope_of_goodness_named():
    said = verdict("11-goodness", lambda W, x: 2 * sigmoid(W @ x) @ x.T)
    assert "missing-f-prime" in (said.misconception or "")


def test_do_the_pictures_hold_their_numbers():
    x = np.linspace(-1, 2, 31)
    fit = np.where(x > 1.5, 9.0, x + 0.25)  # far off, but only where nothing was learnt
    title = curve_fits(x, x, {"one": fit}, (0.0, 1.0), "Says.").axes[0].get_title()
    assert title == "one\nworst error 0.25"
    shares = {"p": np.array([[0.2, 0.4], [0.3, 0.8], [0.4, 0.9]])}
    left, right = learning_race(shares, {"q": np.full((3, 2), 80.0)}, 0.25, "Says.").axes
    assert left.lines[0].get_ydata().tolist() == [0.3, 0.8]
    assert right.lines[0].get_ydata().tolist() == [80.0, 80.0]
