"""`autograder demo`: the class that it makes, graded by the command itself."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.grading import slips
from autograder.grading.classroom import apply, right, work
from autograder.grading.demo_class import students

from .conftest import read_csv

ROOT = Path(__file__).resolve().parents[2]
SLIPS = {
    "cleo": slips.NO_SLOPE, "dan": slips.FLIPPED, "emma": slips.LOST_FACTOR, "finn": slips.COPIED,
}  # fmt: skip


def solution(unit: str) -> nbformat.NotebookNode:
    (path,) = (ROOT / "solutions").glob(f"{unit}_*/{unit}_*.ipynb")
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a demo, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    own = os.pathsep.join([str(ROOT), str(ROOT / "course"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli", "demo", "--jobs", "2"],
        cwd=folder, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": own},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "demo-class", done.stdout


@pytest.fixture(scope="module")
def rows(demo) -> list[dict[str, str]]:
    return read_csv(demo[0] / "graded" / "grades.csv")


@pytest.mark.parametrize("slip", [slip for group in SLIPS.values() for slip in group])
def test_does_the_slip_still_fit_the_solution(slip: slips.Slip):
    unit = solution(slip.task[:2])
    cell = next(cell for cell in unit.cells if cell.id == f"{slip.task}-answer")
    assert apply(slip, cell.source) != cell.source


@pytest.mark.parametrize("name", SLIPS)
def test_is_each_slip_graded_as_what_it_is(name: str, rows):
    own = {row["task"]: row for row in rows if row["student"] == name}
    for slip in SLIPS[name]:
        row = own[slip.task]
        if slip.named:
            assert row["misconception"] == slip.named
            assert float(row["points"]) < float(row["max_points"])


def test_does_the_lectures_number_earn_nothing_where_a_function_is_asked_for(rows):
    finn = {row["task"]: row for row in rows if row["student"] == "finn"}
    for slip in slips.COPIED:
        points = float(finn[slip.task]["points"])
        assert points == (0 if slip.new.startswith("    return") else 1), slip.task


def test_has_ada_everything_and_ben_nothing(rows):
    for row in rows:
        if row["student"] == "ada":
            assert row["status"] in ("right", "manual"), row
        if row["student"] == "ben":
            # An untouched function that was there to be repaired is an answer, and a wrong one.
            assert (row["points"], row["status"] in ("unanswered", "wrong")) == ("0", True), row


def test_is_the_broken_file_named_and_everybody_there(rows):
    units = {row["unit"] for row in rows}
    gina = [row for row in rows if row["student"] == "gina"]
    assert len(gina) == len(units) >= 2
    assert all("ends in the middle" in row["status"] for row in gina)
    assert {row["student"] for row in rows} == {student.name for student in students(8)}


def test_does_it_end_with_a_table_and_the_way_on(demo):
    folder, printed = demo
    table = printed[printed.index("\nstudent ") :]
    assert all(student.name in table for student in students(8))
    assert "not graded" in table and "missing-f-prime" in table
    for name in ("grades.csv", "report.html", "feedback"):
        assert f"graded/{name}" in table
        assert (folder / "graded" / name).exists()
    assert "jupyter lab" in table and "Formgrader" in table


def test_are_more_students_always_the_same_more_students():
    unit = solution("06")
    release = nbformat.from_dict({**unit, "cells": unit.cells})
    first, again = ([work(release, unit, s.style) for s in students(30)] for _ in range(2))
    assert first == again
    assert len({str(notebook) for notebook in first}) > 20
    assert first[0] == work(release, unit, right)
