"""One submission answered by a kernel: bytes in, an executed notebook out.

This runs in a worker process, which needs no course folder, no gradebook and no other submission.
"""

import traceback
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from autograder.grading.execute import Execute
from autograder.grading.heal import heal
from autograder.grading.not_graded import NotGraded
from autograder.grading.reading import read


@dataclass(frozen=True)
class Job:
    """Everything a worker needs. files: what was handed in beside the notebook, by name.

    token: what the student's own numbers are made from, so that no worker needs the secret.
    """

    student: str
    unit: str
    submission: bytes
    release: bytes
    config: Config
    files: dict[str, bytes] = field(default_factory=dict)
    token: str = ""


@dataclass(frozen=True)
class Answered:
    """What a kernel answered, or why it could not.

    run: the seed, the questions and why it ended early. trouble: a traceback of the grader itself,
    for the log.
    """

    notebook: NotebookNode | None = None
    run: dict[str, Any] = field(default_factory=dict)
    audit: list[str] = field(default_factory=list)
    seconds: float = 0.0
    reason: str | None = None
    trouble: str | None = None


def answer(job: Job) -> Answered:
    """Heal and execute one submission. Never raises."""
    started = monotonic()
    try:
        notebook = read(job.submission)
        audit = heal(notebook, nbformat.reads(job.release.decode(), as_version=4))
        about = {"student": job.student, "token": job.token}
        resources: dict[str, Any] = {"nbgrader": about, "files": job.files}
        notebook, _ = Execute(config=job.config).preprocess(notebook, resources)
        return Answered(notebook, resources["autograder"], audit, monotonic() - started)
    except NotGraded as error:
        return Answered(reason=str(error))
    except Exception as error:
        what = f"the grader failed on it ({type(error).__name__}: {error})"[:200]
        return Answered(reason=what, trouble=traceback.format_exc())
