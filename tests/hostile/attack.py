"""One hostile or broken submission: what the student does, and what must happen.

The unit is the small one of tests/building: 06-E (1 point), 06-f_prime (1), 06-step (2) and the
written 06-why (3). A good submission earns all but the last, which waits for a reader.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from autograder.grading.folder_names import printable

UNIT = "06_small"
FILE = f"{UNIT}.ipynb"
TASKS = ("06-E", "06-f_prime", "06-step")
GOOD = {"06-E": 1.0, "06-f_prime": 1.0, "06-step": 2.0, "06-why": None}

Notebook = dict[str, Any]
Cell = dict[str, Any]
Kind = Literal["cheating", "escaping", "exhausting", "breaking"]


@dataclass(frozen=True)
class World:
    """What an attacker may know or guess, and must not reach; all of it is there while grading.

    root: holds everything below. tokens: the text of each secret, by where it lies.
    """

    root: Path
    course: Path
    solutions: Path
    submitted: Path
    out: Path
    gradebook: Path
    other: Path  # the folder of another student's submission
    beside: Path  # a private file beside the gradebook
    port: int  # somebody listens here on 127.0.0.1
    udp_port: int
    abstract: str  # the name of an abstract Unix socket where somebody listens
    socket: Path  # the same, with a path
    variable: str  # the name of an environment variable of the grader that holds a secret
    grader: int  # the process that started the grader
    mark: str  # seconds to `sleep` for, by which processes that are left are known
    tokens: dict[str, str]


@dataclass(frozen=True)
class Attack:
    """One submission.

    edit: makes it from a good one, given as JSON data; bytes are written as they are. folder: what
    is done to the student's folder afterwards, which holds UNIT/UNIT.ipynb. student: the folder's
    name, where the name is the attack.

    Then what must happen. points: for each task where they differ from GOOD; a set holds all that
    are allowed. At `graded=False` there is no grade, and `says` is in the reason. status: by task.
    says: words of the audit log, or of the reason. shows: words of the autograded notebook's own
    outputs.
    """

    name: str
    kind: Kind
    edit: Callable[[Notebook, World], Notebook | bytes] = lambda notebook, world: notebook
    folder: Callable[[Path, World], object] = lambda path, world: None
    student: str = ""
    graded: bool = True
    points: dict[str, float | set[float]] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    says: str = ""
    shows: str = ""


def student_of(number: int, attack: Attack) -> str:
    """The name under which an attack is handed in: before the good one of the same number."""
    return attack.student or f"{number:03} attack {attack.name}"


def listed(number: int, attack: Attack) -> str:
    """The name under which the tables have it."""
    return printable(student_of(number, attack))


def cell(source: str, name: str = "mine") -> Cell:
    """A code cell."""
    return {
        "cell_type": "code", "id": name, "metadata": {}, "source": source, "outputs": [],
        "execution_count": None,
    }  # fmt: skip


def find(notebook: Notebook, name: str) -> Cell:
    """The cell with an id."""
    return next(each for each in notebook["cells"] if each["id"] == name)


def insert(notebook: Notebook, before: str, source: str, name: str = "mine") -> Notebook:
    """A cell of the student's own before another."""
    notebook["cells"].insert(notebook["cells"].index(find(notebook, before)), cell(source, name))
    return notebook


def answer(notebook: Notebook, **by_task: str) -> Notebook:
    """Replace what was answered; the tasks are named without their `06-`."""
    for task, source in by_task.items():
        find(notebook, f"06-{task}-answer" if task != "why" else "06-why")["source"] = source
    return notebook


def filled(source: str, world: World) -> str:
    """The source with `@NAME@` replaced by what the world has of that name, as a literal."""
    for name, value in vars(world).items():
        literal = repr(value if isinstance(value, int) else str(value))
        source = source.replace(f"@{name}@", literal)
    return source


def runs(source: str, before: str = "06-E-answer") -> Callable[[Notebook, World], Notebook]:
    """An edit: a cell of the student's own, in front of `before`."""

    def edit(notebook: Notebook, world: World) -> Notebook:
        return insert(notebook, before, filled(source, world))

    return edit


def answers(first: str = "", **by_task: str) -> Callable[[Notebook, World], Notebook]:
    """An edit: other answers, and a cell in front of all of them."""

    def edit(notebook: Notebook, world: World) -> Notebook:
        if first:
            insert(notebook, "06-E-answer", filled(first, world))
        return answer(notebook, **{task: filled(text, world) for task, text in by_task.items()})

    return edit


def written(made: Notebook | bytes) -> bytes:
    """The bytes of a notebook."""
    return made if isinstance(made, bytes) else json.dumps(made).encode()
