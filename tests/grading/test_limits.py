"""Does a notebook that never ends come to an end, and keep what it had earned?"""

import copy
import json
import time
from collections.abc import Callable
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


@pytest.fixture
def graded_with(sandbox, right, run_grade, tmp_path: Path) -> Callable[..., tuple[dict, Path]]:
    """Grade one right submission with cells of the student's own in it.

    Gives its rows by task, and the folder that holds them.
    """

    def run(*cells: str, **options: float) -> tuple[dict[str, dict[str, str]], Path]:
        notebook = copy.deepcopy(right)
        for each in cells:
            notebook = with_cell("06-step-answer", each)(notebook)
        path = tmp_path / "in" / "ada" / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook))
        run_grade(tmp_path / "in", tmp_path / "out", **options)
        rows = {row["task"]: row for row in read_csv(tmp_path / "out" / "grades.csv")}
        return rows, tmp_path / "out"

    return run


@pytest.mark.parametrize("name", LOOPS)
def test_does_an_endless_cell_end_at_the_time_limit(name: str, graded_with):
    started = time.monotonic()
    rows, out = graded_with(LOOPS[name], time_limit=6)
    assert time.monotonic() - started < 90  # a busy machine starts kernels slowly
    assert (rows["06-step"]["points"], rows["06-step"]["status"]) == ("0", "error")
    page = (out / "feedback" / "ada" / UNIT / f"{UNIT}.html").read_text("utf-8")
    assert "time limit" in page or "had to be stopped" in page


@pytest.mark.parametrize(
    ("cells", "most", "said"),
    [
        *(([flood], 5_000_000, "wrote more than 2 MB") for flood in FLOODS.values()),
        (["print('x' * 1_900_000)"] * 30, 30_000_000, ""),  # each is small enough
    ],
    ids=[*FLOODS, "many cells"],
)
def test_does_a_flood_of_output_cost_nothing_but_the_output(cells, most, said, graded_with):
    rows, out = graded_with(*cells)
    points = {task: row["points"] for task, row in rows.items()}
    assert points == {"06-E": "1", "06-f_prime": "1", "06-step": "2", "06-why": ""}
    (made,) = (out / "autograded").rglob("*.ipynb")
    assert made.stat().st_size < most
    assert said in made.read_text(encoding="utf-8")
