"""Numbers of a student's own: the course's secret, the tokens made from it, the class they are for.

Without a secret every copy of the course has the same numbers, those of nobody in particular.
"""

import functools
import json
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.checking.mine import FILE
from autograder.checking.own import EVERYONE, own_numbers, token
from autograder.checking.task import OwnNumber, Task
from autograder.errors import UserError


def read_secret(path: Path) -> bytes:
    """The course's secret. Raises UserError when the file is missing, unreadable or empty."""
    try:
        secret = path.read_bytes().strip()
    except OSError as error:
        raise UserError(
            f"The secret {path} cannot be read: {error.strerror}. It is the file that "
            "`autograder release --secret` wrote; without it nobody's own numbers can be rebuilt."
        ) from None
    if len(secret) < 16:
        raise UserError(f"The secret {path} holds {len(secret)} characters. Expected 16 or more.")
    return secret


def make_secret(path: Path) -> bool:
    """Write a new secret unless there is one already. Says whether it wrote."""
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_hex(32) + "\n")
    except FileExistsError:
        return False
    except OSError as error:
        raise UserError(f"The secret {path} cannot be written: {error.strerror}.") from None
    return True


def write_token(folder: Path, secret: bytes, student: str) -> bool:
    """Give a student's copy of the course its numbers. An existing file is not touched."""
    try:
        with (folder / FILE).open("x", encoding="utf-8") as file:
            json.dump({"student": student, "token": token(secret, student)}, file)
    except FileExistsError:
        return False
    return True


@functools.cache
def token_of(secret_file: str, student: str) -> str:
    """A student's token, or everyone's when the course has no secret."""
    return token(read_secret(Path(secret_file)), student) if secret_file else EVERYONE


_numbers = functools.cache(own_numbers)


def of_others(
    task: Task, secret_file: str, classmates: Iterable[str], student: str
) -> Iterator[dict[str, float]]:
    """The numbers of the rest of the class, one student after the other."""
    if secret_file and isinstance(task, OwnNumber):
        for other in classmates:
            if other != student:
                yield _numbers(task, token_of(secret_file, other))
