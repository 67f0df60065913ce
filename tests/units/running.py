"""The units, each assembled and run once a session, and answers put to its tasks."""

import ast
import io
import time
from contextlib import redirect_stdout
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.building.assemble import assemble
from autograder.building.read import read
from autograder.building.stub import ClearSolutions
from autograder.checking.judge import judge
from autograder.checking.own import EVERYONE
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.checking.task import Task
from autograder.checking.verdict import Verdict
from autograder.tasks import all_tasks, find

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted(path.stem for path in (ROOT / "solutions").glob("[0-9][0-9]_*.py"))
TASKS = [task for task in all_tasks() if task.unit in {unit[:2] for unit in UNITS}]


@dataclass
class Run:
    """A notebook run from top to bottom: what it printed, by cell, and what its checks were given.

    pictures: the sentence below each picture, by cell. seconds: how long it took.
    """

    printed: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def output(self) -> str:
        """All that was printed."""
        return "".join(self.printed.values())

    def of(self, cell: NotebookNode) -> str:
        """Run one cell after the others, and return what it prints."""
        with redirect_stdout(io.StringIO()) as out:
            value = execute(cell.source, self.names)
        if hasattr(value, "says"):
            self.pictures[cell.id] = value.says
        elif value is not None:
            out.write(f"{value!r}\n")
        self.names["check"] = self.answers.__setitem__
        return out.getvalue()


class Unit:
    """A unit as its author wrote it, and as a student gets it."""

    def __init__(self, name: str) -> None:
        self.name, self.number = name, name[:2]
        self.tasks = [task for task in TASKS if task.unit == self.number]
        self._runs: dict[str, Run | Exception] = {}

    @cached_property
    def notebook(self) -> NotebookNode:
        """With its solutions, without outputs."""
        source = read(ROOT / "solutions" / f"{self.name}.py")
        return assemble(self.number, source, find)

    @cached_property
    def cleared(self) -> NotebookNode:
        """Without its solutions."""
        return ClearSolutions().preprocess(deepcopy(self.notebook), {})[0]

    @property
    def solved(self) -> Run:
        """The instructor's notebook, run."""
        return self._once("solved", self.notebook)

    @property
    def untouched(self) -> Run:
        """The student's notebook before the student has begun, run."""
        return self._once("untouched", self.cleared)

    def _once(self, name: str, notebook: NotebookNode) -> Run:
        """The run of a notebook, or what stopped it: a failure is not run again for every test."""
        if name not in self._runs:
            try:
                self._runs[name] = run(notebook)
            except Exception as stopped:
                self._runs[name] = stopped
        found = self._runs[name]
        if isinstance(found, Exception):
            raise found
        return found

    @cached_property
    def texts(self) -> list[str]:
        """What is there to read: all text cells but the answers that are marked by hand."""
        cells = (cell for cell in self.notebook.cells if cell.cell_type == "markdown")
        return [cell.source for cell in cells if "nbgrader" not in cell.metadata]

    @cached_property
    def text(self) -> str:
        """The same as one text."""
        return "\n\n".join(self.texts)

    @cached_property
    def asked(self) -> dict[str, str]:
        """The text of each task, by the task's id: the text cell before its answer cell."""
        found, text = {}, ""
        for cell in self.notebook.cells:
            if "### Task" in cell.source:
                text = cell.source
            if cell.source.startswith("check("):
                found[cell.id], text = text, ""
        return found

    def cell(self, id: str, cleared: bool = False) -> NotebookNode:
        """The cell with that id."""
        cells = (self.cleared if cleared else self.notebook).cells
        return next(cell for cell in cells if cell.id == id)


@cache
def unit(name: str) -> Unit:
    """The unit `NN_words`, or the one with the number `NN`; the same object all session long."""
    (found,) = (each for each in UNITS if name in (each, each[:2]))
    return Unit(found) if name == found else unit(found)


def run(notebook: NotebookNode) -> Run:
    """Every code cell in one namespace, once, as a kernel would."""
    done, start = Run(), time.perf_counter()
    for cell in code(notebook):
        try:
            done.printed[cell.id] = done.of(cell)
        except Exception as error:
            error.add_note(f"in the cell {cell.id}:\n{cell.source}")
            raise
    done.seconds = time.perf_counter() - start
    return done


def code(notebook: NotebookNode) -> list[NotebookNode]:
    """The code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def execute(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; the value of its last line, if that is an expression that a notebook shows."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "a cell", "exec"), names)
    if last is None:
        return None
    value = eval(compile(ast.Expression(last.value), "a cell", "eval"), names)
    return None if source.rstrip().endswith(";") else value


def verdict(task: str | Task, answer: Any, seed: int = 1, student: str = EVERYONE) -> Verdict:
    """The verdict on an answer as it comes from a notebook: a number, an array, a function."""
    task = find(task) if isinstance(task, str) else task
    question = ask(task, seed, student)
    return judge(task, question, collect(question, answer))
