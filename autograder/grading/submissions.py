"""What was handed in: SUBMITTED/<student>/<unit>/<unit>.ipynb, nbgrader's own layout."""

from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import UserError
from autograder.grading.folder_names import odd, printable, unlike
from autograder.places import pick

LAYOUT = "<student>/<unit>/<unit>.ipynb"
LINK = "is a link to another place"
MOST_STRANGERS = 20  # folders of one student that are named though they are no units
LOOKED_INTO = 5_000_000  # bytes of a notebook that has another name


@dataclass(frozen=True)
class Submission:
    """One student's work on one unit.

    path: the notebook, or None when there is nothing to grade; then problem says why. notes: what
    is odd but was put right.
    """

    student: str
    unit: str
    path: Path | None = None
    problem: str | None = None
    notes: list[str] = field(default_factory=list)


def find(submitted: Path, known: list[str], unit: str | None) -> list[Submission]:
    """Every student's work on `unit`, or on every unit that anybody handed in.

    known: the course's units. Raises UserError when there is nothing that could be graded.
    """
    entries = _entries(submitted)
    students = [path for path in entries if _is_student(path, known)]
    if not students:
        raise UserError(f"{submitted} holds no student's folder. Expected {LAYOUT} in it.")
    handed_in = {s: _units(s) for s in students}
    if unit is not None:
        units = pick([unit], known)
    else:
        units = [u for u in known if any(u in names for names in handed_in.values())]
    if not units or not any(set(units) & set(names) for names in handed_in.values()):
        raise UserError(_nothing(submitted, handed_in, units or known))
    names = {path.name for path in students}
    found = [_one(s, u, handed_in[s], names) for s in students for u in units]
    if unit is None:
        found += _strangers(handed_in, known, names)
        found += [
            Submission(printable(path.name), "", problem=f"a file; expected {LAYOUT}")
            for path in entries
            if path not in students and path.suffix == ".ipynb"
        ]
    return sorted(found, key=lambda each: (each.student, each.unit))


def _entries(submitted: Path) -> list[Path]:
    if not submitted.exists():
        raise UserError(f"{submitted} does not exist. Expected a folder that holds {LAYOUT}.")
    if not submitted.is_dir():
        raise UserError(f"{submitted} is a file. Expected a folder that holds {LAYOUT}.")
    try:
        return sorted(submitted.iterdir())
    except OSError as error:
        raise UserError(f"{submitted} cannot be read: {error.strerror}.") from None


def _is_student(path: Path, known: list[str]) -> bool:
    """A folder; of those with hidden names, which tools make, only what holds a unit."""
    if not _is_folder(path):
        return False
    return not path.name.startswith((".", "__")) or bool({*_units(path)} & {*known})


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() or path.is_symlink()
    except OSError:
        return True  # closed to us: said where it is looked into


def _units(student: Path) -> list[str]:
    """The units in a student's folder, a notebook that lies there without a folder included."""
    try:
        if student.is_symlink():
            return []
        inside = [path for path in student.iterdir() if not path.name.startswith((".", "__"))]
        folders = {path.name for path in inside if path.is_dir()}
        return sorted(folders | {path.stem for path in inside if path.suffix == ".ipynb"})
    except OSError:
        return []


def _nothing(submitted: Path, handed_in: dict[Path, list[str]], units: list[str]) -> str:
    looked = f"No folder of {', '.join(units)} was found in {submitted}/<student>/."
    if (submitted / "submitted").is_dir():
        return f"{looked} Did you mean {submitted / 'submitted'}?"
    names = sorted({printable(name) for names in handed_in.values() for name in names})[:8]
    return f"{looked} Expected {LAYOUT}; found {', '.join(names) or 'no folders'} in there."


def _strangers(
    handed_in: dict[Path, list[str]], known: list[str], names: set[str]
) -> list[Submission]:
    problem = f"no known unit; known are {', '.join(known)}"
    return [
        Submission(unlike(student.name, names), printable(unit), problem=problem)
        for student, units in handed_in.items()
        for unit in [unit for unit in units if unit not in known][:MOST_STRANGERS]
    ]


def _one(student: Path, unit: str, units: list[str], names: set[str]) -> Submission:
    if why := odd(student.name):
        return Submission(unlike(student.name, names), unit, problem=why)
    try:
        if student.is_symlink() or (student / unit).is_symlink():
            return Submission(student.name, unit, problem=f"the folder {LINK}")
        list(student.iterdir())  # whether it may be read at all
        if unit not in units:
            return Submission(student.name, unit, problem=f"nothing handed in; expected {unit}/")
        return _notebook(student, unit)
    except OSError as error:
        why = f"the folder cannot be read: {error.strerror}"
        return Submission(student.name, unit, problem=why)


def _notebook(student: Path, unit: str) -> Submission:
    folder = student / unit
    path = folder / f"{unit}.ipynb"
    if not folder.is_dir():
        loose = student / path.name
        if loose.is_symlink() or not loose.is_file():
            return Submission(student.name, unit, problem=f"the notebook {_kind(loose)}")
        note = f"the notebook lay beside the folder {unit}/: graded as if it lay in it"
        return Submission(student.name, unit, loose, notes=[note])
    others = sorted(p for p in folder.glob("*.ipynb") if p != path and not p.name.startswith("."))
    if path.is_symlink() or path.exists():
        if path.is_symlink() or not path.is_file():
            return Submission(student.name, unit, problem=f"the notebook {_kind(path)}")
        notes = [f"{len(others)} other notebooks lay beside it: not graded"] if others else []
        return Submission(student.name, unit, path, notes=notes)
    likely = [p for p in others if p.is_file() and not p.is_symlink()]
    if len(likely) > 1:
        likely = [p for p in likely if _is_about(p, unit)]
    if len(likely) == 1:
        note = f"the notebook was called {printable(likely[0].name)}: graded as {path.name}"
        return Submission(student.name, unit, likely[0], notes=[note])
    problem = f"no {path.name} in the folder" + (f", but {len(others)} others" if others else "")
    return Submission(student.name, unit, problem=problem)


def _is_about(path: Path, unit: str) -> bool:
    """Whether a notebook of another name asks a check of this unit."""
    with path.open("rb") as file:
        return f'check(\\"{unit[:2]}-'.encode() in file.read(LOOKED_INTO)


def _kind(path: Path) -> str:
    if path.is_symlink():
        return LINK
    return "is a folder" if path.is_dir() else "is no plain file"
