"""What every test may rely on: the root of the tree, a small course beside it, the optional parts
of a machine, a browser.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
FLAGS = [  # a browser that calls nobody by itself
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *(f"--disable-{name}" for name in ("background-networking", "component-update", "sync")),
]


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def need() -> Callable[[str, object, str], None]:
    """`need(part, there, reason)`: skip where an optional part of the machine is missing.

    Where the environment variable BACKPROP_REQUIRE names the part, as .ci/run does, fail instead:
    a machine that is meant to run everything must not skip quietly.
    """

    def check(part: str, there: object, reason: str) -> None:
        if not there:
            required = part in os.environ.get("BACKPROP_REQUIRE", "").split(",")
            (pytest.fail if required else pytest.skip)(f"{part}: {reason}")

    return check


@pytest.fixture(scope="session")
def sandbox(need: Callable[[str, object, str], None]) -> Iterator[str]:
    """The level of the sandbox here; whatever needs one is skipped where there is none."""
    from autograder.grading.sandboxes import level  # what most tests do not need
    from autograder.sandbox.kernel import stop
    from autograder.sandbox.level import WEAKEST

    name, why = level()
    need("sandbox", name != WEAKEST, f"this machine cannot lock a process in ({why})")
    yield name
    stop()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built checkout whose one unit is the small one; course/ and solutions/ are below it."""
    from autograder.building.unit import build

    folder, unit = tmp_path_factory.mktemp("checkout"), "06_small"
    (folder / "solutions").mkdir()
    source = ROOT / "tests" / "building" / "small.txt"
    shutil.copy(source, folder / "solutions" / f"{unit}.py")
    built = build(folder, unit)
    assert not built.problems, built.problems
    for name, text in built.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def solved() -> Callable[[Path, str], dict[str, Any]]:
    """`solved(checkout, unit)`: the released notebook with the solution's answers in it, as JSON
    data.
    """
    import nbformat

    from autograder.grading.classroom import right, work

    def filled(checkout: Path, unit: str) -> dict[str, Any]:
        release, solution = (
            nbformat.read(checkout / name / unit / f"{unit}.ipynb", as_version=4)
            for name in ("course", "solutions")
        )
        made: dict[str, Any] = json.loads(nbformat.writes(work(release, solution, right)))
        return made

    return filled


@pytest.fixture(scope="session")
def right(small: Path, solved: Callable[[Path, str], dict[str, Any]]) -> dict[str, Any]:
    """A submission of the small unit with every answer right, without its slow picture."""
    notebook = solved(small, "06_small")
    cells = notebook["cells"]
    notebook["cells"] = [cell for cell in cells if "matplotlib" not in "".join(cell["source"])]
    return notebook


@pytest.fixture
def page(need: Callable[[str, object, str], None]) -> Iterator["Page"]:
    """A page in the browser that the system has, which calls nobody by itself.

    It is not pytest-playwright's: that one keeps an event loop running until the last test, and
    no test after it could run a notebook.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    need("browser", found, "none of chromium, chromium-browser and google-chrome is on PATH")
    from playwright.sync_api import sync_playwright  # half a second that most tests do not need

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser.new_page(viewport={"width": 1280, "height": 800})
        browser.close()
