"""The bytes of a submitted file as a notebook, forgiving what does no harm."""

import json
import re
import warnings
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.validator import normalize

from autograder.grading.not_graded import NotGraded

KINDS = ("code", "markdown", "raw")
COMMON = ("cell_type", "source", "id")
ID = re.compile(r"[a-zA-Z0-9-_]{1,64}")
MOST_CELLS = 2000  # the longest unit has some hundred
MOST_TEXT = 1_000_000  # characters of a text cell; more is a picture pasted as text
MOST_CODE = 5_000_000  # characters of all code; more is data pasted as code
MOST_PARTS = 3_000_000  # brackets and commas: each is an object, of fifty bytes or more
MOST_PICTURES = 20_000_000  # characters of the pictures of one cell
PICTURES = ("image/png", "image/jpeg", "image/gif")
CUT = "\n\n[cut off here: this cell held {:.0f} MB of text]"


def read(data: bytes) -> NotebookNode:
    """The notebook, in format 4.5, without outputs, every cell with an id.

    A byte-order mark, Windows line ends, an older format, damaged outputs and missing cell ids are
    put right: none of them is part of an answer. Of metadata only what grading needs is kept. What
    a student should know of is listed in `metadata.mended`. Raises NotGraded for what is no
    notebook.
    """
    notes: list[str] = []
    if sum(map(data.count, (b"[", b"{", b","))) > MOST_PARTS:
        raise NotGraded("the file holds millions of brackets and commas: no notebook does")
    found = _json(_text(data, notes))
    if not isinstance(found, dict) or not _cells(found):
        raise NotGraded("the file is JSON, but no notebook: it has no list of cells")
    version = found.get("nbformat", 4)
    if version not in (2, 3, 4):
        raise NotGraded(
            f"the notebook's format is {version!r:.40}; expected 4, as JupyterLab saves"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            notebook = nbformat.from_dict({"metadata": {}, "nbformat_minor": 0, **found})
            notebook = nbformat.convert(notebook, 4) if version != 4 else notebook
            if len(notebook.cells) > MOST_CELLS:
                raise NotGraded(f"the notebook has {len(notebook.cells)} cells")
            cells = [_cell(n, cell, notes) for n, cell in enumerate(notebook.cells, start=1)]
            code = sum(len(cell.source) for cell in cells if cell.cell_type == "code")
            if code > MOST_CODE:
                raise NotGraded(f"the notebook holds {code / 1e6:.0f} MB of code")
            notebook = NotebookNode(cells=cells, metadata=_kernel(notebook.metadata))
            notebook.update(nbformat=4, nbformat_minor=5)
            _, notebook = normalize(notebook, version=4, version_minor=5)
            nbformat.validate(notebook)
        except nbformat.ValidationError as error:
            raise NotGraded(f"the notebook is damaged: {error.message[:120]}") from None
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
            raise NotGraded(f"the notebook is damaged ({type(error).__name__})") from None
    if notes:
        notebook.metadata["mended"] = notes
    return notebook


def _text(data: bytes, notes: list[str]) -> bytes | str:
    """The bytes as JSON's decoder takes them: it knows UTF-8, UTF-16 and UTF-32 by itself."""
    if not data.strip():
        raise NotGraded("the file is empty")
    if not data.strip(b"\0"):
        raise NotGraded("the file holds NUL bytes alone: damaged on its way here")
    if b"\0" in data and json.detect_encoding(data) == "utf-8":
        data = data.replace(b"\0", b"")
        notes.append("the file held NUL bytes: left out")
    try:
        data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        notes.append("the file is not in UTF-8: read as Windows saves it")
        return data.decode("cp1252", "replace")
    return data


def _json(text: bytes | str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        # The decoder stops at the end, at a word like `null` that lacks its end, or in a text.
        rest = len(error.doc.rstrip()) - error.pos
        if rest <= len("false") or error.msg.startswith("Unterminated"):
            raise NotGraded("the file ends in the middle: cut off on its way here") from None
        where = f"line {error.lineno}, column {error.colno}"
        raise NotGraded(f"the file is not JSON, so no notebook ({error.msg}, {where})") from None
    except ValueError:  # a number of thousands of digits
        raise NotGraded("the file holds a number that is too long to be read") from None
    except RecursionError:
        raise NotGraded("the file is nested too deeply to be a notebook") from None


def _kernel(metadata: Any) -> NotebookNode:
    """The kernel's name, all that is of use in a notebook's metadata."""
    spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    name = spec.get("name") if isinstance(spec, dict) else None
    spec = {"name": name, "display_name": name} if isinstance(name, str) else None
    return NotebookNode(kernelspec=spec) if spec else NotebookNode()


def _cells(found: dict[str, Any]) -> bool:
    old = found.get("worksheets")
    return isinstance(found.get("cells"), list) or (isinstance(old, list) and bool(old))


def _cell(number: int, cell: Any, notes: list[str]) -> NotebookNode:
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
    source = source.replace("\r\n", "\n").encode("utf-8", "replace").decode()
    if kept.cell_type != "code" and len(source) > MOST_TEXT:
        notes.append(f"cell {number} held {len(source) / 1e6:.0f} MB of text: cut off")
        source = source[: MOST_TEXT - len(CUT) - 9] + CUT.format(len(source) / 1e6)
    kept["source"] = source
    kept["metadata"] = _settings(cell.get("metadata"))
    if kept.cell_type != "code" and (pictures := _pictures(cell.get("attachments"))):
        kept["attachments"] = pictures
    if not isinstance(kept.get("id"), str) or not ID.fullmatch(kept.id):
        kept.pop("id", None)
    if kept.cell_type == "code":
        kept.update(outputs=[], execution_count=None)
    return kept


def _settings(metadata: Any) -> NotebookNode:
    """Nbgrader's part of a cell's metadata, as long as it is made of plain values."""
    found = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(found, dict):
        return NotebookNode()
    plain = {k: v for k, v in found.items() if isinstance(v, str | int | float | bool | None)}
    return NotebookNode(nbgrader=NotebookNode(plain))


def _pictures(attachments: Any) -> NotebookNode:
    """The pictures that were pasted into a text, as far as they are pictures and not too large."""
    kept, left = NotebookNode(), MOST_PICTURES
    for name, held in attachments.items() if isinstance(attachments, dict) else ():
        for kind, data in held.items() if isinstance(held, dict) else ():
            data = "".join(data) if isinstance(data, list) else data
            if kind in PICTURES and isinstance(data, str) and len(data) <= left:
                kept[name] = NotebookNode({kind: data})
                left -= len(data)
    return kept
