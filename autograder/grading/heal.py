"""Put the cells that the grade hangs on back as they were released.

Students delete, copy, split, move and edit cells, and tools strip metadata. The release is the
truth for every check cell; the student's text is the truth for every answer.
"""

import copy

from nbformat import NotebookNode

from autograder.grading.roles import grade_id, grading, is_answer, is_check, is_manual


def heal(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Mend `notebook` in place. Returns a line for the audit log for each thing put right."""
    notes: list[str] = []
    for healer in (_kernel, _answers, _strangers, _checks, _ids):
        notes += healer(notebook, release)
    return notes


def _kernel(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    named = notebook.metadata.get("kernelspec", {})
    right = release.metadata.kernelspec
    notebook.metadata = copy.deepcopy(release.metadata)
    if isinstance(named, dict) and named.get("name", right.name) != right.name:
        return [f"the kernel was {named['name']!r}: {right.name!r} was used"]
    return []


def _answers(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Each answer keeps the student's text and gets its metadata and type back."""
    notes = []
    for right in release.cells:
        if not (is_answer(right) or is_manual(right)):
            continue
        name = grade_id(right)
        found = [c for c in notebook.cells if name == grade_id(c)] or [
            c for c in notebook.cells if c.get("id") == right.id and not grade_id(c)
        ]
        if not found:
            if is_manual(right):
                notebook.cells.append(copy.deepcopy(right))
                notes.append(f"the answer cell {name} was missing: put back, unanswered")
            else:
                notes.append(f"the answer cell {name} was missing")
            continue
        keep = _answered(found, right)
        for spare in found:
            if spare is not keep:
                spare.metadata.pop("nbgrader", None)
                notes.append(f"the answer cell {name} was there twice: the copy counts as text")
        if _settings(keep) != _settings(right):
            notes.append(f"the settings of the answer cell {name} were changed: restored")
        if keep.cell_type != right.cell_type:
            _retype(keep, right.cell_type)
            notes.append(f"the answer cell {name} was of another type: restored")
        keep.metadata = copy.deepcopy(right.metadata)
    return notes


def _settings(cell: NotebookNode) -> dict:
    """What decides how nbgrader treats a cell; the checksum it computes itself."""
    return {key: grading(cell).get(key) for key in ("grade", "solution", "locked", "points")}


def _answered(found: list[NotebookNode], right: NotebookNode) -> NotebookNode:
    """Of several copies, the first that the student has written into."""
    written = [cell for cell in found if cell.source.strip() != right.source.strip()]
    return (written or found)[0]


def _retype(cell: NotebookNode, kind: str) -> None:
    cell.cell_type = kind
    if kind == "code":
        cell.pop("attachments", None)
        cell.update(outputs=[], execution_count=None)
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _strangers(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Metadata of nbgrader that no released cell has, on cells that are no check cells either."""
    known = {grade_id(cell) for cell in release.cells} - {None}
    notes = []
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata and grade_id(cell) not in known:
            if grade_id(cell):
                notes.append(f"the cell {grade_id(cell)!r} is not graded in this unit: ignored")
            del cell.metadata["nbgrader"]
    return notes


def _checks(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Each check cell stands once, word for word, between the neighbours it was released with."""
    notes = []
    for place, right in enumerate(release.cells):
        if not is_check(right):
            continue
        name = grade_id(right)
        found = [c for c in notebook.cells if name == grade_id(c)] or [
            c
            for c in notebook.cells
            if not grade_id(c) and (c.get("id") == right.id or c.source.strip() == right.source)
        ]
        low, high = _between(notebook, release, place)
        fits = [c for c in found if low < _index(notebook, c) < high]
        keep = (fits or [None])[-1]
        if not found:
            notes.append(f"the check cell {name} was missing: put back")
        elif keep is None:
            notes.append(f"the check cell {name} had been moved: put back in its place")
        elif keep.source != right.source or keep.cell_type != right.cell_type:
            notes.append(f"the check cell {name} had been edited: restored")
        elif _settings(keep) != _settings(right):
            notes.append(f"the settings of the check cell {name} were changed: restored")
        if len(found) > 1:
            notes.append(f"the check cell {name} was there {len(found)} times: one counts")
        for spare in found:
            spare.metadata.pop("nbgrader", None)
        fresh = copy.deepcopy(right)
        if keep is not None:
            notebook.cells[_index(notebook, keep)] = fresh
        else:
            # A copy in a wrong place would ask the same question of another moment: it goes.
            notebook.cells = [c for c in notebook.cells if not any(c is spare for spare in found)]
            notebook.cells.insert(_between(notebook, release, place)[1], fresh)
    return notes


def _between(notebook: NotebookNode, release: NotebookNode, place: int) -> tuple[int, int]:
    """The indices that the check cell at `place` of the release must stand between."""
    before = [_find(notebook, cell) for cell in release.cells[:place] if not is_check(cell)]
    after = [_find(notebook, cell) for cell in release.cells[place + 1 :] if not is_check(cell)]
    low = next((index for index in reversed(before) if index is not None), -1)
    high = next((index for index in after if index is not None), len(notebook.cells))
    return low, high if high > low else len(notebook.cells)


def _find(notebook: NotebookNode, right: NotebookNode) -> int | None:
    for index, cell in enumerate(notebook.cells):
        same = grade_id(cell) == grade_id(right) if grade_id(right) else cell.get("id") == right.id
        if same:
            return index
    return None


def _index(notebook: NotebookNode, wanted: NotebookNode) -> int:
    return next(index for index, cell in enumerate(notebook.cells) if cell is wanted)


def _ids(notebook: NotebookNode, release: NotebookNode) -> list[str]:
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
    return []
