"""Does the gradient checker measure what it says, and where it says?"""

import numpy as np
import pytest
from backprop import Graph
from backprop.widgets.live.gradient_checker import (
    APART,
    CENTRAL,
    CHOICES,
    ONE_SIDED,
    RULES,
    SLIPS,
    GradientChecker,
    measure,
)

E = "ya = sigmoid(x1*w1 + x2*w3); yb = sigmoid(x1*w2 + x2*w4); 0.5*(t - sigmoid(ya*w5 + yb*w6))**2"
VALUES = {"x1": 0.23, "x2": 0.82, "t": 1.0}
WEIGHTS = {f"w{k}": w for k, w in enumerate((0.1, 0.5, 0.4, 0.3, 0.2, 0.6), 1)}


def test_is_the_gradient_that_of_the_lectures_network():
    graph = Graph(E.replace("; ", "\n"))
    graph.forward(**VALUES, **WEIGHTS)
    exact = measure(CENTRAL, "float64")[1]
    assert exact == pytest.approx(graph.backward()["w5"], rel=1e-12)
    assert round(exact, 4) == -0.0534  # the lecture prints it cut off: -0.0533


@pytest.mark.parametrize(("rule", "order"), [(CENTRAL, 2), (ONE_SIDED, 1)])
def test_does_the_truncation_error_fall_with_the_order_of_the_rule(rule, order):
    view = GradientChecker(rule=rule).view
    powers, apart = np.array(view["powers"]), np.array(view["apart"])
    part = (powers >= -3) & (powers <= -1)
    assert np.polyfit(powers[part], apart[part], 1)[0] == pytest.approx(order, abs=0.1)


@pytest.mark.parametrize(("precision", "unit"), [("float64", -16), ("float32", -7)])
def test_does_rounding_take_over_at_small_epsilon(precision, unit):
    view = GradientChecker(precision=precision).view
    powers, apart = np.array(view["powers"]), np.array(view["apart"])
    part = (powers >= unit + 1) & (powers <= unit + 4)
    assert np.polyfit(powers[part], apart[part], 1)[0] == pytest.approx(-1, abs=0.5)


@pytest.mark.parametrize("slip", [name for name in SLIPS if name != "none"])
def test_is_a_slip_seen_where_the_rule_measures_well(slip):
    """A large epsilon may hide one by chance: its own error happens to be the slip's."""
    widget = GradientChecker(slip=slip)
    powers, apart = np.array(widget.view["powers"]), np.array(widget.view["apart"])
    assert min(apart[(powers >= -7) & (powers <= -3)]) > -3.1
    widget.guess = {"of": widget.view["ask"]["of"], "value": APART}
    assert widget.view["told"].startswith("✓")


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("rule", RULES)
def test_is_the_best_epsilon_clearly_the_best_and_not_told_before(rule, precision):
    widget = GradientChecker(rule=rule, precision=precision)
    assert [row[0] for row in widget.view["table"]["rows"]] == [-2]
    widget.guess = {"of": widget.view["ask"]["of"], "value": "ε = 0.1"}
    rows = {row[0]: row[2] for row in widget.view["table"]["rows"]}
    assert len(rows) == 17
    best, second = sorted(rows[power] for power in CHOICES.values())[:2]
    assert second > 3 * best
    (name,) = [name for name, power in CHOICES.items() if rows[power] == best]
    assert f"{name} comes closest" in widget.view["told"]


def test_does_the_slider_follow_at_once_and_the_curve_wait_for_the_prediction(show):
    shown = show(
        "from backprop.widgets.live.gradient_checker import GradientChecker\nGradientChecker()"
    )
    widget = shown.widget
    assert widget.locator("polyline").count() == 0
    widget.get_by_role("slider", name="ε").focus()
    for _ in range(8):
        shown.page.keyboard.press("ArrowLeft")
    assert "ε = 0.001:" in widget.locator(".says").inner_text()
    measured = measure(CENTRAL, "float64")[0][13 * 8]
    assert f"{measured:.8g}".replace("-", "−") in widget.locator(".says").inner_text()
    assert shown.predict("ε = 10⁻⁶").startswith("✓")
    assert widget.locator("polyline").count() == 1
    shown.picture("gradient-checker-known")
