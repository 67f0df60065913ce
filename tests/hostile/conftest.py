import secrets
import shutil
from pathlib import Path

import pytest

from .attack import Attack
from .attacks import ATTACKS
from .batch import Outcome, run
from .verdicts import summary

MARK = f"31415.{secrets.randbelow(10**9):09}"
OUTCOME = pytest.StashKey[tuple[list[Attack], Outcome]]()


@pytest.fixture(scope="session")
def checkout(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of its own, in which secrets can be laid out."""
    return Path(shutil.copytree(small, tmp_path_factory.mktemp("hostile") / "checkout"))


@pytest.fixture(scope="session")
def chosen(request: pytest.FixtureRequest) -> list[Attack]:
    """The attacks whose tests were asked for; all of them when none was."""
    params = (getattr(item, "callspec", None) for item in request.session.items)
    names = {each.params["attack"] for each in params if each and "attack" in each.params}
    return [attack for name, attack in ATTACKS.items() if not names or name in names]


@pytest.fixture(scope="session")
def outcome(sandbox, chosen, checkout, right, tmp_path_factory, request) -> Outcome:
    """What the one batch left."""
    found = run(chosen, right, checkout, tmp_path_factory.mktemp("hostile"), MARK)
    request.config.stash[OUTCOME] = chosen, found
    return found


def pytest_terminal_summary(terminalreporter, config) -> None:
    """Print the table of what was tried and what came of it."""
    if OUTCOME in config.stash:
        terminalreporter.section("hostile submissions")
        terminalreporter.write_line(summary(*config.stash[OUTCOME]))
