"""The whole run: find, take in, answer, judge, record, show."""

import copy
import logging
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from autograder.errors import UserError
from autograder.grading.answer import Answered, Job, answer
from autograder.grading.feedback import feedback, feedback_path
from autograder.grading.files import write_whole
from autograder.grading.folder import CourseFolder
from autograder.grading.grades import Row, not_graded, rows, table
from autograder.grading.intake import Taken, take
from autograder.grading.not_graded import NotGraded
from autograder.grading.own_numbers import read_secret
from autograder.grading.pool import Pool
from autograder.grading.progress import Progress
from autograder.grading.record import record, recorded
from autograder.grading.report import report
from autograder.grading.submissions import Submission, find
from autograder.places import units

Key = tuple[str, str]  # student, unit


@dataclass(frozen=True)
class Options:
    """What `autograder grade` was asked for.

    course: the folder of the released notebooks. seed None: fresh inputs are drawn for this run.
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


@dataclass
class Run:
    """What a run found out. rows: of grades.csv. fresh: how many submissions it graded itself."""

    folder: CourseFolder
    rows: list[Row] = field(default_factory=list)
    fresh: int = 0
    kept: int = 0


def grade(options: Options, progress: Progress) -> Run:
    """Grade a folder of submissions. What an earlier run graded and nobody changed is kept.

    Raises UserError when nothing can be graded at all; a single submission never raises.
    """
    # Ctrl-C in the middle of a database call is no news; without a handler it would be printed.
    logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())
    _apart(options)
    if options.secret:
        read_secret(options.secret)
    known = units(options.course)
    found = find(options.submitted, known, options.unit)
    folder = CourseFolder(options.out, options.gradebook)
    releases = {}
    for unit in sorted({each.unit for each in found} & set(known)):
        folder.add(unit, options.course)
        releases[unit] = folder.release(unit)
    seed = secrets.randbits(32) if options.seed is None else options.seed
    reasons, waiting, kept = _take_in(folder, found, options.seed)
    if waiting or not (folder.root / "seed.txt").exists():
        write_whole(folder.root / "seed.txt", f"{seed}\n")
    with Pool(min(options.jobs, max(1, len(waiting)))) as pool, progress:
        progress.start(len(waiting), kept)
        everybody = sorted({each.student for each in found})
        jobs = _jobs(folder, waiting, everybody, seed, options)
        reasons |= _grade(folder, waiting, jobs, pool, progress)
        run = Run(folder, fresh=len(waiting), kept=kept)
        with folder.gradebook() as book:
            for each in found:
                run.rows += _rows(folder, each, reasons, releases, book)
        progress.note("writing feedback")
        list(pool.run(feedback, _stale(folder, waiting, reasons, run.rows)))
    _write(folder, found, run.rows)
    return run


def _apart(options: Options) -> None:
    """Refuse to write grades among the submissions."""
    submitted, out = options.submitted.resolve(), options.out.resolve()
    if out == submitted or submitted in out.parents:
        raise UserError(
            f"--out {options.out} lies inside {options.submitted}, where it would be taken for a "
            "student. Choose a folder beside it."
        )


def _take_in(
    folder: CourseFolder, found: list[Submission], seed: int | None
) -> tuple[dict[Key, str], dict[Key, Taken], int]:
    """What cannot be graded and why; what is to be graded; how many are graded already."""
    reasons: dict[Key, str] = {}
    waiting: dict[Key, Taken] = {}
    kept = 0
    for each in found:
        key = (each.student, each.unit)
        try:
            taken = take(folder, each)
        except NotGraded as error:
            reasons[key] = str(error)
            continue
        earlier = recorded(folder, *key)
        same = earlier.get("fingerprint") == taken.fingerprint
        if same and seed in (None, earlier.get("seed")):
            kept += 1
        else:
            waiting[key] = taken
    return reasons, waiting, kept


def _jobs(
    folder: CourseFolder,
    waiting: dict[Key, Taken],
    everybody: list[str],
    seed: int,
    options: Options,
) -> dict[Key, tuple[Job]]:
    config = copy.deepcopy(folder.config)
    config.Execute.seed = seed
    config.Execute.notebook_timeout = options.time_limit
    if options.secret:
        config.Execute.secret_file = str(options.secret.absolute())
        config.Execute.classmates = everybody
    return {
        (student, unit): (
            Job(
                student,
                unit,
                taken.notebook,
                folder.release_path(unit).read_bytes(),
                config,
                taken.files,
            ),
        )
        for (student, unit), taken in waiting.items()
    }


def _grade(
    folder: CourseFolder,
    waiting: dict[Key, Taken],
    jobs: dict[Key, tuple[Job]],
    pool: Pool,
    progress: Progress,
) -> dict[Key, str]:
    """Answer in the workers, judge and record here. Returns why, for what could not be graded."""
    reasons = {}
    for key, answered in pool.run(answer, jobs):
        student, unit = key
        answered = answered or Answered(reason="it ended the process that ran it, twice")
        try:
            if answered.reason:
                raise NotGraded(answered.reason)
            record(folder, student, unit, answered, waiting[key].fingerprint)
            progress.done(student, unit, recorded(folder, student, unit).verdicts)
        except NotGraded as error:
            reasons[key] = str(error)
            progress.failed(student, unit, str(error))
        if answered.trouble:
            with (folder.root / "errors.log").open("a", encoding="utf-8") as log:
                log.write(f"{'/'.join(key)}\n{answered.trouble}\n")
    return reasons


def _rows(
    folder: CourseFolder,
    each: Submission,
    reasons: dict[Key, str],
    releases: dict[str, NotebookNode],
    book: object,
) -> Iterator[Row]:
    key, release = (each.student, each.unit), releases.get(each.unit)
    if key not in reasons:
        assert release is not None
        yield from rows(*key, recorded(folder, *key).verdicts, release, book)
        return
    # An older grade would contradict what the table says.
    for step in ("autograded", "feedback"):
        shutil.rmtree(folder.root / step / each.student / each.unit, ignore_errors=True)
    yield not_graded(*key, reasons[key], release)


def _stale(
    folder: CourseFolder, waiting: dict[Key, Taken], reasons: dict[Key, str], found: list[Row]
) -> dict[Key, tuple[Path, str, str]]:
    """Whose feedback is missing, or older than a grade."""
    marked = {(row.student, row.unit) for row in found if row.status == "manual"}
    graded = {(row.student, row.unit) for row in found} - set(reasons)
    return {
        key: (folder.root, *key)
        for key in sorted(graded)
        if key in waiting or key in marked or not feedback_path(folder.root, *key).is_file()
    }


def _write(folder: CourseFolder, found: list[Submission], made: list[Row]) -> None:
    write_whole(folder.root / "grades.csv", table(made))
    write_whole(folder.root / "report.html", report(made))
    lines = []
    for each in found:
        notes = [each.note] if each.note else []
        notes += recorded(folder, each.student, each.unit).get("audit", [])
        lines += [f"{each.student}\t{each.unit}\t{note}\n" for note in notes]
    write_whole(folder.root / "audit.log", "".join(lines))
