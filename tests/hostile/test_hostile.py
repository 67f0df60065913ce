"""Does every hostile submission get what it deserves, and harm nobody?"""

import pytest

from .attack import TASKS, listed
from .attacks import ATTACKS
from .batch import outputs
from .verdicts import good_rows, wrong_points, wronged


@pytest.mark.parametrize("attack", ATTACKS)
def test_does_it_get_what_it_deserves(attack: str, chosen, outcome):
    record = ATTACKS[attack]
    student = listed(chosen.index(record) + 1, record)
    rows = outcome.rows.get(student, {})
    assert rows, f"{student} was forgotten\n{outcome.said[-2000:]}"
    assert wrong_points(record, rows) == []
    for task, status in record.status.items():
        assert rows[task]["status"] == status, rows[task]
    if record.says:
        said = outcome.audit.get(student, "") + "".join(r["status"] for r in rows.values())
        assert record.says in said
    if record.shows:
        assert record.shows in outputs(outcome.out, student)
    assert outcome.seen.get(student, []) == []


def test_is_every_good_submission_between_them_graded_right(chosen, outcome):
    assert len(good_rows(outcome)) == len(chosen) + 1
    assert wronged(outcome) == []
    assert all(set(TASKS) <= set(rows) for rows in good_rows(outcome).values())


def test_does_the_batch_come_to_its_end(outcome):
    assert outcome.exit_code == 0, outcome.said[-3000:]


def test_is_nothing_seen(outcome):
    assert outcome.seen == {}


def test_is_nothing_changed(outcome):
    assert outcome.changed == []


def test_did_nobody_call(outcome):
    assert outcome.calls == []


def test_is_no_process_left(outcome):
    assert outcome.left == []
