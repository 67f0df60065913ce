"""Do the network's numbers, paths and steps agree with the engine, and with central differences?"""

import json
import time

import numpy as np
import pytest
from backprop import Graph, Network
from backprop.widgets.live._layered import LECTURE, weights
from backprop.widgets.live.network_editor import NetworkEditor
from traitlets import TraitError

CASES = [(2, 2, 1), (3, 2, 2), (1, 1, 1, 1), (2, 3, 2), (4, 4, 4, 4), (3, 1)]


def loss_with(widget: NetworkEditor, name: str, change: float) -> float:
    """E with one weight or bias changed, by the engine's forward alone."""
    net = widget._net()
    w = next(w for w in weights(widget.sizes, bool(widget.b)) if w.name == name)
    if w.source < 0:
        net.b[w.j][w.to, 0] += change
    else:
        net.W[w.j][w.to, w.source] += change
    net.forward(widget.x)
    return net.loss(widget.t)


@pytest.mark.parametrize("sizes", CASES)
@pytest.mark.parametrize("f", ["sigmoid", "tanh"])
def test_is_the_sum_over_paths_the_central_difference(sizes, f):
    widget, h = NetworkEditor(sizes=sizes, f=f, seen=True), 1e-5
    for name in widget.view["names"]:
        widget.chosen = name
        chain = widget.view["chain"]
        total = sum(path["product"] for path in chain["paths"])
        slope = (loss_with(widget, name, h) - loss_with(widget, name, -h)) / (2 * h)
        assert total == pytest.approx(slope, rel=1e-5, abs=1e-9)
        assert chain["gradient"] == pytest.approx(total, rel=1e-12, abs=1e-15)
        for path in chain["paths"]:
            assert np.prod([value for _, value in path["factors"]]) == pytest.approx(
                path["product"]
            )


def test_do_the_paths_agree_with_those_of_the_graph():
    widget = NetworkEditor(sizes=(3, 2, 2), seen=True)
    graph = Graph(
        "a = sigmoid(w1*x1 + w3*x2 + w5*x3 + b1); b = sigmoid(w2*x1 + w4*x2 + w6*x3 + b2);"
        "y1 = sigmoid(w7*a + w9*b + b3); y2 = sigmoid(w8*a + w10*b + b4);"
        "0.5 * (t1 - y1)**2 + 0.5 * (t2 - y2)**2"
    )
    at = LECTURE[3, 2, 2]
    values = {f"x{k + 1}": x for k, x in enumerate(at.x)} | {f"b{k}": 0.5 for k in range(1, 5)}
    values |= {f"t{k + 1}": t for k, t in enumerate(at.t)}
    for w in weights((3, 2, 2), False):
        values[w.name] = at.W[w.j - 1][w.to][w.source]
    assert graph.forward(**values) == pytest.approx(widget.view["E"], rel=1e-12)
    for name in ("w1", "w6", "b2", "w7", "b4"):
        widget.chosen = name
        theirs = sorted(path.product for path in graph.paths(name))
        ours = sorted(path["product"] for path in widget.view["chain"]["paths"])
        assert ours == pytest.approx(theirs, rel=1e-9)


def test_is_the_lectures_dropped_path_named_and_only_at_its_numbers():
    widget = NetworkEditor(sizes=(3, 2, 2), seen=True)
    first, second = widget.view["chain"]["paths"]
    assert first["product"] == pytest.approx(0.000717198632429)
    assert second["product"] == pytest.approx(0.00126671323997)
    assert "prints 0.0012" in widget.view["chain"]["note"]
    widget.chosen = "w7"
    assert widget.view["chain"]["note"] == ""
    widget.chosen = "w1"
    widget.x = [1.0, 4.0, 4.5]
    assert widget.view["chain"]["note"] == ""


def test_are_the_lectures_numbers_the_first_ones_and_its_step_the_first_step():
    widget = NetworkEditor()
    assert widget.view["E"] == pytest.approx(0.0738791534)
    widget._act(widget, {"do": "step"})
    assert widget.losses == pytest.approx([0.0738791534, 0.0698461276])
    net = Network([2, 2, 1], bias=False)
    net.W[1], net.W[2] = LECTURE[2, 2, 1].W
    net.forward([0.23, 0.82])
    net.backward([1.0])
    net.step(0.7)
    np.testing.assert_allclose(widget.W[0], net.W[1])
    np.testing.assert_allclose(widget.W[1], net.W[2])
    assert "Before the last step E was 0.07388" in widget.view["says"]
    widget.x = [0.3, 0.82]  # dragged: the steps led elsewhere
    assert "Before" not in widget.view["says"] and widget.losses == []
    widget._act(widget, {"do": "reset"})
    assert [widget.W, widget.losses] == [LECTURE[2, 2, 1].W, []]


def test_are_gradients_nowhere_in_the_view_before_they_are_predicted():
    widget = NetworkEditor(sizes=(3, 2, 2))
    before = json.dumps(widget.view, ensure_ascii=False)
    assert "δ" not in before and "∂ " not in before and "0.00198" not in before
    assert {row[2] for row in widget.view["table"]["rows"]} == {"–", "?"}
    widget.guess = {"of": widget.view["ask"]["of"], "value": "E rises"}
    assert widget.view["told"].startswith("✓") and widget.view["chain"]["gradient"] > 0
    widget.W = [[[-0.1, 0.3, 0.5], [0.2, 0.4, 0.6]], widget.W[1]]  # dragged: it stays in sight
    assert widget.view["chain"] and widget.view["told"].startswith("✓")
    widget.chosen = "w2"
    assert widget.view["chain"] is None and widget.view["told"] == ""


@pytest.mark.parametrize("name", ["w1", "w2", "w5", "w6"])
def test_is_the_sign_judged_by_the_engine(name):
    widget = NetworkEditor(chosen=name)
    rises = loss_with(widget, name, 1e-4) > widget.view["E"]
    for choice in widget.view["ask"]["choices"]:
        widget.guess = {"of": widget.view["ask"]["of"], "value": choice}
        right = choice == ("E rises" if rises else "E falls")
        assert widget.view["told"].startswith("✓" if right else "✗")


def test_is_a_dead_relu_without_effect():
    widget = NetworkEditor(sizes=(1, 1), f="relu", W=[[[-1.0]]], x=[1.0], t=[1.0])
    widget.guess = {"of": widget.view["ask"]["of"], "value": "E stays"}
    assert widget.view["told"].startswith("✓") and "zero" in widget.view["told"]


@pytest.mark.parametrize("sizes", [[2], [2, 0, 1], [5, 2], [2, 2, 2, 2, 2], [2, "a"], []])
def test_are_sizes_that_do_not_fit_refused_and_the_network_kept(sizes):
    widget = NetworkEditor()
    picture = widget.view["picture"]
    widget.set_state({"sizes": sizes})
    assert "sizes like 2-2-1 are needed" in widget.view["error"]
    assert widget.view["picture"] == picture and widget.sizes == [2, 2, 1]
    widget.set_state({"sizes": [2, 3, 1]})
    assert widget.view["error"] == "" and len(widget.view["picture"]["nodes"]) == 6


def test_are_wrong_numbers_refused_with_a_reason():
    with pytest.raises(ValueError, match="shape"):
        NetworkEditor(W=[[[1.0]], [[1.0]]])
    with pytest.raises(ValueError, match="no weight 'w9'"):
        NetworkEditor(chosen="w9")
    with pytest.raises(TraitError):
        NetworkEditor(eta=-1.0)
    assert NetworkEditor(x=[0.5, 0.5]).x == [0.5, 0.5]


@pytest.mark.parametrize("sizes", [*CASES, (2, 4, 3), (1, 4), (4, 1, 4)])
def test_do_no_two_plates_of_weights_meet(sizes):
    lines = NetworkEditor(sizes=sizes).view["picture"]["lines"]
    for k, one in enumerate(lines):
        for other in lines[:k]:
            assert abs(one["x"] - other["x"]) >= 76 or abs(one["y"] - other["y"]) >= 34


def test_is_a_move_answered_quickly():
    widget = NetworkEditor(sizes=(3, 3, 3), seen=True)
    times = []
    for k in range(60):
        start = time.process_time()
        widget.x = [k / 20, 1.0, 2.0]
        times.append(time.process_time() - start)
    assert sorted(times)[30] < 0.02


SHOW = """from backprop.widgets.live.network_editor import NetworkEditor
w = NetworkEditor(sizes=(3, 2, 2))
w"""


def test_is_a_weight_dragged_and_a_path_followed_in_the_browser(show):
    shown = show(SHOW)
    widget = shown.widget
    assert shown.predict("E rises").startswith("✓")
    assert "0.0007172 + 0.001267 = ∂E/∂w1 = 0.001984" in widget.locator(".sum").inner_text()
    assert "prints 0.0012" in widget.locator(".chain .note").inner_text()
    widget.get_by_role("button", name="path 2").click()
    shown.picture("network-path")
    handle = widget.get_by_role("slider", name="weight w7")
    shown.drag(handle, 0, -78)
    value = float(handle.get_attribute("aria-valuenow"))
    assert 1.2 < value < 2.0
    rows = {row[0]: row for row in shown.table()}
    assert float(rows["w7"][1].replace("−", "-")) == pytest.approx(value, abs=1e-3)
    python = NetworkEditor(sizes=(3, 2, 2))
    python.W = [python.W[0], [[value, 0.9], [0.8, 0.1]]]
    assert f"E = {python.view['E']:.4g}" in widget.locator(".says").inner_text()
    shown.picture("network-dragged")
    shown.after(lambda: widget.get_by_role("button", name="Step").click())
    assert "before" in widget.locator(".count").inner_text()


def test_are_weights_and_sizes_changed_with_the_keys_in_the_browser(show):
    shown = show(SHOW.replace("(3, 2, 2)", "(2, 2, 1)"))
    widget, page = shown.widget, shown.page
    handle = widget.get_by_role("slider", name="weight w5")
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    page.wait_for_timeout(800)
    assert handle.get_attribute("aria-valuenow") == "0.35"
    shown.after(lambda: page.keyboard.press("Enter"))
    assert "w5 grows" in widget.locator("legend").inner_text()
    field = widget.get_by_label("sizes")
    field.fill("9-9")
    shown.after(lambda: page.keyboard.press("Enter"))
    assert "2-2-1 are needed" in widget.locator(".error").inner_text()
    field.fill("2.2.1")  # the sizes that are drawn: nothing is wrong any more
    page.keyboard.press("Enter")
    assert widget.locator(".error").inner_text() == ""
    field.fill("2-3-2")
    shown.after(lambda: page.keyboard.press("Enter"))
    assert widget.get_by_role("slider").count() == 12 + 2 + 2 + 1  # weights, inputs, targets, eta
    widget.get_by_label("show all gradients").check()
    page.wait_for_timeout(500)
    shown.picture("network-232")
