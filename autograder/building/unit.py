"""One unit, from its text file to its notebooks."""

from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.building.assemble import METADATA, assemble
from autograder.building.author import AuthorError
from autograder.building.execute import execute
from autograder.building.leaks import leaks
from autograder.building.normalise import mark_silent, normalise
from autograder.building.pictures import attach
from autograder.building.read import Cell, read
from autograder.building.release import release
from autograder.building.rules import problems
from autograder.building.write import text
from autograder.tasks import find


@dataclass(frozen=True)
class Built:
    """What became of one source: files by their path below the root, and the author's mistakes."""

    files: dict[str, str]
    problems: list[str]


def build(root: Path, source: str) -> Built:
    """Build `root`/solutions/`source`.py, without writing anything below `root`."""
    path = root / "solutions" / f"{source}.py"
    shown = path.relative_to(root).as_posix()
    try:
        cells = read(path)
        number = source.split("_")[0]
        wrong = [f"{shown}:{line}: {what}" for line, what in sorted(problems(number, cells, find))]
        if wrong:
            return Built({}, wrong)
        notebook = assemble(number, cells, find)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                attach(cell, path.parent)
        if any(cell.kind == "code" for cell in cells):
            wrong = [
                f"{shown}:{cells[i].line + line}: {what}" for i, line, what in execute(notebook)
            ]
        if wrong:
            return Built({}, wrong)
        normalise(notebook, METADATA)
        if source == "index":  # nothing to hand in: run to see that it runs, shown as not run
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    cell.outputs, cell.execution_count = [], None
            return Built({"course/index.ipynb": text(notebook)}, [])
        return _pair(shown, source, cells, notebook)
    except AuthorError as error:
        return Built({}, [f"solutions/{problem}" for problem in error.problems])


def _pair(shown: str, source: str, cells: list[Cell], notebook: NotebookNode) -> Built:
    released = text(normalise(release(source, notebook), METADATA))
    wrong = [
        f"{shown}:{line}: a line of the solution is in the student's notebook too: {secret!r}"
        for line, secret in leaks(cells, released)
    ]
    inside = f"{source}/{source}.ipynb"
    solved = text(mark_silent(notebook))
    return Built({f"solutions/{inside}": solved, f"course/{inside}": released}, wrong)
