"""The class of `autograder demo`: eight students that every instructor knows, then as many more."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.building.write import text
from autograder.grading import slips
from autograder.grading.classroom import Style, right, slipping, untouched, work

SEED = 20


@dataclass(frozen=True)
class Student:
    """A student of the demo. broken: the file is cut off on its way."""

    name: str
    story: str
    style: Style
    broken: bool = False


FIRST = (
    Student("ada", "has everything right", right),
    Student("ben", "handed in what was released, untouched", untouched),
    Student("cleo", "forgets the slope f′", slipping(*slips.NO_SLOPE)),
    Student("dan", "flips signs", slipping(*slips.FLIPPED)),
    Student("emma", "loses a factor", slipping(*slips.LOST_FACTOR)),
    Student("finn", "copies the lecture's numbers", slipping(*slips.COPIED)),
    Student("gina", "handed in a file that was cut off", right, broken=True),
    Student("hugo", "stopped half-way", lambda task, solved: _half(task, solved)),
)


def _half(task: str, solved: str) -> str | None:
    """The first half of the alphabet of tasks, so to speak: stable, and about half."""
    return right(task, solved) if sum(map(ord, task)) % 2 else None


def students(count: int) -> Iterator[Student]:
    """The first `count` students; from the ninth on they differ by chance, the same chance."""
    yield from FIRST[:count]
    pool = [*slips.NO_SLOPE, *slips.FLIPPED, *slips.LOST_FACTOR]
    for number in range(len(FIRST) + 1, count + 1):
        chance = random.Random(SEED * 1000 + number)
        skill = chance.uniform(0.4, 1.0)
        own = [slip for slip in pool if chance.random() > skill]
        story = f"knows about {skill:.0%}"
        yield Student(f"student{number:03d}", story, _varied(slipping(*own), skill, number))


def _varied(style: Style, skill: float, number: int) -> Style:
    def varied(task: str, solved: str) -> str | None:
        chance = random.Random(f"{SEED} {number} {task}")
        return style(task, solved) if chance.random() < 0.3 + 0.7 * skill else None

    return varied


def hand_in(folder: Path, student: Student, unit: str, course: Path, solutions: Path) -> Path:
    """Write the student's notebook where nbgrader would collect it."""
    release, solution = (
        nbformat.read(where / unit / f"{unit}.ipynb", as_version=4) for where in (course, solutions)
    )
    handed_in = text(work(release, solution, student.style))
    path = folder / student.name / unit / f"{unit}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(handed_in[: len(handed_in) // 2] if student.broken else handed_in, "utf-8")
    return path
