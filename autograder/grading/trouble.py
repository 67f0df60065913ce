"""What is no student's fault and stops a run: a full disk, a gradebook that does not answer."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from autograder.errors import UserError

DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG}
AGAIN = "Nothing that was graded is lost: mend it and run the same command again to go on."


def stops(error: BaseException | None) -> BaseException | None:
    """What is behind an error, if every submission after this one would fail in the same way."""
    while error is not None:
        if isinstance(error, DBAPIError) or getattr(error, "errno", None) in DISK:
            return error
        error = error.__cause__ or error.__context__
    return None


@contextmanager
def told(root: Path, url: str) -> Iterator[None]:
    """Turn such an error into one sentence. Raises UserError; other errors pass."""
    try:
        yield
    except DBAPIError as error:
        why = str(error.orig).splitlines()[0] if str(error.orig) else type(error.orig).__name__
        if "locked" in why:
            why += "; another program, formgrader perhaps, has it open"
        raise UserError(f"The gradebook {public(url)} does not answer: {why}. {AGAIN}") from None
    except OSError as error:
        if not stops(error):
            raise
        where = error.filename or root
        raise UserError(f"{where} cannot be written: {error.strerror}. {AGAIN}") from None


def public(url: str) -> str:
    """The gradebook's address without its password and our settings."""
    return re.sub(r"//([^:/@]*):[^@]*@", r"//\1:***@", url).partition("?")[0]
