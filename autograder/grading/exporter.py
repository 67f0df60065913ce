"""How nbgrader reads a submission: with `reading`, so that a byte-order mark stops nobody."""

from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from autograder.grading.reading import read


class SubmissionExporter(NotebookExporter):
    """Plugs in as `Autograde.exporter_class`."""

    def from_file(
        self, file_stream: Any, resources: dict | None = None, **kwargs: Any
    ) -> tuple[NotebookNode, dict]:
        """Convert the notebook in an open file."""
        raw = getattr(file_stream, "buffer", file_stream).read()
        data = raw if isinstance(raw, bytes) else raw.encode()
        return self.from_notebook_node(read(data), resources=resources, **kwargs)
