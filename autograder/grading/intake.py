"""Take a submission in: its bytes, its fingerprint, and a copy in the course folder."""

import functools
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.grading.execute import COMPANIONS
from autograder.grading.files import plain_files
from autograder.grading.folder import CourseFolder
from autograder.grading.not_graded import NotGraded
from autograder.grading.submissions import Submission
from autograder.grading.trouble import stops
from autograder.places import PACKAGE

LARGEST = 200_000_000  # bytes of a notebook; more is a mistake, and would fill the memory
MOST_FILES = 200  # that are copied with a notebook


@dataclass(frozen=True)
class Taken:
    """A submission's copy in the course folder. companions: the small files beside the notebook.

    fingerprint: changes when anything changes that could change the grade. size: bytes in all.
    notes: what is odd but was put right.
    """

    path: Path
    fingerprint: str
    companions: list[Path]
    size: int
    notes: list[str]

    def notebook(self) -> bytes:
        """The notebook's bytes."""
        return self.path.read_bytes()

    def files(self) -> dict[str, bytes]:
        """The companions' bytes, by name."""
        return {path.name: path.read_bytes() for path in self.companions}


def take(folder: CourseFolder, submission: Submission) -> Taken:
    """Read and copy one submission. The original is never changed.

    Raises NotGraded when there is nothing to read.
    """
    path = submission.path
    if path is None:
        raise NotGraded(submission.problem or "nothing handed in")
    try:
        if path.stat().st_size > LARGEST:
            raise NotGraded(f"the notebook has {path.stat().st_size / 1e6:.0f} MB")
        copied = _copy(path, folder.root / "submitted" / submission.student / submission.unit)
        companions = _companions(copied.parent)
        mark = hashlib.sha256(rules() + folder.release_path(submission.unit).read_bytes())
        size = 0
        for each in (copied, *companions):
            name = "" if each == copied else each.name
            data = each.read_bytes()
            mark.update(name.encode("utf-8", "surrogateescape") + hashlib.sha256(data).digest())
            size += len(data)
    except OSError as error:
        if stops(error):
            raise
        raise NotGraded(f"the file cannot be read: {error.strerror}") from None
    return Taken(copied, mark.hexdigest(), companions, size, submission.notes)


@functools.cache
def rules() -> bytes:
    """A mark of the grader itself: when a task or a check changes, its grades are out of date."""
    sources = sorted(p for name in ("checking", "tasks") for p in (PACKAGE / name).rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).digest()


def _companions(folder: Path) -> list[Path]:
    """The files beside the notebook that its kernel may read."""
    return [p for p in _small(folder) if p.parent == folder and p.suffix != ".ipynb"]


def _small(folder: Path) -> list[Path]:
    """The files in a folder, as long as they are few and small together."""
    found, left = [], COMPANIONS
    for path in plain_files(folder, MOST_FILES):
        if path.stat().st_size <= left:
            found.append(path)
            left -= path.stat().st_size if path.suffix != ".ipynb" else 0
    return found


def _copy(notebook: Path, target: Path) -> Path:
    """Copy what was handed in to submitted/<student>/<unit>/, where nbgrader looks for it."""
    folder = notebook.parent
    loose = folder.name != target.name  # not in a folder of its own: nothing beside it is its own
    if target.exists() and target.samefile(folder):
        return notebook  # grading in place: SUBMITTED is the course folder's own submitted/
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    # Of several notebooks only the one that counts: nbgrader would take the others for more work.
    for path in [] if loose else _small(folder):
        if path.suffix != ".ipynb" and not _wrong_time(path):
            copied = target / path.relative_to(folder)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copied)
    return Path(shutil.copyfile(notebook, target / f"{target.name}.ipynb"))


def _wrong_time(path: Path) -> bool:
    """Whether this is nbgrader's note of when a work was handed in, and holds no time."""
    if path.name != "timestamp.txt":
        return False
    try:
        parse_utc(path.read_text(encoding="utf-8").strip())
    except (ValueError, OverflowError, TypeError):
        return True
    return False
