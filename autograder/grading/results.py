"""What a run leaves: grades.csv, the report, the audit log, each student's feedback."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook

from autograder.grading.feedback import DRAFTS, feedback, feedback_path
from autograder.grading.files import write_whole
from autograder.grading.folder import CourseFolder
from autograder.grading.grades import Row, inert, not_graded, rows, table
from autograder.grading.page import page_without_grade
from autograder.grading.pool import Pool
from autograder.grading.progress import Progress
from autograder.grading.record import recorded
from autograder.grading.report import report
from autograder.grading.submissions import Submission
from autograder.grading.waiting import Key, Waiting
from autograder.grading.withdraw import withdraw


def show(
    folder: CourseFolder,
    found: list[Submission],
    waiting: Waiting,
    pool: Pool,
    progress: Progress,
) -> list[Row]:
    """Write everything. Returns the rows of grades.csv."""
    made: list[Row] = []
    known = {each.unit for each in found if folder.release_path(each.unit).is_file()}
    releases = {unit: folder.release(unit) for unit in known}
    taken_back: dict[Key, list[str]] = {}
    with folder.gradebook() as book:
        for each in found:
            key = (each.student, each.unit)
            if key in waiting.reasons:
                taken_back[key] = withdraw(book, *key)
            made += _rows(folder, each, waiting.reasons, releases.get(each.unit), book)
    for _, trouble in pool.run(feedback, _stale(folder, waiting, made)):
        if trouble:
            progress.note(trouble)
    shutil.rmtree(folder.root / DRAFTS, ignore_errors=True)
    write_whole(folder.root / "grades.csv", table(made))
    levels = _levels(folder, found)
    write_whole(folder.root / "report.html", report(made, Counter(levels.values())))
    lines = (f"{inert(student)}\t{unit}\t{level}\n" for (student, unit), level in levels.items())
    write_whole(folder.root / "sandbox.tsv", "student\tunit\tlevel\n" + "".join(lines))
    _audit(folder, found, waiting.reasons, taken_back)
    return made


def _levels(folder: CourseFolder, found: list[Submission]) -> dict[Key, str]:
    """How strong a sandbox each submission that has a grade was run in."""
    keys = ((each.student, each.unit) for each in found)
    return {key: level for key in keys if (level := recorded(folder, *key).get("level"))}


def _rows(
    folder: CourseFolder,
    each: Submission,
    reasons: dict[Key, str],
    release: NotebookNode | None,
    book: Gradebook,
) -> Iterator[Row]:
    key = (each.student, each.unit)
    if key not in reasons:
        assert release is not None
        yield from rows(*key, recorded(folder, *key).verdicts, release, book)
        return
    # An older grade would contradict what the table says.
    for step in ("autograded", "feedback"):
        shutil.rmtree(folder.root / step / each.student / each.unit, ignore_errors=True)
    if release is not None:
        page = feedback_path(folder.root, *key)
        page.parent.mkdir(parents=True, exist_ok=True)
        write_whole(page, page_without_grade(each.unit, reasons[key]))
    yield not_graded(*key, reasons[key], release)


def _stale(
    folder: CourseFolder, waiting: Waiting, found: list[Row]
) -> dict[Key, tuple[Path, str, str]]:
    """Whose feedback is missing, or older than a grade."""
    marked = {(row.student, row.unit) for row in found if row.status == "manual"}
    graded = {(row.student, row.unit) for row in found} - set(waiting.reasons)
    return {
        key: (folder.root, *key)
        for key in sorted(graded)
        if key in waiting.taken or key in marked or not feedback_path(folder.root, *key).is_file()
    }


def _audit(
    folder: CourseFolder,
    found: list[Submission],
    reasons: dict[Key, str],
    taken_back: dict[Key, list[str]],
) -> None:
    """audit.log: what was put right, for the class; audit/<student>.log: all about one student."""
    everybody: list[str] = []
    own: dict[str, list[str]] = {}
    for each in found:
        key = (each.student, each.unit)
        notes = taken_back.get(key, recorded(folder, *key).get("audit", []))
        everybody += [f"{each.student}\t{each.unit}\t{note}\n" for note in notes]
        said = notes or ["graded as it was"]
        if key in reasons:
            said = [f"not graded: {reasons[key]}", *notes]
        own.setdefault(each.student, []).extend(f"{each.unit}: {note}\n" for note in said)
    (folder.root / "audit").mkdir(exist_ok=True)
    for student, lines in own.items():
        write_whole(folder.root / "audit" / f"{student}.log", "".join(lines))
    write_whole(folder.root / "audit.log", "".join(everybody))
