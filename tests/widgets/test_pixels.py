"""Does the four-pixel network see, answer and learn as the engine does?"""

import json
import time

import numpy as np
import pytest
from backprop import Network, train
from backprop.widgets.live._images import IMAGES, NAMES, TARGETS
from backprop.widgets.live.pixels import BURST, MOST, Pixels
from traitlets import TraitError

KINDS = ["solid", "vertical", "diagonal", "horizontal"]


def trained(**inputs) -> Pixels:
    """The widget after 1500 epochs."""
    widget = Pixels(**inputs)
    for _ in range(1500 // BURST):
        widget._act(widget, {"do": "train"})
    return widget


def test_are_the_images_those_of_unit_01():
    assert NAMES[2:6] == ["vertical 1", "vertical 2", "diagonal 1", "diagonal 2"]
    assert IMAGES[:, 2].tolist() == [1, -1, 1, -1] and IMAGES[:, 7].tolist() == [-1, -1, 1, 1]
    assert (IMAGES[:, ::2] == -IMAGES[:, 1::2]).all()
    assert TARGETS.argmax(axis=0).tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert Pixels().pixels == [0.5, 0.0, -0.75, 0.75]  # the lecture's image


def test_does_it_train_as_unit_01_does():
    widget = trained(seen=True)
    net = Network([4, 6, 4], f=["tanh", "sigmoid"], seed=0)
    history = train(net, IMAGES, TARGETS, eta=0.5, epochs=1500)
    assert widget.view["done"] == 1500
    assert widget.view["E"] == pytest.approx(history.E[-1], rel=1e-9)
    assert widget.view["losses"][0] == pytest.approx(history.E[0], rel=1e-12)
    out = net.forward(widget.pixels)[:, 0]
    assert widget.view["out"] == pytest.approx(out.tolist(), rel=1e-9)
    assert widget.view["right"] == [True] * 8
    for unit, w in zip(widget.view["units"], net.W[1], strict=True):
        assert unit["w"] == pytest.approx(w.tolist(), rel=1e-9)


def test_is_an_epoch_a_step_against_the_central_difference():
    widget, h = Pixels(hidden=3, seed=4), 1e-5
    W, slopes = widget._network.W[1], np.empty((3, 4))
    before = W.copy()
    for at in np.ndindex(3, 4):
        sides = []
        for sign in (1, -1):
            W[at] = before[at] + sign * h
            widget._network.forward(IMAGES)
            sides.append(widget._network.loss(TARGETS))
        W[at] = before[at]
        slopes[at] = (sides[0] - sides[1]) / (2 * h)
    widget._act(widget, {"do": "step"})
    new = np.array([unit["w"] for unit in widget.view["units"]])
    np.testing.assert_allclose(new, before - 0.5 * slopes, rtol=1e-6, atol=1e-9)


def test_does_it_take_hidden_units_to_sort_all_eight():
    assert sum(trained(hidden=0).view["right"]) < 8
    assert sum(trained(hidden=4).view["right"]) == 8


@pytest.mark.parametrize("hidden", [0, 6])
def test_are_the_outputs_nowhere_before_they_are_predicted(hidden):
    widget = trained(hidden=hidden)
    net, image = widget._network, [0.3, -0.4, 0.2, 0.9]
    widget.pixels = image
    out = net.forward(image)[:, 0].tolist()
    text = json.dumps(widget.view)
    assert not any(repr(y) in text for y in out)
    assert "taken for" not in widget.view["says"]
    widget.guess = {"of": widget.view["ask"]["of"], "value": KINDS[int(np.argmax(out))]}
    assert widget.view["told"].startswith("✓")
    assert widget.view["out"] == pytest.approx(out)
    widget.pixels = [0.3, -0.4, 0.2, 0.8]
    assert widget.view["out"] is None and widget.view["told"] == ""


def test_does_a_painted_training_image_keep_its_own_row_and_mark_to_itself():
    widget = trained(pixels=[1, -1, 1, -1])  # vertical 1
    rows = {row[0]: row[5:] for row in widget.view["table"]["rows"]}
    assert rows["vertical 1"] == ["?"] * 4 and "?" not in rows["vertical 2"]
    assert widget.view["right"][2:4] == ["?", True]
    widget.guess = {"of": widget.view["ask"]["of"], "value": "vertical"}
    assert widget.view["told"].startswith("✓") and "?" not in widget.view["right"]
    rows = {row[0]: row[5:] for row in widget.view["table"]["rows"]}
    assert rows["vertical 1"] == pytest.approx(rows["painted image"])


def test_does_the_table_hold_the_engines_outputs():
    widget = trained(seen=True, pixels=[1, 1, -1, -1])
    rows = {row[0]: row for row in widget.view["table"]["rows"]}
    assert rows["painted image"][5:] == pytest.approx(rows["horizontal 1"][5:])
    assert np.argmax(rows["horizontal 1"][5:]) == 3
    assert rows["weights of hidden unit 2"][1:5] == pytest.approx(widget.view["units"][1]["w"])


def test_does_reset_bring_the_first_weights_back_and_another_seed_others():
    widget = Pixels()
    first = widget.view["units"]
    widget._act(widget, {"do": "train"})
    assert widget.view["units"] != first
    widget._act(widget, {"do": "reset"})
    assert widget.view["units"] == first and widget.view["done"] == 0
    widget.seed = 1
    assert widget.view["units"] != first


def test_does_training_end_and_does_a_large_eta_stay_finite():
    widget = Pixels(eta=5.0)
    for _ in range(MOST // BURST + 2):
        widget._act(widget, {"do": "train"})
    assert widget.view["done"] == MOST and widget.view["full"]
    assert widget.view["error"] == "" and np.isfinite(widget.view["losses"]).all()
    assert len(widget.view["losses"]) < 700


def test_are_wrong_pixels_refused():
    with pytest.raises(TraitError):
        Pixels(pixels=[0, 0, 0])
    with pytest.raises(TraitError):
        Pixels(hidden=5)
    widget = Pixels()
    widget.set_state({"pixels": [2, 0, 0, 0]})
    assert "pixels" in widget.view["error"]


def test_is_a_move_answered_quickly():
    widget, times = trained(seen=True), []
    for k in range(60):
        start = time.process_time()
        widget.pixels = [k / 60, 0, 0, 0]
        times.append(time.process_time() - start)
    assert sorted(times)[30] < 0.02


SHOW = "from backprop.widgets.live.pixels import Pixels\nw = Pixels()\nw"


def test_is_an_image_painted_and_the_network_trained_in_the_browser(show):
    shown = show(SHOW)
    widget, page = shown.widget, shown.page
    assert widget.locator(".stage").get_by_text("?", exact=True).count() == 4
    for name, key in (("upper left", "Enter"), ("lower left", "Home"), ("lower right", "End")):
        pixel = widget.get_by_role("slider", name=f"pixel {name}")
        pixel.focus()
        shown.after(lambda key=key: page.keyboard.press(key))
    corner = widget.get_by_role("slider", name="pixel upper right")
    shown.after(corner.click)  # 0 turns to white
    corner.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(500)
    values = [p.get_attribute("aria-valuenow") for p in widget.locator(".handle").all()]
    assert values == ["-1", "0.85", "-1", "1"]
    widget.get_by_role("button", name="Train").click()
    widget.get_by_text("8 of 8 sorted right").wait_for(timeout=30_000)
    widget.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(500)
    count = shown.count()
    page.wait_for_timeout(500)
    assert shown.count() == count  # it does pause
    assert shown.predict("vertical").startswith("✓ Yes: vertical")
    shown.picture("pixels-trained")
    python = Pixels(pixels=[-1, 0.85, -1, 1], seen=True)
    for _ in range(int(widget.locator(".says").inner_text().split("After ")[1].split()[0])):
        python.step()
    python._answer()
    rows = {row[0]: row for row in shown.table()}
    shares = [float(x) for x in rows["painted image"][5:]]
    assert shares == pytest.approx(python.view["out"], rel=1e-3)


def test_is_a_training_image_loaded_and_a_layer_left_out_in_the_browser(show):
    shown = show(SHOW)
    widget = shown.widget
    shown.after(lambda: widget.get_by_role("button", name="vertical 2").click())
    values = [p.get_attribute("aria-valuenow") for p in widget.locator(".handle").all()]
    assert values == ["-1", "1", "-1", "1"]
    shown.after(lambda: widget.get_by_label("hidden units").select_option("0"))
    shown.after(lambda: widget.get_by_label("show the outputs").check())
    assert widget.locator(".stage").get_by_text("?", exact=True).count() == 0
    shown.after(lambda: widget.get_by_role("button", name="One epoch").click())
    assert "After 1 epoch" in widget.locator(".says").inner_text()
    shown.picture("pixels-one-layer")
