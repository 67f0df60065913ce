"""Keep of the outputs what a reader can compare: text. Drop what changes from run to run."""

from collections.abc import Mapping

from nbformat import NotebookNode

from autograder.building.execute import FONT_CACHE

IGNORED = "nbval-ignore-output"
KEPT = ("text/plain", "text/html", "text/markdown", "text/latex")


def normalise(notebook: NotebookNode, metadata: Mapping[str, object]) -> NotebookNode:
    """Change in place: no images, no widget models, no versions, no traceback of this machine."""
    notebook.metadata = NotebookNode(metadata)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [kept for output in cell.outputs if (kept := _output(output))]
    return notebook


def mark_silent(notebook: NotebookNode) -> NotebookNode:
    """Tag the cells without stored output, in place.

    nbval would call such a cell the same whatever it prints; the tag says that it is not compared.
    """
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "code" and not cell.outputs and IGNORED not in tags:
            cell.metadata["tags"] = [*tags, IGNORED]
    return notebook


def _output(output: NotebookNode) -> NotebookNode | None:
    if output.output_type == "stream":
        return None if output.name == "stderr" and FONT_CACHE in output.text else output
    if output.output_type == "error":
        # The frames differ between Python versions, and readers need only the last line.
        output.traceback = [f"{output.ename}: {output.evalue}"]
        return output
    output.data = NotebookNode({kind: output.data[kind] for kind in KEPT if kind in output.data})
    output.metadata = NotebookNode()
    return output if output.data else None
