"""Does the map of the course lead where it says, and nowhere else?"""

import json
import re

import pytest

from autograder.building.assemble import assemble
from autograder.building.read import read
from autograder.tasks import find


@pytest.fixture(scope="module")
def cells(root):
    return assemble("index", read(root / "solutions" / "index.py"), find).cells


@pytest.fixture(scope="module")
def rows(cells):
    """The table of units: number -> the row's cells."""
    text = "\n".join(cell.source for cell in cells)
    lines = [line for line in text.splitlines() if re.match(r"\| \**\[?\d\d ", line)]
    parts = [[part.strip() for part in line.strip("|").split("|")] for line in lines]
    return {re.sub(r"[*\[]", "", part[0])[:2]: part for part in parts}


@pytest.fixture(scope="module")
def written(root):
    return {path.stem for path in (root / "solutions").glob("[0-9][0-9]_*.py")}


def test_does_the_map_hold_the_twelve_units_in_order(rows):
    assert list(rows) == [f"{number:02}" for number in range(12)]


def test_is_every_unit_that_exists_linked_and_no_other(rows, written):
    linked = {row[0]: re.findall(r"\(([^)]+)\)", row[0]) for row in rows.values()}
    found = {link for links in linked.values() for link in links}
    assert found == {f"{unit}/{unit}.ipynb" for unit in written}


def test_does_a_unit_without_a_notebook_say_so(rows, written):
    ready = {unit[:2] for unit in written}
    waiting = {number for number, row in rows.items() if row[3] == "in preparation"}
    assert waiting == set(rows) - ready


def test_is_the_time_the_one_that_the_unit_gives(root, rows, written):
    for unit in written:
        text = (root / "solutions" / f"{unit}.py").read_text(encoding="utf-8")
        (minutes,) = re.findall(r"\*\*Time\*\* About (\d+) minutes", text)
        assert rows[unit[:2]][3] == f"{minutes} minutes"


def test_does_the_set_up_cell_run_without_a_word(cells, capsys):
    (cell,) = (cell for cell in cells if cell.cell_type == "code")
    exec(cell.source, {})
    assert capsys.readouterr().out == ""


def test_does_the_binder_link_say_what_the_readme_says(root, cells):
    link = r"https://mybinder\.org/v2/[^)\s]+"
    text = "\n".join(cell.source for cell in cells)
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert re.findall(link, text) == re.findall(link, readme)[:1]


def test_is_every_widget_listed_with_a_picture_and_the_units_that_show_it(root, cells):
    """Its picture's name is its module's, and a unit shows it where it imports that module."""
    text = "\n".join(cell.source for cell in cells)
    rows = re.findall(r"^\| !\[.+?\]\(\S*?(\w+)\.png\) \|.*\| ([^|]+) \|$", text, re.MULTILINE)
    listed = {name: set(re.findall(r"\[(\d\d)\]", units)) for name, units in rows}
    shown: dict[str, set[str]] = {}
    for source in (root / "solutions").glob("[0-9][0-9]_*.py"):
        for name in re.findall(r"backprop\.widgets\.live\.(\w+) import", source.read_text("utf-8")):
            shown.setdefault(name, set()).add(source.name[:2])
    there = {path.stem for path in (root / "course/backprop/widgets/live").glob("*.js")}
    assert listed == shown
    assert set(listed) == there


def test_do_the_pictures_travel_in_the_built_index(root):
    notebook = json.loads((root / "course/index.ipynb").read_text(encoding="utf-8"))
    pictures = {n for cell in notebook["cells"] for n in cell.get("attachments", {})}
    assert pictures == {path.name for path in (root / "course/backprop/widgets/live").glob("*.png")}
