"""Take back the points of a submission that cannot be graded any more."""

from collections.abc import Iterator

from nbgrader.api import Gradebook, MissingEntry, SubmittedNotebook

from autograder.grading.save_grades import kept


def withdraw(book: Gradebook, student: str, unit: str) -> list[str]:
    """Leave of an earlier version what people gave, their marks and comments, and nothing else.

    The gradebook then says what grades.csv says: that nothing which counts was handed in. All of it
    is one transaction. Returns the lines for the audit log.
    """
    try:
        notebook = book.find_submission_notebook(unit, unit, student)
    except MissingEntry:
        return []
    marks = list(_taken_back(notebook))
    book.db.commit()
    return ["no points of an earlier version are left in the gradebook", *marks]


def _taken_back(notebook: SubmittedNotebook) -> Iterator[str]:
    """As nbgrader has a notebook that it has not graded; a line for each mark that stays."""
    notebook.late_submission_penalty = None
    for comment in notebook.comments:
        comment.auto_comment = None
    for grade in sorted(notebook.grades, key=lambda each: str(each.name)):
        grade.auto_score, grade.needs_manual_grade = None, True
        if grade.manual_score is not None:
            yield kept(grade)
