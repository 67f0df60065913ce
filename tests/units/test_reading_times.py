"""Is the time that a unit states the time that it took somebody who had not written it?

`tests/coverage/reading.tsv`, a row a unit: the day it was read from top to bottom in JupyterLab
with every task worked, the minutes that the unit states, those measured, and how.
"""

import csv
import datetime
import re

import pytest

from tests.units.running import ROOT, UNITS, unit

with (ROOT / "tests/coverage/reading.tsv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE))

each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["unit"])


@each_row
def test_does_the_table_say_the_minutes_that_the_unit_states(row):
    (stated,) = re.findall(r"\*\*Time\*\* About (\d+) minutes", unit(row["unit"]).text)
    assert row["minutes_stated"] == stated


@each_row
def test_is_the_stated_time_within_a_quarter_of_the_measured_one(row):
    stated, measured = float(row["minutes_stated"]), float(row["minutes_measured"])
    assert abs(stated - measured) <= measured / 4


@each_row
def test_does_the_table_say_when_and_how_it_was_measured(row):
    datetime.date.fromisoformat(row["read_on"])
    assert len(row["how"].split()) >= 10


def test_is_each_unit_listed_once_in_teaching_order():
    listed = [row["unit"] for row in ROWS]
    assert listed == sorted(set(listed)) and set(listed) == {name[:2] for name in UNITS}
