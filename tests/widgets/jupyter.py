"""JupyterLab with the course in a folder, and a notebook run in it: for tests and benchmarks."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page


@contextmanager
def serving(folder: Path, home: Path) -> Iterator[str]:
    """`backprop lab` in the folder; yields the address."""
    code = "import sys; from backprop.cli import main; sys.exit(main())"
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", code, "lab", "--no-browser", str(folder)],
            env=os.environ | {"HOME": str(home), "PYTHONUNBUFFERED": "1"},
            stdout=log, stderr=log,
        )  # fmt: skip
        try:
            yield address(process, log)
        finally:
            process.terminate()
            process.wait(30)


def address(process: "subprocess.Popen[bytes]", log: Any) -> str:
    """What the server prints as its address, as soon as it does."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        time.sleep(0.2)
        log.seek(0)
        if found := re.search(r"http\S+", log.read()):
            return found.group()
    raise AssertionError("backprop lab did not start")


def run_notebook(page: "Page", folder: Path, url: str, name: str, code: str) -> None:
    """Open a notebook with one cell, and run the cell. `url`: of the served index."""
    from playwright.sync_api import expect

    (folder / f"{name}.ipynb").write_text(json.dumps(notebook(code)), encoding="utf-8")
    page.set_viewport_size({"width": 1100, "height": 1300})
    # A workspace of its own: in the default one the notebooks of other tests come back as tabs.
    page.goto(url.replace("/lab/tree/index", f"/lab/workspaces/{name}/tree/{name}"))
    expect(page.locator("#jp-main-statusbar")).to_contain_text("Idle", timeout=60_000)
    page.locator(".jp-NotebookPanel:visible .jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")


def end_kernels(page: "Page", url: str) -> None:
    """End the kernels on this server: thirty of them are too much for a small machine."""
    base, _, token = url.partition("lab/tree/index.ipynb?")
    xsrf = [c["value"] for c in page.context.cookies() if c["name"] == "_xsrf"]
    for kernel in page.request.get(f"{base}api/kernels?{token}").json():
        address = f"{base}api/kernels/{kernel['id']}?{token}"
        page.request.delete(address, headers={"X-XSRFToken": xsrf[0]})


def notebook(code: str) -> dict[str, Any]:
    """A notebook of one cell."""
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": [cell | {"source": code}],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
