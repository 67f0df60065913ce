"""Put the cells that the grade hangs on back as they were released.

Students delete, copy, split, move and edit cells, and tools strip metadata. The release is the
truth for every check cell; the student's text is the truth for every answer.
"""

import copy

from nbformat import NotebookNode

from autograder.grading.heal_answers import heal_answers
from autograder.grading.heal_checks import heal_checks
from autograder.grading.heal_match import Match
from autograder.grading.heal_order import heal_order
from autograder.grading.names import forget
from autograder.grading.roles import grade_id


def heal(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Mend `notebook` in place. Returns a line for the audit log for each thing put right."""
    try:
        return _healed(notebook, release)
    finally:
        forget()


def _healed(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    notes = list(notebook.metadata.get("mended", []))  # by `reading`
    notes += (
        _kernel(notebook, release) + _strangers(notebook, release) + _renamed(notebook, release)
    )
    match = Match(notebook, release)
    for healer in (heal_answers, heal_order, heal_checks):
        notes += healer(match)
    _ids(notebook, release)
    return notes


def _kernel(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    named = notebook.metadata.get("kernelspec", {})
    right = release.metadata.kernelspec
    notebook.metadata = copy.deepcopy(release.metadata)
    if isinstance(named, dict) and named.get("name", right.name) != right.name:
        return [f"the kernel was {str(named['name'])[:40]!r}: {right.name!r} was used"]
    return []


def _strangers(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Metadata of nbgrader that no released cell has, on cells that are no check cells either."""
    known = {grade_id(cell) for cell in release.cells} - {None}
    notes = []
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata and grade_id(cell) not in known:
            if name := grade_id(cell):
                notes.append(f"the cell {name[:40]!r} is not graded in this unit: ignored")
            del cell.metadata["nbgrader"]
    return notes


def _renamed(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Cells that bear the name of another cell, while their own id says which they are."""
    names = {cell.id: grade_id(cell) for cell in release.cells if grade_id(cell)}
    ids = [cell.get("id") for cell in notebook.cells]
    notes = []
    for cell in notebook.cells:
        right, now = names.get(cell.get("id")), grade_id(cell)
        if right and now and now != right and ids.count(cell.id) == 1:
            cell.metadata["nbgrader"]["grade_id"] = right
            notes.append(f"the cell {right} was called {now}: restored")
    return notes


def _ids(notebook: NotebookNode, release: NotebookNode) -> None:
    """Released cells have their ids; every other cell has one that nobody else has."""
    graded = {grade_id(cell): cell.id for cell in release.cells if grade_id(cell)}
    taken = set(graded.values())
    for number, cell in enumerate(notebook.cells):
        if grade_id(cell):
            cell["id"] = graded[grade_id(cell)]
        elif cell.get("id") in taken:
            cell["id"] = f"student-{number}"
            while cell.id in taken:
                cell["id"] += "x"
        taken.add(cell.id)
