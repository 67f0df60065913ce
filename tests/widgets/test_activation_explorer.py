"""Are the curves the functions, and the map what depth makes of a gradient?"""

import numpy as np
import pytest
from autograd import elementwise_grad
from autograd import numpy as anp
from backprop.widgets.live.activation_explorer import (
    BATCH,
    FALL,
    GAINS,
    NAMES,
    WIDTH,
    ActivationExplorer,
    shares,
)

F = {
    "sigmoid": lambda n: 1 / (1 + anp.exp(-n)),
    "tanh": anp.tanh,
    "relu": lambda n: anp.where(n > 0, n, 0.0),
    "linear": lambda n: 1.0 * n,
}


@pytest.mark.parametrize("name", NAMES)
def test_are_the_curves_f_and_its_derivative_by_another_library(name):
    view = ActivationExplorer(f=name, n=0.7).view
    n = np.array(view["points"])
    away = abs(n) > 1e-9  # ReLU has no derivative at 0
    assert np.allclose(view["curve"], F[name](n), atol=1e-14)
    slopes = elementwise_grad(F[name])(n)
    assert np.allclose(np.array(view["slopes"])[away], slopes[away], atol=1e-14)
    assert view["at"] == pytest.approx(
        [0.7, float(F[name](0.7)), float(elementwise_grad(F[name])(0.7))]
    )


@pytest.mark.parametrize("name", NAMES)
def test_are_the_sizes_of_the_deltas_those_of_a_plain_backward_pass(name):
    depth, gain = 5, 1.5
    rng = np.random.default_rng(1)
    W = [rng.normal(0, gain / WIDTH**0.5, (WIDTH, WIDTH)) for _ in range(depth)]
    rng = np.random.default_rng(2)
    a, n = rng.normal(size=(WIDTH, BATCH)), []
    for k, w in enumerate(W):
        n.append(w @ a)
        a = F[name](n[-1]) if k < depth - 1 else n[-1]
    delta = rng.normal(size=a.shape)
    sizes = [np.sqrt(np.mean(delta**2))]
    for k in range(depth - 1, 0, -1):
        delta = W[k].T @ delta * elementwise_grad(F[name])(n[k - 1])
        sizes.insert(0, np.sqrt(np.mean(delta**2)))
    assert shares(name, depth, gain) == pytest.approx(np.array(sizes) / sizes[-1], rel=1e-9)


def test_is_the_map_hidden_until_the_prediction_is_made():
    widget = ActivationExplorer()
    assert widget.view["map"] is None and "Layer" not in widget.view["says"]
    widget.guess = {"of": widget.view["ask"]["of"], "value": FALL[3]}
    assert widget.view["told"].startswith("✓")
    assert np.shape(widget.view["map"]) == (len(GAINS), 12)
    widget.f = "tanh"
    assert widget.view["map"] is None


def test_do_dead_units_leave_no_infinity_in_the_view():
    widget = ActivationExplorer(f="relu", depth=24, gain=0.25)
    widget.guess = {"of": widget.view["ask"]["of"], "value": FALL[3]}
    assert widget.view["told"].startswith("✓") and widget.view["error"] == ""


def test_does_the_net_input_move_both_dots_in_the_browser(show):
    shown = show(
        "from backprop.widgets.live.activation_explorer import ActivationExplorer\n"
        "ActivationExplorer()"
    )
    slider = shown.widget.get_by_role("slider", name="net input n")
    slider.focus()
    shown.page.keyboard.press("End")
    assert "n = 6: f(n) = 0.9975, f′(n) = 0.002467" in shown.widget.locator(".says").inner_text()
    layers = shown.widget.get_by_role("slider", name="layers")
    layers.focus()
    shown.after(lambda: shown.page.keyboard.press("Home"))
    assert "sigmoid, 2 layers" in shown.widget.locator(".ask").inner_text()
    shown.picture("activation-explorer-two")
