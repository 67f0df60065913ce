"""From a named student's copy to a grade on that student's own numbers."""

import argparse
import csv
import json
import shutil

import nbformat
import pytest

from autograder.checking.mine import FILE
from autograder.checking.own import own_numbers, token
from autograder.checking.trace import Trace
from autograder.cli import main
from autograder.errors import UserError
from autograder.grading import release_command
from autograder.tasks import find

TASK = find("06-own")
UNIT = "06_nonlinear_network"
SECRET = b"0123456789abcdef0123456789abcdef"


def truth(student):
    trace = Trace(TASK.forward, own_numbers(TASK, token(SECRET, student)))
    return next(iter(TASK.asks.truth(trace).values()))


def hand_in(root, submitted, student, answer):
    """A submission in which only the task with own numbers is answered."""
    folder = submitted / student / UNIT
    folder.mkdir(parents=True)
    path = folder / f"{UNIT}.ipynb"
    shutil.copy(root / "course" / UNIT / path.name, path)
    notebook = nbformat.read(path, as_version=4)
    cell = next(c for c in notebook.cells if c.id == "06-own-answer")
    name = cell.source.split(" = ")[0].splitlines()[-1]
    cell.source = f"{name} = {answer!r}"
    nbformat.write(notebook, path)


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "course.secret"
    path.write_bytes(SECRET)
    return path


def test_is_each_student_graded_on_their_own_numbers(sandbox, root, tmp_path, secret):
    submitted = tmp_path / "submitted"
    hand_in(root, submitted, "zenobia", float(truth("zenobia")))
    hand_in(root, submitted, "ben", float(truth("zenobia")))  # copied
    out = tmp_path / "out"
    assert main(["grade", str(submitted), "--out", str(out), "--secret", str(secret)]) == 0
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file) if row["task"] == "06-own"}
    assert (rows["zenobia"]["points"], rows["zenobia"]["status"]) == ("2", "right")
    assert (rows["ben"]["points"], rows["ben"]["misconception"]) == ("0", "somebody-elses-numbers")
    feedback = (out / "feedback" / "ben" / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")
    assert "somebody else" in feedback and "zenobia" not in feedback


def release(folder, *, student=(), secret=None):
    return release_command.run(
        argparse.Namespace(
            folder=str(folder), units=["06"], student=list(student), secret=secret and str(secret)
        )
    )


def test_does_a_named_copy_carry_the_students_token(tmp_path, secret, capsys):
    assert release(tmp_path / "out", student=["zenobia", "ben"], secret=secret) == 0
    given = json.loads((tmp_path / "out" / "zenobia" / FILE).read_text(encoding="utf-8"))
    assert given == {"student": "zenobia", "token": token(SECRET, "zenobia")}
    assert (tmp_path / "out" / "ben" / UNIT / f"{UNIT}.ipynb").is_file()
    assert SECRET.decode() not in capsys.readouterr().out
    assert release(tmp_path / "out", student=["zenobia"], secret=secret) == 0
    assert "written" not in capsys.readouterr().out


def test_is_a_missing_secret_made_once_and_for_its_owner_alone(tmp_path, capsys):
    path = tmp_path / "new.secret"
    assert release(tmp_path / "out", student=["zenobia"], secret=path) == 0
    first = path.read_bytes()
    assert len(first.strip()) == 64 and path.stat().st_mode & 0o077 == 0
    assert release(tmp_path / "out", student=["ben"], secret=path) == 0
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("student", "secret", "words"),
    [
        (["zenobia"], None, "--student needs --secret"),
        ([], "some.secret", "goes with --student"),
        (["../eve"], "some.secret", "letters, digits"),
    ],
)
def test_is_a_half_told_release_refused(tmp_path, student, secret, words):
    with pytest.raises(UserError, match=words):
        release(tmp_path / "out", student=student, secret=secret and tmp_path / secret)


def test_is_a_missing_or_short_secret_named_when_grading(sandbox, tmp_path, capsys):
    (tmp_path / "submitted").mkdir()
    short = tmp_path / "short.secret"
    short.write_text("abc")
    for path, words in ((tmp_path / "none", "cannot be read"), (short, "Expected 16")):
        asked = ["grade", str(tmp_path / "submitted"), "--secret", str(path)]
        assert main([*asked, "--out", str(tmp_path / "out")]) == 2
        assert words in capsys.readouterr().err
