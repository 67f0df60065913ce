"""Grading again: what is kept, what is redone, and what survives."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.errors import UserError
from autograder.grading.feedback import feedback_path

from .conftest import read_csv
from .hand_ins import CLASS, UNIT


def hand_in(folder: Path, right: dict, *students: str) -> None:
    for student in students:
        path = folder / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        made = CLASS[student].make(json.loads(json.dumps(right)))
        path.write_bytes(made if isinstance(made, bytes) else json.dumps(made).encode())


def stamps(out: Path) -> dict[str, int]:
    return {p.parts[-3]: p.stat().st_mtime_ns for p in out.glob("autograded/*/*/*.ipynb")}


def points(out: Path, student: str) -> dict[str, str]:
    return {r["task"]: r["points"] for r in read_csv(out / "grades.csv") if r["student"] == student}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, right, run_grade) -> Path:
    """A folder with two submissions, `in`, and their results, `out`."""
    folder = tmp_path_factory.mktemp("two")
    hand_in(folder / "in", right, "right", "uphill")
    run_grade(folder / "in", folder / "out")
    return folder


@pytest.fixture
def two(once: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A copy of it, to change: where they were handed in, and the results."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "in", tmp_path / "out"


def test_is_another_version_of_a_unit_refused_and_nothing_changed(two, small, tmp_path, run_grade):
    submitted, out = two
    shutil.copytree(small / "course", tmp_path / "newer")
    path = tmp_path / "newer" / UNIT / f"{UNIT}.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("06-why", "06-whence"), encoding="utf-8")
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    for _ in range(2):
        with pytest.raises(UserError, match="another version of 06_small"):
            run_grade(submitted, out, course=tmp_path / "newer")
    assert before == {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    path.write_text(text.replace("A small unit", "A tiny unit"), encoding="utf-8")
    assert run_grade(submitted, out, course=tmp_path / "newer").fresh == 2


def test_is_only_what_changed_or_was_lost_graded_again(two, right, run_grade):
    submitted, out = two
    first = stamps(out)
    table = (out / "grades.csv").read_bytes()
    run = run_grade(submitted, out, seed=None)
    assert (run.fresh, run.kept) == (0, 2)
    assert stamps(out) == first and (out / "grades.csv").read_bytes() == table

    hand_in(submitted, right, "no_slope")
    shutil.rmtree(out / "autograded" / "uphill")  # as after a run that was killed half-way
    run = run_grade(submitted, out, seed=None)
    assert (run.fresh, run.kept) == (2, 1)
    assert stamps(out)["right"] == first["right"]
    assert points(out, "no_slope")["06-step"] == "1"

    shutil.copy(submitted / "right" / UNIT / f"{UNIT}.ipynb", submitted / "uphill" / UNIT)
    assert run_grade(submitted, out, seed=None).fresh == 1
    assert points(out, "uphill")["06-step"] == "2"
    # A killed run leaves the file that nbgrader writes before it executes: that is no grade.
    path = out / "autograded" / "right" / UNIT / f"{UNIT}.ipynb"
    path.chmod(0o644)
    shutil.copy(submitted / "right" / UNIT / f"{UNIT}.ipynb", path)
    assert run_grade(submitted, out, seed=None).fresh == 1


def test_does_a_seed_repeat_and_no_seed_draw_afresh(two, run_grade):
    submitted, out = two

    def seeds() -> set[int]:
        found = out.glob("autograded/*/*/*.ipynb")
        return {nbformat.read(p, as_version=4).metadata.autograder.seed for p in found}

    assert seeds() == {7}
    assert run_grade(submitted, out, seed=7).fresh == 0
    assert run_grade(submitted, out, seed=8).fresh == 2
    assert seeds() == {8}
    shutil.rmtree(out)
    run_grade(submitted, out, seed=None)
    (fresh,) = seeds()
    assert fresh not in (7, 8) and (out / "seed.txt").read_text() == f"{fresh}\n"


def test_do_marks_given_by_hand_survive(two, right, run_grade):
    submitted, out = two
    assert points(out, "uphill")["06-why"] == ""
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        for task, score in (("06-why", 2.5), ("06-step", 1)):
            book.find_grade(task, UNIT, UNIT, "uphill").manual_score = score
        book.db.commit()
    run_grade(submitted, out)
    assert points(out, "uphill") == {
        "06-E": "1",
        "06-f_prime": "1",
        "06-step": "1",
        "06-why": "2.5",
    }
    assert "Score: 5.5 / 7.0" in feedback_path(out, "uphill", UNIT).read_text(encoding="utf-8")

    shutil.copy(submitted / "right" / UNIT / f"{UNIT}.ipynb", submitted / "uphill" / UNIT)
    assert run_grade(submitted, out).fresh == 1
    assert points(out, "uphill")["06-why"] == "2.5"


def test_does_a_good_file_that_turns_bad_lose_its_grade_visibly(two, run_grade):
    submitted, out = two
    (submitted / "right" / UNIT / f"{UNIT}.ipynb").write_text("{")
    run_grade(submitted, out)
    (row,) = [r for r in read_csv(out / "grades.csv") if r["student"] == "right"]
    assert row["status"].startswith("not graded: ")
    assert not (out / "autograded" / "right" / UNIT).exists()


def test_can_the_submitted_folder_of_the_result_be_graded_itself(two, run_grade):
    _, out = two
    before = {p: p.read_bytes() for p in (out / "submitted").rglob("*") if p.is_file()}
    run = run_grade(out / "submitted", out)
    assert run.kept == 2
    assert before == {p: p.read_bytes() for p in (out / "submitted").rglob("*") if p.is_file()}
