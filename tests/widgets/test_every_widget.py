"""What every live widget promises, asked of each."""

import importlib
import inspect
import json
import pkgutil
from pathlib import Path

import pytest
from backprop.widgets import live
from backprop.widgets.live.base import Live
from playwright.sync_api import expect

MODULES = [
    m.name for m in pkgutil.iter_modules(live.__path__) if m.name != "base" and m.name[0] != "_"
]

OUTSIDE = """root => [...root.querySelectorAll(":scope > :not(.stage):not(.numbers) *")]
    .filter(n => n.getBoundingClientRect().right > root.getBoundingClientRect().right)
    .map(n => n.outerHTML.slice(0, 80))"""


def the_widget(module: str) -> type[Live]:
    """The one widget that a module defines."""
    inside = vars(importlib.import_module(f"backprop.widgets.live.{module}")).values()
    own = [c for c in inside if inspect.isclass(c) and issubclass(c, Live) and c is not Live]
    (widget,) = [c for c in own if c.__module__.endswith(f".{module}")]
    return widget


def answered_with_keys(shown) -> str:
    """Answer the question with the keyboard alone; what is said to it."""
    first = shown.widget.locator(".ask input").first
    first.focus()
    if first.get_attribute("type") == "radio":
        shown.page.keyboard.press("Space")
    else:
        shown.page.keyboard.type("0.123")
    shown.after(lambda: shown.page.keyboard.press("Enter"))
    return str(shown.widget.locator(".told").inner_text())


def test_is_no_file_of_a_widget_long():
    lengths = {
        file.name: len(file.read_text("utf-8").splitlines())
        for folder in live.__path__
        for file in [*Path(folder).glob("*.py"), *Path(folder).rglob("*.js")]
    }
    assert len(lengths) > 35
    most = {".py": 150, ".js": 200}
    assert [name for name, n in lengths.items() if n > most[Path(name).suffix]] == []


@pytest.mark.parametrize("module", MODULES)
def test_does_it_start_with_a_title_a_sentence_a_table_and_a_question(module):
    widget = the_widget(module)()
    assert widget.title and widget.about["title"] == widget.title
    assert widget.view["error"] == ""
    assert widget.view["says"].endswith((".", "?"))
    assert widget.view["table"]["rows"]
    assert all(len(r) == len(widget.view["table"]["head"]) for r in widget.view["table"]["rows"])
    ask = widget.view["ask"]
    assert ask["text"].endswith("?") and len(set(ask["choices"])) == len(ask["choices"]) != 1
    assert widget.view["told"] == ""


@pytest.mark.parametrize("module", MODULES)
def test_is_a_prediction_told_right_for_exactly_one_choice_and_never_before_it_is_made(module):
    widget = the_widget(module)()
    ask = widget.view["ask"]
    if not ask["choices"]:  # a number: one that is far away is told to be wrong
        widget.guess = {"of": ask["of"], "value": "123456789"}
        assert widget.view["told"].startswith("✗") and widget.view["error"] == ""
        return
    marks = []
    for choice in ask["choices"]:
        fresh = the_widget(module)()
        fresh.guess = {"of": fresh.view["ask"]["of"], "value": choice}
        marks.append(fresh.view["told"][0])
        assert fresh.view["error"] == ""
    assert sorted(marks) == ["✓", *["✗"] * (len(marks) - 1)]


@pytest.mark.parametrize("module", MODULES)
def test_is_its_view_plain_json_under_a_megabyte(module):
    view = the_widget(module)().view
    text = json.dumps(view, allow_nan=False, default=lambda b: len(bytes(b)))
    assert len(text) < 1_000_000


@pytest.mark.parametrize("module", MODULES)
def test_has_it_a_still_picture_and_a_text_for_a_page_without_a_kernel(module):
    data, metadata = the_widget(module)()._repr_mimebundle_()
    assert data["image/png"] and len(data["text/plain"]) > 20
    assert metadata["image/png"]["alt"] == data["text/plain"]


@pytest.mark.parametrize("module", MODULES)
def test_are_all_inputs_kept_when_the_page_comes_back(module):
    """The browser asks the kernel for the state: every input and the view are in it."""
    widget = the_widget(module)()
    state = widget.get_state()
    assert {*widget.inputs(), "view", "about", "_esm", "_css"} <= set(state)


@pytest.mark.parametrize("module", MODULES)
def test_is_an_action_with_a_made_up_name_refused(module):
    widget = the_widget(module)()
    widget._act(widget, {"do": "close"})
    assert "has no action 'close'" in widget.view["error"]


@pytest.mark.parametrize("module", MODULES)
def test_does_it_stand_in_the_browser_twice_without_a_barrier_or_a_complaint(module, show):
    """Two of one kind on a page: labels and ids are each one's own; a table opens with the keys."""
    name = the_widget(module).__name__
    shown = show(
        f"from IPython.display import display\n"
        f"from backprop.widgets.live.{module} import {name}\n"
        f"display({name}(), {name}())"
    )
    widgets = shown.page.locator(".backprop-live")
    widgets.nth(1).wait_for()
    still = shown.page.locator(".jp-OutputArea-child img:visible")
    expect(still).to_have_count(0)  # the live view has hidden it
    shown.picture(f"{module}-first")
    for k in range(2):
        opener = widgets.nth(k).get_by_role("button", name="Show as table")
        opener.focus()
        shown.page.keyboard.press("Enter")
        assert widgets.nth(k).locator(".numbers tbody tr").count() > 0
    assert shown.barriers() == []
    ids = shown.page.eval_on_selector_all(".backprop-live [id]", "nodes => nodes.map(n => n.id)")
    assert len(ids) == len(set(ids))
    shown.picture(f"{module}-table")
    shown.page.set_viewport_size({"width": 600, "height": 1300})  # 200 are left
    shown.page.wait_for_timeout(500)
    assert shown.widget.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("module", MODULES)
def test_is_its_prediction_made_with_the_keyboard_alone(module, show):
    name = the_widget(module).__name__
    shown = show(f"from backprop.widgets.live.{module} import {name}\n{name}()")
    assert answered_with_keys(shown)[0] in "✓✗"
    shown.picture(f"{module}-told")


@pytest.mark.parametrize("module", MODULES)
def test_does_it_keep_its_state_when_the_page_is_loaded_again(module, show):
    name = the_widget(module).__name__
    shown = show(f"from backprop.widgets.live.{module} import {name}\nw = {name}()\nw")
    told, count = answered_with_keys(shown), shown.count()
    shown.save()
    shown.page.reload()
    shown.widget.locator(".told").filter(has_text=told[:20]).wait_for(timeout=60_000)
    assert shown.count() == count
