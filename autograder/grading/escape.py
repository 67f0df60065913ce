"""Make a graded notebook safe to show: nothing that a student wrote acts in a browser.

This is the first preprocessor of every HTML page that nbgrader makes of a submission: of feedback,
and of formgrader's pages, where a script would act in the name of the instructor.
"""

import re
from html import escape
from pathlib import Path
from time import monotonic
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from autograder.grading.markdown import clean_markdown, shortened

# Bitmaps are drawn from bytes, text is escaped. HTML, SVG, LaTeX macros and JavaScript are left
# out: the text beside them says the same.
PICTURES = ("image/png", "image/jpeg")
SECONDS = 10.0  # that all text of a notebook may take; what is left then is shown as it is
BYTES = re.compile(r"[A-Za-z0-9+/=\s]*")


class Escape(Preprocessor):
    """Keeps plain text and bitmaps of the outputs, and cleans Markdown that is not the course's."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Clean every cell, but for text that stands word for word in the release."""
        ours = released(resources)
        kept = nb.metadata.get("autograder")
        notes = kept.get("audit", []) if isinstance(kept, dict) else []
        resources["audit"] = [note for note in notes if isinstance(note, str)]
        nb.metadata.pop("widgets", None)
        nb.metadata.pop("title", None)
        over = monotonic() + SECONDS
        for cell in nb.cells:
            if cell.cell_type == "code":
                _code(cell)
            elif cell.source not in ours:
                _text(cell, plain=monotonic() > over)
        return nb, resources


def released(resources: dict) -> set[str]:
    """The texts that the course itself wrote, found beside the notebook that is shown."""
    here = Path(resources.get("metadata", {}).get("path") or ".").absolute()
    # autograded/<student>/<unit>, in the course folder
    path = here.parent.parent.parent / "release" / here.name / f"{here.name}.ipynb"
    try:
        return {cell.source for cell in nbformat.read(path, as_version=4).cells}
    except (OSError, ValueError):
        return set()


def _code(cell: NotebookNode) -> None:
    cell.source = shortened(cell.source)
    cell.execution_count = _count(cell.get("execution_count"))
    cell.outputs = [safe for output in cell.outputs if (safe := _output(output))]


def _output(output: NotebookNode) -> NotebookNode | None:
    """One output of plain parts alone, or None for what cannot be shown."""
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type=kind, name=name, text=_string(output.get("text")))
    if kind == "error":
        lines = output.get("traceback")
        lines = lines if isinstance(lines, list) else []
        named = {key: _string(output.get(key)) for key in ("ename", "evalue")}
        return NotebookNode(output_type=kind, traceback=list(map(_string, lines)), **named)
    data = output.get("data")
    if kind not in ("display_data", "execute_result") or not isinstance(data, dict):
        return None
    kept = {k: v for k in PICTURES if BYTES.fullmatch(v := _string(data.get(k))) and v}
    if "text/plain" in data:
        kept["text/plain"] = shortened(_string(data["text/plain"]))
    safe = NotebookNode(output_type=kind, data=NotebookNode(kept), metadata=NotebookNode())
    if kind == "execute_result":
        safe["execution_count"] = _count(output.get("execution_count"))
    return safe


def _text(cell: NotebookNode, plain: bool) -> None:
    """Markdown becomes clean HTML without an empty line, which Markdown then leaves as it is."""
    pictures = cell.pop("attachments", None)
    if not plain and cell.cell_type == "markdown":
        html = clean_markdown(cell.source, pictures)
    else:
        html = f"<pre>{escape(shortened(cell.source))}</pre>"
        cell.cell_type = "markdown"
    cell.source = "<div>" + re.sub(r"\n(?=\s*\n)", "\n&#32;", html.strip()) + "</div>"


def _string(value: Any) -> str:
    if isinstance(value, list):
        return "".join(map(str, value))
    return "" if value is None else str(value)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) else None
