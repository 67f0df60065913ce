"""`autograder release DIR [UNIT ...]`."""

import argparse
import re
from pathlib import Path

from autograder.checking.mine import FILE
from autograder.errors import UserError
from autograder.grading.files import copy_missing, plain_files
from autograder.grading.own_numbers import make_secret, read_secret, write_token
from autograder.places import course_dir, pick, units

STUDENT = re.compile(r"\w[\w.-]*")


def run(args: argparse.Namespace) -> int:
    """Copy the student's course, and say what was written and what was there already.

    With --student, each gets a copy in DIR/ID, with the token that their own numbers come from.
    """
    course = course_dir()
    target = Path(args.folder)
    chosen = pick(args.units, units(course))
    files = [course / "index.ipynb"] if (course / "index.ipynb").is_file() else []
    for unit in chosen:
        files += plain_files(course / unit)
    students = args.student or []
    secret = _secret(args, students)
    try:
        for folder in [target / student for student in students] or [target]:
            for path in files:
                _say(copy_missing(path, copy := folder / path.relative_to(course)), copy)
            if students:
                _say(write_token(folder, secret, folder.name), folder / FILE)
    except (FileExistsError, NotADirectoryError) as error:
        raise UserError(f"{error.filename} is a file. Expected a folder, or a new name.") from None
    except OSError as error:
        raise UserError(f"{error.filename} cannot be written: {error.strerror}.") from None
    return 0


def _say(written: bool, path: Path) -> None:
    print(f"{'written' if written else 'kept   '} {path}")


def _secret(args: argparse.Namespace, students: list[str]) -> bytes:
    if not students and args.secret:
        raise UserError("--secret goes with --student: it makes the numbers of a named student.")
    if not students:
        return b""
    for student in students:
        if not STUDENT.fullmatch(student):
            raise UserError(f"--student {student!r}: expected letters, digits, _, - and . only.")
    if not args.secret:
        raise UserError(
            "--student needs --secret FILE: their numbers are made from it, and `autograder grade` "
            "needs the same file to rebuild them. A missing file is written."
        )
    path = Path(args.secret)
    if make_secret(path):
        print(f"written {path}  (keep it: grading needs it, and nobody else should have it)")
    return read_secret(path)
