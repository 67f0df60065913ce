"""The whole run: find, take in, answer, judge, record, show."""

import logging
import secrets
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import UserError
from autograder.grading.answer import Answered, answer
from autograder.grading.files import write_whole
from autograder.grading.folder import CourseFolder
from autograder.grading.gradebook import graded
from autograder.grading.grades import Row
from autograder.grading.lock import only_one
from autograder.grading.not_graded import NotGraded
from autograder.grading.own_numbers import read_secret
from autograder.grading.pool import Pool
from autograder.grading.progress import Progress
from autograder.grading.record import record, recorded
from autograder.grading.results import show
from autograder.grading.sandboxes import require_sandbox
from autograder.grading.submissions import Submission, find
from autograder.grading.trouble import told
from autograder.grading.waiting import Key, Waiting, config, jobs, take_in
from autograder.places import units


@dataclass(frozen=True)
class Options:
    """What `autograder grade` was asked for.

    course: the folder of the released notebooks. seed None: fresh inputs are drawn for this run.
    trust: grade even where nothing holds a notebook back from files and network. scheduler: of the
    Dask cluster that answers; None for this machine.
    """

    submitted: Path
    out: Path
    jobs: int
    course: Path
    unit: str | None = None
    gradebook: str | None = None
    seed: int | None = None
    time_limit: float = 120
    secret: Path | None = None
    trust: bool = False
    scheduler: str | None = None


@dataclass
class Run:
    """What a run found out. rows: of grades.csv. fresh: how many submissions it graded itself."""

    folder: CourseFolder
    rows: list[Row] = field(default_factory=list)
    fresh: int = 0
    kept: int = 0


def grade(options: Options, progress: Progress) -> Run:
    """Grade a folder of submissions. What an earlier run graded and nobody changed is kept.

    Raises UserError when nothing can be graded at all, and when the disk or the gradebook fails; a
    single submission never raises.
    """
    # Ctrl-C in the middle of a database call is no news; without a handler it would be printed.
    logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())
    _apart(options)
    if not options.scheduler:
        require_sandbox(options.trust)
    if options.secret:
        read_secret(options.secret)
    found = find(options.submitted, units(options.course), options.unit)
    folder = CourseFolder(options.out, options.gradebook)
    with told(folder.root, folder.url), only_one(folder.root):
        folder.sound()
        _add_units(folder, found, options.course)
        with folder.gradebook() as book:
            known = graded(book)
        waiting = take_in(folder, found, known, options.seed)
        seed = _seed(folder, options.seed, bool(waiting.taken))
        with Pool(min(options.jobs, max(1, len(waiting.taken)))) as pool, progress:
            progress.start(len(waiting.taken), waiting.kept)
            everybody = sorted({each.student for each in found})
            own = config(folder, seed, options.time_limit, options.secret, everybody)
            own.Execute.trust_submissions = options.trust
            if waiting.taken:
                with _answering(options, pool) as there:
                    for share in jobs(folder, waiting.taken, own):
                        for key, answered in there.run(answer, share):
                            _record(folder, key, answered, waiting, progress)
            progress.note("writing feedback")
            rows = show(folder, found, waiting, pool, progress)
    return Run(folder, rows, fresh=len(waiting.taken), kept=waiting.kept)


def _answering(options: Options, pool: Pool) -> AbstractContextManager[Any]:
    """Where submissions are answered: the pool of this machine, which stays open, or a cluster."""
    if not options.scheduler:
        return nullcontext(pool)
    from autograder.grading.cluster import Cluster  # a second of imports that most runs do without

    return Cluster(options.scheduler, options.trust)


def _apart(options: Options) -> None:
    """Refuse to write grades among the submissions."""
    submitted, out = options.submitted.resolve(), options.out.resolve()
    if out == submitted or submitted in out.parents:
        raise UserError(
            f"--out {options.out} lies inside {options.submitted}, where it would be taken for a "
            "student. Choose a folder beside it."
        )


def _add_units(folder: CourseFolder, found: list[Submission], course: Path) -> None:
    for unit in sorted({each.unit for each in found} & set(units(course))):
        folder.add(unit, course)


def _seed(folder: CourseFolder, asked: int | None, needed: bool) -> int:
    """The seed of this run, left in seed.txt when it is used."""
    seed = secrets.randbits(32) if asked is None else asked
    if needed or not (folder.root / "seed.txt").exists():
        write_whole(folder.root / "seed.txt", f"{seed}\n")
    return seed


def _record(
    folder: CourseFolder, key: Key, answered: Answered | None, waiting: Waiting, progress: Progress
) -> None:
    """Judge and write down what a worker answered, or note why it could not."""
    answered = answered or Answered(reason="it ended the process that ran it, twice")
    try:
        if answered.reason:
            raise NotGraded(answered.reason)
        taken = waiting.taken[key]
        record(folder, *key, answered, taken.fingerprint, taken.notes)
        progress.done(*key, recorded(folder, *key).verdicts)
    except NotGraded as error:
        waiting.reasons[key] = str(error)
        progress.failed(*key, str(error))
    if answered.trouble:
        with (folder.root / "errors.log").open("a", encoding="utf-8") as log:
            log.write(f"{'/'.join(key)}\n{answered.trouble}\n")
