"""Widgets in JupyterLab in a real browser: one server for all, a page and a kernel for each."""

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.widgets.jupyter import end_kernels, run_notebook, serving

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# Noise of JupyterLab's own on a page without a network; everything else is ours.
NOT_OURS = re.compile(r"favicon|net::ERR|Failed to load resource|plugin|Websocket|WebGL")


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[tuple[Path, str]]:
    """A folder, and the address under which `backprop lab` serves it."""
    folder = tmp_path_factory.mktemp("lab")
    home = tmp_path_factory.mktemp("home")
    with serving(folder, home) as url:
        yield folder, url


class Shown:
    """A notebook with one cell that shows widgets, open in the browser and run."""

    def __init__(self, page: "Page", complaints: list[str], url: str) -> None:
        self.page = page
        self.complaints = complaints
        self.url = url

    @property
    def widget(self) -> "Locator":
        """The first widget."""
        return self.page.locator(".backprop-live").first

    def count(self, which: int = 0) -> int:
        """How many views Python has sent to a widget."""
        return int(self.page.locator(".backprop-live").nth(which).get_attribute("data-count") or 0)

    def after(self, do: Callable[[], object], which: int = 0, seconds: float = 10) -> None:
        """Do something, and wait until Python's answer to it is drawn."""
        before = self.count(which)
        do()
        end = time.monotonic() + seconds
        while self.count(which) == before and time.monotonic() < end:
            self.page.wait_for_timeout(20)
        assert self.count(which) > before, "Python did not answer"

    def predict(self, choice: str) -> str:
        """Choose an answer to the widget's question; what is said to it."""
        self.widget.locator(".ask").get_by_label(choice, exact=True).check()
        self.after(lambda: self.widget.get_by_role("button", name="Predict").click())
        return self.widget.locator(".told").inner_text()

    def drag(self, handle: "Locator", right: float, down: float, moves: int = 40) -> None:
        """Drag a part of the picture faster than Python answers, and wait for the last answer."""
        box = handle.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for k in range(1, moves + 1):
            self.page.mouse.move(x + right * k / moves, y + down * k / moves)
        self.page.mouse.up()
        self.page.wait_for_timeout(1000)

    def table(self, which: int = 0) -> list[list[str]]:
        """The rows of the table view, opened if it is not."""
        widget = self.page.locator(".backprop-live").nth(which)
        opener = widget.get_by_role("button", name="Show as table")
        if opener.count():
            opener.click()
        rows = widget.locator(".numbers tbody tr").all()
        return [[cell.inner_text() for cell in row.locator("th, td").all()] for row in rows]

    def save(self) -> None:
        """Save the notebook, and wait until it is saved."""
        from playwright.sync_api import expect

        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".jp-mod-dirty")).to_have_count(0)

    def end_kernels(self) -> None:
        """End the kernels on this server: thirty of them are too much for a small machine."""
        end_kernels(self.page, self.url)

    def barriers(self) -> list[str]:
        """What axe-core finds inside the widgets that shuts a reader out."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, context={"include": [[".backprop-live"]]}).response
        return [
            f"{one['id']}: {node['html'][:200]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    def picture(self, name: str) -> None:
        """A screenshot of the widget, kept where BACKPROP_SHOTS says and never in the project."""
        if folder := os.environ.get("BACKPROP_SHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.widget.screenshot(path=str(Path(folder, f"{name}.png")))
            stage = self.widget.locator(".stage")
            stage.screenshot(path=str(Path(folder, f"{name.split('-')[0]}-stage.png")))


@pytest.fixture
def show(server, page, request) -> Iterator[Callable[..., Shown]]:
    """`show(code)`: run the code in a notebook in JupyterLab; no complaint may be left after it."""
    from playwright.sync_api import expect

    folder, url = server
    complaints: list[str] = []
    opened: list[Shown] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def run(code: str) -> Shown:
        name = re.sub(r"\W+", "-", request.node.name)[:80]
        run_notebook(page, folder, url, name, code)
        expect(page.locator(".backprop-live").first).to_be_visible(timeout=30_000)
        opened.append(Shown(page, complaints, url))
        return opened[-1]

    yield run
    for shown in opened:
        shown.end_kernels()
    assert [text for text in complaints if not NOT_OURS.search(text)] == []
