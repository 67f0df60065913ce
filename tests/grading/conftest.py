import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.grading.batch import Options, Run, grade
from autograder.grading.progress import Progress

from .hand_ins import UNIT, Notebook, write

Row = dict[str, str]


@pytest.fixture(scope="session")
def run_grade(small: Path) -> Callable[..., Run]:
    """Grade submissions of the small unit quietly, two at a time."""

    class Quiet(Progress):
        def note(self, text: str) -> None:
            pass

    def run(submitted: Path, out: Path, **more: object) -> Run:
        options = {"jobs": 2, "course": small / "course", "seed": 7, "trust": True, **more}
        return grade(Options(submitted=submitted, out=out, **options), Quiet())

    return run


@dataclass(frozen=True)
class Graded:
    """The class of hand_ins.py after grading. before: its files as they were handed in."""

    submitted: Path
    out: Path
    before: dict[Path, bytes]

    @property
    def rows(self) -> list[Row]:
        return read_csv(self.out / "grades.csv")

    def of(self, student: str) -> dict[str, Row]:
        return {
            row["task"]: row
            for row in self.rows
            if (row["student"], row["unit"]) == (student, UNIT)
        }


def read_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory, right: Notebook, run_grade) -> Graded:
    """The whole class, graded once for all tests that only look."""
    folder = tmp_path_factory.mktemp("class")
    write(folder / "submitted", right)
    (folder / "submitted" / "linked" / UNIT).mkdir(parents=True)
    (folder / "submitted" / "linked" / UNIT / f"{UNIT}.ipynb").symlink_to(
        folder / "submitted" / "right" / UNIT / f"{UNIT}.ipynb"
    )
    (folder / "submitted" / "absent").mkdir()
    (folder / "submitted" / "right" / "09_unknown").mkdir()
    for name in ("with [brackets]", "with a space at the end "):
        (folder / "submitted" / name / UNIT).mkdir(parents=True)
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    run_grade(folder / "submitted", folder / "out")
    return Graded(folder / "submitted", folder / "out", before)
