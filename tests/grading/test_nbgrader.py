"""nbgrader's own commands and pages on the folder that grading leaves."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from .hand_ins import CLASS, UNIT

CHOSEN = (
    "right",
    "untouched",
    "no_slope",
    "noisy",
    "check_deleted",
    "byte_order_mark",
    "own_check",
)


def environment(tmp_path: Path) -> dict[str, str]:
    """Without the settings of whoever runs the tests; with this environment's commands."""
    own = {f"JUPYTER_{what}_DIR": str(tmp_path / what) for what in ("CONFIG", "DATA", "RUNTIME")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    root = Path(__file__).resolve().parents[2]
    packages = [str(root), str(root / "course"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, **own, "PATH": path, "PYTHONPATH": os.pathsep.join(packages)}


def test_does_plain_nbgrader_give_the_same_points(sandbox, graded, tmp_path: Path):
    folder = tmp_path / "course"
    for name in ("source", "nbgrader_config.py"):
        copy = shutil.copytree if (graded.out / name).is_dir() else shutil.copy
        folder.mkdir(exist_ok=True)
        copy(graded.out / name, folder / name)
    for student in CHOSEN:
        shutil.copytree(graded.out / "submitted" / student, folder / "submitted" / student)
    for step in ("generate_assignment", "autograde"):
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", step, UNIT],
            cwd=folder, env=environment(tmp_path), capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        for student in CHOSEN:
            grades = book.find_submission_notebook(UNIT, UNIT, student).grades
            found = {grade.name: grade.auto_score for grade in grades}
            assert found == CLASS[student].points, student


@pytest.fixture
def server(graded, tmp_path: Path):
    """The address of a Jupyter server that runs in the results, and its token."""
    log = (tmp_path / "server.log").open("w")  # a pipe that nobody reads would stop it when full
    process = subprocess.Popen(
        [
            sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root",
            "--ip=127.0.0.1", "--port=0", "--IdentityProvider.token=testing",
            "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
        ],
        cwd=graded.out, env=environment(tmp_path), stderr=log,
    )  # fmt: skip
    try:
        yield next(filter(None, (address(tmp_path) or time.sleep(0.2) for _ in range(300))))
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def address(tmp_path: Path) -> str | None:
    """Where the server says that it listens."""
    for path in (tmp_path / "RUNTIME").glob("jpserver-*.json"):
        return str(json.loads(path.read_text())["url"])
    return None


def test_does_formgrader_open_on_the_result(server: str):
    def get(path: str) -> str:
        request = urllib.request.Request(f"{server}formgrader/{path}")
        request.add_header("Authorization", "token testing")
        for attempt in range(50):
            try:
                return str(urllib.request.urlopen(request).read(), "utf-8")
            except urllib.error.URLError:
                if attempt == 49:
                    raise
                time.sleep(0.2)
        raise AssertionError

    (assignment,) = json.loads(get("api/assignments"))
    graded = [s for s, h in CLASS.items() if h.points is not None]
    assert (assignment["name"], assignment["max_score"]) == (UNIT, 7.0)
    assert assignment["num_submissions"] >= len(graded)
    found = {s["student"]: s for s in json.loads(get(f"api/submissions/{UNIT}"))}
    assert all(found[student]["autograded"] for student in graded)
    assert found["right"]["score"] == 4.0 and found["right"]["needs_manual_grade"]
    notebooks = json.loads(get(f"api/submitted_notebooks/{UNIT}/{UNIT}"))
    pages = {n["student"]: n["id"] for n in notebooks}
    page = get(f"submissions/{pages['scripts']}/")
    assert "06-step" in page and "nbgrader" in page
    # A script of a student's would act here in the name of the instructor.
    assert "<script>alert" not in page and "<img src=http" not in page
    assert "&lt;script&gt;alert" in page  # it is shown, as text
