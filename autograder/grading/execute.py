"""Let a kernel answer: in a sandbox, on questions drawn for this run."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float, Integer, List, Unicode

from autograder.checking.check import MIME, QUESTIONS
from autograder.checking.engine_use import ENGINE
from autograder.checking.plain import well_formed
from autograder.checking.question import ask
from autograder.grading.not_graded import NotGraded
from autograder.grading.outputs import outputs, size
from autograder.grading.own_numbers import token_of
from autograder.grading.roles import is_check
from autograder.sandbox.kernel import Ended, Kernel, SandboxError, zygote
from autograder.sandbox.level import MEANS, WEAKEST
from autograder.sandbox.limits import Limits
from autograder.tasks import UnknownTask, find

FILE = ".questions.json"
COMPANIONS = 10_000_000  # bytes of files beside the notebook that its kernel may read
WITHOUT = tuple(sorted(ENGINE))
STOPPED = {
    "time": "the notebook had to be stopped before this cell was done",
    "memory": "the notebook was stopped because it took more memory than {memory} MB",
    "processes": "the notebook was stopped because it started more than {processes} processes",
    "disk": "the notebook was stopped because it wrote more files than fit into {disk} MB",
    "output": "the notebook was stopped because it wrote far too much",
}
DIED = "the kernel died before this cell was done"


class Execute(NbGraderPreprocessor):
    """Runs a notebook on questions drawn for this run, and goes on after errors.

    Leaves in `resources["autograder"]` the seed, the questions, the level of the sandbox and, if it
    ended early, why. No verdict is reached here: the kernel is the student's. Where functions were
    asked for, the notebook runs once more, without the engine: `again` holds what the functions
    then answer.
    """

    notebook_timeout = Float(120, help="Seconds that all of a notebook may run").tag(config=True)
    timeout = Integer(30, help="Seconds that one cell may run").tag(config=True)
    output_limit = Integer(2_000_000, help="Characters that one cell may write").tag(config=True)
    output_total = Integer(20_000_000, help="Characters that all cells may write").tag(config=True)
    memory = Integer(Limits.memory, help="Bytes of memory a notebook may use").tag(config=True)
    disk = Integer(Limits.disk, help="Bytes of files a notebook may write").tag(config=True)
    processes = Integer(Limits.processes, help="Processes a notebook may run").tag(config=True)
    trust_submissions = Bool(
        False, help="Grade even where nothing holds a notebook back from files and network"
    ).tag(config=True)
    seed = Integer(None, allow_none=True, help="Draw inputs with this seed").tag(config=True)
    secret_file = Unicode("", help="The secret that students' own numbers are made from").tag(
        config=True
    )
    classmates = List(Unicode(), help="Ids of the whole class, to recognise copied answers").tag(
        config=True
    )

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Execute one notebook in a sandbox of its own, which is gone afterwards.

        Raises NotGraded where there is none.
        """
        seed = secrets.randbits(32) if self.seed is None else self.seed
        student = resources.get("nbgrader", {}).get("student", "")
        asked = questions(nb, seed, token_of(self.secret_file, student))
        run: dict[str, Any] = {"seed": seed, "questions": asked}
        # What `of_others` takes, for the judge alone: the kernel sees only the questions.
        run["class"] = (self.secret_file, list(self.classmates), student)
        resources["autograder"] = run
        files = companions(resources.get("metadata", {}).get("path"))
        files[FILE] = json.dumps(asked).encode()
        try:
            run["level"] = self._level()
            started = monotonic()
            run["stopped"] = self._run(nb.cells, files, self.notebook_timeout)
            if wanted := functions(nb, asked):
                allowed = 10 + 2 * (monotonic() - started)
                run["again"] = self._again(nb, files, allowed, wanted)
        except SandboxError as error:
            raise NotGraded(f"no sandbox could be started: {error}") from None
        return nb, resources

    def _level(self) -> str:
        level = zygote().level
        if level == WEAKEST and not self.trust_submissions:
            raise NotGraded(f"there is no sandbox here ({MEANS[level]}): {zygote().why}")
        return level

    def _run(
        self, cells: list[NotebookNode], files: dict[str, bytes], seconds: float
    ) -> str | None:
        """Execute cells in place. Returns why not all of them were, or None."""
        limit = f"the notebook's time limit of {seconds:g} s was over before this cell"
        deadline, left = monotonic() + seconds, self.output_total
        with zygote().start(self._limits(seconds)) as kernel:
            kernel.begin(files, {QUESTIONS: FILE})
            for cell in code(cells):
                if monotonic() > deadline:
                    return limit
                try:
                    self._cell(kernel, cell, deadline, left)
                    left -= size(cell.outputs)
                except Ended as end:
                    cell.outputs = outputs(end.partial.outputs, None)
                    return self._why(end)
        return limit if monotonic() > deadline else None

    def _cell(self, kernel: Kernel, cell: NotebookNode, deadline: float, left: int) -> None:
        seconds = max(0.5, min(self.timeout, deadline - monotonic()))
        # An answer always comes through; there are only as many checks as were released.
        most = self.output_limit if is_check(cell) else max(1000, min(self.output_limit, left))
        reply = kernel.run(cell.source, seconds, most)
        cell.execution_count = reply.count
        cell.outputs = outputs(reply.outputs, reply.count)

    def _limits(self, seconds: float) -> Limits:
        return Limits(seconds, self.memory, self.disk, self.processes)

    def _why(self, end: Ended) -> str:
        known = {"memory": self.memory // 10**6, "disk": self.disk // 10**6}
        return STOPPED.get(end.why, DIED).format(processes=self.processes, **known)

    def _again(
        self, nb: NotebookNode, files: dict[str, bytes], seconds: float, wanted: set[str]
    ) -> dict[str, Any]:
        """What the functions answer where the engine holds nothing.

        Every statement runs by itself: one that uses the engine, as it may outside a function,
        raises, and does not take the definitions below it along.
        """
        found: dict[str, Any] = {}
        deadline = monotonic() + seconds
        with zygote(WITHOUT).start(self._limits(seconds)) as kernel:
            kernel.begin(files, {QUESTIONS: FILE})
            for cell in code(nb.cells):
                if found.keys() == wanted or monotonic() > deadline:
                    break
                try:
                    left = max(0.5, min(2 * self.timeout, deadline - monotonic()))
                    reply = kernel.run(cell.source, left, self.output_limit, apart=True)
                except Ended:
                    break
                if is_check(cell) and (name := cell.metadata.nbgrader.grade_id) in wanted:
                    found[name] = answer_in(outputs(reply.outputs, None), name)
        return found


def code(cells: list[NotebookNode]) -> Iterator[NotebookNode]:
    """The cells that a kernel runs."""
    return (cell for cell in cells if cell.cell_type == "code" and cell.source.strip())


def questions(notebook: NotebookNode, seed: int, token: str) -> dict[str, Any]:
    """The question of every check cell, by task id."""
    found = {}
    for cell in notebook.cells:
        if is_check(cell):
            try:
                task = find(cell.metadata.nbgrader.grade_id)
            except UnknownTask:
                continue  # a release of another version; Judge says so
            found[task.id] = ask(task, seed, token)
    return found


def functions(notebook: NotebookNode, asked: dict[str, Any]) -> set[str]:
    """The tasks that a function was handed in for which always returned something."""
    found = set()
    for cell in notebook.cells:
        name = cell.metadata.nbgrader.grade_id if is_check(cell) else None
        if name in asked and "calls" in asked[name]:
            answer = answer_in(cell.outputs, name)
            if answer is None or not well_formed(answer):
                continue
            if all("returned" in call for call in answer.get("calls", [{}])):
                found.add(name)
    return found


def response(output: NotebookNode, name: str) -> dict[str, Any] | None:
    """The response of task `name` in one output, if it is there."""
    data = output.get("data", {}).get(MIME)
    return data if isinstance(data, dict) and data.get("task") == name else None


def answer_in(found: list[NotebookNode], name: str) -> dict[str, Any] | None:
    """The last response of a task among the outputs of its cell; None when there is none."""
    return next(filter(None, (response(output, name) for output in reversed(found))), None)


def companions(folder: str | None) -> dict[str, bytes]:
    """The files that were handed in beside the notebook, within reason."""
    left, found = COMPANIONS, {}
    for path in sorted(Path(folder).iterdir()) if folder else []:
        plain = path.is_file() and not path.is_symlink() and path.suffix != ".ipynb"
        if plain and not path.name.startswith(".") and path.stat().st_size <= left:
            found[path.name] = path.read_bytes()
            left -= len(found[path.name])
    return found
