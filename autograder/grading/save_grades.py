"""Write a submission's grades down, all of them or none.

Plugs in where nbgrader has SaveAutoGrades, which commits after each single grade, and which asks
for every mark that a person gave to be looked at again after each run.
"""

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution

from autograder.grading.roles import grade_id, grading


class SaveGrades(NbGraderPreprocessor):
    """Saves points and comments in one transaction. Marks given by hand stay."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Save one notebook's grades."""
        about = resources["nbgrader"]
        where = about["notebook"], about["assignment"], about["student"]
        before = resources.get("autograder", {}).get("before")
        changed = changes(nb, before)
        notes: list[str] = []
        with Gradebook(about["db_url"]) as book:
            for cell in nb.cells:
                if is_grade(cell):
                    notes += _score(cell, book.find_grade(grade_id(cell), *where), changed)
                if is_solution(cell):
                    comment = book.find_comment(grade_id(cell), *where)
                    comment.auto_comment = "No response." if _untouched(cell) else None
            book.db.commit()
        kept = nb.metadata.get("autograder", NotebookNode())
        nb.metadata["autograder"] = NotebookNode(
            {**kept, "audit": [*kept.get("audit", []), *notes]}
        )
        return nb, resources


def _score(cell: NotebookNode, grade: Any, changed: set[str] | None) -> list[str]:
    """Set one grade. A person's mark stays, and is to be looked at when what it was for changed."""
    name, earlier = str(grade_id(cell)), grade.auto_score
    grade.auto_score, _ = determine_grade(cell)
    if grade.manual_score is None:
        grade.needs_manual_grade = grade.auto_score is None
        return []
    if changed is None or name in changed or grade.auto_score != earlier:
        grade.needs_manual_grade = True
        return [
            f"{name}: the mark of {grade.manual_score:g} is for an earlier answer, and was kept"
        ]
    return []


def _untouched(cell: NotebookNode) -> bool:
    return bool(grading(cell).get("checksum") == compute_checksum(cell))


def answers(nb: NotebookNode) -> dict[str, str]:
    """What a student wrote into each answer cell, by the id of the task."""
    return {
        str(grade_id(cell)).removesuffix("-answer"): cell.source
        for cell in nb.cells
        if grading(cell).get("solution")
    }


def changes(nb: NotebookNode, before: dict[str, str] | None) -> set[str] | None:
    """The tasks whose answers differ from those of `before`; None where that is not known."""
    if before is None:
        return None
    now = answers(nb)
    return {task for task in {*now, *before} if now.get(task) != before.get(task)}
