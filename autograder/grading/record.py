"""Judge what a kernel answered and write it down, by nbgrader's own Autograde."""

import copy
import glob
import logging
import warnings
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from autograder.grading.answer import Answered
from autograder.grading.folder import CourseFolder
from autograder.grading.not_graded import NotGraded
from autograder.grading.save_grades import answers
from autograder.grading.trouble import stops

EXECUTE = "autograder.grading.execute.Execute"


class Recorder(Autograde):
    """nbgrader's Autograde, which says that it failed; this one also remembers why."""

    cause: Exception | None = None

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Register the submission, and keep the error if there is one."""
        try:
            super().init_assignment(assignment_id, student_id)
        except Exception as error:
            self.cause = error
            raise

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Grade the notebook, and keep the error if there is one."""
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            self.cause = error
            raise


def record(
    folder: CourseFolder,
    student: str,
    unit: str,
    answered: Answered,
    fingerprint: str,
    notes: list[str],
) -> None:
    """Take the steps of plain `nbgrader autograde`, but for Execute, whose work is `answered`.

    notes: for the audit log, before those of `answered`. The submission must lie in the folder's
    submitted/. Raises NotGraded when nbgrader gives up, and
    what `trouble.stops` knows when that is not the submission's fault.
    """
    before = _answers(folder, student, unit)

    def replay(_: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        notebook = answered.notebook
        assert notebook is not None
        notebook.metadata["autograder"] = NotebookNode(
            fingerprint=fingerprint,
            audit=[*notes, *answered.audit],
            seconds=round(answered.seconds, 2),
        )
        resources["autograder"] = {**answered.run, "before": before}
        return notebook, resources

    config = copy.deepcopy(folder.config)
    steps = config.Autograde.autograde_preprocessors
    config.Autograde.autograde_preprocessors = [replay if s == EXECUTE else s for s in steps]
    log = logging.getLogger("traitlets")
    log.setLevel(logging.CRITICAL)
    directory = folder.directory(unit, glob.escape(student))
    recorder = Recorder(coursedir=directory, config=config, force=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader 0.9.6 warns of its own database session
            recorder.start()
    except NbGraderException as error:
        if behind := stops(recorder.cause):
            raise behind from None
        why = recorder.cause or error
        raise NotGraded(
            f"nbgrader could not record it ({type(why).__name__}: {why})"[:200]
        ) from None


def _answers(folder: CourseFolder, student: str, unit: str) -> dict[str, str] | None:
    """What the student had written when it was last graded; None when that is not known."""
    notebook = _read(folder, student, unit)
    return answers(notebook) if "verdicts" in _kept(notebook) else None


def recorded(folder: CourseFolder, student: str, unit: str) -> NotebookNode:
    """What an earlier `record` kept in the autograded notebook; empty when there is none.

    Keys: fingerprint, seed, verdicts, audit, seconds.
    """
    found = _kept(_read(folder, student, unit))
    return found if "verdicts" in found else NotebookNode()


def _kept(notebook: NotebookNode) -> NotebookNode:
    found = notebook.metadata.get("autograder")
    return found if isinstance(found, dict) else NotebookNode()


def _read(folder: CourseFolder, student: str, unit: str) -> NotebookNode:
    """The autograded notebook; an empty one where there is none, or half of one."""
    path = folder.root / "autograded" / student / unit / f"{unit}.ipynb"
    try:
        return nbformat.v4.reads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return NotebookNode(metadata=NotebookNode(), cells=[])
