"""A percent-format text file as cells that remember their line."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jupytext

from autograder.building.author import AuthorError

MARKER = re.compile(r"# %%(\s|$)")
TO_LINTERS = re.compile(r"[ \t]*# (noqa|fmt:|type: ignore).*$", re.MULTILINE)
JUPYTEXT_OWN = {"lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker"}


@dataclass(frozen=True)
class Cell:
    """One cell as its author wrote it.

    kind: code or markdown (or raw). line: of its `# %%` in the file. keys: what stands behind it,
    such as `check="06-E"`.
    """

    kind: str
    source: str
    line: int
    keys: dict[str, Any] = field(default_factory=dict)


def read(path: Path) -> list[Cell]:
    """The cells of a percent-format file, without what is said in it to linters and formatters.

    Raises AuthorError when the file cannot be read as such.
    """
    try:
        text = path.read_text(encoding="utf-8")
        notebook = jupytext.reads(text, fmt="py:percent")
    except (UnicodeDecodeError, ValueError) as error:
        raise AuthorError([f"{path.name}:1: not readable as percent text: {error}"]) from None
    lines = [n for n, line in enumerate(text.splitlines(), start=1) if MARKER.match(line)]
    if len(lines) != len(notebook.cells):
        raise AuthorError(
            [
                f"{path.name}:1: {len(lines)} lines start with `# %%`, but there are "
                f"{len(notebook.cells)} cells. Let the file begin with `# %%`, and keep `# %%` "
                "out of the text inside cells."
            ]
        )
    return [
        Cell(cell.cell_type, _to_students(cell), line, _keys(cell.metadata))
        for cell, line in zip(notebook.cells, lines, strict=True)
    ]


def _to_students(cell: Any) -> str:
    return TO_LINTERS.sub("", cell.source) if cell.cell_type == "code" else cell.source


def _keys(metadata: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in metadata.items() if key not in JUPYTEXT_OWN}
