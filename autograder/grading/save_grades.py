"""Write a submission's grades down, all of them or none.

Plugs in where nbgrader has SaveAutoGrades, which commits after each single grade, and which asks
for every mark that a person gave to be looked at again after each run, and where it has
AssignLatePenalties, which would follow with a commit of its own.
"""

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution

from autograder.grading.roles import grade_id, grading


class SaveGrades(AssignLatePenalties):
    """Saves points, comments and the late penalty in one transaction. Marks given by hand stay.

    The penalty is what the course's `AssignLatePenalties.plugin_class` says.
    """

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
            self._penalise(book, *where)
            book.db.commit()
        known = nb.metadata.get("autograder", NotebookNode())
        nb.metadata["autograder"] = NotebookNode(
            {**known, "audit": [*known.get("audit", []), *notes]}
        )
        return nb, resources

    def _penalise(self, book: Gradebook, name: str, unit: str, student: str) -> None:
        """Note what it costs that the work came late; nothing where it did not."""
        late = book.find_submission(unit, student).total_seconds_late
        notebook = book.find_submission_notebook(name, unit, student)
        notebook.late_submission_penalty = None
        book.db.flush()
        book.db.refresh(notebook)  # its score is the sum of the grades that were set just now
        if late > 0:
            self.init_plugin()
            penalty = self.plugin_inst.late_submission_penalty(student, notebook.score, late)
            if penalty is not None:
                notebook.late_submission_penalty = self._check_late_penalty(notebook, penalty)


def _score(cell: NotebookNode, grade: Any, changed: set[str] | None) -> list[str]:
    """Set one grade. A person's mark stays, and is to be looked at when what it was for changed."""
    name, earlier = str(grade_id(cell)), grade.auto_score
    grade.auto_score, _ = determine_grade(cell)
    if grade.manual_score is None:
        grade.needs_manual_grade = grade.auto_score is None
        return []
    if changed is None or name in changed or grade.auto_score != earlier:
        grade.needs_manual_grade = True
        return [kept(grade)]
    return []


def kept(grade: Any) -> str:
    """The line for the audit log where a person's mark stays though its answer is another."""
    return (
        f"{grade.name}: the mark of {grade.manual_score:g} is for an earlier answer, and was kept"
    )


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
