"""What the frame promises for every widget: nothing lost in a hurry, no error unseen."""

SHOW = "from backprop.widgets.live.line_descent import LineDescent\nw = LineDescent()\n"


def drag(shown, label: str, moves: int = 40) -> None:
    """Drag a slider fast from end to end and let go at its right end."""
    box = shown.widget.get_by_role("slider", name=label).bounding_box()
    y = box["y"] + box["height"] / 2
    shown.page.mouse.move(box["x"] + 8, y)
    shown.page.mouse.down()
    for k in range(moves):
        shown.page.mouse.move(box["x"] + 8 + (box["width"] - 8) * (k + 1) / moves, y)
    shown.page.mouse.up()


def test_is_the_last_value_of_a_fast_drag_what_is_shown(show):
    shown = show(SHOW + "w")
    drag(shown, "learning rate eta")
    legend = shown.widget.locator(".ask legend")
    legend.filter(has_text="eta = 2,").wait_for(timeout=10_000)
    assert shown.widget.locator("output").nth(1).inner_text() == "2"


def test_is_a_busy_kernel_said_and_the_last_value_drawn_when_it_is_free(show):
    """`time.sleep` blocks the kernel in the middle of the drag."""
    shown = show(
        SHOW + "import time\ndef slow(change):\n    time.sleep(4)\nw.observe(slow, names='eta')\nw"
    )
    drag(shown, "learning rate eta")
    shown.widget.locator(".note").filter(has_text="Python is busy").wait_for(timeout=10_000)
    shown.widget.locator(".ask legend").filter(has_text="eta = 2,").wait_for(timeout=20_000)
    assert shown.widget.locator(".note").text_content() == ""


def test_is_an_error_in_a_callback_shown_in_the_widget_and_gone_after_the_next_answer(show):
    shown = show(
        SHOW + "good = w.compute\n"
        "def bad():\n    w.compute = good\n    raise KeyError('no such weight')\n"
        "w.compute = bad\nw"
    )
    step = shown.widget.get_by_role("button", name="Step")
    shown.after(step.click)
    error = shown.widget.locator(".error")
    assert "This did not work: KeyError('no such weight')" in error.inner_text()
    shown.after(step.click)
    assert error.text_content() == ""


def test_does_a_dead_kernel_leave_the_picture_and_say_what_to_do(show):
    shown = show(SHOW + "w")
    shown.end_kernels()
    slider = shown.widget.get_by_role("slider", name="learning rate eta")
    slider.focus()
    shown.page.keyboard.press("ArrowRight")
    note = shown.widget.locator(".note").filter(has_text="run the cell above again")
    note.wait_for(timeout=15_000)
    assert shown.widget.locator("polyline").count() >= 2
    shown.complaints.clear()  # JupyterLab's own about a kernel that is gone


def test_does_a_kernel_that_was_started_anew_say_what_to_do(show):
    """The old widget is still there, but Python does not know it any more."""
    shown = show(SHOW + "w")
    shown.page.locator(".lm-MenuBar-item", has_text="Kernel").click()
    shown.page.get_by_text("Restart Kernel…", exact=True).click()
    shown.page.locator(".jp-Dialog button.jp-mod-warn").click()
    shown.page.wait_for_timeout(3000)
    shown.widget.get_by_role("button", name="Step").click()
    note = shown.widget.locator(".note").filter(has_text="run the cell above again")
    note.wait_for(timeout=15_000)
    ours = [text for text in shown.complaints if "Cannot send" in text]
    shown.complaints.clear()  # JupyterLab's own: the connection was lost
    assert ours == []


def test_do_two_views_of_one_widget_show_the_same_prediction(show):
    shown = show(f"from IPython.display import display\n{SHOW}display(w, w)")
    views = shown.page.locator(".backprop-live")
    views.nth(1).get_by_label("E falls").check()
    shown.after(lambda: views.nth(1).get_by_role("button", name="Predict").click())
    assert "✓ Yes" in views.nth(0).locator(".told").inner_text()
    assert views.nth(0).get_by_label("E falls").is_checked()


def test_is_the_still_picture_all_that_a_page_without_a_kernel_shows(show):
    """Saved, and opened again after the kernel has ended: as after a night."""
    shown = show(SHOW + "w")
    shown.save()
    shown.end_kernels()
    shown.page.reload()
    still = shown.page.locator(".jp-RenderedImage img")
    still.wait_for(timeout=60_000)
    assert still.is_visible()
    shown.complaints.clear()  # ipywidgets reports that the model is gone


def test_is_python_never_called_busy_when_there_was_nothing_to_answer(show):
    """A drag of less than a step, and a key at the end of the range, change no number."""
    code = "from backprop.widgets.live.network_editor import NetworkEditor\n"
    shown = show(code + "NetworkEditor(x=[5.0, 0.82])")
    box = shown.widget.get_by_role("slider", name="weight w5").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    shown.page.mouse.move(x, y)
    shown.page.mouse.down()
    shown.page.mouse.move(x, y - 5)
    shown.page.wait_for_timeout(500)
    shown.page.mouse.move(x, y - 6)
    shown.page.mouse.up()
    shown.widget.get_by_role("slider", name="input x1").focus()
    shown.page.keyboard.press("ArrowUp")
    shown.page.wait_for_timeout(1300)
    assert shown.widget.locator("p.note").last.text_content() == ""


def test_is_a_prediction_without_an_answer_asked_for_one(show):
    shown = show(SHOW + "w")
    shown.widget.get_by_role("button", name="Predict").click()
    assert shown.widget.locator(".told").inner_text() == "Choose an answer first."
