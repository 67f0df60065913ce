"""Does unit 00 name typical mistakes, and hold what its text says?"""

import numpy as np
import pytest
from backprop.widgets.descent_on_a_line import descent_on_a_line
from backprop.widgets.image_scores import image_scores

from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.tasks import find

WRONG = [
    ("00-score2", 259.6, "flipped-value"),
    ("00-score2", -260, "too-few-digits"),
    ("00-score2", -54.9, "dropped-term"),
    ("00-score2", -2.3 * 89 + 0.1 * 10 + 1.3 * 43, "flipped-term"),
    ("00-score2", -2.3 * 10 + 0.1 * 89 - 1.3 * 43, "swapped"),  # the image read by columns
    ("00-E", 0.7970498, "doubled"),
    ("00-E", 0.3648288, "dropped-square"),
    ("00-E", ((1 - 0.1458) ** 2 + -(0.2596**2)) / 2, "minus-before-power"),
    ("00-E", 0.5569, "not-squared"),
    ("00-E", 0.6202752, "squared-late"),
    ("00-dE_dw", 7.5, "flipped-sign"),
    ("00-dE_dw", -1.5, "lost-factor"),
    ("00-dE_dw", -3.75, "halved"),
    ("00-dE_dw", -15, "doubled"),
    ("00-dE_dw", -10, "another-place"),  # the slope where the step began
    ("00-dE_dw", -13.5, "weight-for-output"),
    ("00-gradient", np.array([5.0, 1.0]), "flipped-sign"),
    ("00-gradient", np.array([-4.0, -2.0]), "dropped-path"),
    ("00-gradient", np.array([-3.0, -3.0]), "flipped-path"),
    ("00-gradient", np.array([-1.0, -5.0]), "upside-down"),
    ("00-gradient", np.array([-4.0, -3.5]), "another-place"),  # the slopes at the other place
    ("00-two_weights", (0.85, -0.1), "exchanged-slopes"),
    ("00-two_weights", (0.1, -0.85), "ascent"),
    ("00-two_weights", (4.5, 3.0), "lost-eta"),
    ("00-two_weights", (0.4, 0.35), "change-for-weight"),
    ("00-repair", lambda x, t, w, eta: w + eta * (w * x - t) * x, "ascent"),
    ("00-repair", lambda x, t, w, eta: w - 2 * eta * (w * x - t) * x, "step-doubled"),
    ("00-order", "EDBAC", "wrong-order"),
]


def verdict(task_id, answer):
    task = find(task_id)
    question = ask(task, 1)
    return judge(task, question, collect(question, answer))


@pytest.mark.parametrize(
    ("task_id", "answer", "name"), WRONG, ids=[f"{task}-{name}" for task, _, name in WRONG]
)
def test_is_a_typical_mistake_called_by_its_name(task_id, answer, name):
    earned = verdict(task_id, answer)
    assert earned.misconception == name, earned.text
    assert earned.points == 0


def test_is_one_number_in_the_place_of_an_array_told_so():
    earned = verdict("00-gradient", -5.0)
    assert earned.points == 0 and "one number" in earned.message


def test_is_the_right_entry_of_an_array_told_from_the_wrong_one():
    assert "number 2 is off" in verdict("00-gradient", np.array([-5.0, 1.0])).message


@pytest.mark.parametrize("task_id", ["00-predict", "00-factor", "00-rate", "00-levels"])
def test_has_every_wrong_choice_its_own_hint(task_id):
    told = [verdict(task_id, option) for option in find(task_id).hints]
    assert {each.status for each in told} == {"wrong"}
    assert len({each.message for each in told}) == len(told)


def test_does_only_the_rate_that_the_task_marks_as_right_make_the_loss_grow():
    grows = set()
    for letter, eta in zip("abcd", (0.004, 0.04, 0.07, 0.09), strict=True):
        w = 0.2
        for _ in range(6):
            w += eta * (3 - 5 * w) * 5
        if (3 - 5 * w) ** 2 > (3 - 5 * 0.2) ** 2:
            grows.add(letter)
    assert grows == {find("00-rate").right}


def test_does_the_picture_of_the_scores_leave_the_asked_one_open():
    W = np.array([[0.2, 0.4, 1.3, 2.0], [0.0, -2.3, 0.1, -1.3]])
    figure = image_scores(np.array([[56, 89], [10, 43]]), W, [145.8, None], "scores")
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert "145.8" in texts
    assert "?" in texts
    assert "−2.3" in texts


def test_do_the_points_of_a_descent_lie_on_the_curve_of_the_loss():
    figure = descent_on_a_line(lambda w: w**2, (-3, 3), {"slow": [2.0, 1.0]}, "down", bottom=0.0)
    (axes,) = figure.axes
    w, heights = axes.lines[-1].get_data()
    assert list(heights) == [each**2 for each in w] == [4.0, 1.0]
