"""Put every check cell where it asks for what the student has answered."""

import copy

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.grading.heal_answers import answered, settings, untouched
from autograder.grading.heal_match import Match, place
from autograder.grading.names import bound, used
from autograder.grading.roles import grade_id, is_answer, is_check


def heal_checks(match: Match) -> list[str]:
    """Each check cell stands once, word for word, after its answer and before what came next."""
    notes = []
    for number, right in enumerate(match.release.cells):
        if is_check(right):
            notes += _check(match, number, right)
    return notes


def _check(match: Match, number: int, right: NotebookNode) -> list[str]:
    notebook, name = match.notebook, grade_id(right)
    found = [c for c in notebook.cells if name == grade_id(c)] or [
        c
        for c in notebook.cells
        if not grade_id(c) and (c.get("id") == right.id or c.source.strip() == right.source)
    ]
    low, high = _between(match, number, right)
    fits = [c for c in found if low < place(notebook, c) < high]
    keep = (fits or [None])[-1]
    notes = _said(found, keep, right)
    for spare in found:
        spare.metadata.pop("nbgrader", None)
    fresh = copy.deepcopy(right)
    if keep is not None:
        at = place(notebook, keep)
        notebook.cells[at : at + 1] = [*_answer_inside(match, keep, right), fresh]
    else:
        # A copy in a wrong place would ask the same question of another moment: it goes.
        inside = [cell for each in found for cell in _answer_inside(match, each, right)]
        after = notebook.cells[high] if high < len(notebook.cells) else None
        notebook.cells = [c for c in notebook.cells if not any(c is spare for spare in found)]
        at = place(notebook, after) if after is not None else len(notebook.cells)
        notebook.cells[at:at] = [*inside, fresh]
    return notes


def _said(found: list[NotebookNode], keep: NotebookNode | None, right: NotebookNode) -> list[str]:
    name, notes = grade_id(right), []
    if not found:
        notes.append(f"the check cell {name} was missing: put back")
    elif keep is None:
        notes.append(f"the check cell {name} had been moved: put back in its place")
    elif keep.source != right.source or keep.cell_type != right.cell_type:
        notes.append(f"the check cell {name} had been edited: restored")
    elif settings(keep) != settings(right):
        notes.append(f"the settings of the check cell {name} were changed: restored")
    if len(found) > 1:
        notes.append(f"the check cell {name} was there {len(found)} times: one counts")
    return notes


def _between(match: Match, number: int, right: NotebookNode) -> tuple[int, int]:
    """What a check must stand between: its answer, and the next released cell."""
    cells = match.release.cells
    before = [match.index(cell) for cell in cells[:number] if not is_check(cell)]
    low = next((index for index in reversed(before) if index is not None), -1)
    low = max([low, *(_end(match, cell) for cell in _asked(match, number, right))])
    low = max(low, _elsewhere(match, number, right))
    after = [match.index(cell) for cell in cells[number + 1 :] if not is_check(cell)]
    high = next((index for index in after if index is not None and index > low), None)
    return low, len(match.notebook.cells) if high is None else high


def _asked(match: Match, number: int, right: NotebookNode) -> list[NotebookNode]:
    """The released answers that the check asks for: those between it and the check before it."""
    above = match.release.cells[:number]
    checks = [index for index, cell in enumerate(above) if is_check(cell)]
    return [cell for cell in above[checks[-1] + 1 if checks else 0 :] if is_answer(cell)]


def _end(match: Match, right: NotebookNode) -> int:
    """Where an answer ends: with the last of its pieces that no other released cell parts off."""
    found = match.found(right)
    if not found:
        return -1
    end = place(match.notebook, answered(found, right))
    pieces = {id(piece) for piece in found}
    for at, cell in enumerate(match.notebook.cells[end + 1 :], start=end + 1):
        if id(cell) in pieces:
            end = at
        elif match.released(cell):
            break
    return end


def _elsewhere(match: Match, number: int, right: NotebookNode) -> int:
    """Where the student answered in a cell of their own, if the answer cell is as it was."""
    for cell in _asked(match, number, right):
        found = match.found(cell)
        if found and not untouched(answered(found, cell), cell):
            return -1
    wanted = used(right.source) - {"check"}
    own = [
        index
        for index, cell in enumerate(match.notebook.cells)
        if cell.cell_type == "code"
        and not match.released(cell)
        and not grade_id(cell)
        and wanted & bound(cell.source)
    ]
    return own[-1] if own else -1


def _answer_inside(match: Match, cell: NotebookNode, right: NotebookNode) -> list[NotebookNode]:
    """The answer that somebody wrote into the check cell itself, as a cell of its own."""
    lines = [line for line in cell.source.splitlines() if not line.startswith("check(")]
    text = "\n".join(lines).strip()
    return [new_code_cell(text)] if (used(right.source) - {"check"}) & bound(text) else []
