"""Are functions of the engine known when they are copied, and nobody's own taken for one?"""

import re
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from autograder.grading.copied import file_without_copies, shapes, without_copies
from autograder.places import units

ROOT = Path(__file__).resolve().parents[2]
NETWORK = (ROOT / "course" / "backprop" / "network.py").read_text(encoding="utf-8")


def emptied(source: str) -> str:
    (cell,) = without_copies([new_code_cell(source)])
    return cell.source


def test_is_a_copied_class_emptied_whatever_its_name():
    text = NETWORK.replace("class Network", "class Mine").replace("def backward", "def mine")
    assert len(shapes()) > 10
    assert emptied(text).count("copied from the engine") >= 5


def test_is_a_rewritten_comment_or_docstring_no_disguise():
    text = re.sub(r'^( +)"""(\w)', r'\1"""Mine. \2', NETWORK, flags=re.MULTILINE)
    text = re.sub(r"  # .*$", "  # my own", text, flags=re.MULTILINE)
    assert text != NETWORK
    assert emptied(text).count("copied from the engine") >= 5


@pytest.mark.parametrize("unit", units(ROOT / "solutions"))
def test_is_no_solution_of_the_course_taken_for_a_copy(unit):
    notebook = nbformat.read(ROOT / "solutions" / unit / f"{unit}.ipynb", as_version=4)
    assert without_copies(notebook.cells) == notebook.cells


@pytest.mark.parametrize(
    "source", ["", "def f(:", "x" * 200_000, "(" * 5000, "a\0b", "-" * 50_000 + "1"]
)
def test_is_what_cannot_be_read_left_alone(source):
    assert emptied(source) == source


def test_is_a_copy_in_a_file_beside_the_notebook_emptied():
    assert b"copied from the engine" in file_without_copies("mine.py", NETWORK.encode())
    for name, data in (("mine.txt", NETWORK.encode()), ("mine.py", b"\xff"), ("a.py", b"x = 1")):
        assert file_without_copies(name, data) == data


def test_is_a_copy_known_wherever_it_is_nested():
    deep = "".join(f"{' ' * depth}def f{depth}():\n" for depth in range(20))
    text = deep + "".join(f"{' ' * 20}{line}\n" for line in NETWORK.splitlines())
    assert emptied(text).count("copied from the engine") >= 5


def test_does_a_tower_of_functions_cost_no_more_than_its_length():
    tower = "".join(f"{' ' * depth}def f():\n" for depth in range(90))
    source = tower + (" " * 90 + "x = 1; " * 50 + "\n") * 200
    started = time.process_time()
    assert emptied(source) == source
    assert time.process_time() - started < 15  # two minutes when each was looked at by itself
