"""Does each unit's whole solved notebook, pictures and widgets and all, pass in the sandbox?"""

import json
from pathlib import Path

import nbformat
import pytest

from autograder.grading.batch import Options, grade
from autograder.grading.progress import Progress
from autograder.places import units

from .conftest import read_csv

pytestmark = pytest.mark.filterwarnings("ignore:Object of type <Submitted")
ROOT = Path(__file__).resolve().parents[2]
UNITS = units(ROOT / "course")
STUDENT = "Zoë O'Neill"


@pytest.fixture(scope="module")
def out(sandbox, solved, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What grading all of them left."""
    folder = tmp_path_factory.mktemp("whole")
    for unit in UNITS:
        path = folder / "in" / STUDENT / unit / f"{unit}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(solved(ROOT, unit)), encoding="utf-8")
    course = ROOT / "course"
    options = Options(folder / "in", folder / "out", jobs=2, course=course)
    grade(options, Progress())
    return folder / "out"


def test_do_they_all_get_every_point(out):
    rows = [row for row in read_csv(out / "grades.csv") if row["status"] != "manual"]
    assert {row["unit"] for row in rows} == set(UNITS)
    assert [row for row in rows if row["points"] != row["max_points"]] == []


def test_does_no_cell_of_them_fail_there(out):
    failed = [
        (unit, cell.id, output.ename)
        for unit in UNITS
        for cell in nbformat.read(out / "autograded" / STUDENT / unit / f"{unit}.ipynb", 4).cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]
    assert failed == []
