"""The committed notebooks: nbval runs the solutions again, and the course gives nothing away."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.building.read import Cell, read
from autograder.building.regions import inside, outside

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted(path.stem for path in (ROOT / "solutions").glob("[0-9]*.py"))
IGNORED = {"nbval-ignore-output", "nbval-skip"}


def solution(unit: str) -> Path:
    return ROOT / "solutions" / unit / f"{unit}.ipynb"


def code_cells(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def nbval(path: Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """Run nbval on one notebook, in a session of its own that knows nothing of this one's options.

    Session and kernel are of this environment, and find this checkout's packages.
    """
    warm = "import matplotlib.font_manager, pytest, sys; sys.exit(pytest.main(sys.argv[1:]))"
    own = [str(ROOT), str(ROOT / "course"), os.environ.get("PYTHONPATH", "")]
    options = ["--nbval", "--nbval-current-env", "-q", "-p", "no:cacheprovider", "--color=no"]
    options += ["-c", os.devnull, "--rootdir", str(cwd), "--nbval-cell-timeout=120"]
    return subprocess.run(
        [sys.executable, "-c", warm, *options, str(path)],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, own))},
    )


def test_are_there_units():
    assert {"02_delta_rule", "06_nonlinear_network"} <= set(UNITS)


@pytest.mark.parametrize("unit", UNITS)
def test_does_the_solution_still_print_the_same(unit: str, tmp_path: Path):
    done = nbval(solution(unit), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    compared = len(code_cells(solution(unit)))
    assert f"{compared} passed" in done.stdout, done.stdout


@pytest.mark.parametrize("unit", UNITS)
def test_does_no_compared_cell_have_an_empty_output(unit: str):
    cells = code_cells(solution(unit))
    compared = [c for c in cells if not IGNORED & set(c["metadata"].get("tags", []))]
    assert len(compared) > 5
    assert all(cell["execution_count"] for cell in cells)
    for cell in compared:
        shown = [
            "".join(o.get("text", o.get("data", {}).get("text/plain", ""))) for o in cell["outputs"]
        ]
        assert "".join(shown).strip(), cell["source"]


@pytest.mark.parametrize("unit", UNITS)
def test_is_every_check_compared_and_right(unit: str):
    checks = [
        c for c in code_cells(solution(unit)) if c["metadata"].get("nbgrader", {}).get("grade")
    ]
    assert checks
    for cell in checks:
        assert not IGNORED & set(cell["metadata"].get("tags", []))
        (points,) = [o for o in cell["outputs"] if o["output_type"] == "execute_result"]
        earned = float("".join(points["data"]["text/plain"]))
        assert earned == cell["metadata"]["nbgrader"]["points"]


@pytest.mark.parametrize("unit", UNITS[:1])
def test_does_an_altered_number_make_nbval_fail(unit: str, tmp_path: Path):
    notebook = json.loads(solution(unit).read_text(encoding="utf-8"))
    altered = None
    for cell in notebook["cells"]:
        tags = set(cell["metadata"].get("tags", []))
        for output in cell.get("outputs", []):
            text = "".join(output.get("text", []))
            digit = next((c for c in text if c.isdigit()), None)
            if digit and not IGNORED & tags and altered is None:
                altered = text.replace(digit, str((int(digit) + 1) % 10), 1)
                output["text"] = altered
    assert altered is not None
    path = tmp_path / "altered.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    done = nbval(path, tmp_path)
    assert done.returncode == 1
    assert "1 failed" in done.stdout and "mismatch 'stdout'" in done.stdout


def source(unit: str) -> list[Cell]:
    return read(ROOT / "solutions" / f"{unit}.py")


@cache
def shown() -> str:
    """Every line of every unit that is in no solution."""
    lines: set[str] = set()
    for cell in (cell for unit in UNITS for cell in source(unit)):
        lines |= {line.strip() for line in outside(cell.source)}
    return "\n".join(lines)


@pytest.mark.parametrize("unit", UNITS)
def test_can_nothing_of_a_solution_be_found_under_course(unit: str):
    """Line by line, in the whole file, so in sources, outputs and metadata alike."""
    secrets = {line.strip() for cell in source(unit) for line in inside(cell.source)}
    # A line such as `return y` gives nothing away, nor does one that a unit shows by itself: what
    # one unit asks for, a later one may print.
    telling = {line for line in secrets if len(line) >= 12 and line not in shown()}
    assert len(telling) > 10
    for path in (ROOT / "course").rglob("*"):
        if path.suffix in (".ipynb", ".txt", ".json", ".md", ".html"):
            text = path.read_text(encoding="utf-8")
            for line in telling:
                assert json.dumps(line, ensure_ascii=False)[1:-1] not in text, (path, line)


def test_does_the_course_hold_no_source_and_no_output():
    assert not list((ROOT / "course").glob("[0-9][0-9]_*/*.py"))
    for path in (ROOT / "course").rglob("*.ipynb"):
        if ".ipynb_checkpoints" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert "BEGIN SOLUTION" not in text and "HIDDEN TESTS" not in text
        assert all(not c["outputs"] and c["execution_count"] is None for c in code_cells(path))
    for unit in UNITS:
        assert [path.name for path in (ROOT / "solutions" / unit).iterdir()] == [f"{unit}.ipynb"]


def test_are_the_committed_notebooks_what_a_fresh_build_makes():
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli", "build", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
