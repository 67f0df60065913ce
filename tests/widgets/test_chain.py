"""Does the chain show its gradients as they are, and judge what a changed weight does to them?"""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from backprop import Network
from backprop.widgets.live._plateaus import DEEPEST, ETA, EVERY, STARTS, STEPS, sent_ahead
from backprop.widgets.live.chain import CHANGES, Chain
from traitlets import TraitError


def E(w, x, t):
    return 0.5 * (t - anp.prod(w) * x) ** 2


@pytest.mark.parametrize("depth", range(1, DEEPEST + 1))
def test_are_the_gradients_those_of_another_library(depth):
    rng = np.random.default_rng(depth)
    w, x, t = rng.uniform(-2, 2, depth), 1.5, -0.7
    widget = Chain(depth=depth, x=x, t=t, **{f"w{j}": v for j, v in enumerate(w, 1)})
    assert widget.view["slopes"] == pytest.approx(grad(E)(w, x, t), rel=1e-9)
    assert widget.view["a"] == pytest.approx([x, *np.cumprod(w) * x], rel=1e-12)
    deltas = [-(t - np.prod(w) * x) * np.prod(w[j:]) for j in range(1, depth + 1)]
    assert widget.view["delta"] == pytest.approx(deltas, rel=1e-9)


def test_is_the_chain_of_unit_03_the_one_shown_first():
    view = Chain().view
    assert view["a"] == pytest.approx([3, 1.8, 2.7, 0.54, 1.35])
    assert view["delta"] == pytest.approx([-1.125 / 3 * 0.6, -0.15, -0.75, -0.3], rel=1e-9)
    assert view["lever"] == "∂o/∂w1 = x · w2 · w3 · w4 = 3 · 1.5 · 0.2 · 2.5 = 2.25"
    assert view["says"].startswith("o = 1.35, e = t − o = 0.3, E = 0.045.")


def test_does_the_delta_go_back_unit_by_unit_and_no_further_than_the_first():
    widget = Chain(depth=3)
    assert "δ3" in widget.view["says"] and "δ2" not in widget.view["says"]
    widget._act(widget, {"do": "send"})
    assert widget.view["shown"] == 2 and "δ2" in widget.view["says"]
    for _ in range(5):
        widget._act(widget, {"do": "send"})
    assert widget.view["shown"] == 3
    widget.depth = 2
    assert widget.view["shown"] == 2
    widget.back = 1
    assert [row[4:] for row in widget.view["table"]["rows"]] == [
        ["?", "?"], [widget.view["delta"][1], widget.view["slopes"][1]],
    ]  # fmt: skip
    widget.back = 2
    widget._act(widget, {"do": "again"})
    assert widget.view["shown"] == 1


@pytest.mark.parametrize(
    ("inputs", "answer"),
    [
        ({}, "it grows and keeps its sign"),  # the lever halves, the error more than triples
        ({"t": 100.0}, "it shrinks and keeps its sign"),
        ({"change": "becomes 0"}, "it becomes 0"),
        ({"change": "becomes 0", "of": 3}, "it grows and keeps its sign"),  # its own: only e moves
        ({"change": "changes its sign"}, "it changes its sign"),
        ({"change": "changes its sign", "t": 0.0}, "it stays as it is"),  # the error flips as well
        ({"change": "is doubled", "w3": 0.0}, "it stays as it is"),
        ({"change": "is doubled", "other": 8, "depth": 1}, "it grows and keeps its sign"),
        ({"t": 1.35}, "it becomes negative"),  # the error was 0 but for rounding
        ({"t": 0.675}, "it becomes 0"),  # the error is
    ],
)  # fmt: skip
def test_is_the_prediction_judged_by_the_gradient_before_and_after(inputs, answer):
    widget = Chain(**inputs)
    choices = widget.view["ask"]["choices"]
    right = []
    for choice in choices:
        widget.guess = {"of": widget.view["ask"]["of"], "value": choice}
        right += [choice] * widget.view["told"].startswith("✓")
    assert right == [answer]
    of, before = widget.view["of"], widget.view["slopes"]
    widget._act(widget, {"do": "make"})
    after = widget.view["slopes"]
    old, new = before[of - 1], after[of - 1]
    assert answer == (
        "it becomes negative" if old == 0 > new
        else "it stays as it is" if old == pytest.approx(new)
        else "it becomes 0" if new == 0
        else "it changes its sign" if old * new < 0
        else "it grows and keeps its sign" if abs(new) > abs(old)
        else "it shrinks and keeps its sign"
    )  # fmt: skip


def test_does_a_change_touch_one_weight_alone():
    for name, factor in CHANGES.items():
        widget = Chain(change=name, other=2)
        before = widget.weights()
        widget._act(widget, {"do": "make"})
        assert widget.weights() == [before[0], before[1] * factor, *before[2:]]


@pytest.mark.parametrize(("depth", "place"), [(1, 0), (2, 3), (4, 6), (8, 12)])
def test_are_the_curves_sent_ahead_those_of_the_layered_network(depth, place):
    sent = sent_ahead()
    shape = (DEEPEST, len(STARTS), sent["points"])
    curve = np.frombuffer(sent["E"], np.float32).reshape(shape)[depth - 1, place]
    net = Network([1] * (depth + 1), f="linear", bias=False, init=float(STARTS[place]))
    losses = []
    for _ in range(STEPS + 1):
        net.forward([[1.0]])
        losses.append(net.loss([[1.0]]))
        net.backward([[1.0]])
        net.step(ETA)
    assert curve == pytest.approx(losses[::EVERY], rel=1e-4, abs=1e-12)
    half = next((k for k, one in enumerate(losses) if one <= losses[0] / 2), None)
    assert sent["half"][depth - 1][place] == half


def test_is_a_deeper_chain_longer_on_its_plateau():
    half = sent_ahead()["half"]
    at = list(STARTS).index(0.5)
    waits = [half[depth - 1][at] for depth in (1, 2, 4, 6)]
    assert waits == sorted(waits) and waits[-1] > 10 * waits[0]
    assert half[7][0] is None  # eight weights of 0.2: nothing happens


def test_are_wrong_inputs_refused():
    for wrong in ({"depth": 9}, {"depth": 0}, {"change": "explodes"}, {"start": 2.0}):
        with pytest.raises(TraitError):
            Chain(**wrong)


SHOW = "from backprop.widgets.live.chain import Chain\nChain()"


def test_are_weights_moved_in_the_picture_and_the_curve_without_an_answer(show):
    shown = show(SHOW)
    widget, page = shown.widget, shown.page
    knob = widget.get_by_role("slider", name="weight w2")
    knob.focus()
    shown.after(lambda: page.keyboard.press("ArrowUp"))
    assert widget.locator(".says").inner_text() == Chain(w2=1.55).view["says"]
    shown.drag(knob, 0, 75)
    w2 = float(knob.get_attribute("aria-valuenow"))
    assert w2 < 0
    assert widget.locator(".says").inner_text() == Chain(w2=w2).view["says"]
    for back in (2, 3, 4):
        shown.after(lambda: widget.get_by_role("button", name="Send δ back").click())
        assert widget.locator(".says").inner_text() == Chain(w2=w2, back=back).view["says"]
    shown.picture("chain-sent")
    count = shown.count()
    start = widget.get_by_role("slider", name="every weight starts at")
    start.evaluate("s => { s.value = 0.4; s.dispatchEvent(new Event('input')); }")
    half = sent_ahead()["half"]
    at = list(STARTS).index(0.4)
    words = f"4 in a row: halved after {half[3][at]} steps; dashed, one weight: {half[0][at]}"
    assert widget.get_by_text(words).count() == 1
    assert shown.count() == count  # Python was not asked
