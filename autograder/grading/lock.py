"""One grader at a time in one folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from autograder.errors import UserError

NAME = ".lock"


@contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Hold the folder for this process. Raises UserError when another grader holds it.

    The system lets go of the lock when its process ends, however it ends, so that nothing is left
    to clean up after a run that was killed.
    """
    with (root / NAME).open("a+", encoding="ascii") as file:
        if not _lock(file):
            file.seek(0)
            raise UserError(
                f"Another grader is at work in {root} (process {file.read().strip() or '?'}). "
                "Wait until it is done, or choose another --out. Nothing was changed."
            )
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _lock(file: IO[str]) -> bool:
    """Take the lock unless somebody has it; a file system without locks has none to take."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True
