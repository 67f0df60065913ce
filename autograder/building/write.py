"""One way to write a notebook, so that equal notebooks are equal bytes."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode


def text(notebook: NotebookNode) -> str:
    """The notebook as JSON: sorted keys, one-space indent, UTF-8, a newline at the end."""
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def write(notebook: NotebookNode, path: Path) -> None:
    """Write `notebook` to `path`, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(notebook), encoding="utf-8", newline="\n")
