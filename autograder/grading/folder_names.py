"""Names of folders that people chose: which of them nbgrader can work with, and how to print them.

A name may hold line ends, control characters and bytes that are no text in any encoding.
"""

import re

LONGEST = 100  # characters
MOST_BYTES = 200  # files are named after students, with an ending, and a system takes 255


def odd(name: str) -> str | None:
    """Why a student's folder cannot be graded under this name; None when it can."""
    if name.startswith((".", "__")):
        return f"a name that starts with {name[0]!r} is taken for hidden; rename the folder"
    if not name.isprintable():
        return "the name holds characters that cannot be printed; rename the folder"
    if name != _short(name):
        size = len(name.encode())
        return f"the name has {len(name)} characters in {size} bytes; rename the folder"
    if found := re.search(r"[\[\]*?]|^\s|\s$", name):
        where = "at the end of" if found[0].isspace() else "in"
        return f"nbgrader cannot work with {found[0]!r} {where} a name; rename the folder"
    return None


def printable(name: str) -> str:
    """A name as it can be written into a line of a file, or onto a terminal."""
    shown = name if name.isprintable() else ascii(name)[1:-1]
    return shown if shown == _short(shown) else f"{_short(shown)}…"


def _short(name: str) -> str:
    """As much of a name as a file's name may begin with."""
    return name[:LONGEST].encode()[:MOST_BYTES].decode("utf-8", "ignore")


def unlike(name: str, others: set[str]) -> str:
    """A name that cannot be graded, printable, and never the name of somebody else."""
    shown = printable(name)
    while shown != name and shown in others:
        shown += "…"
    return shown
