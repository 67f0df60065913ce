"""What was handed in: SUBMITTED/<student>/<unit>/<unit>.ipynb, nbgrader's own layout."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UserError
from autograder.places import pick

LAYOUT = "<student>/<unit>/<unit>.ipynb"


@dataclass(frozen=True)
class Submission:
    """One student's work on one unit.

    path: the notebook, or None when there is nothing to grade; then problem says why. note: what is
    odd but was put right.
    """

    student: str
    unit: str
    path: Path | None = None
    problem: str | None = None
    note: str | None = None


def find(submitted: Path, known: list[str], unit: str | None) -> list[Submission]:
    """Every student's work on `unit`, or on every unit that anybody handed in.

    known: the course's units. Raises UserError when there is nothing that could be graded.
    """
    students = _students(submitted)
    handed_in = {s: _folders(s) for s in students}
    if unit is not None:
        units = pick([unit], known)
    else:
        units = [u for u in known if any(u in names for names in handed_in.values())]
    if not units or not any(set(units) & set(names) for names in handed_in.values()):
        raise UserError(_nothing(submitted, students, units or known))
    found = [_one(s, u, handed_in[s]) for s in students for u in units]
    if unit is None:
        found += [
            Submission(s.name, name, problem=f"no known unit; known are {', '.join(known)}")
            for s in students
            for name in handed_in[s]
            if name not in known
        ]
    return sorted(found, key=lambda each: (each.student, each.unit))


def _students(submitted: Path) -> list[Path]:
    if not submitted.exists():
        raise UserError(f"{submitted} does not exist. Expected a folder that holds {LAYOUT}.")
    if not submitted.is_dir():
        raise UserError(f"{submitted} is a file. Expected a folder that holds {LAYOUT}.")
    try:
        students = sorted(p for p in submitted.iterdir() if _is_folder(p))
    except OSError as error:
        raise UserError(f"{submitted} cannot be read: {error.strerror}.") from None
    if not students:
        raise UserError(f"{submitted} holds no student's folder. Expected {LAYOUT} in it.")
    return students


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith((".", "__"))


def _folders(student: Path) -> list[str]:
    try:
        return sorted(path.name for path in student.iterdir() if _is_folder(path))
    except OSError:
        return []


def _nothing(submitted: Path, students: list[Path], units: list[str]) -> str:
    looked = f"No folder of {', '.join(units)} was found in {submitted}/<student>/."
    if (submitted / "submitted").is_dir():
        return f"{looked} Did you mean {submitted / 'submitted'}?"
    found = sorted({name for student in students for name in _folders(student)})[:8]
    return f"{looked} Expected {LAYOUT}; found {', '.join(found) or 'no folders'} in there."


def _one(student: Path, unit: str, folders: list[str]) -> Submission:
    folder = student / unit
    if unit not in folders:
        return Submission(student.name, unit, problem=f"nothing handed in; expected {unit}/")
    if odd := re.search(r"[\[\]*?]|^\s|\s$", student.name):
        where = "at the end of" if odd[0].isspace() else "in"
        why = f"nbgrader cannot work with {odd[0]!r} {where} a name; rename the folder"
        return Submission(student.name, unit, problem=why)
    if student.is_symlink() or folder.is_symlink():
        return Submission(student.name, unit, problem="the folder is a link to another place")
    path, note = folder / f"{unit}.ipynb", None
    others = list(_notebooks(folder))
    if not path.exists() and len(others) == 1:
        path, note = others[0], f"the notebook was called {others[0].name}: graded as {unit}.ipynb"
    if path.is_symlink() or not path.is_file():
        what = (
            "the notebook is a link to another place"
            if path.is_symlink()
            else (
                f"no {unit}.ipynb in the folder" + (f", but {len(others)} others" if others else "")
            )
        )
        return Submission(student.name, unit, problem=what)
    return Submission(student.name, unit, path, note=note)


def _notebooks(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(p for p in folder.glob("*.ipynb") if not p.name.startswith("."))
    except OSError:
        return
