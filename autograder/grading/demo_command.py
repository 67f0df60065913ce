"""`autograder demo`."""

import argparse
from pathlib import Path

from autograder.errors import UserError
from autograder.grading.batch import Options, Run, grade
from autograder.grading.demo_class import SEED, hand_in, students
from autograder.grading.grade_command import RESULTS, jobs, limit
from autograder.grading.grades import number
from autograder.grading.progress import progress
from autograder.grading.report import FOLLOWS
from autograder.grading.slips import UNITS
from autograder.places import checkout, units

FORMGRADER = "cd {folder} && jupyter lab     then open Nbgrader > Formgrader in the menu"


def run(args: argparse.Namespace) -> int:
    """Make a class, grade it in front of the user, and show the table."""
    root = checkout()
    written = set(units(root / "course")) & set(units(root / "solutions"))
    known = sorted(unit for unit in written if unit[:2] in UNITS)
    if not known:
        raise UserError("There are no notebooks yet. Run `autograder build` first.")
    if args.students < 1:
        raise UserError(f"--students {args.students}: expected 1 or more.")
    out = Path(args.out)
    options = Options(
        submitted=out / "submitted",
        out=out / "graded",
        course=root / "course",
        seed=SEED,
        jobs=jobs(args.jobs),
        time_limit=limit(args.time_limit),
        trust=True,  # the class is made up here
    )
    stories = make_class(out, args.students, known, root)
    print(f"A class of {len(stories)} hands in {', '.join(known)}:")
    for name, story in list(stories.items())[:20]:
        print(f"  {name:<11} {story}")
    done = grade(options, progress())
    print()
    print(table(done, known, stories))
    print()
    for what, name in RESULTS:
        print(f"{what:<11} {out / 'graded' / name}")
    print(f"{'formgrader':<11} {FORMGRADER.format(folder=out / 'graded')}")
    return 0


def make_class(out: Path, count: int, known: list[str], root: Path) -> dict[str, str]:
    """Write every student's work below `out`, which must be new. Returns their stories."""
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise UserError(f"{out} is there already; nothing was changed. Choose another --out.")
        stories = {}
        for student in students(count):
            stories[student.name] = student.story
            for unit in known:
                hand_in(out / "submitted", student, unit, root / "course", root / "solutions")
    except OSError as error:
        raise UserError(f"{error.filename or out} cannot be written: {error.strerror}.") from None
    return stories


def table(done: Run, known: list[str], stories: dict[str, str]) -> str:
    """A line for each student: points in each unit, and the first misconceptions."""
    lines = [("student", *known, "misconceptions")]
    for name in stories:
        own = [row for row in done.rows if row.student == name]
        named = sorted({row.misconception for row in own if row.misconception} - {FOLLOWS})
        lines.append((name, *[_points(own, unit) for unit in known], ", ".join(named[:3])))
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    made = [
        "  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) for line in lines
    ]
    made.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(line.rstrip() for line in made)


def _points(own: list, unit: str) -> str:
    rows = [row for row in own if row.unit == unit]
    if not any(row.task for row in rows):
        return "not graded"
    points = number(sum(row.points or 0 for row in rows))
    waits = " +" if any(row.points is None for row in rows) else ""
    return f"{points} of {number(sum(row.max_points for row in rows))}{waits}"
