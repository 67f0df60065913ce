"""A gradebook that is gone, damaged or in use; two graders at once; marks that people gave."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.errors import UserError
from autograder.grading import gradebook
from autograder.grading.lock import only_one

from .crashing import ready as ready
from .hand_ins import UNIT
from .test_again import hand_in, points


@pytest.fixture
def two(tmp_path: Path, right, run_grade, ready) -> tuple[Path, Path]:
    """Two submissions and their results."""
    hand_in(tmp_path / "in", right, "no_slope", "right")
    run_grade(tmp_path / "in", tmp_path / "out")
    return tmp_path / "in", tmp_path / "out"


def book_of(out: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{out / 'gradebook.db'}")


def files(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != ".lock"}


def refused(run_grade, two: tuple[Path, Path], match: str) -> None:
    before = files(two[1])
    with pytest.raises(UserError, match=match):
        run_grade(*two)
    assert files(two[1]) == before


def test_is_a_gradebook_that_is_gone_not_replaced_by_an_empty_one(two, run_grade):
    (two[1] / "gradebook.db").unlink()
    refused(run_grade, two, "is gone, but .* Put it back from a backup")
    shutil.rmtree(two[1] / "autograded")
    assert run_grade(*two).fresh == 2  # as the message says


def test_is_a_damaged_gradebook_told(two, run_grade):
    path = two[1] / "gradebook.db"
    whole = path.read_bytes()
    for damaged in (
        b"not a database" * 99,
        whole[:-20000],
        whole[:9000] + b"x" * 9000 + whole[18000:],
    ):
        path.write_bytes(damaged)
        refused(run_grade, two, "cannot be opened: ")
    path.write_bytes(whole)
    assert run_grade(*two).kept == 2


def test_is_a_gradebook_that_is_in_use_told_and_the_rest_done_later(
    two, right, run_grade, monkeypatch
):
    submitted, out = two
    monkeypatch.setattr(gradebook, "PATIENCE", 0.2)
    hand_in(submitted, right, "uphill")
    other = sqlite3.connect(out / "gradebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # as an editor of databases does with an unsaved change
    with pytest.raises(UserError, match=r"locked; another program.*run the same command again"):
        run_grade(submitted, out)
    other.close()
    assert run_grade(submitted, out).fresh == 1
    assert points(out, "uphill")["06-E"] == "1"


def test_is_what_an_older_gradebook_lacks_graded_again(two, right, run_grade):
    submitted, out = two
    backup = (out / "gradebook.db").read_bytes()
    hand_in(submitted, right, "uphill")
    run_grade(submitted, out)
    (out / "gradebook.db").write_bytes(backup)
    assert (run := run_grade(submitted, out)).fresh == 1 and run.kept == 2
    with book_of(out) as book:
        assert book.find_submission(UNIT, "uphill").score == 2


def test_are_two_graders_at_once_kept_apart(two, run_grade):
    with only_one(two[1]):
        refused(run_grade, two, "Another grader is at work in .* \\(process \\d+\\)")
    assert run_grade(*two).kept == 2


def test_is_the_folder_free_when_a_grader_was_killed(two, run_grade):
    program = "import sys, time; from pathlib import Path\n"
    program += "from autograder.grading.lock import only_one\n"
    program += "with only_one(Path(sys.argv[1])): print(flush=True); time.sleep(60)"
    other = subprocess.Popen([sys.executable, "-c", program, two[1]], stdout=subprocess.PIPE)
    try:
        assert other.stdout and other.stdout.read(1)
        refused(run_grade, two, f"process {other.pid}")
    finally:
        other.kill()
        other.communicate()
    assert run_grade(*two).kept == 2


def mark(out: Path, task: str, score: float, comment: str = "") -> None:
    """What formgrader does when a person marks an answer."""
    with book_of(out) as book:
        grade = book.find_grade(task, UNIT, UNIT, "no_slope")
        grade.manual_score, grade.needs_manual_grade = score, False
        if comment:
            book.find_comment(task, UNIT, UNIT, "no_slope").manual_comment = comment
        book.db.commit()


def marked(out: Path, task: str) -> tuple[float, bool]:
    with book_of(out) as book:
        grade = book.find_grade(task, UNIT, UNIT, "no_slope")
        return grade.score, grade.needs_manual_grade


def test_do_marks_and_comments_stay_and_is_nobody_asked_to_look_again(two, run_grade):
    submitted, out = two
    mark(out, "06-why", 2.5, "well put")
    mark(out, "06-step", 1.5)
    run_grade(submitted, out, seed=8)  # everything is graded afresh, on other inputs
    assert marked(out, "06-why") == (2.5, False) and marked(out, "06-step") == (1.5, False)
    with book_of(out) as book:
        assert book.find_comment("06-why", UNIT, UNIT, "no_slope").comment == "well put"
    assert "mark of" not in (out / "audit.log").read_text()


@pytest.mark.parametrize("killed", [False, True])
def test_is_a_mark_for_an_earlier_answer_kept_and_flagged(killed, two, right, run_grade):
    submitted, out = two
    mark(out, "06-why", 2.5, "well put")
    mark(out, "06-step", 1.5)
    path = submitted / "no_slope" / UNIT / f"{UNIT}.ipynb"
    path.write_text(path.read_text().replace("never above", "seldom above"))
    if killed:  # the earlier answer went with the notebook: better to ask than to guess
        shutil.rmtree(out / "autograded" / "no_slope")
    run_grade(submitted, out)
    assert marked(out, "06-why") == (2.5, True)
    assert marked(out, "06-step") == (1.5, killed)
    assert "06-why: the mark of 2.5 is for an earlier answer" in (out / "audit.log").read_text()
    run_grade(submitted, out, seed=9)
    assert marked(out, "06-why") == (2.5, True)  # until somebody looks


def test_are_a_submissions_grades_written_at_once(two, right, run_grade, monkeypatch):
    from autograder.grading import save_grades

    submitted, out = two
    hand_in(submitted, right, "uphill")
    seen = []

    def fail_at_the_last(cell, log=None):
        seen.append(cell)
        if len(seen) == 4:
            raise ValueError("the fourth of four")
        return 1.0, 1.0

    monkeypatch.setattr(save_grades, "determine_grade", fail_at_the_last)
    run_grade(submitted, out)
    with book_of(out) as book:
        grades = book.find_submission_notebook(UNIT, UNIT, "uphill").grades
        assert [grade.auto_score for grade in grades] == [None] * 4
    monkeypatch.undo()


def test_does_what_turns_bad_leave_the_gradebook_too_but_for_what_people_gave(two, run_grade):
    submitted, out = two
    mark(out, "06-why", 2.5, "well put")
    path = submitted / "no_slope" / UNIT / f"{UNIT}.ipynb"
    good = path.read_text()
    path.write_text("{")
    for _ in range(2):  # told again by the next run, which changes nothing
        run_grade(submitted, out)
        with book_of(out) as book:
            assert book.find_submission(UNIT, "no_slope").score == 2.5
            assert book.find_submission(UNIT, "right").score == 4
            grades = book.find_submission_notebook(UNIT, UNIT, "no_slope").grades
            assert all(g.auto_score is None and g.needs_manual_grade for g in grades)
            assert book.find_comment("06-why", UNIT, UNIT, "no_slope").comment == "well put"
        for log in ("audit.log", "audit/no_slope.log"):
            said = (out / log).read_text()
            assert "no points of an earlier version are left in the gradebook" in said
            assert "06-why: the mark of 2.5 is for an earlier answer, and was kept" in said
    path.write_text(good)
    assert run_grade(submitted, out).fresh == 1
    assert points(out, "no_slope") == {
        "06-E": "1", "06-f_prime": "1", "06-step": "1", "06-why": "2.5",
    }  # fmt: skip


def test_is_it_left_out_of_the_gradebook_at_once(two, run_grade, monkeypatch):
    from autograder.grading import withdraw

    submitted, out = two
    mark(out, "06-why", 2.5)
    (submitted / "no_slope" / UNIT / f"{UNIT}.ipynb").write_text("{")

    def fails(grade):
        raise ValueError("at the last of four")

    with monkeypatch.context() as patch, pytest.raises(ValueError, match="at the last"):
        patch.setattr(withdraw, "kept", fails)
        run_grade(submitted, out)
    with book_of(out) as book:
        assert book.find_submission(UNIT, "no_slope").score == 5.5
    run_grade(submitted, out)
    with book_of(out) as book:
        assert book.find_submission(UNIT, "no_slope").score == 2.5


def test_is_extra_credit_on_top_of_the_points(two, run_grade):
    submitted, out = two
    with book_of(out) as book:
        book.find_grade("06-E", UNIT, UNIT, "no_slope").extra_credit = 0.5
        book.find_grade("06-why", UNIT, UNIT, "no_slope").extra_credit = 0.5  # nobody marked it
        book.db.commit()
    run_grade(submitted, out)
    assert points(out, "no_slope") == {
        "06-E": "1.5", "06-f_prime": "1", "06-step": "1", "06-why": "",
    }  # fmt: skip


def test_is_the_penalty_for_late_work_written_with_its_grades(two, right, run_grade, monkeypatch):
    from nbgrader.plugins import LateSubmissionPlugin

    submitted, out = two
    with (out / "nbgrader_config.py").open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with book_of(out) as book:
        book.update_or_create_assignment(UNIT, duedate="2026-01-01 12:00:00 UTC")
    hand_in(submitted, right, "uphill", "check_split")
    for student, when in (("uphill", "2026-01-02"), ("check_split", "2025-12-31")):
        (submitted / student / UNIT / "timestamp.txt").write_text(f"{when} 12:00:00 UTC")

    def penalty(student: str) -> tuple[float, float | None]:
        with book_of(out) as book:
            notebook = book.find_submission_notebook(UNIT, UNIT, student)
            return notebook.score, notebook.late_submission_penalty

    def fails(*_):
        raise ValueError("no penalty today")

    with monkeypatch.context() as patch:
        patch.setattr(LateSubmissionPlugin, "late_submission_penalty", fails)
        run_grade(submitted, out)
    assert penalty("uphill") == (0, None)  # not half of it
    run_grade(submitted, out)
    assert penalty("uphill") == (2, 2)
    assert penalty("check_split") == (4, None)
