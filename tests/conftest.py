"""What every test may rely on: the root of the tree, the optional parts of a machine, a browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

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
