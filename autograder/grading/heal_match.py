"""Which cell of a submission is which cell of the release.

A cell is known by its grade id, then by its own id, then by its text, and an answer at last by
what it binds or by where it stands.
"""

from nbformat import NotebookNode

from autograder.grading.names import bound
from autograder.grading.roles import grade_id, is_answer, is_check, is_manual


class Match:
    """The released cells in a submission. It is made once; cells may be moved and added after."""

    def __init__(self, notebook: NotebookNode, release: NotebookNode) -> None:
        """Find every released cell but the checks: those stand where the answers make them."""
        self.notebook, self.release = notebook, release
        self._of: dict[str, list[NotebookNode]] = {}
        self._known: set[int] = set()
        rest = [cell for cell in release.cells if not is_check(cell)]
        for find in (self._by_name, self._by_text, self._by_place):
            for right in rest:
                if right.id not in self._of and (found := find(right)):
                    self._of[right.id] = found
                    self._known |= {id(cell) for cell in found}

    def found(self, right: NotebookNode) -> list[NotebookNode]:
        """All copies and pieces of a released cell, in the order of the notebook."""
        return self._of.get(right.id, [])

    def add(self, right: NotebookNode, cell: NotebookNode) -> None:
        """Note that `cell` now is the released cell `right`."""
        self._of[right.id] = [cell]
        self._known.add(id(cell))

    def released(self, cell: NotebookNode) -> bool:
        """Whether a cell of the submission is one of the release, checks aside."""
        return id(cell) in self._known

    def index(self, right: NotebookNode) -> int | None:
        """Where the first copy of a released cell stands."""
        found = self.found(right)
        return place(self.notebook, found[0]) if found else None

    def _by_name(self, right: NotebookNode) -> list[NotebookNode]:
        name, cells = grade_id(right), self.notebook.cells
        if name and (found := [cell for cell in cells if grade_id(cell) == name]):
            return found
        found = [cell for cell in cells if cell.get("id") == right.id and not grade_id(cell)]
        return found if name else found[:1]

    def _by_text(self, right: NotebookNode) -> list[NotebookNode]:
        text = right.source.strip()
        return [
            cell
            for cell in self.notebook.cells
            if not grade_id(cell) and id(cell) not in self._known and cell.source.strip() == text
        ][:1]

    def _by_place(self, right: NotebookNode) -> list[NotebookNode]:
        """An answer that lost its name and its id, and that the student has written into."""
        free = [c for c in self.notebook.cells if id(c) not in self._known and not grade_id(c)]
        if is_answer(right):
            wanted = bound(right.source)
            return [c for c in free if c.cell_type == "code" and wanted & bound(c.source)][:1]
        if not is_manual(right):
            return []
        low, high = self._window(right)
        here = [c for c in free if low < place(self.notebook, c) < high]
        written = [c for c in here if c.cell_type == right.cell_type and c.source.strip()]
        return sorted(written, key=lambda c: -len(c.source))[:1]

    def _window(self, right: NotebookNode) -> tuple[int, int]:
        """Between which places the cell must be, by its neighbours that are there."""
        at = place(self.release, right)
        before = [self.index(cell) for cell in self.release.cells[:at]]
        after = [self.index(cell) for cell in self.release.cells[at + 1 :]]
        low = next((i for i in reversed(before) if i is not None), -1)
        high = next((i for i in after if i is not None and i > low), len(self.notebook.cells))
        return low, high


def place(notebook: NotebookNode, wanted: NotebookNode) -> int:
    """The index of this very cell."""
    return next(index for index, cell in enumerate(notebook.cells) if cell is wanted)
