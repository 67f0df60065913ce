"""`autograder grade SUBMITTED`."""

import argparse
import os
from pathlib import Path

from autograder.errors import UserError
from autograder.grading.batch import Options, Run, grade
from autograder.grading.progress import progress
from autograder.places import course_dir


def run(args: argparse.Namespace) -> int:
    """Grade, and say where the results are. 0 when every submission is accounted for."""
    submitted = Path(args.submitted)
    name = submitted.absolute().name
    out = Path(args.out) if args.out else submitted.absolute().with_name(f"{name}-graded")
    options = Options(
        submitted=submitted,
        out=out,
        jobs=jobs(args.jobs),
        course=course_dir(),
        unit=args.unit,
        gradebook=args.gradebook,
        seed=args.seed,
        time_limit=limit(args.time_limit),
        secret=Path(args.secret) if args.secret else None,
        trust=args.trust_submissions,
        scheduler=args.scheduler,
    )
    done = grade(options, progress())
    print(summary(done))
    return 0


def jobs(asked: int | None) -> int:
    """How many kernels run at once. Raises UserError for less than one."""
    if asked is not None and asked < 1:
        raise UserError(f"--jobs {asked}: expected 1 or more.")
    return asked or os.cpu_count() or 1


def limit(seconds: float) -> float:
    """The time limit. Raises UserError when no notebook could keep it."""
    if not seconds > 0:
        raise UserError(f"--time-limit {seconds:g}: expected a number of seconds above 0.")
    return seconds


def summary(done: Run) -> str:
    """What the run did and what it left."""
    graded = {(row.student, row.unit) for row in done.rows if row.task}
    lost = [row for row in done.rows if not row.task]
    root = done.folder.root
    lines = [f"{len(graded)} graded, {len(lost)} not graded."]
    lines += [f"  {row.student}/{row.unit} {row.status}" for row in lost]
    waits = sum(row.status == "manual" and row.points is None for row in done.rows)
    if waits:
        lines.append(f"{waits} written answers wait to be marked by hand, in formgrader.")
    lines += [f"{what:<9} {root / name}" for what, name in RESULTS]
    return "\n".join(lines)


RESULTS = (("grades", "grades.csv"), ("report", "report.html"), ("feedback", "feedback"))
