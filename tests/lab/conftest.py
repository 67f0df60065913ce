"""A small course, laid out as in a checkout and as in an installed package."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

NOTEBOOK = {
    "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# A page"]}],
    "metadata": {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}
FILES = ["index.ipynb", "02_delta_rule/02_delta_rule.ipynb", "02_delta_rule/net.svg"]


def write_course(folder: Path) -> Path:
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    return folder


@pytest.fixture
def installed(root, tmp_path) -> Path:
    """A folder to put on PYTHONPATH, with the package and a course in it, as pip installs them."""
    site = tmp_path / "site-päckages 3"
    shutil.copytree(root / "course/backprop", site / "backprop", ignore=lambda *_: ["__pycache__"])
    shutil.rmtree(site / "backprop/notebooks", ignore_errors=True)
    write_course(site / "backprop/notebooks")
    return site


@pytest.fixture
def checkout(root, tmp_path) -> Path:
    """The course folder of a checkout, engine and all."""
    course = write_course(tmp_path / "check out" / "course")
    shutil.copytree(root / "course/backprop", course / "backprop")
    return course


class Lab:
    """A running `backprop lab`, as a person at a terminal has it."""

    def __init__(self, site: Path, arguments: list[str], env: dict[str, str], cwd: Path) -> None:
        code = "import sys; from backprop.cli import main; sys.exit(main())"
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", code, "lab", "--no-browser", *arguments],
            env=os.environ | {"PYTHONPATH": str(site)} | env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said = ""

    def url(self, seconds: float = 60) -> str:
        """Wait for the address and return it."""
        assert self.process.stdout is not None
        pipe = self.process.stdout.fileno()  # read past the stream's own buffer, which hides lines
        end = time.monotonic() + seconds
        while "Ctrl-C" not in self.said and time.monotonic() < end:
            if select.select([pipe], [], [], 1)[0]:
                if not (some := os.read(pipe, 4096)):
                    break
                self.said += some.decode("utf-8")
        found = [word for word in self.said.split() if word.startswith("http")]
        assert found, self.said + "".join(self.process.communicate(timeout=10))
        return found[0]

    def end(self, sign: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """Stop it and return its exit status, all that it said, and its complaints."""
        self.process.send_signal(sign)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, self.said + out, err


@pytest.fixture
def lab(installed, tmp_path) -> Iterator[Callable[..., Lab]]:
    """Start `backprop lab` from the installed package, with a home folder of its own."""
    started: list[Lab] = []
    home = tmp_path / "home"
    home.mkdir()

    def start(*arguments: object, site: Path = installed, **env: str) -> Lab:
        own = {"HOME": str(home)} | env
        started.append(Lab(site, [str(a) for a in arguments], own, tmp_path))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.end()
        for stream in (one.process.stdout, one.process.stderr):
            assert stream is not None
            stream.close()
