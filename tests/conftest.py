"""What every test may rely on: the root of the tree, the optional parts of a machine, a browser."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


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
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], need: Callable[[str, object, str], None]
) -> dict[str, Any]:
    """Have pytest-playwright's `page` start the browser that the system has, and call nobody."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    need("browser", found, "none of chromium, chromium-browser and google-chrome is on PATH")
    quiet = ["background-networking", "component-update", "sync"]
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    flags += [f"--disable-{name}" for name in quiet]
    return {**browser_type_launch_args, "executable_path": found, "args": flags}
