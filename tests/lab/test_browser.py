"""What a student sees first, in a real browser."""

import re

from playwright.sync_api import Page, expect


def test_does_the_course_open_on_its_index_with_nothing_in_front_of_it(
    page: Page, lab, root, tmp_path
):
    running = lab(tmp_path / "mine", site=root / "course")
    page.goto(running.url())
    expect(page.locator("#jp-main-statusbar")).to_contain_text("Idle", timeout=60_000)
    expect(page.locator(".jp-NotebookPanel:visible h1").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/lab/tree/index\.ipynb"))
    page.wait_for_timeout(2000)  # a notice comes a moment after the page
    expect(page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    assert running.end()[::2] == (0, "")
