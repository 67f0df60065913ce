"""What a student gets back: the notebook with points, verdicts and comments, as a web page."""

import glob
import logging
from pathlib import Path

from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException

from autograder.grading.folder import CourseFolder


def feedback(root: Path, student: str, unit: str) -> str | None:
    """Write feedback/<student>/<unit>/<unit>.html by nbgrader's own GenerateFeedback.

    Returns what went wrong, or None. Runs in a worker process, and only reads the gradebook.
    """
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    folder = CourseFolder(root)
    directory = folder.directory(unit, glob.escape(student))
    try:
        GenerateFeedback(coursedir=directory, config=folder.config, force=True).start()
    except NbGraderException as error:
        return f"{student}/{unit}: no feedback could be written ({error})"
    return None


def feedback_path(root: Path, student: str, unit: str) -> Path:
    """Where the feedback of a submission is."""
    return root / "feedback" / student / unit / f"{unit}.html"
