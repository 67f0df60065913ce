"""What a student gets back: the notebook with points, verdicts and comments, as a web page."""

import glob
import logging
import os
import shutil
from pathlib import Path

from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException

from autograder.grading.folder import CourseFolder
from autograder.grading.trouble import stops

DRAFTS = ".feedback"


class Page(GenerateFeedback):
    """nbgrader's own, without the files that lay beside the notebook: a page may be among them."""

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy nothing."""


def feedback(root: Path, student: str, unit: str) -> str | None:
    """Write feedback/<student>/<unit>/<unit>.html by nbgrader's own GenerateFeedback.

    Returns what went wrong, or None. Runs in a worker process, and only reads the gradebook.
    """
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    folder = CourseFolder(root)
    directory = folder.directory(unit, glob.escape(student))
    directory.feedback_directory = DRAFTS
    draft, page = (root / step / student / unit / f"{unit}.html" for step in (DRAFTS, "feedback"))
    try:
        Page(coursedir=directory, config=folder.config, force=True).start()
        page.parent.mkdir(parents=True, exist_ok=True)
        os.replace(draft, page)  # at once: a run that is killed leaves no half of a page
        shutil.rmtree(draft.parent)
    except (NbGraderException, OSError) as error:
        if stops(error):
            raise
        return f"{student}/{unit}: no feedback could be written ({error})"
    return None


def feedback_path(root: Path, student: str, unit: str) -> Path:
    """Where the feedback of a submission is."""
    return root / "feedback" / student / unit / f"{unit}.html"
