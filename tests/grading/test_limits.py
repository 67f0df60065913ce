"""Does a notebook that never ends come to an end, and keep what it had earned?"""

import json
import time
from pathlib import Path

import pytest

from .conftest import read_csv
from .hand_ins import UNIT, with_cell

LOOPS = {
    "loops": "while True:\n    pass",
    "stubborn": "while True:\n    try:\n        while True:\n            pass\n"
    "    except BaseException:\n        pass",
    "sleeps": "import time\ntime.sleep(3600)",
}
FLOODS = {
    "a loop": "while True:\n    print('x' * 1000)",
    "one line": "print('x' * 20_000_000)",
    "a picture": "from IPython.display import Image\nImage(b'x' * 20_000_000, format='png')",
    "a traceback": "raise ValueError('x' * 3_000_000)",
}


@pytest.mark.parametrize("name", LOOPS)
def test_does_an_endless_cell_end_at_the_time_limit(name: str, right, run_grade, tmp_path: Path):
    notebook = with_cell("06-step-answer", LOOPS[name])(json.loads(json.dumps(right)))
    path = tmp_path / "in" / name / UNIT / f"{UNIT}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook))
    started = time.monotonic()
    run_grade(tmp_path / "in", tmp_path / "out", time_limit=6)
    assert time.monotonic() - started < 90  # a busy machine starts kernels slowly
    row = next(r for r in read_csv(tmp_path / "out" / "grades.csv") if r["task"] == "06-step")
    assert (row["points"], row["status"]) == ("0", "error")
    page = (tmp_path / "out" / "feedback" / name / UNIT / f"{UNIT}.html").read_text("utf-8")
    assert "time limit" in page or "had to be stopped" in page


@pytest.mark.parametrize("name", FLOODS)
def test_does_a_flood_of_output_cost_nothing_but_the_output(name, right, run_grade, tmp_path):
    notebook = with_cell("06-step-answer", FLOODS[name])(json.loads(json.dumps(right)))
    path = tmp_path / "in" / "flood" / UNIT / f"{UNIT}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook))
    run_grade(tmp_path / "in", tmp_path / "out")
    rows = {r["task"]: r["points"] for r in read_csv(tmp_path / "out" / "grades.csv")}
    assert rows == {"06-E": "1", "06-f_prime": "1", "06-step": "2", "06-why": ""}
    (made,) = (tmp_path / "out" / "autograded").rglob("*.ipynb")
    assert made.stat().st_size < 5_000_000
    assert "wrote more than 2 MB" in made.read_text(encoding="utf-8")


def test_is_a_flood_from_many_cells_cut_off_as_a_whole(right, run_grade, tmp_path):
    notebook = json.loads(json.dumps(right))
    for _ in range(30):
        notebook = with_cell("06-step-answer", "print('x' * 1_900_000)")(notebook)
    path = tmp_path / "in" / "flood" / UNIT / f"{UNIT}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook))
    run_grade(tmp_path / "in", tmp_path / "out")
    rows = {r["task"]: r["points"] for r in read_csv(tmp_path / "out" / "grades.csv")}
    assert rows == {"06-E": "1", "06-f_prime": "1", "06-step": "2", "06-why": ""}
    (made,) = (tmp_path / "out" / "autograded").rglob("*.ipynb")
    assert made.stat().st_size < 30_000_000
