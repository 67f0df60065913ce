"""Does the line of the loss show what the engine computes, and take the steps it should?"""

import numpy as np
import pytest
from backprop import Graph
from backprop.widgets.live.line_descent import LOSSES, LineDescent
from traitlets import TraitError


@pytest.mark.parametrize("loss", LOSSES)
def test_does_a_step_go_against_the_central_difference(loss):
    widget, h = LineDescent(loss=loss, w=0.3, eta=0.2), 1e-6
    E = Graph(LOSSES[loss][0]).forward
    slope = (E(w=0.3 + h) - E(w=0.3 - h)) / (2 * h)
    widget.step()
    assert widget.w == pytest.approx(0.3 - 0.2 * slope, rel=1e-6)
    assert widget.path == [0.3, widget.w]


def test_is_the_table_sent_ahead_the_curve_itself():
    view = LineDescent().view
    graph = Graph(LOSSES[LineDescent().loss][0])
    for k in (0, 17, 300, 600):
        assert view["E"][k] == pytest.approx(graph.forward(w=view["grid"][k]), rel=1e-12)
        assert view["slopes"][k] == pytest.approx(graph.backward()["w"], rel=1e-12)


@pytest.mark.parametrize(
    ("eta", "answer"), [(0.1, "E falls"), (0.5, "E stays"), (0.9, "E rises"), (0.0, "E stays")]
)
def test_is_the_prediction_judged_by_the_engine(eta, answer):
    widget = LineDescent(eta=eta)
    assert widget.view["told"] == ""
    of = widget.view["ask"]["of"]
    for guess in widget.view["ask"]["choices"]:
        widget.guess = {"of": of, "value": guess}
        assert widget.view["told"].startswith("✓" if guess == answer else "✗")
    widget.eta = eta + 0.01
    assert widget.view["told"] == ""  # another question


def test_does_too_large_a_step_diverge_and_say_so_without_an_exception():
    widget = LineDescent(eta=2.0)
    for _ in range(400):
        widget._act(widget, {"do": "step"})
    assert "w" in widget.view["error"] or abs(widget.w) > 1e6
    widget._act(widget, {"do": "restart"})
    assert widget.w == pytest.approx(widget.view["here"][0])


def test_are_wrong_inputs_refused_with_a_reason():
    with pytest.raises(TypeError, match="its inputs are eta"):
        LineDescent(rate=1)
    with pytest.raises(TraitError, match="eta"):
        LineDescent(eta=-1.0)
    widget = LineDescent()
    widget.set_state({"eta": 7.0})
    assert "eta" in widget.view["error"]
    widget.set_state({"eta": widget.eta})  # what is right again is answered too
    assert widget.view["error"] == ""
    widget._act(widget, {"do": "__init__"})
    assert "no action" in widget.view["error"]


def test_do_the_steps_stay_with_the_curve_that_they_were_taken_on():
    one, other = list(LOSSES)[:2]
    widget = LineDescent(loss=one, w=2.0)
    widget.step()
    widget.w = 2.0
    widget.path = [0.0, 2.0]
    widget.loss = other
    assert widget.path == [] and widget.w == LOSSES[other][1][1]  # back into the picture


@pytest.mark.parametrize("loss", LOSSES)
def test_is_a_run_that_diverges_stopped_before_its_numbers_are_infinite(loss):
    widget = LineDescent(loss=loss, eta=2.0, w=1.7)
    for _ in range(70):
        widget._act(widget, {"do": "step"})
    assert np.isfinite(widget.view["here"]).all()
    widget.guess = {"of": widget.view["ask"]["of"], "value": "E rises"}
    assert widget.view["told"] and "inf" not in widget.view["told"]


SHOW = "from backprop.widgets.live.line_descent import LineDescent\nLineDescent()"


def test_does_it_live_in_the_browser(show):
    shown = show(SHOW)
    shown.picture("line-descent")
    widget, page = shown.widget, shown.page
    assert shown.predict("E falls").startswith("✓ Yes")
    shown.after(lambda: widget.get_by_role("button", name="Step").click())
    assert [row[1] for row in shown.table()] == ["−0.4", "−0.04"]
    slider = widget.get_by_role("slider", name="weight w")
    slider.focus()
    shown.after(lambda: page.keyboard.press("ArrowRight"))
    assert "w = −0.03" in widget.locator(".says").inner_text()
    shown.picture("line-descent-after")
    shown.after(lambda: widget.get_by_label("loss", exact=True).select_option(list(LOSSES)[2]))
    slider.focus()
    shown.after(lambda: page.keyboard.press("Home"))  # the slider has the new curve's ends
    assert "w = −2.5:" in widget.locator(".says").inner_text()
    assert slider.input_value() == "-2.5"
