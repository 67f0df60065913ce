"""Does the playground train as the engine does, the same each time, and say what came of it?"""

import re
import time

import numpy as np
import pytest
from backprop import Network, gradient_check, train
from backprop.widgets.live._run import ASKED, DATA, LOSSES, NLL, POINTS, UNBOUNDED, points
from backprop.widgets.live._said import CHOICES
from backprop.widgets.live.playground import FAST, SIDE, Playground, grid
from playwright.sync_api import expect
from traitlets import TraitError


def run(widget, times=1):
    for _ in range(times):
        widget._act(widget, {"do": "run"})
    assert widget.view["error"] == ""


def losses(view):
    return np.frombuffer(view["losses"], np.float32)


@pytest.mark.parametrize("data", DATA)
def test_are_the_points_in_the_picture_and_half_of_each_kind(data):
    x, t = points(data)
    assert x.shape == (2, POINTS) and np.abs(x).max() <= 1.1
    assert t.sum() == POINTS / 2 and set(t.ravel()) == {0, 1}


@pytest.mark.parametrize("loss", LOSSES)
def test_does_it_train_as_the_engine_trains(loss):
    """All points in one batch, so that their order does not matter."""
    widget = Playground(loss=loss, batch=POINTS, eta=0.3, momentum=0.5, decay=0.001, hidden=[5, 3])
    run(widget, 2)
    x, t = points("XOR")
    t = np.vstack([1 - t, t]) if loss == NLL else t
    net = Network([2, 5, 3, len(t)], ["tanh", "tanh", LOSSES[loss]], average=True, seed=1)
    history = train(net, x, t, eta=0.3, epochs=40, momentum=0.5, decay=0.001)
    assert widget.view["step"] == widget.view["epoch"] == 40
    assert losses(widget.view) == pytest.approx(history.E[::2], rel=1e-5)
    assert widget.view["E"] == pytest.approx(history.E[-1], rel=1e-9)


def test_are_the_gradient_sizes_those_of_central_differences():
    widget = Playground(batch=POINTS, hidden=[4, 3])
    widget.step()
    net = Network([2, 4, 3, 1], ["tanh", "tanh", "sigmoid"], average=True, seed=1)
    x, t = points("XOR")
    assert gradient_check(net, x, t, quiet=True)
    net.forward(x)
    net.backward(t)
    expected = [np.sqrt(np.mean(dW**2)) for dW in net.dW[1:]]
    assert widget.training().gradient_sizes() == pytest.approx(expected, rel=1e-12)


def test_is_the_field_what_the_network_answers_there():
    widget = Playground(hidden=[3])
    run(widget, 3)
    field, net = np.frombuffer(widget.view["field"], np.uint8), widget.training().net
    for place in (0, 77, SIDE * SIDE - 1):
        x = grid()[:, [place]]
        y = 1 / (1 + np.exp(-(net.W[2] @ np.tanh(net.W[1] @ x + net.b[1]) + net.b[2])))
        assert field[place] == pytest.approx(255 * y.item(), abs=0.51)
    assert grid()[:, 0].tolist() == [-1.1, -1.1] and grid()[:, 1][1] == -1.1  # lowest row first


def test_is_a_run_the_same_however_its_steps_are_grouped():
    one, other = Playground(speed=1), Playground(speed=100)
    for _ in range(100):
        one.step()
    run(other)
    one._act(one, {"do": "restart"})
    one.speed = 20
    run(one, 5)
    assert one.view["step"] == other.view["step"] == 100
    assert losses(one.view).tolist() == losses(other.view).tolist()
    assert "Same seed: 51 losses equal the last run's." in one.view["says"]
    assert one.view["before"]["same"]


def test_is_another_seed_another_run():
    widget = Playground()
    run(widget)
    before = losses(widget.view)
    widget._act(widget, {"do": "another"})
    assert widget.seed == 2 and widget.view["step"] == 0
    run(widget)
    assert losses(widget.view)[0] != before[0]
    assert "Same seed" not in widget.view["says"]


def test_does_every_setting_begin_a_new_run_but_not_the_speed():
    widget = Playground()
    for name, value in {"data": "circles", "hidden": [2], "eta": 0.1, "decay": 0.01}.items():
        run(widget)
        setattr(widget, name, value)
        assert widget.view["step"] == 0
    run(widget)
    widget.speed = 1
    assert widget.view["step"] == 20


@pytest.mark.parametrize(
    ("settings", "answer", "reason"),
    [
        ({}, 0, ""),
        ({"hidden": []}, 2, "one straight line"),
        ({"hidden": [8], "f": "linear"}, 2, "one straight line"),
        ({"init": "zero"}, 2, "only the last bias"),
        ({"init": "constant 0.5", "eta": 3.0}, 2, "stay alike"),
        ({"hidden": [], "data": "linear"}, 0, ""),
        ({"eta": 0.3}, 1, ""),
        ({"loss": UNBOUNDED, "eta": 3.0}, 2, "diverges at step"),
    ],
)
def test_is_the_prediction_judged_by_the_very_run_that_follows(settings, answer, reason):
    widget = Playground(speed=FAST, **settings)
    for choice in CHOICES:
        widget.guess = {"of": widget.view["ask"]["of"], "value": choice}
        assert widget.view["told"].startswith("✓" if choice == CHOICES[answer] else "✗")
    assert reason in widget.view["told"]
    while widget.view["step"] < ASKED and not widget.view["diverged"]:
        run(widget)
    right = POINTS - len(widget.view["wrong"])
    assert f"{right} of {POINTS}" in widget.view["told"] or widget.view["diverged"]
    widget.eta = 0.01
    assert widget.view["told"] == ""


def test_does_a_run_that_diverges_stop_with_a_message():
    widget = Playground(loss=UNBOUNDED, eta=10.0)
    run(widget)
    at = widget.view["step"]
    assert at < 20 and widget.view["diverged"]
    assert widget.view["says"].startswith(f"Diverged: after step {at}")
    run(widget)
    widget.step()
    assert widget.training().step == at


def test_does_a_burst_end_in_time_for_other_cells():
    widget = Playground(speed=FAST, hidden=[16, 16])
    run(widget)
    start = time.perf_counter()
    run(widget)
    assert time.perf_counter() - start < 0.3
    assert widget.view["step"] > 2


def test_are_wrong_settings_refused():
    for wrong in ({"eta": 0.2}, {"hidden": [17]}, {"hidden": [1, 1, 1, 1]}, {"data": "moons"}):
        with pytest.raises(TraitError, match=next(iter(wrong))):
            Playground(**wrong)
    widget = Playground()
    widget.set_state({"hidden": [99]})
    assert "hidden" in widget.view["error"]


SHOW = "from backprop.widgets.live.playground import Playground\nPlayground(hidden=[16, 16])"


def test_does_it_play_pause_and_leave_the_kernel_free(show):
    """While it plays another cell runs; then pause holds it; it stops where the prediction is."""
    shown = show(SHOW)
    widget, page = shown.widget, shown.page
    reading, play = widget.locator(".reading"), widget.get_by_role("button", name="Play")
    step = lambda: int(re.search(r"step (\d+)", reading.inner_text()).group(1))  # noqa: E731
    widget.get_by_label("steps a picture").select_option("5")
    play.click()
    expect(reading).to_contain_text("steps a second")
    page.locator(".jp-NotebookPanel:visible .jp-CodeCell .cm-content").nth(1).click()
    page.keyboard.type("print(6 * 7)")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-OutputArea-output", has_text=re.compile(r"^42\s*$"))).to_be_visible()
    pause = widget.get_by_role("button", name="Pause")
    pause.focus()
    page.keyboard.press("Enter")
    expect(play).to_be_visible()
    page.wait_for_timeout(300)
    held = step()
    page.wait_for_timeout(500)
    assert step() == held > 5
    shown.picture("playground-paused")
    widget.get_by_label("steps a picture").select_option("many")
    play.click()
    expect(reading).to_contain_text(f"step {ASKED}", timeout=30_000)
    expect(play).to_be_visible()
    shown.picture("playground-trained")
    sentence = widget.locator(".says").inner_text()
    assert f"Step {ASKED}, epoch 250" in sentence
    one = Playground(hidden=[16, 16], speed=FAST)
    while one.view["step"] < ASKED:
        run(one)
    assert sentence == one.view["says"]


def test_does_a_changed_setting_stop_it(show):
    shown = show(SHOW)
    widget = shown.widget
    widget.get_by_role("button", name="Play").click()
    expect(widget.locator(".reading")).to_contain_text("steps a second")
    widget.get_by_label("data").select_option("circles")
    expect(widget.get_by_role("button", name="Play")).to_be_visible()
    expect(widget.locator(".reading")).to_contain_text("step 0,")
    shown.after(lambda: widget.get_by_role("button", name="One step").click())
    assert "Step 1," in widget.locator(".says").inner_text()
    assert [row[0] for row in shown.table()][:3] == ["layer 1", "layer 2", "layer 3"]
