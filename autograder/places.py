"""Where the course is: in a checkout, or inside an installed wheel."""

import re
from pathlib import Path

from autograder.errors import UserError

PACKAGE = Path(__file__).resolve().parent
UNIT = re.compile(r"\d\d_[a-z0-9_]+")


def checkout() -> Path:
    """The folder that holds solutions/ and course/: the package's own, else the current one's.

    Raises UserError when there is none, as in a student's install.
    """
    here = Path.cwd()
    for folder in (PACKAGE.parent, here, *here.parents):
        if (folder / "solutions").is_dir() and (folder / "autograder" / "places.py").is_file():
            return folder
    raise UserError(
        "This command needs a checkout of the course, because an install holds no solutions. "
        "None was found here or in the folders above. Clone the repository and run it there."
    )


def course_dir() -> Path:
    """The folder of the released notebooks: course/ in a checkout, backprop/notebooks in a wheel.

    Raises UserError when neither is there.
    """
    for folder in (PACKAGE.parent / "course", PACKAGE.parent / "backprop" / "notebooks"):
        if units(folder):
            return folder
    raise UserError(
        f"The course's notebooks are missing beside {PACKAGE}. In a checkout run `autograder "
        "build`; otherwise install the package again."
    )


def units(folder: Path) -> list[str]:
    """The units that have a notebook in `folder`, in teaching order."""
    if not folder.is_dir():
        return []
    return sorted(
        path.name
        for path in folder.iterdir()
        if UNIT.fullmatch(path.name) and (path / f"{path.name}.ipynb").is_file()
    )


def pick(asked: list[str], known: list[str]) -> list[str]:
    """The known units that were asked for, by name or by number; all of them when none was.

    Raises UserError that lists the known ones.
    """
    if not asked:
        return known
    found = []
    for name in asked:
        name = name.rstrip("/")
        fits = [unit for unit in known if name in (unit, unit[:2])]
        if not fits:
            raise UserError(f"There is no unit {name!r}. Known: {', '.join(known) or 'none'}.")
        found += fits
    return sorted(set(found))
