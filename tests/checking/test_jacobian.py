"""Is a matrix of derivatives marked entry by entry, in the course's layout?"""

import numpy as np
import pytest

from autograder.auditing.audit import audit
from autograder.checking.asks import Jacobian, by_paths
from autograder.checking.question import trace
from autograder.checking.task import Number
from tests.checking.test_right import verdict


def two_of_three(x):
    y = np.array([x[0] * x[1] ** 2, x[1] + 4 * x[2]])
    return locals()


TASK = Number(
    id="99-jacobian",
    title="",
    forward=two_of_three,
    given={"x": np.array([2.0, 3.0, 5.0])},
    asks=Jacobian("y", "x"),
)
RIGHT = np.array([[9.0, 12.0, 0.0], [0.0, 1.0, 4.0]])


def changed(row, column, value):
    other = RIGHT.copy()
    other[row, column] = value
    return other


def test_is_the_truth_a_row_for_each_output():
    np.testing.assert_allclose(TASK.asks.truth(trace(TASK))["x"], RIGHT)
    np.testing.assert_allclose(by_paths(TASK.asks, trace(TASK))["x"], RIGHT)


@pytest.mark.parametrize("answer", [RIGHT, RIGHT.tolist(), RIGHT * 1.01])
def test_is_a_right_matrix_right(answer):
    assert verdict(TASK, answer).status == "right"


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (RIGHT.T, "other-layout"),
        (-RIGHT, "flipped-sign"),
        (RIGHT.sum(axis=0), "rows-added"),
        (changed(0, 1, 6.0), "two-lost"),
        (RIGHT + 1, None),
    ],
)
def test_is_the_slip_in_a_matrix_named(answer, name):
    said = verdict(TASK, answer)
    assert (said.points, said.misconception) == (0, name), said.message


def test_is_a_single_wrong_entry_told_by_its_place():
    said = verdict(TASK, changed(1, 2, 5.0))
    assert "5 of 6 numbers fit; row 2, column 3 is off" in said.message
    assert said.misconception is None and said.points == 0


def test_does_the_audit_know_matrices():
    found = audit(TASK)
    assert found.passed and found.mistakes > 4 and not found.unnamed and not found.misnamed
