"""A class's grades in the forms that other systems read: nbgrader's exporter plugins.

`autograder export` uses them, and so does, in the graded folder, `nbgrader export
--exporter=autograder.grading.exports.Canvas`.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin

from autograder.grading.files import write_whole
from autograder.grading.grades import inert, number

GRADED, WAITING, NOT_GRADED = "graded", "waiting", "not graded"
Line = list[str]


@dataclass(frozen=True)
class Grade:
    """What a student has in a unit. points: after nbgrader's penalty for lateness."""

    points: float | None = None
    status: str = NOT_GRADED


@dataclass
class Student:
    """What the gradebook knows of a student, and the grades by unit."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms_id: str = ""
    grades: dict[str, Grade] = field(default_factory=dict)


class Export(ExportPlugin):
    """Writes one table. What has no grade is an empty cell, never a zero.

    lost: (student, unit) of what was handed in and could not be graded, whatever is left of it in
    the gradebook. found: what was written, for whoever asked. name: of the file, unless told.
    """

    name = "gradebook.csv"

    lost: frozenset[tuple[str, str]] = frozenset()
    found: tuple[Student, ...] = ()

    def export(self, gradebook: Gradebook) -> None:
        """Write the grades of the units and students that were asked for to the file `to`."""
        units = {a.name: float(a.max_score) for a in gradebook.assignments if self._asked(a.name)}
        self.found = tuple(self._students(gradebook, units))
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        for line in self.lines(self.found, dict(sorted(units.items()))):
            writer.writerow([inert(cell) for cell in line])
        write_whole(Path(self.to), text.getvalue())

    def lines(self, students: tuple[Student, ...], units: dict[str, float]) -> Iterator[Line]:
        """The lines of the table; units: the points that each could bring."""
        raise NotImplementedError

    def _asked(self, unit: str) -> bool:
        return not self.assignment or unit in map(str, self.assignment)

    def _students(self, book: Gradebook, units: dict[str, float]) -> Iterator[Student]:
        made = {s.id: _known(s) for s in book.students}
        for name, _ in self.lost:
            made.setdefault(name, Student(name))
        for unit in units:
            for each in book.assignment_submissions(unit):
                points = max(0.0, each.score - (each.late_submission_penalty or 0))
                if (each.student.id, unit) not in self.lost:
                    status = WAITING if each.needs_manual_grade else GRADED
                    made[each.student.id].grades[unit] = Grade(points, status)
        wanted = set(map(str, self.student)) or set(made)
        yield from (made[name] for name in sorted(made) if name in wanted)


class Csv(Export):
    """One line for each student and unit: for a spreadsheet or a script."""

    def lines(self, students: tuple[Student, ...], units: dict[str, float]) -> Iterator[Line]:
        """`student,last_name,first_name,email,unit,points,max_points,status`."""
        about = ["student", "last_name", "first_name", "email"]
        yield [*about, "unit", "points", "max_points", "status"]
        for s in students:
            for unit, most in units.items():
                grade = s.grades.get(unit, Grade())
                about = [s.id, s.last, s.first, s.email, unit]
                yield [*about, number(grade.points), number(most), grade.status]


class Canvas(Export):
    """What Canvas imports: a line for each student, found by login, and a column for each unit."""

    name = "canvas.csv"

    def lines(self, students: tuple[Student, ...], units: dict[str, float]) -> Iterator[Line]:
        """Canvas's five columns, its line `Points Possible`, and the students."""
        yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *units]
        yield ["    Points Possible", "", "", "", "", *map(number, units.values())]
        for s in students:
            name = ", ".join(filter(None, [s.last, s.first])) or s.id
            yield [name, s.lms_id, "", s.id, "", *_points(s, units)]


class Moodle(Export):
    """What Moodle imports: a line for each student, found by username, ID number or e-mail."""

    name = "moodle.csv"

    def lines(self, students: tuple[Student, ...], units: dict[str, float]) -> Iterator[Line]:
        """The columns that Moodle's page maps to its own, and the students."""
        yield ["Username", "First name", "Last name", "ID number", "Email address", *units]
        for s in students:
            yield [s.id, s.first, s.last, s.lms_id, s.email, *_points(s, units)]


def _known(student: Any) -> Student:
    about = (student.first_name, student.last_name, student.email, student.lms_user_id)
    first, last, email, lms_id = (text or "" for text in about)
    return Student(student.id, first, last, email, lms_id)


def _points(student: Student, units: dict[str, float]) -> Line:
    return [number(student.grades.get(unit, Grade()).points) for unit in units]


FORMATS = {"csv": Csv, "canvas": Canvas, "moodle": Moodle}
