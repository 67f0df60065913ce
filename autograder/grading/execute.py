"""Let a kernel answer: nbgrader's Execute with our questions, limits and private folder."""

import asyncio
import json
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path
from time import monotonic
from typing import Any

from jupyter_client.manager import KernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute as Stock
from traitlets import Bool, Enum, Float, Integer, List, Type, Unicode

from autograder.checking.question import ask
from autograder.grading.own_numbers import token_of
from autograder.grading.roles import is_check
from autograder.kernel import Kernel, environment
from autograder.tasks import UnknownTask, find

QUESTIONS = "AUTOGRADER_QUESTIONS"
COMPANIONS = 10_000_000  # bytes of files beside the notebook that its kernel may read


class Execute(Stock):
    """Runs a notebook on questions drawn for this run, and goes on after errors.

    Leaves in `resources["autograder"]` the seed, the questions and, if it ended early, why. No
    verdict is reached here: the kernel is the student's.
    """

    notebook_timeout = Float(120, help="Seconds that all of a notebook may run").tag(config=True)
    output_limit = Integer(2_000_000, help="Bytes that one cell may write").tag(config=True)
    seed = Integer(None, allow_none=True, help="Draw inputs with this seed").tag(config=True)
    secret_file = Unicode("", help="The secret that students' own numbers are made from").tag(
        config=True
    )
    classmates = List(Unicode(), help="Ids of the whole class, to recognise copied answers").tag(
        config=True
    )
    timeout = Integer(30, help="Seconds that one cell may run").tag(config=True)
    kernel_manager_class = Type(Kernel, klass=KernelManager)
    shutdown_kernel = Enum(["graceful", "immediate"], default_value="immediate")
    record_timing = Bool(False)
    coalesce_streams = Bool(False)  # its regular expressions take hours on one long line
    store_widget_state = Bool(False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take our kernel instead of nbgrader's."""
        super().__init__(*args, kernel_manager_class=Kernel, **kwargs)
        self.timeout_func = self._left

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Execute one notebook in a folder of its own, which is gone afterwards."""
        seed = secrets.randbits(32) if self.seed is None else self.seed
        student = resources.get("nbgrader", {}).get("student", "")
        asked_of = questions(nb, seed, token_of(self.secret_file, student))
        run = {"seed": seed, "questions": asked_of, "stopped": None}
        # What `of_others` takes, for the judge alone: the kernel sees only the questions.
        run["class"] = (self.secret_file, list(self.classmates), student)
        resources["autograder"] = run
        self._deadline = monotonic() + self.notebook_timeout
        self._written: dict[int, int] = {}
        with tempfile.TemporaryDirectory(prefix="answer-", ignore_cleanup_errors=True) as folder:
            scratch = Path(folder)
            asked = scratch / ".questions.json"
            asked.write_text(json.dumps(run["questions"]), encoding="utf-8")
            copy_companions(resources.get("metadata", {}).get("path"), scratch)
            self._start = {"cwd": folder, "env": environment(scratch, **{QUESTIONS: str(asked)})}
            try:
                super().preprocess(nb, resources)
            except DeadKernelError:
                run["stopped"] = "the kernel died before this cell was done"
            except CellTimeoutError:
                run["stopped"] = "the notebook had to be stopped before this cell was done"
        if run["stopped"] is None and monotonic() > self._deadline:
            limit = f"{self.notebook_timeout:g} s"
            run["stopped"] = f"the notebook's time limit of {limit} was over before this cell"
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> Any:
        """Execute one cell, unless the time of the notebook is over."""
        if monotonic() > self._deadline:
            return cell, resources
        return super().preprocess_cell(cell, resources, index)

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> Any:
        """Take one message of the kernel, but no more than a cell may write.

        What comes after that is dropped, and the cell interrupted: a loop that prints would
        otherwise fill the memory long before its time is over.
        """
        before = self._written.get(cell_index, 0)
        after = self._written[cell_index] = before + written(msg)
        if after <= self.output_limit:
            return super().process_message(msg, cell, cell_index)
        if before <= self.output_limit:
            limit = f"{self.output_limit / 1e6:g} MB"
            cut = f"[cut off: this cell wrote more than {limit}]\n"
            cell.outputs.append(new_output("stream", name="stderr", text=cut))
            self._interrupting = asyncio.ensure_future(self.km.interrupt_kernel())
        # The message that says that the cell is done is none of these: it always comes through.
        return super().process_message(msg, cell, cell_index) if not written(msg) else None

    def on_cell_executed(self, **kwargs: Any) -> None:
        """Let nbgrader note an error that no output shows, shortened where outputs were cut off."""
        error = kwargs["execute_reply"]["content"]
        if self._written.get(kwargs["cell_index"], 0) > self.output_limit and "evalue" in error:
            error["evalue"] = error["evalue"][:200]
            error["traceback"] = []
        super().on_cell_executed(**kwargs)

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Start the kernel in its private folder, with nothing of the grader's environment."""
        # Whatever the kernel's own machinery complains about is not for the instructor's terminal.
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        super().start_new_kernel(**kwargs, **self._start, **silent)

    def _left(self, cell: NotebookNode) -> float:
        """What the next cell may take: its own limit, or what is left of the notebook's."""
        return max(0.5, min(self.timeout, self._deadline - monotonic()))


def written(msg: dict) -> int:
    """How much a message of the kernel would add to the notebook."""
    content = msg["content"]
    if msg["msg_type"] == "stream":
        return len(content["text"])
    if msg["msg_type"] in ("display_data", "execute_result", "update_display_data"):
        return sum(len(str(value)) for value in content["data"].values())
    return sum(map(len, content["traceback"])) if msg["msg_type"] == "error" else 0


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


def copy_companions(folder: str | None, scratch: Path) -> None:
    """Copy the files that were handed in beside the notebook, within reason."""
    left = COMPANIONS
    for path in sorted(Path(folder).iterdir()) if folder else []:
        plain = path.is_file() and not path.is_symlink() and path.suffix != ".ipynb"
        if plain and not path.name.startswith(".") and path.stat().st_size <= left:
            left -= path.stat().st_size
            shutil.copy(path, scratch / path.name)
