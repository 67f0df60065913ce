"""`autograder export`: the grades as other systems read them."""

import csv
import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder import cli

from .hand_ins import UNIT
from .test_again import hand_in


@pytest.fixture(scope="module")
def graded_two(tmp_path_factory, right, run_grade) -> Path:
    """`right` has all right, `no_slope` a slip; what `broken` handed in is no notebook."""
    folder = tmp_path_factory.mktemp("export")
    hand_in(folder / "in", right, "no_slope", "right")
    broken = folder / "in" / "broken" / UNIT / f"{UNIT}.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text("{")
    run_grade(folder / "in", folder / "out")
    return folder / "out"


@pytest.fixture
def out(graded_two, tmp_path, monkeypatch) -> Path:
    """A graded folder of its own for each test, as the current one."""
    shutil.copytree(graded_two, tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def table(out, tmp_path, capsys):
    """Export in a format and read the lines."""

    def read(name: str, *more: str) -> tuple[list[list[str]], str]:
        path = tmp_path / "table.csv"
        assert cli.main(["export", "--format", name, "--to", str(path), *more]) == 0
        said = capsys.readouterr()
        assert said.out == f"written {path}\n"
        return list(csv.reader(path.read_text(encoding="utf-8").splitlines())), said.err

    return read


def scores(out: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        return {s.student.id: s.score for s in book.assignment_submissions(UNIT)}


def test_does_csv_have_a_line_for_each_student_and_unit(table, out):
    lines, _ = table("csv")
    assert ",".join(lines[0]) == (
        "student,last_name,first_name,email,unit,points,max_points,status"
    )
    by_student = {line[0]: line[4:] for line in lines[1:]}
    assert list(by_student) == ["broken", "no_slope", "right"]
    assert by_student["broken"] == [UNIT, "", by_student["right"][2], "not graded"]
    expected = scores(out)
    assert expected["right"] > expected["no_slope"] > 0
    for student, score in expected.items():
        assert float(by_student[student][1]) == score
        assert by_student[student][3] == "waiting"


def test_does_canvas_get_its_columns_and_the_points_possible(table, out):
    lines, _ = table("canvas")
    assert lines[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", UNIT]
    assert lines[1][0].strip() == "Points Possible" and float(lines[1][5]) > 0
    assert [line[3] for line in lines[2:]] == ["broken", "no_slope", "right"]
    assert [line[5] for line in lines[2:]] == [
        "",
        *(f"{scores(out)[name]:g}" for name in ("no_slope", "right")),
    ]


def test_does_moodle_get_what_it_knows_a_student_by(table, out):
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        book.update_or_create_student(
            "right", first_name="Ada", last_name="Löve", email="ada@x.org", lms_user_id="=17"
        )
    lines, _ = table("moodle")
    assert lines[0] == ["Username", "First name", "Last name", "ID number", "Email address", UNIT]
    assert lines[-1][:5] == ["right", "Ada", "Löve", "'=17", "ada@x.org"]  # no formula
    assert table("canvas")[0][-1][:2] == ["Löve, Ada", "'=17"]


def test_is_said_what_is_not_final_yet(table, out):
    _, told = table("csv")
    assert told.splitlines() == [
        "2 submissions: written answers are still to be marked, in formgrader; "
        "they count 0 so far.",
        "1 submission: not graded, or not handed in; the cell is empty.",
    ]


def test_do_a_mark_and_a_penalty_count(table, out):
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        grade = book.find_grade("06-why", UNIT, UNIT, "no_slope")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        book.find_submission_notebook(UNIT, UNIT, "no_slope").late_submission_penalty = 0.25
        book.db.commit()
        score = book.find_submission(UNIT, "no_slope").score
    (line,) = (line for line in table("csv")[0] if line[0] == "no_slope")
    assert (float(line[5]), line[7]) == (score - 0.25, "graded")


def test_is_an_earlier_grade_not_told_of_what_can_no_longer_be_graded(right, run_grade, tmp_path):
    hand_in(tmp_path / "in", right, "right")
    run_grade(tmp_path / "in", tmp_path / "out")
    with Gradebook(f"sqlite:///{tmp_path / 'out' / 'gradebook.db'}") as book:
        book.find_grade("06-why", UNIT, UNIT, "right").manual_score = 1.5
        book.db.commit()
    (tmp_path / "in" / "right" / UNIT / f"{UNIT}.ipynb").write_text("{")
    run_grade(tmp_path / "in", tmp_path / "out")
    assert scores(tmp_path / "out")["right"] == 1.5  # a person's mark stays
    for listed in (True, False):  # a later run, of another unit alone, lists it no more
        if not listed:
            (tmp_path / "out" / "grades.csv").unlink()
        assert cli.main(["export", str(tmp_path / "out")]) == 0
        line = (tmp_path / "out" / "gradebook.csv").read_text().splitlines()[1]
        assert line.startswith(f"right,,,,{UNIT},,") and line.endswith(",not graded")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "xml"], "There is no format 'xml'. Known: csv, canvas, moodle."),
        (["--unit", "99"], f"There is no unit '99'. Known: {UNIT}."),
        (["--to", "grades.csv"], "is written by `autograder grade`. Choose another --to."),
        (["--to", "no/such/folder/x.csv"], "cannot be written: No such file or directory."),
        (["--to", "feedback"], "feedback cannot be written: Is a directory."),
        ([".."], "Did you mean ../out?"),
        (["nowhere"], "nowhere is no folder that `autograder grade` made"),
    ],
)
def test_is_a_slip_of_the_pen_told(words, told, out, capsys):
    before = (out / "grades.csv").read_bytes()
    assert cli.main(["export", *words]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("autograder export: ") and told in said.err
    assert (out / "grades.csv").read_bytes() == before and said.out == ""
