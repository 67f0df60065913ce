"""Nothing of a solution may be found in what a student gets."""

from collections.abc import Iterator

from autograder.building.read import Cell
from autograder.building.regions import inside, outside

# A shorter line, such as `return y`, stands in any notebook and gives nothing away.
TELLING = 12


def leaks(cells: list[Cell], released: str) -> Iterator[tuple[int, str]]:
    """Each telling line of a solution region that `released` holds, as (line of the cell, text).

    released: the text of the released notebook file, so metadata and outputs count as well. A line
    that the unit shows outside its regions, in a worked example perhaps, is no leak.
    """
    shown = "\n".join(line for cell in cells for line in outside(cell.source))
    for cell in cells:
        for line in inside(cell.source):
            secret = line.strip()
            if len(secret) >= TELLING and secret not in shown and _json(secret) in released:
                yield cell.line, secret


def _json(text: str) -> str:
    """The text as it stands inside a JSON file."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
