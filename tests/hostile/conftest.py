import json
import secrets
import shutil
from pathlib import Path

import pytest

from autograder.building.unit import build
from autograder.grading.sandboxes import level
from autograder.sandbox.level import WEAKEST

from .attack import UNIT, Attack, Notebook
from .attacks import ATTACKS
from .batch import Outcome, run
from .verdicts import summary

SOURCE = Path(__file__).parents[1] / "building" / "small.txt"
MARK = f"31415.{secrets.randbelow(10**9):09}"
OUTCOME = pytest.StashKey[tuple[list[Attack], Outcome]]()


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built checkout whose one unit is the small one."""
    folder = tmp_path_factory.mktemp("hostile-checkout")
    (folder / "solutions").mkdir()
    shutil.copy(SOURCE, folder / "solutions" / f"{UNIT}.py")
    built = build(folder, UNIT)
    assert not built.problems, built.problems
    for name, text in built.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def good(checkout: Path) -> Notebook:
    """A submission with every answer right, without what it does not need."""
    release, solution = (
        json.loads((checkout / name / UNIT / f"{UNIT}.ipynb").read_text(encoding="utf-8"))
        for name in ("course", "solutions")
    )
    solved = {each["id"]: each["source"] for each in solution["cells"]}
    for each in release["cells"]:
        if each["metadata"].get("nbgrader", {}).get("solution"):
            each["source"] = [line for line in solved[each["id"]] if "SOLUTION" not in line]
    release["cells"] = [c for c in release["cells"] if "matplotlib" not in "".join(c["source"])]
    return release


@pytest.fixture(scope="session")
def chosen(request: pytest.FixtureRequest) -> list[Attack]:
    """The attacks whose tests were asked for; all of them when none was."""
    params = (getattr(item, "callspec", None) for item in request.session.items)
    names = {each.params["attack"] for each in params if each and "attack" in each.params}
    return [attack for name, attack in ATTACKS.items() if not names or name in names]


@pytest.fixture(scope="session")
def outcome(chosen, checkout, good, tmp_path_factory, request, need) -> Outcome:
    """What the one batch left."""
    name, why = level()
    need("sandbox", name != WEAKEST, f"this machine cannot lock a process in ({why})")
    found = run(chosen, good, checkout, tmp_path_factory.mktemp("hostile"), MARK)
    request.config.stash[OUTCOME] = chosen, found
    return found


def pytest_terminal_summary(terminalreporter, config) -> None:
    """Print the table of what was tried and what came of it."""
    if OUTCOME in config.stash:
        terminalreporter.section("hostile submissions")
        terminalreporter.write_line(summary(*config.stash[OUTCOME]))
