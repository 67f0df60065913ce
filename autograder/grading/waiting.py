"""What is still to be graded, and the jobs that let a kernel answer it."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from traitlets.config import Config

from autograder.grading.answer import Job
from autograder.grading.folder import CourseFolder
from autograder.grading.intake import Taken, take
from autograder.grading.not_graded import NotGraded
from autograder.grading.own_numbers import token_of
from autograder.grading.record import recorded
from autograder.grading.submissions import Submission

Key = tuple[str, str]  # student, unit
AT_ONCE = 300_000_000  # bytes of submissions that are held in memory


@dataclass
class Waiting:
    """reasons: why what cannot be graded cannot. taken: what is to be graded. kept: how many are
    graded already.
    """

    reasons: dict[Key, str] = field(default_factory=dict)
    taken: dict[Key, Taken] = field(default_factory=dict)
    kept: int = 0


def take_in(
    folder: CourseFolder, found: list[Submission], graded: set[Key], seed: int | None
) -> Waiting:
    """Copy every submission into the folder, and tell what is new from what is graded.

    graded: what has its grades in the gradebook. seed: what must have been graded with it.
    """
    waiting = Waiting()
    for each in found:
        key = (each.student, each.unit)
        try:
            taken = take(folder, each)
        except NotGraded as error:
            waiting.reasons[key] = str(error)
            continue
        earlier = recorded(folder, *key)
        same = key in graded and earlier.get("fingerprint") == taken.fingerprint
        if same and seed in (None, earlier.get("seed")):
            waiting.kept += 1
        else:
            waiting.taken[key] = taken
    return waiting


def config(
    folder: CourseFolder, seed: int, time_limit: float, secret: Path | None, everybody: list[str]
) -> Config:
    """The folder's configuration with what holds for this run."""
    made = copy.deepcopy(folder.config)
    made.Execute.seed = seed
    made.Execute.notebook_timeout = time_limit
    if secret:
        made.Execute.secret_file = str(secret.absolute())
        made.Execute.classmates = everybody
    return made


def jobs(
    folder: CourseFolder, taken: dict[Key, Taken], config: Config
) -> Iterator[dict[Key, tuple[Job]]]:
    """All jobs, a share at a time, so that a class of huge files does not fill the memory."""
    share: dict[Key, tuple[Job]] = {}
    size = 0
    for (student, unit), each in taken.items():
        if share and size + each.size > AT_ONCE:
            yield share
            share, size = {}, 0
        release = folder.release_path(unit).read_bytes()
        token = token_of(config.Execute.get("secret_file", ""), student)
        job = Job(student, unit, each.notebook(), release, config, each.files(), token)
        share[student, unit] = (job,)
        size += each.size
    if share:
        yield share
