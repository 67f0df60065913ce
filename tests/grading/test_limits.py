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
