"""`autograder release DIR [UNIT ...]`."""

import argparse
from pathlib import Path

from autograder.errors import UserError
from autograder.grading.files import copy_missing, plain_files
from autograder.places import course_dir, pick, units


def run(args: argparse.Namespace) -> int:
    """Copy the student's course to DIR, and say what was written and what was there already."""
    course = course_dir()
    target = Path(args.folder)
    chosen = pick(args.units, units(course))
    files = [course / "index.ipynb"] if (course / "index.ipynb").is_file() else []
    for unit in chosen:
        files += plain_files(course / unit)
    try:
        for path in files:
            copy = target / path.relative_to(course)
            print(f"{'written' if copy_missing(path, copy) else 'kept   '} {copy}")
    except (FileExistsError, NotADirectoryError) as error:
        raise UserError(f"{error.filename} is a file. Expected a folder, or a new name.") from None
    except OSError as error:
        raise UserError(f"{error.filename} cannot be written: {error.strerror}.") from None
    return 0
