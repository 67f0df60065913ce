"""`autograder export [GRADED] --format csv|canvas|moodle`."""

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.errors import UserError
from autograder.grading.exports import FORMATS, NOT_GRADED, WAITING, Export, Grade
from autograder.grading.folder import CONFIG, CourseFolder
from autograder.grading.trouble import told
from autograder.places import pick

OPEN = {
    WAITING: "written answers are still to be marked, in formgrader; they count 0 so far",
    NOT_GRADED: "not graded, or not handed in; the cell is empty",
}


def run(args: argparse.Namespace) -> int:
    """Write the grades to a file, and say which of them are not final."""
    root = _graded(Path(args.graded))
    if args.format not in FORMATS:
        raise UserError(f"There is no format {args.format!r}. Known: {', '.join(FORMATS)}.")
    target = Path(args.to) if args.to else root / FORMATS[args.format].name
    if target.resolve() == (root / "grades.csv").resolve():
        raise UserError(f"{target} is written by `autograder grade`. Choose another --to.")
    folder = CourseFolder(root)
    with told(root, folder.url):
        folder.sound()
        done = _export(folder, args.unit, FORMATS[args.format](to=str(target)))
    print(f"written {target}")
    _warn(done)
    return 0


def _graded(root: Path) -> Path:
    """The folder, if `autograder grade` made it. Raises UserError that names a likelier one."""
    if (root / CONFIG).is_file():
        return root
    near = sorted(root.glob(f"*/{CONFIG}"))
    hint = f" Did you mean {near[0].parent}?" if near else ""
    raise UserError(
        f"{root} is no folder that `autograder grade` made: there is no {CONFIG} in it. Go there, "
        f"or name it: autograder export GRADED.{hint}"
    )


def _export(folder: CourseFolder, unit: str | None, plugin: Export) -> Export:
    with folder.gradebook() as book:
        plugin.lost = frozenset(_lost(folder.root / "grades.csv") | _taken_back(folder, book))
        known = sorted(each.name for each in book.assignments)
        if not known:
            raise UserError(f"{folder.root} holds no grades yet. Run `autograder grade` first.")
        plugin.assignment = pick([unit] if unit else [], known)
        try:
            plugin.export(book)
        except OSError as error:
            raise UserError(f"{plugin.to} cannot be written: {error.strerror}.") from None
    return plugin


def _lost(path: Path) -> set[tuple[str, str]]:
    """What the last run could not grade: the lines of grades.csv without a task."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = [line for line in csv.DictReader(file) if not line["task"]]
            return {(line["student"], line["unit"]) for line in lines}
    except (OSError, KeyError):
        return set()


def _taken_back(folder: CourseFolder, book: Gradebook) -> set[tuple[str, str]]:
    """What was handed in again and could not be graded: its notebook went, some marks may stay."""
    done = folder.root / "autograded"
    known = {(s.student.id, unit.name) for unit in book.assignments for s in unit.submissions}
    return {(s, u) for s, u in known if not (done / s / u / f"{u}.ipynb").is_file()}


def _warn(done: Export) -> None:
    """Say what the table leaves open: whoever reads it elsewhere cannot see it."""
    statuses = Counter(
        student.grades.get(unit, Grade()).status
        for student in done.found
        for unit in done.assignment
    )
    for status, why in OPEN.items():
        if count := statuses[status]:
            print(f"{count} submission{'s' * (count != 1)}: {why}.", file=sys.stderr)
