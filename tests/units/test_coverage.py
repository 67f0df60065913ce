"""Is every piece of the five lectures met in a unit, where the coverage table says?

`tests/coverage/NN_words.tsv`, a row a piece: the lecture, the topic in our words, its kind, the
cell of the unit that covers it, and what that cell, or its section down to it, must say.
"""

import csv
import re
from collections import Counter
from functools import cache

import nbformat
import pytest

from tests.units.running import ROOT, UNITS, unit

KINDS = {"topic", "example", "formula", "figure", "question", "exercise", "reading", "number",
         "erratum"}  # fmt: skip
LECTURES = {"000", "001", "002", "003", "004"}


def table(unit):
    path = ROOT / "tests" / "coverage" / f"{unit}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = [(unit, row) for unit in UNITS for row in table(unit)]


@cache
def sections(unit):
    """The id of each cell, with all that stands and is printed from its heading down to it."""
    path = ROOT / "solutions" / unit / f"{unit}.ipynb"
    found, section = {}, []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown" and any(s.startswith("#") for s in cell.source.split("\n")):
            section = []
        section.append(cell.source)
        for output in cell.get("outputs", []):
            section.append(output.get("text") or output.get("data", {}).get("text/plain", ""))
        found[cell.id] = " ".join(" ".join(section).split())
    return found


@pytest.mark.parametrize(("unit", "row"), ROWS, ids=[f"{u[:2]}-{r['topic']}" for u, r in ROWS])
def test_does_the_cell_say_what_the_table_promises(unit, row):
    assert row["cell"] in sections(unit), f"{unit} has no cell {row['cell']}"
    assert len(row["says"]) >= 3
    assert row["says"] in sections(unit)[row["cell"]], row["says"]


@pytest.mark.parametrize("unit", UNITS)
def test_would_a_cell_that_moves_be_missed(unit):
    """What a cell must say stands in few of the unit's sections."""
    texts = list(sections(unit).values())
    whole = [a for a, b in zip(texts, [*texts[1:], ""], strict=True) if not b.startswith(a)]
    most = 0.2 * len(whole)
    common = [r["says"] for r in table(unit) if sum(r["says"] in text for text in whole) > most]
    assert common == []


def test_are_all_lectures_and_all_kinds_there():
    assert {row["lecture"] for _, row in ROWS} == LECTURES
    assert {row["kind"] for _, row in ROWS} == KINDS
    assert len(ROWS) > 500


def test_does_no_unit_list_a_piece_twice():
    counts = Counter((unit, row["lecture"], row["topic"], row["kind"]) for unit, row in ROWS)
    assert [piece for piece, count in counts.items() if count > 1] == []


def test_has_every_unit_its_table_and_no_other(root):
    tables = {path.stem for path in (root / "tests" / "coverage").iterdir()} - {"reading"}
    assert tables == set(UNITS)


def test_does_a_unit_take_the_time_that_it_states():
    """`reading.tsv`: what a reader who had not written a unit needed, in minutes."""
    rows = table("reading")
    assert [row["unit"] for row in rows] == sorted({row["unit"] for row in rows})
    for row in rows:
        (name,) = (each for each in UNITS if each.startswith(row["unit"]))
        stated = re.search(r"\*\*Time\*\* About (\d+) minutes", unit(name).text)
        assert stated and int(stated[1]) == int(row["minutes_stated"]), name
        assert abs(int(row["minutes_measured"]) - int(stated[1])) <= 0.1 * int(stated[1]), name
