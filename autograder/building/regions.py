"""Solution regions: the lines between `### BEGIN SOLUTION` and `### END SOLUTION`."""

from collections.abc import Iterator

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def inside(source: str) -> list[str]:
    """The lines of all solution regions of a cell, without the markers."""
    return [line for line, within in _lines(source) if within]


def outside(source: str) -> list[str]:
    """All other lines of a cell, without the markers."""
    return [line for line, within in _lines(source) if not within]


def _lines(source: str) -> Iterator[tuple[str, bool]]:
    """Each line but the markers, and whether it stands in a region."""
    within = False
    for line in source.splitlines():
        if line.strip() in (BEGIN, END):
            within = line.strip() == BEGIN
        else:
            yield line, within


def complaint(source: str) -> str | None:
    """What is wrong with the markers of a cell, or None."""
    within = False
    for line in source.splitlines():
        looks = "BEGIN SOLUTION" in line or "END SOLUTION" in line
        if looks and line.strip() not in (BEGIN, END):
            return f"a solution marker stands alone on its line, as {BEGIN} or {END}; got {line!r}"
        if line.strip() == BEGIN:
            if within:
                return f"{BEGIN} stands inside a region that is still open; close it first"
            within = True
        if line.strip() == END:
            if not within:
                return f"{END} without {BEGIN} before it"
            within = False
    return f"{BEGIN} is never closed; add {END}" if within else None
