"""`autograder release` and `grade` as somebody types them, mistakes included."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import cli
from autograder.places import course_dir, units

UNIT = "06_nonlinear_network"


def run(*words: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    root = Path(__file__).resolve().parents[2]
    own = os.pathsep.join([str(root), str(root / "course"), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "autograder.cli", *words],
        cwd=cwd, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": own},
    )  # fmt: skip


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run the command in an empty folder; gives its exit code and what it wrote to stderr."""
    monkeypatch.chdir(tmp_path)

    def type_in(*words: str) -> tuple[int, str]:
        code = cli.main(words)
        return code, capsys.readouterr().err

    return type_in


def hand_in(folder: Path, unit: str = UNIT) -> None:
    path = folder / "ada" / unit / f"{unit}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{}")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["grade", "nowhere"], "nowhere does not exist"),
        (["grade", "a_file"], "a_file is a file"),
        (["grade", "empty"], "no student's folder"),
        (["grade", "strange"], "Expected <student>/<unit>/<unit>.ipynb; found lab1"),
        (["grade", "in", "--unit", "99"], "no unit '99'. Known: 00_learning_as_optimisation"),
        (["grade", "in", "--unit", "02"], "No folder of 02_delta_rule was found"),
        (["grade", "nested"], "Did you mean nested/submitted?"),
        (["grade", "in", "--out", "a_file"], "is a file"),
        (["grade", "in", "--out", "a_file/deep"], "cannot be written"),
        (["grade", "in", "--out", "strange"], "is not empty"),
        (["grade", "in", "--out", "in/graded"], "lies inside in"),
        (["grade", "in", "--out", "in"], "lies inside in"),
        (["grade", "in", "--out", "a[b]"], "with '[' in it"),
        (["grade", "in", "--out", "theirs"], "load_subconfig"),
        (["grade", "in", "--out", "broken"], "cannot be read: SyntaxError"),
        (["grade", "in", "--jobs", "0"], "--jobs 0"),
        (["grade", "in", "--time-limit", "0"], "--time-limit 0"),
        (["grade", "in", "--out", "o1", "--gradebook", "oracle"], "cannot be opened"),
        (["grade", "in", "--out", "o2", "--gradebook", "mysterysql://x/y"], "cannot be opened"),
        (["grade", "in", "--out", "o3", "--gradebook", "sqlite:////no/where/g.db"], "be opened"),
        (["grade", "in", "--out", "o4", "--gradebook", "postgresql+psycopg://u:secret@localhost:1/g"],
         "postgresql+psycopg://u:***@localhost"),
        (["grade", "in", "--out", "o5", "--gradebook", "sqlite:///a_file"], "cannot be opened"),
        (["release", "a_file"], "a_file is a file"),
        (["release", "out", "99"], "no unit '99'. Known: 00_learning_as_optimisation"),
        (["demo", "--students", "0"], "--students 0"),
        (["demo", "--out", "strange"], "is there already"),
        (["demo", "--out", "a_file"], "is there already"),
    ],
)  # fmt: skip
def test_is_a_slip_of_the_pen_told_without_a_traceback(words, told, said, tmp_path, request):
    (tmp_path / "a_file").write_text("not a database, not a folder: " * 100)
    (tmp_path / "empty").mkdir()
    (tmp_path / "strange" / "bob" / "lab1").mkdir(parents=True)
    for name, text in (("theirs", "c = get_config()\n"), ("broken", "load_subconfig(((\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "nbgrader_config.py").write_text(text)
    hand_in(tmp_path / "in")
    hand_in(tmp_path / "nested" / "submitted")
    if words[0] == "grade":
        request.getfixturevalue("sandbox")
    code, text = said(*words)
    assert code == 2
    assert told in text and not re.search("Traceback|Errno|secret", text)
    assert text.startswith(f"autograder {words[0]}: ")


def test_may_a_gradebook_be_named_anew_after_a_slip_in_its_address(sandbox, said, tmp_path):
    hand_in(tmp_path / "in")
    (tmp_path / "o2").mkdir()
    for out in ("o1", "o2"):
        typed = ["grade", "in", "--out", out, "--gradebook"]
        code, text = said(*typed, "sqlite:////no/where/g.db")
        assert code == 2 and "cannot be opened" in text
        assert not (tmp_path / out).exists()
        assert said(*typed, f"sqlite:///{tmp_path}/{out}.db") == (0, "")
        assert (tmp_path / f"{out}.db").is_file()


@pytest.mark.parametrize("words", [["grade", ""], ["grade", "in", "--out", ""], ["release", ""],
                                   ["export", ""], ["demo", "--out", ""]])  # fmt: skip
def test_is_an_empty_name_not_taken_for_the_current_folder(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    assert left.value.code == 2 and list(tmp_path.iterdir()) == []
    assert "the name of the folder is empty" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder closed even to root")
@pytest.mark.parametrize("words", [["grade", "in", "--out", "/proc/out"], ["release", "/proc/out"]])
def test_is_a_folder_that_cannot_be_written_told(words, sandbox, said, tmp_path: Path):
    hand_in(tmp_path / "in")
    code, text = said(*words)
    assert code == 2 and "cannot be written" in text


def test_does_grade_account_for_everybody_and_exit_with_0(sandbox, tmp_path: Path):
    hand_in(tmp_path / "in")
    done = run("grade", "in", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "0 graded, 1 not graded" in done.stdout and "no list of cells" in done.stdout
    lines = (tmp_path / "in-graded" / "grades.csv").read_text().splitlines()
    assert len(lines) == 2 and lines[1].startswith(f"ada,{UNIT},,,")
    assert done.stderr == ""


def test_does_release_give_the_course_and_keep_a_students_work(tmp_path: Path):
    done = run("release", str(tmp_path / "mine"), "06", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    path = tmp_path / "mine" / UNIT / f"{UNIT}.ipynb"
    assert path.read_bytes() == (course_dir() / UNIT / f"{UNIT}.ipynb").read_bytes()
    assert f"written {path}" in done.stdout
    path.write_text("my work")
    done = run("release", str(tmp_path / "mine"), cwd=tmp_path)
    assert path.read_text() == "my work"
    assert f"kept    {path}" in done.stdout
    for unit in units(course_dir()):
        assert (tmp_path / "mine" / unit / f"{unit}.ipynb").is_file()
    assert not list((tmp_path / "mine").rglob("*.py"))


def test_is_a_student_told_what_an_instructors_command_needs(said, tmp_path, monkeypatch):
    hand_in(tmp_path / "in")
    loaded = [name for name in sys.modules if name.startswith("autograder.grading")]
    for name in [*loaded, *(name for name in sys.modules if name.split(".")[0] == "nbgrader")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "nbgrader", None)
    for words in (["grade", "in"], ["export", "out"]):
        code, text = said(*words)
        assert (code, text) == (
            2,
            f"autograder {words[0]}: nbgrader is not installed. This command needs the "
            "instructor's packages. In the project's folder: pip install '.[instructor]'\n",
        )


COMMANDS = ("build", "release", "grade", "audit", "export", "demo", "numbers")


def test_does_help_name_every_command():
    done = run("--help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert name in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_does_a_commands_help_explain_each_argument_and_say_its_default(command):
    done = run(command, "--help")
    assert done.returncode == 0
    about, _, arguments = done.stdout.partition("\n\n")[2].partition("\n\n")
    assert re.fullmatch(r"[A-Z][^.]+\.( .*\.)?", " ".join(about.split()))
    entries = re.findall(r"^  (\S.*(?:\n {4,}\S.*)*)", arguments, flags=re.MULTILINE)
    assert len(entries) >= 2
    for entry in entries:
        assert re.search(r"\S( {2,}|\n +)\S", entry), f"{entry} is not explained"
    for entry in (e for e in entries if re.match(r"--\w+ [A-Z]+|\[", e)):
        assert re.search(r"default|only this|as given to|written when missing", entry), entry
