"""Find the course, and copy it to where a student's work is safe."""

import shutil
from pathlib import Path

INDEX = "index.ipynb"


class LabError(Exception):
    """What went wrong and what to do about it, in words for the person at the keyboard."""


def course_dir() -> Path:
    """The folder with the course's notebooks: `course/` in a checkout, else inside the package."""
    package = Path(__file__).resolve().parent
    packaged = package / "notebooks"
    course = packaged if packaged.is_dir() else package.parent
    if not (course / INDEX).is_file():
        raise LabError(
            f"there is no {INDEX} in {course}. Install the course again, or, in a checkout, "
            "run: autograder build"
        )
    return course


def course_files(course: Path) -> list[Path]:
    """The index and every file of the numbered units, relative to the course; not the engine."""
    units = sorted(course.glob("[0-9][0-9]_*/**/*"))
    files = [path.relative_to(course) for path in units if path.is_file()]
    return [Path(INDEX), *(f for f in files if not any(part.startswith(".") for part in f.parts))]


def copy_course(course: Path, folder: Path) -> tuple[list[Path], list[Path]]:
    """Copy the course into a folder and return the files that were copied and those kept.

    A file that is already there is never touched, whoever wrote it: it may hold a student's work.
    """
    if folder.exists() and not folder.is_dir():
        raise LabError(f"{folder} is a file. Name a folder, or a new name for one.")
    copied: list[Path] = []
    kept: list[Path] = []
    for file in course_files(course):
        try:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (copied if _copy_new(course / file, folder / file) else kept).append(file)
        except OSError as error:
            raise LabError(f"cannot write {folder / file}: {error.strerror}.") from error
    return copied, kept


def _copy_new(source: Path, target: Path) -> bool:
    """Copy a file unless the target exists; leave nothing half written."""
    try:
        written = target.open("xb")  # "x" fails on an existing file, even one made this instant
    except FileExistsError:
        return False
    try:
        with written, source.open("rb") as read:
            shutil.copyfileobj(read, written)
    except BaseException:
        target.unlink()
        raise
    return True


def prepare(folder: Path | None) -> tuple[Path, str]:
    """Choose the folder to open, fill it if it is not the course itself, and tell what was done.

    Without a folder a checkout opens where it is. An installed package does not: the next upgrade
    would replace the notebooks and the work in them, so the course goes into the home folder.
    """
    course = course_dir()
    if folder is None:
        if course.name != "notebooks":
            return course, ""
        folder = Path.home() / "backprop-course"
    folder = folder.expanduser().resolve()
    if folder == course:
        return course, ""
    if course in folder.parents:
        raise LabError(f"{folder} is inside the course itself. Name a folder outside {course}.")
    copied, kept = copy_course(course, folder)
    told = f"Copied into {folder}: {_names(copied)}.\n" if copied else ""
    if kept:
        told += f"Kept as they were in {folder}: {_names(kept)}.\n"
    if any((folder / file).is_file() and _differ(course / file, folder / file) for file in kept):
        told += "For a fresh copy of one of them, rename yours and run this again.\n"
    return folder, told


def _names(files: list[Path]) -> str:
    """The index by its name and a unit by its folder, each once."""
    return ", ".join(dict.fromkeys(file.parts[0] for file in files))


def _differ(one: Path, other: Path) -> bool:
    return one.read_bytes() != other.read_bytes()
