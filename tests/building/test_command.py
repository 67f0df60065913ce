"""`autograder build` and `--check`, from outside."""

import shutil
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from autograder.building import command
from autograder.errors import UserError

UNIT = """\
# %%
import numpy as np

from autograder import check

# %% answer="06-f_prime"
def f_prime(n):
    ### BEGIN SOLUTION
    return np.exp(-n) / (1 + np.exp(-n)) ** 2
    ### END SOLUTION

# %% check="06-f_prime"
check("06-f_prime", f_prime)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with one tiny unit and an index, already built."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "solutions").mkdir()
    (folder / "solutions" / "06_tiny.py").write_text(UNIT)
    (folder / "solutions" / "index.py").write_text("# %% [markdown]\n# # Map\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "checkout", lambda: folder)
        assert run() == 0
    return folder


@pytest.fixture
def checkout(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, where the command works."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(command, "checkout", lambda: tmp_path)
    return tmp_path


def run(*units: str, check: bool = False) -> int:
    return command.run(Namespace(units=list(units), check=check))


def test_does_check_pass_after_a_build(checkout: Path, capsys: pytest.CaptureFixture[str]):
    assert run(check=True) == 0
    assert "what a fresh build makes" in capsys.readouterr().out


def test_does_check_name_each_file_that_differs(checkout: Path, capsys):
    for name in ("course/06_tiny/06_tiny.ipynb", "course/index.ipynb"):
        path = checkout / name
        path.write_text(path.read_text().replace("Map", "Mop").replace("NotImpl", "Impl"))
    (checkout / "solutions/06_tiny/06_tiny.ipynb").unlink()
    before = sorted((p, p.read_bytes()) for p in checkout.rglob("*.ipynb"))
    assert run(check=True) == 1
    said = capsys.readouterr().err
    assert "course/06_tiny/06_tiny.ipynb differs" in said and "course/index.ipynb differs" in said
    assert '-    "# Mop"' in said and '+    "# Map"' in said
    assert "solutions/06_tiny/06_tiny.ipynb is missing" in said
    assert before == sorted((p, p.read_bytes()) for p in checkout.rglob("*.ipynb"))


def test_does_check_find_a_notebook_without_a_source(checkout: Path, capsys):
    (checkout / "course" / "05_old").mkdir()
    (checkout / "course/05_old/05_old.ipynb").write_text("{}")
    assert run(check=True) == 1
    assert "course/05_old/05_old.ipynb has no source" in capsys.readouterr().err


def test_does_a_build_leave_what_has_not_changed_alone(checkout: Path, capsys):
    path = checkout / "course/06_tiny/06_tiny.ipynb"
    before = path.stat().st_mtime_ns
    assert run("06") == 0
    assert path.stat().st_mtime_ns == before
    assert "unchanged course/06_tiny/06_tiny.ipynb" in capsys.readouterr().out


def test_is_only_what_was_asked_for_built(checkout: Path):
    (checkout / "course/index.ipynb").write_text("mine")
    assert run("06_tiny") == 0
    assert (checkout / "course/index.ipynb").read_text() == "mine"


def test_does_an_unknown_unit_list_the_known_ones(checkout: Path):
    with pytest.raises(UserError, match=r"no unit '07'. Known: 06_tiny"):
        run("07")


def test_does_a_mistake_leave_every_notebook_as_it_was(checkout: Path):
    source = checkout / "solutions" / "06_tiny.py"
    source.write_text(source.read_text() + "\n# %%\n1 / 0\n")
    before = {p: p.read_bytes() for p in checkout.rglob("*.ipynb")}
    with pytest.raises(UserError, match="ZeroDivisionError"):
        run()
    assert before == {p: p.read_bytes() for p in checkout.rglob("*.ipynb")}


def test_does_the_command_say_what_to_mend_and_exit_with_2(root: Path):
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli", "build", "99"], cwd=root,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2 and "no unit '99'" in done.stderr
    assert "Traceback" not in done.stderr
