"""The nbgrader course folder that grading leaves: its configuration, its units, its gradebook."""

import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.errors import UserError
from autograder.grading.files import copy_whole, write_whole
from autograder.grading.gradebook import damage, missing, patient, prepare
from autograder.grading.roles import grade_id
from autograder.grading.trouble import public

CONFIG = "nbgrader_config.py"
OURS = "autograder grade"
DRAFTS = {f".{CONFIG}.new"}  # all that a run leaves that is killed before anything else
TEXT = f'''"""Written by `{OURS}`. nbgrader and formgrader read it when they run in this folder.

Settings of your own may follow at the end.
"""

from pathlib import Path

import autograder

c = get_config()
load_subconfig("nbgrader_config.py", path=str(Path(autograder.__file__).parent))
c.CourseDirectory.course_id = "backpropagation"
'''


class CourseFolder:
    """One OUT of `autograder grade`."""

    def __init__(self, root: Path, gradebook: str | None = None) -> None:
        """Make the folder, or go on with one that an earlier run made.

        Raises UserError when it cannot be written, or holds something else.
        """
        self.root = Path(os.path.abspath(root))
        fresh = self._make(gradebook)
        self.config = self._load()
        if fresh and gradebook:
            self._try()

    def _make(self, gradebook: str | None) -> bool:
        """Make what is missing. Whether the configuration was."""
        if glob := re.search(r"[\[\]*?]", str(self.root)):
            raise UserError(f"{self.root}: nbgrader cannot work in a path with {glob[0]!r} in it.")
        path = self.root / CONFIG
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            if not path.exists() and {each.name for each in self.root.iterdir()} - DRAFTS:
                raise UserError(
                    f"{self.root} is not empty, and no earlier run of `{OURS}` made it. "
                    "Nothing was changed. Choose another --out, or empty the folder."
                )
            if path.exists() and "load_subconfig" not in path.read_text(encoding="utf-8"):
                raise UserError(
                    f"{path} is not by `{OURS}`. To grade in this course folder, add to it:\n"
                    + TEXT.split('"""\n')[-1].partition("c.Course")[0].strip()
                )
            if fresh := not path.exists():
                url = f"c.CourseDirectory.db_url = {gradebook!r}\n" if gradebook else ""
                # The URL may hold a password.
                write_whole(path, TEXT + url, mode=0o600 if gradebook else 0o644)
            elif gradebook and gradebook != self._load().CourseDirectory.get("db_url"):
                raise UserError(
                    f"{path} names another gradebook than {public(gradebook)}. Edit it there, or "
                    "choose another --out."
                )
            return fresh
        except FileExistsError:
            raise UserError(f"{self.root} is a file. Expected a folder, or a new name.") from None
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or error
            raise UserError(f"{self.root} cannot be written: {why}.") from None

    def _try(self) -> None:
        """Open a gradebook that is named for the first time.

        Where that fails nothing is left, so that the same command can name another one.
        """
        try:
            with self.gradebook():
                pass
        except UserError:
            (self.root / CONFIG).unlink()
            with suppress(OSError):  # somebody else's files, or somebody else's folder
                self.root.rmdir()
            raise

    def _load(self) -> Config:
        try:
            return PyFileConfigLoader(CONFIG, path=str(self.root)).load_config()
        except Exception as error:
            raise UserError(
                f"{self.root / CONFIG} cannot be read: {type(error).__name__}: {error}."
            ) from None

    def directory(self, unit: str, student: str = "*") -> CourseDirectory:
        """What nbgrader's converters take to find their way."""
        found = CourseDirectory(
            config=self.config, root=str(self.root), assignment_id=unit, student_id=student
        )
        found.db_url = patient(found.db_url)
        return found

    @property
    def url(self) -> str:
        """The gradebook's address."""
        return str(self.directory("").db_url)

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """The open gradebook. Raises UserError when it cannot be opened."""
        try:
            prepare(self.url)
            book = Gradebook(self.url, str(self.directory("").course_id))
        except (SQLAlchemyError, ImportError, OSError) as error:
            first = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise UserError(
                f"The gradebook {public(self.url)} cannot be opened: {first}. Expected an address "
                "such as sqlite:////path/gradebook.db or postgresql://user@host/database."
            ) from None
        with book:
            yield book

    def sound(self) -> None:
        """Look at the gradebook before anything is written into it.

        Raises UserError when it is damaged, or gone while the submissions that were graded into it
        are still here: an empty one in its place would lose the marks that people gave.
        """
        here = f"The gradebook {public(self.url)}"
        if missing(self.url):
            if any((self.root / "autograded").glob("*/*/*.ipynb")):
                raise UserError(
                    f"{here} is gone, but {self.root} holds submissions that were graded into it. "
                    "Put it back from a backup. If there is none, remove the folder autograded/ "
                    "in there: everything is then graded afresh, without the marks given by hand."
                )
        elif found := damage(self.url):
            raise UserError(
                f"{here} cannot be opened: {found}. Nothing was changed. Put it back from a "
                "backup, or choose another --out."
            )

    def release(self, unit: str) -> NotebookNode:
        """The released notebook of a unit that was added."""
        return nbformat.read(self.release_path(unit), as_version=4)

    def release_path(self, unit: str) -> Path:
        """Where the released notebook of a unit is."""
        return self.root / "release" / unit / f"{unit}.ipynb"

    def add(self, unit: str, course: Path) -> None:
        """Register a unit of `course` with the gradebook, by nbgrader's own GenerateAssignment.

        The source is the released notebook: what a folder of submissions stands beside should hold
        no answers. Raises UserError when the folder holds grades of another version of the unit.
        """
        fresh = course / unit / f"{unit}.ipynb"
        source = self.root / "source" / unit / f"{unit}.ipynb"
        submissions = self._submissions(unit)
        if submissions is not None and source.is_file() and self.release_path(unit).is_file():
            if source.read_bytes() == fresh.read_bytes() and _whole(self.release_path(unit)):
                return
            if submissions and _graded_ids(source) != _graded_ids(fresh):
                raise UserError(
                    f"{self.root} holds grades for another version of {unit}, with other graded "
                    "cells. Choose another --out."
                )
        source.parent.mkdir(parents=True, exist_ok=True)
        copy_whole(fresh, source)
        logging.getLogger("traitlets").setLevel(logging.CRITICAL)
        try:
            GenerateAssignment(
                coursedir=self.directory(unit), config=self.config, force=True
            ).start()
        except NbGraderException as error:
            raise UserError(
                f"nbgrader could not register {unit} in {self.root}: {error}."
            ) from None

    def _submissions(self, unit: str) -> int | None:
        """How many submissions the gradebook has of a unit; None when it does not know the unit."""
        with self.gradebook() as book:
            try:
                return len(book.find_notebook(unit, unit).submissions)
            except MissingEntry:
                return None


def _whole(path: Path) -> bool:
    """Whether the notebook is there from its first to its last byte."""
    try:
        return bool(json.loads(path.read_bytes())["cells"])
    except (ValueError, KeyError):
        return False


def _graded_ids(path: Path) -> set[str | None]:
    return {grade_id(cell) for cell in nbformat.read(path, as_version=4).cells}
