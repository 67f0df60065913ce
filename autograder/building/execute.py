"""Run a unit's solution in a fresh kernel, and hold it to what an author promises."""

import re
import tempfile
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from autograder.kernel import Kernel, environment

CELL_LIMIT = 120  # seconds; a unit is meant to run in a few
LINE = re.compile(r"Cell In\[\d+\], line (\d+)")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")
CHANGES = (
    "the output holds a memory address, which changes with every run; end the cell's last line "
    "with a semicolon, or give the value a name"
)
FONT_CACHE = "Matplotlib is building the font cache"


def execute(notebook: NotebookNode) -> list[tuple[int, int, str]]:
    """Execute in place, in an empty folder.

    Returns the mistakes as (cell index, line inside the cell or 0, what is wrong and what to do).
    """
    with tempfile.TemporaryDirectory(prefix="build-") as folder:
        client = NotebookClient(
            notebook,
            kernel_manager_class=Kernel,
            timeout=CELL_LIMIT,
            record_timing=False,
            coalesce_streams=True,
            store_widget_state=False,
            shutdown_kernel="immediate",
            resources={"metadata": {"path": folder}},
        )
        try:
            client.execute(env=environment(Path(folder)))
        except CellExecutionError as error:
            return [_raised(notebook, error)]
        except CellTimeoutError:
            late = _last_started(notebook)
            return [(late, 0, f"the cell runs for more than {CELL_LIMIT} s; make it shorter")]
        except DeadKernelError:
            return [(_last_started(notebook), 0, "the kernel died in this cell or the next")]
    return [problem for i, cell in enumerate(notebook.cells) for problem in _promises(i, cell)]


def _raised(notebook: NotebookNode, error: CellExecutionError) -> tuple[int, int, str]:
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error" and not _may_raise(cell):
                lines = LINE.findall(COLOUR.sub("", "\n".join(output.traceback)))
                what = f"the cell raises {output.ename}: {output.evalue}".rstrip(": ")
                return index, int(lines[-1]) if lines else 0, f"{what}; mend the solution"
    return _last_started(notebook), 0, f"the cell raises {error.ename}; mend the solution"


def _may_raise(cell: NotebookNode) -> bool:
    return "raises-exception" in cell.metadata.get("tags", [])


def _last_started(notebook: NotebookNode) -> int:
    done = [i for i, c in enumerate(notebook.cells) if c.get("execution_count") is not None]
    code = [i for i, c in enumerate(notebook.cells) if c.cell_type == "code" and c.source.strip()]
    later = [i for i in code if not done or i > done[-1]]
    return (later or done or [0])[0]


def _promises(index: int, cell: NotebookNode) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for output in cell.get("outputs", []):
        text = shown(output)
        if output.output_type == "stream" and output.name == "stderr" and FONT_CACHE not in text:
            first = text.strip().splitlines()[:1]
            found.append((index, 0, f"the cell writes to stderr, a warning perhaps: {first}"))
        if ADDRESS.search(text):
            found.append((index, 0, CHANGES))
    meta = cell.metadata.get("nbgrader", {})
    if meta.get("grade") and not meta.get("solution"):
        points = earned(cell)
        if points != meta["points"]:
            said = " ".join(map(shown, cell.outputs))
            what = f"the solution earns {points} of {meta['points']} points; mend it or the task"
            found.append((index, 0, f"{what}. check said: {said!r}"))
    return found


def shown(output: NotebookNode) -> str:
    """The text of an output as a reader sees it."""
    data: dict[str, Any] = output.get("data", {})
    return str(output.get("text") or data.get("text/plain") or "")


def earned(cell: NotebookNode) -> float | None:
    """The value of an executed check cell, or None when it has none."""
    for output in cell.outputs:
        if output.output_type == "execute_result":
            try:
                return float(output.data["text/plain"])
            except (KeyError, ValueError):
                return None
    return None
