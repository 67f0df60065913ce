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

EXECUTE = "autograder.grading.execute.Execute"


def record(
    folder: CourseFolder, student: str, unit: str, answered: Answered, fingerprint: str
) -> None:
    """Take the steps of plain `nbgrader autograde`, but for Execute, whose work is `answered`.

    The submission must lie in the folder's submitted/. Raises NotGraded when nbgrader gives up.
    """

    def replay(_: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        notebook = answered.notebook
        assert notebook is not None
        notebook.metadata["autograder"] = NotebookNode(
            fingerprint=fingerprint, audit=answered.audit, seconds=round(answered.seconds, 2)
        )
        resources["autograder"] = answered.run
        return notebook, resources

    config = copy.deepcopy(folder.config)
    steps = config.Autograde.autograde_preprocessors
    config.Autograde.autograde_preprocessors = [replay if s == EXECUTE else s for s in steps]
    log = logging.getLogger("traitlets")
    log.setLevel(logging.CRITICAL)
    directory = folder.directory(unit, glob.escape(student))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader 0.9.6 warns of its own database session
            Autograde(coursedir=directory, config=config, force=True).start()
    except NbGraderException as error:
        raise NotGraded(f"nbgrader could not record it ({error})"[:200]) from None


def recorded(folder: CourseFolder, student: str, unit: str) -> NotebookNode:
    """What an earlier `record` kept in the autograded notebook; empty when there is none.

    Keys: fingerprint, seed, verdicts, audit, seconds.
    """
    path = folder.root / "autograded" / student / unit / f"{unit}.ipynb"
    try:
        found = nbformat.read(path, as_version=4).metadata.get("autograder", NotebookNode())
    except (OSError, ValueError, nbformat.reader.NotJSONError):
        return NotebookNode()
    return found if "verdicts" in found else NotebookNode()
