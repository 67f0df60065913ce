"""Does plain `nbgrader autograde` give each unit's honest work the points of `autograder grade`?

Of each unit one submission is right and one is half done. They hold what their graded cells need,
and no pictures, so that all of it runs in a few seconds.
"""

import ast
import copy
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.apps import NbGraderAPI
from traitlets.config.loader import PyFileConfigLoader

from autograder.grading.batch import Options, grade
from autograder.grading.classroom import right, work
from autograder.grading.folder import CONFIG, TEXT
from autograder.grading.gradebook import prepare
from autograder.grading.progress import Progress
from autograder.places import units

from .conftest import read_csv

# nbgrader 0.9.6 warns of its own database session.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type <Submitted")
ROOT = Path(__file__).resolve().parents[2]
UNITS = units(ROOT / "course")
Points = dict[str, float | None]


def half(task: str, solved: str) -> str | None:
    """Every task whose name has an even number of letters, and nothing of the others."""
    return right(task, solved) if len(task) % 2 == 0 else None


STUDENTS: dict[str, Callable[[str, str], str | None]] = {"right": right, "half": half}


def lean(notebook: NotebookNode) -> NotebookNode:
    """A notebook without its text and without the cells that draw."""
    kept = copy.deepcopy(notebook)
    kept.cells = [
        cell for cell in kept.cells if cell.cell_type == "code" or cell.metadata.get("nbgrader")
    ]
    drawing = {"plt"}
    for cell in kept.cells:
        if (
            cell.cell_type == "code"
            and "widgets" in cell.source
            and "nbgrader" not in cell.metadata
        ):
            tree = ast.parse(cell.source)
            imports = [
                n for n in tree.body if isinstance(n, ast.ImportFrom) and "widgets" in str(n.module)
            ]
            drawing |= {alias.asname or alias.name for n in imports for alias in n.names}
            tree.body = [n for n in tree.body if n not in imports]
            cell.source = ast.unparse(tree)
    kept.cells = [
        cell
        for cell in kept.cells
        if cell.metadata.get("nbgrader") or not names(cell.source) & drawing
    ]
    return kept


def names(source: str) -> set[str]:
    """The names that a cell uses."""
    try:
        return {n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name)}
    except SyntaxError:
        return set()


@pytest.fixture(scope="module")
def asked(request: pytest.FixtureRequest) -> set[str]:
    """The units whose tests were asked for."""
    items = (item for item in request.session.items if item.path == request.path)
    return {item.callspec.params["unit"] for item in items}


@pytest.fixture(scope="module")
def handed_in(asked: set[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units of both students, in nbgrader's layout."""
    folder = tmp_path_factory.mktemp("units") / "submitted"
    for unit in asked:
        release, solution = (
            nbformat.read(ROOT / place / unit / f"{unit}.ipynb", as_version=4)
            for place in ("course", "solutions")
        )
        for student, style in STUDENTS.items():
            path = folder / student / unit / f"{unit}.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(lean(work(release, solution, style)), path)
    return folder


@pytest.fixture(scope="module")
def ours(
    handed_in: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Points]:
    """The points by student and unit that `autograder grade` gives."""
    out = tmp_path_factory.mktemp("ours") / "out"
    grade(Options(handed_in, out, jobs=2, course=ROOT / "course", seed=7, trust=True), Progress())
    found: dict[tuple[str, str], Points] = {}
    for row in read_csv(out / "grades.csv"):
        assert row["task"], row
        points = float(row["points"]) if row["points"] else None
        found.setdefault((row["student"], row["unit"]), {})[row["task"]] = points
        if row["student"] == "right" and row["status"] != "manual":
            assert points == float(row["max_points"]), row
    return found


@pytest.fixture(scope="module")
def theirs(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NbGraderAPI]:
    """nbgrader itself, in a course folder with our configuration."""
    folder = tmp_path_factory.mktemp("theirs")
    (folder / CONFIG).write_text(TEXT)
    (folder / "submitted").symlink_to(handed_in)
    with inside(folder):
        config = PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
        config.CourseDirectory.root = str(folder)
        prepare(f"sqlite:///{folder / 'gradebook.db'}")  # nbgrader itself asks a program on PATH
        config.Execute.trust_submissions = True
        yield NbGraderAPI(config=config)


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """nbgrader works in the current folder, and says much."""
    before, log = Path.cwd(), logging.getLogger("traitlets")
    level = log.level
    os.chdir(folder)
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        os.chdir(before)
        log.setLevel(level)


@pytest.mark.parametrize("unit", UNITS)
def test_does_plain_nbgrader_give_the_same_points(unit: str, ours, theirs: NbGraderAPI):
    source = Path("source", unit, f"{unit}.ipynb")
    source.parent.mkdir(parents=True)
    source.write_bytes((ROOT / "course" / unit / f"{unit}.ipynb").read_bytes())
    made = theirs.generate_assignment(unit)
    assert made["success"], made
    for student in STUDENTS:
        done = theirs.autograde(unit, student)
        assert done["success"], done
        with theirs.gradebook as book:
            grades = book.find_submission_notebook(unit, unit, student).grades
            found = {grade.name: grade.auto_score for grade in grades}
        assert found == ours[student, unit], student
    assert ours["half", unit] != ours["right", unit]
