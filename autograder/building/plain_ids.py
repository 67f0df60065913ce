"""Ids of the cells that belong to no task: the heading above, and a count within its section.

So a cell that is added or removed changes no id outside its own section.
"""

import re
import unicodedata

HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
BESIDE = re.compile(r"^(Unit \d+|Task \d+|[A-Z])\. |\([^)]*\)|\$[^$]*\$")  # no part of a title
LONGEST = 40


class PlainIds:
    """`ids.next(kind, source)` for each plain cell of a notebook, in order.

    taken: ids that stand for tasks, which no plain cell gets.
    """

    def __init__(self, number: str, taken: set[str]) -> None:
        self.number, self.taken = number, set(taken)
        self.section = "start"

    def next(self, kind: str, source: str) -> str:
        """The id of the next cell: `06-forward`, then `06-forward-2`, and so on."""
        found = HEADING.search(source) if kind == "markdown" else None
        if found:
            self.section = slug(found[1])
        first = f"{self.number}-{self.section}"
        ids = (first if k == 1 else f"{first}-{k}" for k in range(1, len(self.taken) + 2))
        made = next(each for each in ids if each not in self.taken)
        self.taken.add(made)
        return made


def slug(heading: str) -> str:
    """The words of a heading in lower-case letters and digits, joined by hyphens."""
    text = unicodedata.normalize("NFKD", BESIDE.sub(" ", heading).lower())
    words = re.findall(r"[a-z0-9]+", text.encode("ascii", "ignore").decode())
    return "-".join(words)[:LONGEST].strip("-") or "cell"
