"""A class on the small unit of tests/building: what each student hands in and what it is worth.

The tasks are 06-E (1 point), 06-f_prime (1), 06-step (2) and the written 06-why (3).
"""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

UNIT = "06_small"
Notebook = dict[str, Any]
FULL = {"06-E": 1.0, "06-f_prime": 1.0, "06-step": 2.0, "06-why": None}
NONE = {"06-E": 0.0, "06-f_prime": 0.0, "06-step": 0.0, "06-why": 0.0}


@dataclass(frozen=True)
class HandIn:
    """make: turns a right submission into this one. points: for each task, or None: not graded.

    says: what the reason, or the audit log, must hold. named: misconceptions by task. status: by
    task, where the points do not tell it.
    """

    make: Callable[[Notebook], Notebook | bytes]
    points: dict[str, float | None] | None = field(default_factory=lambda: FULL)
    says: str = ""
    named: dict[str, str] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    file: str = f"{UNIT}.ipynb"


def text(cell: Any) -> str:
    return "".join(cell["source"])


def find(notebook: Notebook, name: str) -> Any:
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def place(notebook: Notebook, name: str) -> int:
    return notebook["cells"].index(find(notebook, name))


def code(source: str, name: str = "mine") -> Any:
    return {
        "cell_type": "code", "id": name, "metadata": {}, "source": source, "outputs": [],
        "execution_count": None,
    }  # fmt: skip


def answers(**by_task: tuple[str, str]) -> Callable[[Notebook], Notebook]:
    """Replace (old, new) in the answer cells; an empty old replaces the whole cell."""

    def make(notebook: Notebook) -> Notebook:
        for name, (old, new) in by_task.items():
            cell = find(notebook, f"06-{name}-answer" if name != "why" else "06-why")
            assert old in text(cell)
            cell["source"] = text(cell).replace(old, new) if old else new
        return notebook

    return make


def with_cell(before: str, source: str) -> Callable[[Notebook], Notebook]:
    def make(notebook: Notebook) -> Notebook:
        notebook["cells"].insert(place(notebook, before), code(source))
        return notebook

    return make


def without(*names: str) -> Callable[[Notebook], Notebook]:
    def make(notebook: Notebook) -> Notebook:
        notebook["cells"] = [c for c in notebook["cells"] if c["id"] not in names]
        return notebook

    return make


def change(edit: Callable[[Notebook], object]) -> Callable[[Notebook], Notebook]:
    def make(notebook: Notebook) -> Notebook:
        edit(notebook)
        return notebook

    return make


def raw(edit: Callable[[str], str | bytes]) -> Callable[[Notebook], bytes]:
    def make(notebook: Notebook) -> bytes:
        made = edit(json.dumps(notebook, ensure_ascii=False, indent=1))
        return made if isinstance(made, bytes) else made.encode()

    return make


def untouched(notebook: Notebook) -> Notebook:
    stubs = {
        "06-E-answer": "E = None  # replace None by your number\n# YOUR CODE HERE",
        "06-f_prime-answer": 'def f_prime(n):\n    """The slope of the sigmoid at n."""\n'
        "    # YOUR CODE HERE\n    raise NotImplementedError()",
        "06-step-answer": 'def step(x, t, W1, W2, eta):\n    """One step of gradient descent."""\n'
        "    # YOUR CODE HERE\n    raise NotImplementedError()",
        "06-why": "YOUR ANSWER HERE",
    }
    for name, source in stubs.items():
        find(notebook, name)["source"] = source
    return notebook


def copied_check(notebook: Notebook) -> Notebook:
    again = copy.deepcopy(find(notebook, "06-f_prime"))
    again["id"] = "copied"
    notebook["cells"].insert(place(notebook, "06-f_prime"), again)
    return notebook


def copied_answer(notebook: Notebook) -> Notebook:
    """The copy stays as it was released; the work is in the original, below it."""
    again = copy.deepcopy(find(notebook, "06-E-answer"))
    again.update(id="copied", source="E = None  # replace None by your number\n# YOUR CODE HERE")
    notebook["cells"].insert(place(notebook, "06-E-answer"), again)
    return notebook


def split_check(notebook: Notebook) -> Notebook:
    cell = find(notebook, "06-step")
    cell["source"] = 'check("06-step",'
    notebook["cells"].insert(place(notebook, "06-step") + 1, code("step)"))
    return notebook


def moved_check(notebook: Notebook) -> Notebook:
    cell = find(notebook, "06-E")
    notebook["cells"].remove(cell)
    notebook["cells"].insert(2, cell)
    return notebook


def stripped(notebook: Notebook) -> Notebook:
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    return notebook


def old_schema(notebook: Notebook) -> Notebook:
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["schema_version"] = 1
            cell["metadata"]["nbgrader"].pop("cell_type")
    return notebook


def retyped(notebook: Notebook) -> Notebook:
    for name in ("06-E", "06-E-answer"):
        cell = find(notebook, name)
        cell["cell_type"] = "markdown"
        del cell["outputs"], cell["execution_count"]
    return notebook


def same_ids(notebook: Notebook) -> Notebook:
    for cell in notebook["cells"]:
        cell["id"] = "same"
    return notebook


def no_ids(notebook: Notebook) -> Notebook:
    for cell in notebook["cells"]:
        del cell["id"]
    return {**notebook, "nbformat_minor": 4}


def format_3(notebook: Notebook) -> bytes:
    old = nbformat.convert(nbformat.reads(json.dumps(no_ids(notebook)), as_version=4), 3)
    return json.dumps(old).encode()


def damaged_outputs(notebook: Notebook) -> Notebook:
    find(notebook, "06-E")["outputs"] = [{"output_type": "oh", "data": 3}]
    return notebook


def scripts(notebook: Notebook) -> Notebook:
    attack = "<script>alert('secret')</script>"
    find(notebook, "06-why")["source"] = f"Because {attack} <img src=http://elsewhere.example/x>"
    source = "from IPython.display import HTML, Javascript, SVG, display\n"
    source += f'print("{attack}")\n'
    source += f'display(HTML("{attack}"), Javascript("alert(1)"), SVG("<svg>{attack}</svg>"))\n'
    source += f'raise ValueError("{attack}")'
    notebook["cells"].insert(place(notebook, "06-E-answer"), code(source))
    return notebook


NOISY = "import sys, warnings\nprint('oh', file=sys.stderr)\nwarnings.warn('careful')\n"
CONSTANT = "def step(x, t, W1, W2, eta):\n    return np.zeros_like(W1), np.zeros_like(W2)"
FLAT = "def f_prime(n):\n    return np.full(np.shape(n), 0.2366)"
REAL = "    return W1 - eta * delta1 @ x.T, W2 - eta * delta2 @ a.T"

CLASS: dict[str, HandIn] = {
    # honest work
    "right": HandIn(lambda notebook: notebook),
    "untouched": HandIn(untouched, NONE, status=dict.fromkeys(NONE, "unanswered")),
    "uphill": HandIn(
        answers(step=(REAL, REAL.replace("- eta", "+ eta"))),
        {**FULL, "06-step": 0.0}, named={"06-step": "ascent"},
    ),
    "no_slope": HandIn(
        answers(step=(" * a * (1 - a)", "")),
        {**FULL, "06-step": 1.0}, named={"06-step": "missing-f-prime"},
        status={"06-step": "partly"},
    ),
    "lecture_numbers": HandIn(
        answers(E=("", "E = 0.0739"), f_prime=("", FLAT), step=("", CONSTANT)),
        {**FULL, "06-f_prime": 0.0, "06-step": 0.0}, named={"06-f_prime": "constant"},
    ),
    "a_number_for_a_function": HandIn(
        answers(f_prime=("", "f_prime = 0.0739")),
        {**FULL, "06-f_prime": 0.0}, status={"06-f_prime": "error"},
    ),
    "nan": HandIn(answers(E=("", "E = float('nan')")), {**FULL, "06-E": 0.0}),
    "error_in_function": HandIn(
        answers(f_prime=("squashed =", "1 / 0\n    squashed =")),
        {**FULL, "06-f_prime": 0.0}, status={"06-f_prime": "error"},
    ),
    "name_missing": HandIn(
        without("06-E-answer"), {**FULL, "06-E": 0.0}, status={"06-E": "error"},
        says="the answer cell 06-E-answer was missing",
    ),
    # work that earns every point in spite of what happened around it
    "noisy": HandIn(
        answers(E=("E = 0.5", NOISY + "E = 0.5"), f_prime=("squashed =", "print(1); squashed ="))
    ),
    "error_between": HandIn(with_cell("06-f_prime-answer", "undefined_name")),
    "reads_input": HandIn(with_cell("06-f_prime-answer", "input('name? ')")),
    "scripts": HandIn(scripts),
    "check_deleted": HandIn(without("06-f_prime"), says="06-f_prime was missing: put back"),
    "checks_deleted": HandIn(
        without("06-E", "06-f_prime", "06-step"), says="06-step was missing: put back"
    ),
    "check_copied": HandIn(copied_check, says="06-f_prime was there 2 times"),
    "answer_copied": HandIn(copied_answer, says="06-E-answer was there twice"),
    "check_split": HandIn(split_check, says="06-step had been edited: restored"),
    "check_moved": HandIn(moved_check, says="06-E had been moved"),
    "check_edited": HandIn(
        change(lambda n: (find(n, "06-E").update(source='check("06-E", 0.0739)'),
                          find(n, "06-E-answer").update(source="E = None"))),
        {**FULL, "06-E": 0.0}, says="06-E had been edited", status={"06-E": "unanswered"},
    ),
    "points_raised": HandIn(
        change(lambda n: find(n, "06-E")["metadata"]["nbgrader"].update(points=100)),
        says="settings of the check cell 06-E were changed",
    ),
    "metadata_stripped": HandIn(stripped, says="settings of the answer cell 06-E"),
    "metadata_broken": HandIn(
        change(lambda n: find(n, "06-E")["metadata"].update(nbgrader="oh")), says="06-E"
    ),
    "stranger": HandIn(
        change(lambda n: n["cells"].append({**code("99.0"), "metadata": {"nbgrader": {
            "grade": True, "grade_id": "06-gift", "points": 50, "solution": False, "locked": True,
            "schema_version": 3, "task": False}}})),
        says="'06-gift' is not graded in this unit",
    ),
    "old_schema": HandIn(old_schema),
    "retyped": HandIn(retyped, says="of another type"),
    "same_ids": HandIn(same_ids),
    "no_ids": HandIn(no_ids),
    "format_3": HandIn(format_3),
    "other_kernel": HandIn(
        change(lambda n: n["metadata"]["kernelspec"].update(name="julia-1.9")),
        says="the kernel was 'julia-1.9'",
    ),
    "no_metadata": HandIn(change(lambda n: n.update(metadata={}))),
    "damaged_outputs": HandIn(damaged_outputs),
    "byte_order_mark": HandIn(raw(lambda s: b"\xef\xbb\xbf" + s.encode())),
    "windows_lines": HandIn(raw(lambda s: s.replace("\n", "\r\n"))),
    "nul": HandIn(raw(lambda s: s.replace("E = 0.5", "E =\0 0.5")), says="NUL bytes: left out"),
    "latin_1": HandIn(
        raw(lambda s: s.replace("π", "é—").encode("cp1252")), says="not in UTF-8"
    ),
    "utf_16": HandIn(raw(lambda s: s.encode("utf-16"))),
    "half_character": HandIn(
        change(lambda n: find(n, "06-why").update(source="because \ud83d of it"))
    ),
    "renamed": HandIn(lambda n: n, file="my homework (1).ipynb", says="called my homework (1)"),
    # what does not decide its own grade
    "own_check": HandIn(
        with_cell("06-E-answer", "check = lambda *args: 99.0"),
        {**FULL, "06-E": 0.0, "06-f_prime": 0.0, "06-step": 0.0}, status={"06-E": "error"},
    ),
    "kernel_killed": HandIn(
        with_cell("06-step-answer", "import os\nos._exit(1)"),
        {**FULL, "06-step": 0.0}, status={"06-step": "error"},
    ),
    "exits": HandIn(
        with_cell("06-step-answer", "import sys\nsys.exit()"),
    ),
    # what cannot be graded, and why
    "cut_off": HandIn(raw(lambda s: s[: len(s) // 2]), None, "ends in the middle"),
    "empty": HandIn(raw(lambda s: ""), None, "empty"),
    "no_json": HandIn(raw(lambda s: "# my homework\n"), None, "not JSON"),
    "a_list": HandIn(raw(lambda s: "[1, 2]"), None, "no list of cells"),
    "nul_alone": HandIn(raw(lambda s: "\0" * 4096), None, "NUL bytes alone"),
    "long_number": HandIn(raw(lambda s: '{"cells": ' + "9" * 5000 + "}"), None, "too long"),
    "deep": HandIn(raw(lambda s: "[" * 200_000), None, "nested too deeply"),
    "format_9": HandIn(change(lambda n: n.update(nbformat=9)), None, "format is 9"),
    "odd_cell": HandIn(change(lambda n: n["cells"][0].update(cell_type="heading")), None, "cell 1"),
    "odd_source": HandIn(change(lambda n: n["cells"][0].update(source=7)), None, "cell 1"),
    "other_file": HandIn(raw(lambda s: s), None, "no 06_small.ipynb", file="homework.txt"),
}  # fmt: skip


def write(folder: Path, right: Notebook) -> None:
    """Hand everything in below `folder`, in nbgrader's layout."""
    for student, hand_in in CLASS.items():
        made = hand_in.make(copy.deepcopy(right))
        path = folder / student / UNIT / hand_in.file
        path.parent.mkdir(parents=True)
        path.write_bytes(made if isinstance(made, bytes) else json.dumps(made).encode())
