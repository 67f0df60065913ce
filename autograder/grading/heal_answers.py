"""Give every answer cell back its name, its type, its settings, and its other half."""

import copy

from nbformat import NotebookNode

from autograder.grading.heal_match import Match, place
from autograder.grading.names import alike, is_python
from autograder.grading.roles import grade_id, grading, is_answer, is_manual


def heal_answers(match: Match) -> list[str]:
    """Each answer keeps the student's text and gets its metadata and type back."""
    notes = []
    for right in match.release.cells:
        if is_answer(right) or is_manual(right):
            notes += _answer(match, right)
    return notes


def _answer(match: Match, right: NotebookNode) -> list[str]:
    name, found = grade_id(right), match.found(right)
    if not found and is_manual(right):
        match.add(right, copy.deepcopy(right))
        match.notebook.cells.append(match.found(right)[0])
        return [f"the answer cell {name} was missing: put back, unanswered"]
    if not found:
        return [f"the answer cell {name} was missing"]
    notes = [f"the answer cell {name} was split: joined"] if _joined(match, found) else []
    keep = answered(found, right)
    for spare in found:
        if spare is not keep:
            spare.metadata.pop("nbgrader", None)
            notes.append(f"the answer cell {name} was there twice: the copy counts as text")
    if settings(keep) != settings(right):
        notes.append(f"the settings of the answer cell {name} were changed: restored")
    if keep.cell_type != right.cell_type:
        _retype(keep, right.cell_type)
        notes.append(f"the answer cell {name} was of another type: restored")
    keep.metadata = copy.deepcopy(right.metadata)
    return notes


def _joined(match: Match, found: list[NotebookNode]) -> bool:
    """Join what was split in the middle of a statement: the halves are no Python, the whole is.

    The second half of an answer without a name is the student's cell right after the first.
    """
    cells = match.notebook.cells
    first, *others = found
    after = cells[place(match.notebook, first) + 1 :][:1]
    if not others:
        others = [c for c in after if c.cell_type == "code" and not match.released(c)]
        others = [c for c in others if not grade_id(c) and not is_python(c.source)]
    pieces = [first, *others]
    if not others or all(is_python(piece.source) for piece in pieces):
        return False
    whole = "\n".join(piece.source for piece in pieces)
    if not is_python(whole):
        return False
    first.source = whole
    match.notebook.cells = [c for c in cells if not any(c is other for other in others)]
    found[:] = [first]
    return True


def settings(cell: NotebookNode) -> dict:
    """What decides how nbgrader treats a cell; the checksum it computes itself."""
    return {key: grading(cell).get(key) for key in ("grade", "solution", "locked", "points")}


def answered(found: list[NotebookNode], right: NotebookNode) -> NotebookNode:
    """Of several copies, the first that the student has written into."""
    written = [cell for cell in found if not untouched(cell, right)]
    return (written or found)[0]


def untouched(cell: NotebookNode, right: NotebookNode) -> bool:
    """Whether an answer says what was released, comments and empty lines aside."""
    same = cell.source.strip() == right.source.strip()
    return same or (right.cell_type == "code" and alike(cell.source, right.source))


def _retype(cell: NotebookNode, kind: str) -> None:
    cell.cell_type = kind
    if kind == "code":
        cell.pop("attachments", None)
        cell.update(outputs=[], execution_count=None)
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
