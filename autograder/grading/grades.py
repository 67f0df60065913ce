"""grades.csv: a row for each task of each submission."""

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry

from autograder.grading.roles import grade_id, is_check, is_manual, max_points

# The wide ones too, which a spreadsheet of East Asia takes for the same.
FORMULA = tuple("=+-@＝＋－＠")


@dataclass(frozen=True)
class Row:
    """One line of grades.csv.

    points: None while nobody has marked it. status: right, partly, wrong, unanswered, error; manual
    for what is marked by hand; or `not graded: reason`, and then task is empty and max_points is
    the unit's.
    """

    student: str
    unit: str
    task: str
    points: float | None
    max_points: float
    status: str
    misconception: str = ""


def not_graded(student: str, unit: str, reason: str, release: NotebookNode | None) -> Row:
    """The one line of a submission without a grade."""
    whole = sum(max_points(cell) for cell in release.cells) if release else 0.0
    return Row(student, unit, "", None, whole, f"not graded: {reason}")


def rows(
    student: str, unit: str, verdicts: list[dict[str, Any]], release: NotebookNode, book: Gradebook
) -> Iterator[Row]:
    """The lines of a graded submission, in the order of the notebook.

    A score that an instructor has entered, in formgrader perhaps, goes before the verdict.
    """
    by_task = {verdict["task"]: verdict for verdict in verdicts}
    try:
        grades = {g.name: g for g in book.find_submission_notebook(unit, unit, student).grades}
    except MissingEntry:
        grades = {}
    for cell in release.cells:
        name = grade_id(cell) or ""
        score = _entered(grades.get(name))
        if is_check(cell) and name in by_task:
            verdict = by_task[name]
            points = verdict["points"] if score is None else score
            status = verdict["status"] if score is None else "manual"
            named = verdict["misconception"] or ""
            yield Row(student, unit, name, points, max_points(cell), status, named)
        elif is_manual(cell):
            grade = grades.get(name)
            # nbgrader gives an untouched answer 0 points at once; everything else waits.
            untouched = score is None and grade is not None and grade.auto_score == 0
            status, score = ("unanswered", 0.0) if untouched else ("manual", score)
            yield Row(student, unit, name, score, max_points(cell), status)


def _entered(grade: Any) -> float | None:
    """The points where a person gave some; extra credit comes on top of what there is."""
    if grade is None or (grade.manual_score is None and not grade.extra_credit):
        return None
    given = grade.auto_score if grade.manual_score is None else grade.manual_score
    return None if given is None else float(given) + float(grade.extra_credit or 0)


def table(found: list[Row]) -> str:
    """The rows as CSV text with a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(Row)])
    for row in found:
        cells = astuple(row)
        writer.writerow([inert(c) if isinstance(c, str) else number(c) for c in cells])
    return text.getvalue()


def inert(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a student's name could be one."""
    return f"'{text}" if text.startswith(FORMULA) else text


def number(value: Any) -> str:
    """A number without a needless .0, nothing for None, text as it is."""
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, int | float) else str(value)
