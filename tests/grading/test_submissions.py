"""Is everything that was handed in found or named, and nothing read that lies elsewhere?"""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import UserError
from autograder.grading.folder_names import LONGEST
from autograder.grading.submissions import Submission, find

from .crashing import apart

UNIT = "06_small"
KNOWN = ["05_other", UNIT]
CALL = r'{"source": "check(\"06-E\", E)"}'


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    """A class in which ada has handed in."""
    hand_in(tmp_path / "in" / "ada" / UNIT / f"{UNIT}.ipynb")
    return tmp_path / "in"


def hand_in(path: Path, content: str = "{}") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def of(submitted: Path, student: str) -> Submission:
    (found,) = [s for s in find(submitted, KNOWN, None) if s.student == student]
    return found


def fifo(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path may be short only
    with socket.socket(socket.AF_UNIX) as each:
        each.bind(path.name)
    os.chdir(here)


PROBLEMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (lambda path: path.mkdir(), "the notebook is a folder"),
    "a pipe": (fifo, "is no plain file"),
    "a socket": (listening, "is no plain file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "is a link to another place"),
    "a link to a classmate": (
        lambda path: path.symlink_to(path.parents[2] / "ada" / UNIT / path.name), "is a link",
    ),
    "a link up": (lambda path: path.symlink_to("../../ada/06_small/06_small.ipynb"), "is a link"),
    "a link to itself": (lambda path: path.symlink_to(path), "is a link"),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "is a link"),
    "nothing": (lambda path: None, "no 06_small.ipynb in the folder"),
    "links alone": (
        lambda path: path.with_name("a.ipynb").symlink_to("/etc/hostname"), "but 1 others",
    ),
    "two of other names": (
        lambda path: [hand_in(path.with_name(f"{n}.ipynb"), CALL) for n in "ab"], "but 2 others",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PROBLEMS)
def test_is_it_said_why_there_is_no_notebook(name: str, submitted):
    make, says = PROBLEMS[name]
    folder = submitted / "bob" / UNIT
    folder.mkdir(parents=True)
    make(folder / f"{UNIT}.ipynb")
    found = of(submitted, "bob")
    assert found.path is None and says in str(found.problem)


MENDED: dict[str, tuple[list[str], str, str]] = {
    "another name": ([f"{UNIT}/homework.ipynb"], f"{UNIT}/homework.ipynb", "called homework.ipynb"),
    "another case": ([f"{UNIT}/06_Small.IPYNB.ipynb"], f"{UNIT}/06_Small.IPYNB.ipynb", "called"),
    "others beside": (
        [f"{UNIT}/{UNIT}.ipynb", f"{UNIT}/Untitled.ipynb"], f"{UNIT}/{UNIT}.ipynb", "1 other",
    ),
    "beside its folder": ([f"{UNIT}.ipynb"], f"{UNIT}.ipynb", "lay beside the folder"),
    "one about the unit": (
        [f"{UNIT}/{UNIT}-Copy1.ipynb!", f"{UNIT}/Untitled.ipynb"],
        f"{UNIT}/{UNIT}-Copy1.ipynb", "called 06_small-Copy1.ipynb",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MENDED)
def test_is_the_notebook_found_under_another_name(name: str, submitted):
    files, path, says = MENDED[name]
    for file in files:
        hand_in(submitted / "bob" / file.rstrip("!"), CALL if file.endswith("!") else "{}")
    found = of(submitted, "bob")
    assert found.path == submitted / "bob" / path
    assert says in "\n".join(found.notes)


@pytest.mark.parametrize("what", ["student", "unit"])
def test_is_no_link_to_another_folder_followed(what: str, submitted, tmp_path):
    hand_in(tmp_path / "private" / UNIT / f"{UNIT}.ipynb")
    hand_in(tmp_path / "private" / "exam" / "answers.ipynb")
    link = submitted / "bob" / (UNIT if what == "unit" else "")
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(tmp_path / "private" / (UNIT if what == "unit" else ""))
    found = find(submitted, KNOWN, None)
    assert [s.path for s in found if s.student == "bob"] == [None]
    assert "exam" not in str(found)  # not even a name of what lies there


@pytest.mark.parametrize(
    ("name", "shown", "says"),
    [
        ("..bob", "..bob", "taken for hidden"),
        ("__bob", "__bob", "taken for hidden"),
        ("a\nb", r"a\nb", "cannot be printed"),
        ("\x1b[31mred", r"\x1b[31mred", "cannot be printed"),
        ("\u202egnp.", r"\u202egnp.", "cannot be printed"),
        (os.fsdecode(b"b\xf6b"), r"b\udcf6b", "cannot be printed"),
        ("x" * 200, "x" * LONGEST + "…", "has 200 characters"),
        ("[bob]", "[bob]", "cannot work with '['"),
        ("bob ", "bob ", "at the end of a name"),
    ],
)
def test_is_an_odd_name_named_in_a_line_that_can_be_printed(name, shown, says, submitted):
    hand_in(submitted / name / UNIT / f"{UNIT}.ipynb")
    found = of(submitted, shown)
    assert found.path is None and says in str(found.problem)


def test_does_an_odd_name_never_stand_for_somebody_else(submitted):
    hand_in(submitted / "a\nb" / UNIT / f"{UNIT}.ipynb")
    hand_in(submitted / r"a\nb" / UNIT / f"{UNIT}.ipynb")
    found = {s.student: s.path for s in find(submitted, KNOWN, None)}
    assert found == {
        "ada": submitted / "ada" / UNIT / f"{UNIT}.ipynb",
        r"a\nb": submitted / r"a\nb" / UNIT / f"{UNIT}.ipynb",
        r"a\nb…": None,
    }


@pytest.mark.parametrize("name", ["née", "李 雷", "O'Brien", "$(id)", "-rf", "a;b", "a%2fb", "~"])
def test_is_an_unusual_name_no_obstacle(name: str, submitted):
    hand_in(submitted / name / UNIT / f"{UNIT}.ipynb")
    assert of(submitted, name).path is not None


def test_is_a_file_among_the_students_named(submitted):
    hand_in(submitted / "bob.ipynb")
    hand_in(submitted / "grades.txt")
    found = of(submitted, "bob.ipynb")
    assert found.path is None and "a file; expected" in str(found.problem)
    assert "grades.txt" not in str(find(submitted, KNOWN, None))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("closed", ["bob", f"bob/{UNIT}", f"bob/{UNIT}/{UNIT}.ipynb", "."])
def test_is_what_may_not_be_read_named(closed: str):
    room = Path(tempfile.mkdtemp())  # pytest's own folders are closed to everybody else
    room.chmod(0o755)
    submitted = room / "in"
    for student in ("ada", "bob"):
        hand_in(submitted / student / UNIT / f"{UNIT}.ipynb")
    (submitted / closed).chmod(0)

    def look() -> None:
        if os.geteuid() == 0:
            os.setuid(65534)  # root may read everything
        if closed == ".":
            with pytest.raises(UserError, match="cannot be read"):
                find(submitted, KNOWN, None)
            return
        found = of(submitted, "bob")
        if found.path is None:
            assert "cannot be read: Permission denied" in str(found.problem)
        else:
            with pytest.raises(PermissionError):  # intake says so
                found.path.read_bytes()
        assert of(submitted, "ada").path is not None

    code, said = apart(look)
    (submitted / closed).chmod(0o755)
    shutil.rmtree(room)
    assert code == 0, said
