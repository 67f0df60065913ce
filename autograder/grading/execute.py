"""Let a kernel answer: in a sandbox, on questions drawn for this run."""

import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float, Integer, List, Unicode

from autograder.checking.check import QUESTIONS
from autograder.checking.engine_use import ENGINE
from autograder.checking.question import ask
from autograder.grading.copied import file_without_copies, without_copies
from autograder.grading.not_graded import NotGraded
from autograder.grading.outputs import outputs, response
from autograder.grading.own_numbers import token_of
from autograder.grading.roles import is_check
from autograder.sandbox.kernel import Ended, Kernel, Reply, SandboxError, stop, zygote
from autograder.sandbox.level import MEANS, WEAKEST
from autograder.sandbox.limits import Limits
from autograder.tasks import UnknownTask, find

FILE = ".questions.json"
LITTLE = 20_000  # characters that a cell may write when the notebook has written all it may
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
    then answer, as `responses` holds all first answers. That run gets inputs of its own: two
    sandboxes share the page cache at least, by which the first could tell the second its answers.
    """

    notebook_timeout = Float(120, help="Seconds that all of a notebook may run").tag(config=True)
    timeout = Integer(30, help="Seconds that one cell may run").tag(config=True)
    output_limit = Integer(2_000_000, help="Characters that one cell may write").tag(config=True)
    output_total = Integer(20_000_000, help="Characters that a notebook may write").tag(config=True)
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
        about = resources.get("nbgrader", {})
        student = about.get("student", "")
        token = about.get("token") or token_of(self.secret_file, student)
        asked, others = (questions(nb, each, token) for each in (seed, seed + 1))
        run: dict[str, Any] = {"seed": seed, "questions": asked, "responses": {}}
        run |= {"questions_again": others, "again": {}}
        # What `of_others` takes, for the judge alone: the kernel sees only the questions.
        run["class"] = (self.secret_file, list(self.classmates), student)
        resources["autograder"] = run
        beside = resources.get("files") or companions(resources.get("metadata", {}).get("path"))
        files = {**beside, FILE: for_kernel(asked)}
        run["level"] = self._level()
        started = monotonic()
        run["stopped"] = self._twice(self._first, nb.cells, files, run["responses"])
        if wanted := functions(run["responses"]):
            self._seconds_left = 10 + min(self.notebook_timeout, 2 * (monotonic() - started))
            cells = without_copies(nb.cells)
            own = {name: file_without_copies(name, data) for name, data in beside.items()}
            own[FILE] = for_kernel(others)
            self._twice(self._alone, cells, own, run["again"], wanted)
        return nb, resources

    def _level(self) -> str:
        try:
            level = zygote().level
        except SandboxError as error:
            raise NotGraded(f"no sandbox could be started: {error}") from None
        if level == WEAKEST and not self.trust_submissions:
            raise NotGraded(f"there is no sandbox here ({MEANS[level]}): {zygote().why}")
        return level

    def _twice(self, run: Callable[..., Any], *args: Any) -> Any:
        """Run something, and once more where a sandbox could not be started at first."""
        try:
            return run(*args)
        except SandboxError:
            stop()  # what sandboxes come from may have been damaged; it starts afresh
        try:
            return run(*args)
        except SandboxError as error:
            raise NotGraded(f"no sandbox could be started: {error}") from None

    def _first(
        self, cells: list[NotebookNode], files: dict[str, bytes], responses: dict[str, Any]
    ) -> str | None:
        """Execute cells in place. Returns why not all of them were, or None."""
        seconds = self.notebook_timeout
        limit = f"the notebook's time limit of {seconds:g} s was over before this cell"
        left = self.output_total
        with zygote().start(self._limits(seconds)) as kernel:
            kernel.begin(files, {QUESTIONS: FILE})
            deadline = monotonic() + seconds
            for cell in code(cells):
                if monotonic() > deadline:
                    return limit
                try:
                    # A check cell is one of a few, and has its room whatever came before it.
                    room = (
                        self.output_limit
                        if is_check(cell)
                        else min(self.output_limit, left + LITTLE)
                    )
                    reply = self._cell(kernel, cell, deadline, room)
                    left = max(0, left - reply.size)
                    if is_check(cell):
                        name = cell.metadata.nbgrader.grade_id
                        responses[name] = response(reply.outputs, name)
                except Ended as end:
                    cell.outputs = outputs(end.partial.outputs, None)
                    return self._why(end)
        return limit if monotonic() > deadline else None

    def _cell(self, kernel: Kernel, cell: NotebookNode, deadline: float, room: int) -> Reply:
        seconds = max(0.5, min(self.timeout, deadline - monotonic()))
        reply = kernel.run(cell.source, seconds, room)
        cell.execution_count = reply.count
        cell.outputs = outputs(reply.outputs, reply.count)
        return reply

    def _limits(self, seconds: float) -> Limits:
        return Limits(seconds, self.memory, self.disk, self.processes)

    def _why(self, end: Ended) -> str:
        known = {"memory": self.memory // 10**6, "disk": self.disk // 10**6}
        return STOPPED.get(end.why, DIED).format(processes=self.processes, **known)

    def _alone(
        self,
        cells: list[NotebookNode],
        files: dict[str, bytes],
        responses: dict[str, Any],
        wanted: set[str],
    ) -> None:
        """Let the functions that are wanted answer where the engine holds nothing.

        Every statement runs by itself: one that uses the engine, as it may outside a function,
        raises, and does not take the definitions below it along.
        """
        seconds = self._seconds_left
        with zygote(WITHOUT).start(self._limits(seconds)) as kernel:
            kernel.begin(files, {QUESTIONS: FILE})
            deadline = monotonic() + seconds
            for cell in code(cells):
                left = deadline - monotonic()
                if responses.keys() == wanted or left < 0:
                    return
                try:
                    seconds = min(2 * self.timeout, left)
                    reply = kernel.run(cell.source, seconds, self.output_limit, apart=True)
                except Ended:
                    return
                if is_check(cell) and (name := cell.metadata.nbgrader.grade_id) in wanted:
                    responses[name] = response(reply.outputs, name)


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


def for_kernel(asked: dict[str, Any]) -> bytes:
    """The questions as a kernel reads them: without the seed, which the second run's follows."""
    bare = {
        name: {key: value for key, value in question.items() if key != "seed"}
        for name, question in asked.items()
    }
    return json.dumps(bare).encode()


def functions(responses: dict[str, Any]) -> set[str]:
    """The tasks that a function was handed in for which always returned something."""
    return {
        name
        for name, found in responses.items()
        if found and "calls" in found and all("returned" in call for call in found["calls"])
    }


def companions(folder: str | None) -> dict[str, bytes]:
    """The files that were handed in beside the notebook, within reason."""
    left, found = COMPANIONS, {}
    for path in sorted(Path(folder).iterdir()) if folder else []:
        plain = path.is_file() and not path.is_symlink() and path.suffix != ".ipynb"
        if plain and not path.name.startswith(".") and path.stat().st_size <= left:
            found[path.name] = path.read_bytes()
            left -= len(found[path.name])
    return found
