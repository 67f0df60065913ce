"""What a cell is for, read from nbgrader's metadata."""

from nbformat import NotebookNode


def grading(cell: NotebookNode) -> dict:
    """The nbgrader metadata of a cell, empty when it has none or a broken one."""
    found = cell.metadata.get("nbgrader", {})
    return found if isinstance(found, dict) else {}


def grade_id(cell: NotebookNode) -> str | None:
    """The id by which nbgrader knows the cell."""
    found = grading(cell).get("grade_id")
    return found if isinstance(found, str) else None


def is_check(cell: NotebookNode) -> bool:
    """A locked cell that holds one check call."""
    return bool(grading(cell).get("grade")) and not grading(cell).get("solution")


def is_answer(cell: NotebookNode) -> bool:
    """A cell that the student writes code into."""
    return bool(grading(cell).get("solution")) and not grading(cell).get("grade")


def is_manual(cell: NotebookNode) -> bool:
    """A written answer, marked by hand."""
    return bool(grading(cell).get("solution")) and bool(grading(cell).get("grade"))


def max_points(cell: NotebookNode) -> float:
    """What a graded cell is worth."""
    return float(grading(cell).get("points", 0))
