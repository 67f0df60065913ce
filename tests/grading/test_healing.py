"""Does an answer that is there reach its check, whatever happened to the cells?"""

import copy
import io
import json
import random
import time
from collections.abc import Callable
from contextlib import redirect_stdout

import nbformat
import numpy as np
import pytest

from autograder.grading import names
from autograder.grading.heal import heal
from autograder.grading.heal_order import longest_rising
from autograder.grading.not_graded import NotGraded
from autograder.grading.reading import read
from autograder.grading.roles import grade_id, is_check, max_points

from .hand_ins import UNIT, Notebook, change, code, find, place, text

CHECKS = ["06-E", "06-f_prime", "06-step"]
FIRST = "06-a-small-unit"
HUGE = "A" * 5_000_000
ARGS = (np.array([[0.2], [0.9]]), np.array([[1.0]]), np.eye(2), np.ones((1, 2)), 0.5)


@pytest.fixture(scope="module")
def release(small) -> nbformat.NotebookNode:
    return nbformat.read(small / "course" / UNIT / f"{UNIT}.ipynb", as_version=4)


def asked(notebook: nbformat.NotebookNode) -> dict[str, object]:
    """What each check is called with when the notebook runs from top to bottom."""
    found: dict[str, object] = {}
    space: dict[str, object] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if "matplotlib" in cell.source:
            continue  # the slow picture
        try:
            with redirect_stdout(io.StringIO()):
                exec(cell.source, space)
        except Exception:
            continue
        space["check"] = found.__setitem__
    return found


def same(found: dict[str, object], expected: dict[str, object]) -> bool:
    """Whether three answers are the same: a number and two functions."""
    try:
        pairs = zip(found["06-step"](*ARGS), expected["06-step"](*ARGS), strict=True)
        return (
            found["06-E"] == expected["06-E"]
            and found["06-f_prime"](0.3) == expected["06-f_prime"](0.3)
            and all(np.array_equal(a, b) for a, b in pairs)
        )
    except (KeyError, TypeError, NameError, ValueError):
        return False


def healed(made: Notebook | bytes, release: nbformat.NotebookNode) -> tuple:
    notebook = read(made if isinstance(made, bytes) else json.dumps(made).encode())
    notes = heal(notebook, release)
    nbformat.validate(notebook)
    for right in release.cells:
        if is_check(right):
            (one,) = [c for c in notebook.cells if grade_id(c) == grade_id(right)]
            assert (one.source, max_points(one)) == (right.source, max_points(right))
            assert one.metadata == right.metadata
    assert len({c.id for c in notebook.cells}) == len(notebook.cells)
    return notebook, notes


def split(name: str, at: str, *, named: bool, gap: str = "") -> Callable[[Notebook], Notebook]:
    """Split an answer before the line that starts with `at`, as JupyterLab does, or as Colab does.

    named: the second half keeps nbgrader's metadata. gap: the cell that it is put behind.
    """

    def make(notebook: Notebook) -> Notebook:
        cell = find(notebook, f"06-{name}-answer")
        lines = text(cell).splitlines()
        cut = next(n for n, line in enumerate(lines) if line.strip().startswith(at))
        second = copy.deepcopy(cell) if named else code("")
        second.update(id="second", source="\n".join(lines[cut:]))
        cell["source"] = "\n".join(lines[:cut])
        notebook["cells"].insert(place(notebook, gap or cell["id"]) + 1, second)
        return notebook

    return make


def move(name: str, before: str) -> Callable[[Notebook], Notebook]:
    def make(notebook: Notebook) -> Notebook:
        cell = find(notebook, name)
        notebook["cells"].remove(cell)
        notebook["cells"].insert(place(notebook, before) if before else 999, cell)
        return notebook

    return make


def no_names(notebook: Notebook) -> Notebook:
    """As a tool leaves it that knows neither nbgrader nor cell ids."""
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        del cell["id"]
    return {**notebook, "metadata": {}, "nbformat_minor": 2}


def own_cell(notebook: Notebook) -> Notebook:
    """The answer stands in a new cell below the check; the answer cell is as it was released."""
    cell = find(notebook, "06-E-answer")
    notebook["cells"].insert(place(notebook, "06-E") + 1, code(text(cell)))
    cell["source"] = "E = None  # see below"
    return notebook


def in_the_check(notebook: Notebook) -> Notebook:
    """The answer was typed above the call of check; its own cell is gone."""
    cell = find(notebook, "06-E-answer")
    find(notebook, "06-E")["source"] = text(cell) + "\n" + text(find(notebook, "06-E"))
    notebook["cells"].remove(cell)
    return notebook


def merged(notebook: Notebook) -> Notebook:
    """The answer cell and the check cell, merged into the first."""
    check = find(notebook, "06-E")
    cell = find(notebook, "06-E-answer")
    cell["source"] = text(cell) + "\n" + text(check)
    notebook["cells"].remove(check)
    return notebook


def names_swapped(notebook: Notebook) -> Notebook:
    one, two = (
        find(notebook, "06-E-answer")["metadata"],
        find(notebook, "06-f_prime-answer")["metadata"],
    )
    one["nbgrader"], two["nbgrader"] = two["nbgrader"], one["nbgrader"]
    return notebook


def twice(notebook: Notebook) -> Notebook:
    notebook["cells"] += [{**copy.deepcopy(c), "id": f"{c['id']}-2"} for c in notebook["cells"]]
    return notebook


def rename(old: str, new: str, *, and_id: bool = False) -> Callable[[Notebook], Notebook]:
    def edit(notebook: Notebook) -> None:
        cell = find(notebook, old)
        cell["metadata"]["nbgrader"]["grade_id"] = new
        if and_id:
            cell["id"] = "another"

    return change(edit)


def setting(name: str, **values: object) -> Callable[[Notebook], Notebook]:
    return change(lambda n: find(n, name)["metadata"]["nbgrader"].update(values))


HEALED: dict[str, tuple[Callable[[Notebook], Notebook], str]] = {
    "split between statements": (split("step", "def", named=True), ""),
    "split in the function": (split("step", "return", named=True), "06-step-answer was split"),
    "split, no name": (split("step", "return", named=False), "06-step-answer was split"),
    "split around the check": (split("step", "return", named=True, gap="06-step"), "was split"),
    "answer below its check": (move("06-E-answer", "06-f_prime-answer"), "06-E had been moved"),
    "answer at the end": (move("06-E-answer", ""), "06-E had been moved"),
    "function at the end": (move("06-step-answer", ""), "06-step had been moved"),
    "answer above the imports": (move("06-step-answer", FIRST), "06-step-answer had been moved up"),
    "check at the top": (move("06-step", FIRST), "06-step had been moved"),
    "checks at the end": (
        lambda n: move("06-f_prime", "")(move("06-E", "")(n)), "06-E had been moved",
    ),
    "an own cell below": (own_cell, "06-E had been moved"),
    "answered in the check": (in_the_check, "06-E had been edited"),
    "answer and check merged": (merged, "06-E was missing"),
    "no names at all": (no_names, "settings of the answer cell 06-step-answer"),
    "names swapped": (names_swapped, "06-E-answer was called 06-f_prime-answer"),
    "all cells twice": (twice, "06-E was there 2 times"),
    "check renamed": (rename("06-E", "06-F"), "'06-F' is not graded"),
    "check renamed, other id": (rename("06-E", "06-F", and_id=True), "'06-F' is not graded"),
    "check called as another": (rename("06-E", "06-step"), "06-E was called 06-step"),
    "answer renamed": (rename("06-E-answer", "mine"), "'mine' is not graded"),
    "answer renamed, other id": (rename("06-E-answer", "mine", and_id=True), "'mine' is not"),
    "points for nothing": (setting("06-E", points=1e9), "settings of the check cell 06-E"),
    "points of no kind": (setting("06-E", points="many"), "settings of the check cell 06-E"),
    "unlocked": (setting("06-E", locked=False, solution=True), "settings of the check cell 06-E"),
    "newer schema": (setting("06-E", schema_version=99), ""),
    "schema of no kind": (setting("06-E", schema_version="new"), ""),
    "nested settings": (setting("06-E", grade_id={"a": [1]}), ""),
    "a task": (setting("06-E", task=True), ""),
    "no imports": (
        lambda n: change(lambda m: m["cells"].remove(next(
            c for c in m["cells"] if text(c).startswith("import"))))(n), "was missing: put back",
    ),
    "odd ids": (change(lambda n: find(n, "06-E").update(id="<b>ö</b> " * 30)), ""),
    "ids that are numbers": (change(lambda n: [c.update(id=7) for c in n["cells"]]), ""),
    "no metadata field": (change(lambda n: [c.pop("metadata") for c in n["cells"]]), ""),
    "metadata of no kind": (change(lambda n: [c.update(metadata=[1]) for c in n["cells"]]), ""),
    "source in one piece": (change(lambda n: [c.update(source=text(c)) for c in n["cells"]]), ""),
    "source in letters": (
        change(lambda n: [c.update(source=list(text(c))) for c in n["cells"]]), "",
    ),
    "no outputs field": (change(lambda n: [c.pop("outputs", 0) for c in n["cells"]]), ""),
    "fields nobody knows": (change(lambda n: [c.update(evil={"a": 1}) for c in n["cells"]]), ""),
    "a huge picture": (
        change(lambda n: find(n, FIRST).update(source=f"![](data:image/png;base64,{HUGE})")),
        "5 MB of text: cut off",
    ),
    "a huge attachment": (
        change(lambda n: find(n, FIRST).update(attachments={"a": {"image/png": HUGE}})), "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEALED)
def test_does_the_answer_reach_its_check(name: str, right, release):
    edit, says = HEALED[name]
    expected = asked(healed(copy.deepcopy(right), release)[0])
    assert list(expected) == CHECKS
    notebook, notes = healed(edit(copy.deepcopy(right)), release)
    assert same(asked(notebook), expected), [c.source for c in notebook.cells]
    assert says in "\n".join(notes), notes
    (why,) = [c for c in notebook.cells if grade_id(c) == "06-why"]
    assert "never above one quarter" in why.source  # a person must find it to mark it


def test_is_untouched_work_left_alone(right, release):
    notebook, notes = healed(copy.deepcopy(right), release)
    assert notes == []
    assert [c.source for c in notebook.cells] == [text(c) for c in right["cells"]]
    assert healed(json.loads(nbformat.writes(notebook)), release) == (notebook, [])


@pytest.mark.parametrize("seed", range(12))
def test_do_several_accidents_at_once_cost_nothing(seed: int, right, release):
    chance = random.Random(seed)
    expected = asked(healed(copy.deepcopy(right), release)[0])
    made = copy.deepcopy(right)
    # What takes names away hides the next cell; an untouched answer cell that is moved below an
    # answer in a cell of one's own takes that back.
    kept_out = ("all", "field", "kind", "huge", "id", "own cell")
    harmless = [name for name in HEALED if not any(word in name for word in kept_out)]
    done = []
    for name in chance.sample(harmless, 3):
        try:
            made = HEALED[name][0](made)
            done.append(name)
        except (StopIteration, ValueError, KeyError):
            continue  # an earlier accident has taken the cell away
    notebook, _ = healed(made, release)
    assert same(asked(notebook), expected), (done, [c.source for c in notebook.cells])


def test_does_a_wrong_answer_stay_wrong_whatever_is_put_right(right, release):
    made = in_the_check(copy.deepcopy(right))
    find(made, "06-E")["source"] = 'E = 99\ncheck("06-E", E)'
    notebook, _ = healed(made, release)
    assert asked(notebook)["06-E"] == 99


def test_do_too_many_cells_get_a_reason():
    many = {"cells": [code("1", f"c{n}") for n in range(100_000)], "nbformat": 4}
    with pytest.raises(NotGraded, match="has 100000 cells"):
        read(json.dumps(many).encode())


ODD = {
    "a deep sum": "E = " + "+".join("1" * 3000),
    "deep brackets": "E = " + "(" * 150 + "1" + ")" * 150,
    "too deep": "E = " + "(" * 5000,
    "long": "E = [" + "1," * 300_000 + "]",
    "no text for Python": "E = 1\0",
    "an odd backslash": 'E = "\\d"',
    "magic": "%timeit E = 1\n!rm -rf x",
}


@pytest.mark.parametrize("name", ODD)
def test_is_odd_code_no_obstacle(name: str, right, release):
    made = copy.deepcopy(right)
    find(made, "06-E-answer")["source"] = ODD[name]
    made["cells"].insert(3, code(ODD[name]))
    notebook, notes = healed(made, release)
    assert notes == [] and len(notebook.cells) == len(right["cells"]) + 1


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ('{"cells": [' + "[]," * 2_000_000 + "1]}", "millions of brackets"),
        (json.dumps({"cells": [code("1\n" * 3_000_000)], "nbformat": 4}), "6 MB of code"),
    ],
    ids=["brackets", "code"],
)
def test_is_what_would_fill_the_memory_named(made: str, says: str):
    with pytest.raises(NotGraded, match=says):
        read(made.encode())


def test_does_the_longest_rising_subsequence_keep_most():
    assert longest_rising([]) == []
    assert longest_rising([0, 1, 2]) == [0, 1, 2]
    assert longest_rising([5, 0, 1, 2]) == [1, 2, 3]
    assert longest_rising([0, 3, 1, 2]) == [0, 2, 3]


@pytest.mark.parametrize("where", ["at the end", "after the first"])
def test_does_a_pile_of_copies_cost_no_more_than_its_height(where, right, release):
    notebook = copy.deepcopy(right)
    first = find(notebook, "06-E-answer")
    at = len(notebook["cells"]) if where == "at the end" else place(notebook, "06-E-answer") + 1
    notebook["cells"][at:at] = [copy.deepcopy(first) for _ in range(1900)]
    started = time.process_time()
    made = read(json.dumps(notebook).encode())
    heal(made, release)
    assert time.process_time() - started < 20  # over a minute when each was compared with each
    assert [c.id for c in made.cells if is_check(c)] == CHECKS


def test_is_nothing_of_a_notebook_kept_in_memory(right, release):
    heal(read(json.dumps(right).encode()), release)
    remembered = (names.bound, names.used, names.is_python)
    assert [each.cache_info().currsize for each in remembered] == [0, 0, 0]
