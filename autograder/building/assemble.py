"""Cells become a notebook with nbgrader's metadata and stable ids."""

from collections.abc import Callable
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.building.plain_ids import PlainIds
from autograder.building.read import Cell

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def assemble(number: str, cells: list[Cell], find: Callable[[str], Any]) -> NotebookNode:
    """The notebook of a unit, not yet executed.

    number: the unit's, `06`, which begins the ids of plain cells. find: the task registry's
    look-up, where the points of autograded cells come from.
    """
    notebook = new_notebook(metadata=METADATA)
    graded = [_grading(cell, find) for cell in cells]
    ids = PlainIds(number, {each["grade_id"] for each in graded if each})
    for cell, grading in zip(cells, graded, strict=True):
        made = (new_code_cell if cell.kind == "code" else new_markdown_cell)(cell.source)
        if grading is None:
            made["id"] = ids.next(cell.kind, cell.source)
        else:
            made["id"] = grading["grade_id"]
            made.metadata["nbgrader"] = grading
        if tags := cell.keys.get("tags"):
            made.metadata["tags"] = list(tags)
        notebook.cells.append(made)
    return notebook


def _grading(cell: Cell, find: Callable[[str], Any]) -> dict[str, Any] | None:
    """What nbgrader keeps with one cell, in the terms of its schema, version 3."""
    common = {"schema_version": 3, "task": False, "cell_type": cell.kind}
    match cell.keys:
        case {"answer": name}:
            return {**common, "grade_id": f"{name}-answer", **_roles(solution=True)}
        case {"check": name}:
            points = find(name).points
            return {**common, "grade_id": name, "points": points, **_roles(grade=True, locked=True)}
        case {"manual": name, "points": points}:
            roles = _roles(grade=True, solution=True)
            return {**common, "grade_id": name, "points": points, **roles}
    return None


def _roles(grade: bool = False, solution: bool = False, locked: bool = False) -> dict[str, bool]:
    return {"grade": grade, "solution": solution, "locked": locked}
