"""Make feedback safe to open: nothing that a student wrote runs or loads anything in a browser."""

from pathlib import Path

import nbformat
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from traitlets import Bool, Set

# Text is escaped by the exporter, and these two are drawn from bytes. HTML, SVG, LaTeX macros and
# JavaScript are left out: the text beside them says the same.
SHOWN = {"text/plain", "image/png", "image/jpeg", "metadata"}


class Escape(SanitizeHTML):
    """Keeps plain text and bitmaps of the outputs, and cleans Markdown that is not the course's."""

    enabled = Bool(True)
    safe_output_keys = Set(default_value=SHOWN)
    sanitized_output_types = Set(default_value=set())

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Learn what the course itself wrote, then clean the rest."""
        unit = resources["nbgrader"]["assignment"]
        path = Path("release", unit, f"{unit}.ipynb")
        released = nbformat.read(path, as_version=4).cells if path.is_file() else []
        self._ours = {cell.source for cell in released}
        return super().preprocess(nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """Clean one cell, unless it stands word for word in the release."""
        cell.pop("attachments", None)
        if cell.cell_type != "code" and cell.source in self._ours:
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)
