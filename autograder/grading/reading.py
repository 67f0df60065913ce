"""The bytes of a submitted file as a notebook, forgiving what does no harm."""

import json
import warnings
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.validator import normalize

from autograder.grading.not_graded import NotGraded

KINDS = ("code", "markdown", "raw")
COMMON = ("cell_type", "metadata", "source", "id", "attachments")


def read(data: bytes) -> NotebookNode:
    """The notebook, in format 4.5, without outputs, every cell with an id.

    A byte-order mark, Windows line ends, an older format, damaged outputs and missing cell ids are
    put right: none of them is part of an answer. Raises NotGraded for what is no notebook.
    """
    found = _json(data)
    if not isinstance(found, dict) or not _cells(found):
        raise NotGraded("the file is JSON, but no notebook: it has no list of cells")
    version = found.get("nbformat", 4)
    if version not in (2, 3, 4):
        raise NotGraded(f"the notebook's format is {version!r}; expected 4, as JupyterLab saves")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            notebook = nbformat.from_dict({"metadata": {}, "nbformat_minor": 0, **found})
            notebook = nbformat.convert(notebook, 4) if version != 4 else notebook
            notebook.cells = [_cell(n, cell) for n, cell in enumerate(notebook.cells, start=1)]
            notebook.metadata = NotebookNode(notebook.metadata or {})
            notebook.update(nbformat=4, nbformat_minor=5)
            _, notebook = normalize(notebook, version=4, version_minor=5)
            nbformat.validate(notebook)
        except nbformat.ValidationError as error:
            raise NotGraded(f"the notebook is damaged: {error.message[:120]}") from None
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise NotGraded(f"the notebook is damaged ({type(error).__name__})") from None
    return notebook


def _json(data: bytes) -> Any:
    if not data.strip():
        raise NotGraded("the file is empty")
    try:
        return json.loads(data)
    except UnicodeDecodeError:
        raise NotGraded("the file is not text in UTF-8, so no notebook") from None
    except json.JSONDecodeError as error:
        if b"\0" in data:
            raise NotGraded("the file holds NUL bytes: damaged on its way here") from None
        # The decoder stops at the end, at a word like `null` that lacks its end, or in a text.
        rest = len(error.doc.rstrip()) - error.pos
        if rest <= len("false") or error.msg.startswith("Unterminated"):
            raise NotGraded("the file ends in the middle: cut off on its way here") from None
        where = f"line {error.lineno}, column {error.colno}"
        raise NotGraded(f"the file is not JSON, so no notebook ({error.msg}, {where})") from None
    except RecursionError:
        raise NotGraded("the file is nested too deeply to be a notebook") from None


def _cells(found: dict[str, Any]) -> bool:
    old = found.get("worksheets")
    return isinstance(found.get("cells"), list) or (isinstance(old, list) and bool(old))


def _cell(number: int, cell: Any) -> NotebookNode:
    """One cell with the parts that matter, its outputs gone."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in KINDS:
        raise NotGraded(f"the notebook is damaged: cell {number} is of no known type")
    kept = NotebookNode({key: cell[key] for key in COMMON if key in cell})
    source = kept.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise NotGraded(f"the notebook is damaged: the source of cell {number} is not text")
    # Half a character, which JSON can hold and UTF-8 cannot, becomes a question mark.
    kept["source"] = source.replace("\r\n", "\n").encode("utf-8", "replace").decode()
    if not isinstance(kept.get("metadata"), dict):
        kept["metadata"] = NotebookNode()
    if kept.cell_type == "code":
        kept.pop("attachments", None)
        kept.update(outputs=[], execution_count=None)
    return kept
