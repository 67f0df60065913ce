"""Does the next run finish what a killed one left, whenever it was killed?"""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.errors import UserError

from .crashing import apart, count_changes, die
from .crashing import ready as ready
from .hand_ins import UNIT
from .test_again import hand_in

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
STUDENTS = ("no_slope", "check_deleted", "cut_off")


@pytest.fixture
def folder(tmp_path: Path, right, run_grade, ready) -> Path:
    """Submissions in `in`, and what an undisturbed run makes of them in `whole`."""
    hand_in(tmp_path / "in", right, *STUDENTS)
    run_grade(tmp_path / "in", tmp_path / "whole")
    return tmp_path


def result(out: Path) -> tuple[object, ...]:
    """What must come out the same: the tables, the gradebook, who has feedback."""
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        (notebook,) = book.find_assignment(UNIT).notebooks
        marks = sorted(
            (submission.student.id, grade.name, grade.auto_score, grade.needs_manual_grade)
            for submission in notebook.submissions
            for grade in submission.grades
        )
    pages = sorted(str(p.relative_to(out)) for p in (out / "feedback").rglob("*.html"))
    left = sorted(p.name for p in out.iterdir())
    texts = [(out / name).read_text() for name in ("grades.csv", "audit.log")]
    return *texts, marks, pages, left


def changes(folder: Path, run_grade) -> int:
    """How many changes a run makes in its folder."""
    out, note = folder / "counted", folder / "count.txt"

    def work() -> None:
        count_changes(out, lambda n: note.write_text(str(n)))
        run_grade(folder / "in", out)

    assert apart(work)[0] == 0
    return int(note.read_text())


def test_does_the_next_run_finish_wherever_the_last_one_was_killed(folder, run_grade):
    expected = result(folder / "whole")
    whole, chance, out = changes(folder, run_grade), random.Random(7), folder / "out"
    assert whole > 50

    def killed_at(when: int) -> None:
        count_changes(out, lambda n: n == when and die())
        run_grade(folder / "in", out)

    for first in sorted(chance.sample(range(1, whole + 1), 14)):
        shutil.rmtree(out, ignore_errors=True)
        for when in (first, chance.randint(1, whole)):
            code, said = apart(lambda when=when: killed_at(when))
            assert code in (-signal.SIGKILL, 0), said  # the second run may have less to do
        run_grade(folder / "in", out)
        assert result(out) == expected, f"killed at {first} of {whole}"


def test_does_the_next_run_finish_what_was_written_half(folder, run_grade):
    expected, chance, out = result(folder / "whole"), random.Random(8), folder / "out"

    def killed_after(size: int) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # ends the process in the middle of a write
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        run_grade(folder / "in", out)

    largest = max(p.stat().st_size for p in (folder / "whole").rglob("*") if p.is_file())
    for size in [10, 300, *(chance.randrange(1000, largest) for _ in range(6))]:
        shutil.rmtree(out, ignore_errors=True)
        code, said = apart(lambda size=size: killed_after(size))
        assert code == -signal.SIGXFSZ, said
        run_grade(folder / "in", out)
        assert result(out) == expected, f"killed after {size} bytes"


def test_does_a_full_disk_stop_the_run_in_one_sentence_and_lose_nothing(folder, run_grade):
    expected, chance, out = result(folder / "whole"), random.Random(9), folder / "out"

    said = "cannot be (written|opened): |does not answer: "

    def full_after(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # Python turns it into an OSError
        with pytest.raises(UserError, match=said) as told:
            run_grade(folder / "in", out)
        assert str(out) in str(told.value) and "\n" not in str(told.value)

    largest = max(p.stat().st_size for p in (folder / "whole").rglob("*") if p.is_file())
    for size in [300, 50_000, *(chance.randrange(1000, largest) for _ in range(4))]:
        code, trouble = apart(lambda size=size: full_after(size))
        assert code == 0, (size, trouble)
    run_grade(folder / "in", out)
    assert result(out) == expected


PROGRAM = """
import sys
from pathlib import Path
from autograder.grading.batch import Options, grade
from autograder.grading.progress import Progress
submitted, out, course = map(Path, sys.argv[1:])
grade(Options(submitted, out, jobs=2, course=course, seed=7, trust=True), Progress())
"""


def test_does_a_run_with_workers_go_on_after_it_was_killed(folder, small, right):
    hand_in(folder / "in", right, "right", "uphill", "check_copied", "stranger")
    command = [sys.executable, "-c", PROGRAM, folder / "in", folder / "out", small / "course"]
    run = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    for lines in (1, 3, 2):  # killed when it has said so much: that hangs on no clock
        with subprocess.Popen(command, **run) as process:
            assert process.stdout
            said = [process.stdout.readline() for _ in range(lines)]
            process.kill()
        assert all(said)
    done = subprocess.run(command, **run)
    assert done.returncode == 0, done.stdout
    assert "graded before and unchanged" in done.stdout
    whole = subprocess.run([*command[:4], folder / "again", *command[5:]], **run)
    assert whole.returncode == 0, whole.stdout
    assert result(folder / "out") == result(folder / "again")
