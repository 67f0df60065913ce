"""Is the surface the loss that the delta rule descends, and the limit of eta the true one?"""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from backprop.widgets.live._patterns import BOX, PATTERNS, SIDE, surface, surface_loss
from backprop.widgets.live.surface_descent import CHOICES, SurfaceDescent
from traitlets import TraitError


def E(w, name):
    x, t = PATTERNS[name]
    return 0.5 * anp.sum((anp.array(t) - anp.dot(w, anp.array(x, float))) ** 2)


@pytest.mark.parametrize("name", PATTERNS)
def test_is_the_gradient_that_of_another_library_and_the_step_against_it(name):
    widget = SurfaceDescent(patterns=name, w1=-0.3, w2=0.7, eta=0.03)
    w = np.array([-0.3, 0.7])
    slope = grad(E)(w, name)
    assert widget.view["gradient"] == pytest.approx(slope, rel=1e-12)
    assert widget.view["losses"] == pytest.approx([E(w, name)], rel=1e-12)
    added = widget.view["table"]["rows"][-1][-2:]  # all patterns together
    widget.step()
    assert [widget.w1, widget.w2] == pytest.approx(w - 0.03 * slope, rel=1e-12)
    assert added == pytest.approx(-0.03 * slope, rel=1e-12)
    assert widget.view["path"] == [[-0.3, 0.7], [widget.w1, widget.w2]]


def test_do_the_steps_stay_with_the_surface_that_they_were_taken_on():
    widget = SurfaceDescent()
    widget.step()
    widget.patterns = "three patterns"
    assert widget.path == [] and widget.view["path"] == [[widget.w1, widget.w2]]
    assert SurfaceDescent(path=[[0.0, 0.0], [1.0, 0.6]]).view["path"][0] == [0.0, 0.0]


@pytest.mark.parametrize("name", PATTERNS)
def test_is_the_field_the_loss_and_do_its_lines_keep_to_one_loss(name):
    shown = surface(name)
    field = np.frombuffer(shown["field"], np.uint8).reshape(SIDE, SIDE)
    w1, w2 = (np.linspace(*ends, SIDE) for ends in BOX)
    for row, column in ((0, 0), (3, 90), (50, 20)):
        loss = E(np.array([w1[column], w2[row]]), name)
        assert field[row, column] == pytest.approx(255 * (1 - (loss / shown["top"]) ** 0.5), abs=1)
    for line in shown["lines"]:
        losses = surface_loss(name, *np.array(line).T)
        nearest = min(shown["levels"], key=lambda level: abs(level - losses[0]))
        assert losses == pytest.approx(nearest, abs=0.01 * shown["top"])


@pytest.mark.parametrize("name", PATTERNS)
@pytest.mark.parametrize("share", [0.45, 0.9, 0.99, 1.01])
def test_is_two_over_the_steepest_curvature_the_limit_and_the_prediction_true(name, share):
    """Tried out: a long run from off the axes, which crosses the valley, closes in or runs away."""
    limit = 2 / SurfaceDescent(patterns=name).steepness()[-1]
    widget = SurfaceDescent(patterns=name, w1=0.9, w2=1.1, eta=share * limit)
    told = {}
    for choice in CHOICES:
        widget.guess = {"of": widget.view["ask"]["of"], "value": choice}
        told[choice] = widget.view["told"]
    x = np.array(PATTERNS[name][0], float)
    steepest = np.linalg.svd(x)[0][:, 0]
    along = [float(widget.view["gradient"] @ steepest)]
    for _ in range(50):
        widget.step()
        along.append(float(widget.view["gradient"] @ steepest))
    side_to_side = along[0] * along[1] < 0
    away = abs(along[50]) >= abs(along[0])
    truth = CHOICES[2] if away else CHOICES[1] if side_to_side else CHOICES[0]
    assert [choice for choice, said in told.items() if said.startswith("✓")] == [truth]


def test_does_a_rate_at_the_very_limit_or_of_zero_come_no_nearer():
    for eta in (0.0, 0.08):
        widget = SurfaceDescent(eta=eta)
        widget.guess = {"of": widget.view["ask"]["of"], "value": CHOICES[2]}
        assert widget.view["told"].startswith("✓")
    assert "The largest stable eta is 2/25 = 0.08." in widget.view["told"]


def test_is_a_run_that_diverges_told_and_stopped_and_led_back():
    widget = SurfaceDescent(eta=0.15)
    for _ in range(10):
        widget._act(widget, {"do": "ten"})
    assert "Diverging" in widget.view["says"]
    assert "the run has diverged" in widget.view["error"]
    widget._act(widget, {"do": "restart"})
    assert [widget.w1, widget.w2] == [1.0, 0.6] and widget.view["error"] == ""


def test_is_the_surface_sent_once_and_not_with_every_move():
    widget = SurfaceDescent()
    sent = widget.surface
    widget.w1 = 0.2
    assert widget.surface is sent
    assert "field" not in widget.view
    widget.patterns = "correlated inputs"
    assert widget.surface["of"] == "correlated inputs"


def test_are_wrong_inputs_refused():
    for wrong in ({"eta": 0.2}, {"patterns": "none"}, {"path": [[1.0]]}):
        with pytest.raises(TraitError):
            SurfaceDescent(**wrong)


SHOW = "from backprop.widgets.live.surface_descent import SurfaceDescent\nSurfaceDescent()"


def test_is_the_point_dragged_and_moved_by_keys_and_last_where_the_hand_left_it(show):
    shown = show(SHOW)
    widget, page = shown.widget, shown.page
    point = widget.get_by_role("slider", name="weights w1 and w2")
    point.focus()
    shown.after(lambda: page.keyboard.press("Shift+ArrowLeft"))
    shown.after(lambda: page.keyboard.press("ArrowUp"))
    assert widget.locator(".says").inner_text() == SurfaceDescent(w1=0.9, w2=0.61).view["says"]
    before = point.bounding_box()
    shown.drag(point, -120, 60)
    w1, w2 = map(float, (point.get_attribute(f"data-{n}") for n in ("x", "y")))
    assert w1 < 0.2 and w2 < 0.3
    assert widget.locator(".says").inner_text() == SurfaceDescent(w1=w1, w2=w2).view["says"]
    now = point.bounding_box()
    assert now["x"] == pytest.approx(before["x"] - 120, abs=2)  # it stays under the hand
    assert now["y"] == pytest.approx(before["y"] + 60, abs=2)
    shown.after(lambda: widget.get_by_role("button", name="Step", exact=True).click())
    assert "after 1 step" in widget.locator(".says").inner_text()
    assert len(shown.table()) == 2
    shown.picture("surface-descent-after")
