"""Is code that was handed out to be repaired told from code that somebody has worked on?"""

import numpy as np
import pytest

from autograder.checking.task import Code
from autograder.tasks import all_tasks, find
from tests.units.running import verdict

REPAIRS = [task for task in all_tasks() if isinstance(task, Code) and task.begins]


@pytest.mark.parametrize("task", REPAIRS, ids=lambda task: task.id)
def test_is_the_code_as_handed_out_called_unanswered(task):
    said = verdict(task, lambda *given: task.begins(*given))
    assert (said.points, said.status, said.misconception) == (0, "unanswered", None), said.text
    assert "still does what it did when you were given it" in said.message


def worked_on(x, W, dz):
    raise NameError("name 'dx' is not defined")


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (worked_on, "error"),  # another error than that of the code as handed out
        (lambda x, W, dz: [W * dz, x * W * dz], "partly"),
        (lambda x, W, dz: None, "error"),
        (lambda x, W, dz: "dz", "error"),
        (lambda x, W, dz: [W, x], "wrong"),
    ],
    ids=["another error", "one slip mended", "nothing", "text", "two slips"],
)
def test_is_a_first_attempt_judged_as_one(answer, status):
    assert verdict("05-repair", answer).status == status


def test_does_another_way_to_write_the_same_count_as_untouched():
    begins = find("04-repair").begins
    said = verdict(
        "04-repair", lambda *given: [new + 1e-16 for new in begins(*map(np.copy, given))]
    )
    assert said.status == "unanswered"
