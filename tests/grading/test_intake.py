"""Is what is taken in no more than what can be held?"""

import json
from pathlib import Path

import pytest

from autograder.grading.folder import CourseFolder
from autograder.grading.intake import COMPANIONS, LARGEST, MOST_FILES, take
from autograder.grading.not_graded import NotGraded
from autograder.grading.submissions import Submission
from autograder.grading.waiting import AT_ONCE, jobs

from .hand_ins import UNIT


@pytest.fixture
def folder(small, tmp_path: Path) -> CourseFolder:
    made = CourseFolder(tmp_path / "out")
    made.add(UNIT, small / "course")
    return made


@pytest.fixture
def mine(right, tmp_path: Path) -> Path:
    """The folder that ada hands in."""
    path = tmp_path / "in" / "ada" / UNIT
    path.mkdir(parents=True)
    (path / f"{UNIT}.ipynb").write_text(json.dumps(right))
    return path


def taken(folder: CourseFolder, mine: Path):
    return take(folder, Submission("ada", UNIT, mine / f"{UNIT}.ipynb"))


def sparse(path: Path, size: int) -> None:
    with path.open("ab") as file:
        file.truncate(size)


def test_is_a_notebook_that_is_too_large_not_read(folder, mine):
    sparse(mine / f"{UNIT}.ipynb", LARGEST + 1)
    with pytest.raises(NotGraded, match="the notebook has 200 MB"):
        taken(folder, mine)


def test_are_small_files_taken_and_large_ones_left(folder, mine):
    (mine / "data.csv").write_text("1,2")
    (mine / "sub").mkdir()
    (mine / "sub" / "more.csv").write_text("3")
    sparse(mine / "huge.csv", 50_000_000_000)
    sparse(mine / "a.csv", COMPANIONS // 2)
    sparse(mine / "b.csv", COMPANIONS)
    assert set(taken(folder, mine).files()) == {"data.csv", "a.csv"}
    copied = folder.root / "submitted" / "ada" / UNIT
    assert (copied / "sub" / "more.csv").is_file() and not (copied / "huge.csv").exists()


def test_is_a_crowd_of_files_not_copied(folder, mine):
    for number in range(MOST_FILES * 3):
        (mine / f"{number}.txt").write_text("x")
    assert len(taken(folder, mine).files()) <= MOST_FILES
    assert len(list((folder.root / "submitted" / "ada" / UNIT).iterdir())) <= MOST_FILES + 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [("2026-11-26 12:00:00 UTC", True), ("soon", False), ("9" * 400, False), ("\udcff", False)],
)
def test_is_a_time_that_is_none_left_out(text: str, kept: bool, folder, mine):
    (mine / "timestamp.txt").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert ("timestamp.txt" in taken(folder, mine).files()) == kept


def test_is_no_link_beside_the_notebook_followed(folder, mine, tmp_path):
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "key.txt").write_text("secret")
    (mine / "a.txt").symlink_to(tmp_path / "private" / "key.txt")
    (mine / "b").symlink_to(tmp_path / "private")
    assert taken(folder, mine).files() == {}
    copied = folder.root / "submitted" / "ada" / UNIT
    assert [path.name for path in copied.iterdir()] == [f"{UNIT}.ipynb"]


def test_does_a_mark_change_with_all_that_could_change_the_grade(folder, mine):
    marks = [taken(folder, mine).fingerprint]
    (mine / "data.csv").write_text("1")
    marks.append(taken(folder, mine).fingerprint)
    (mine / "data.csv").write_text("2")
    marks.append(taken(folder, mine).fingerprint)
    (mine / "data.csv").rename(mine / "other.csv")
    marks.append(taken(folder, mine).fingerprint)
    (mine / "other.csv").unlink()
    assert len(set(marks)) == 4
    assert taken(folder, mine).fingerprint == marks[0]


def test_is_a_class_of_huge_files_held_a_share_at_a_time(folder, mine):
    one = taken(folder, mine)
    huge = type(one)(one.path, one.fingerprint, one.companions, AT_ONCE // 2, one.notes)
    shares = list(jobs(folder, {(f"s{n}", UNIT): huge for n in range(5)}, folder.config))
    assert [len(share) for share in shares] == [2, 2, 1]
