"""Does the shape matcher take the right product and no other, in both conventions?"""

from itertools import product

import numpy as np
import pytest
from backprop.widgets.live.shapes import COLUMNS, FACTORS, PRODUCTS, ROWS, ShapeMatcher

GRADIENTS = list(product(["dW", "dx"], [COLUMNS, ROWS]))


def loss(W, x, delta, rows):
    """A loss whose gradient with respect to n is delta: Σ n * delta."""
    return float(np.sum((x @ W if rows else W @ x) * delta))


@pytest.mark.parametrize(("wanted", "convention"), GRADIENTS)
def test_is_the_wanted_gradient_the_central_difference(wanted, convention):
    factors, gradient = ShapeMatcher(wanted=wanted, convention=convention).arrays()
    arrays = {name: factors[name].copy() for name in ("W", "x", "delta")}
    moved, h = arrays["W" if wanted == "dW" else "x"], 1e-5
    for place in np.ndindex(moved.shape):
        ends = []
        for step in (h, -2 * h):
            moved[place] += step
            ends.append(loss(**arrays, rows=convention == ROWS))
        moved[place] += h
        assert (ends[0] - ends[1]) / (2 * h) == pytest.approx(gradient[place], abs=1e-8)


@pytest.mark.parametrize(("wanted", "convention"), GRADIENTS)
@pytest.mark.parametrize("size", [1, 3])
def test_is_a_shape_that_fits_by_chance_told_from_the_right_product(wanted, convention, size):
    widget = ShapeMatcher(
        wanted=wanted, convention=convention, features=size, outputs=size, batch=size
    )
    right = PRODUCTS[wanted, convention][0]
    for one, other in product(FACTORS, FACTORS):
        widget.left, widget.right = one, other
        said = widget.view["says"]
        assert "does not fit" not in said
        assert ("this is it" in said) == (f"{one} @ {other}" == right) or size == 1


def test_is_another_product_of_the_same_number_not_called_right():
    """One input, one output: both orders of a row and a column give that one number."""
    widget = ShapeMatcher(features=1, outputs=1)
    widget.guess = {"of": widget.view["ask"]["of"], "value": "x @ delta.T"}
    assert widget.view["told"].startswith("✗ No, not x @ delta.T: with these sizes it gives the")
    assert "this is it" not in widget.view["told"]


def test_does_a_clash_name_both_inner_sizes():
    widget = ShapeMatcher(left="delta", right="x")
    assert "3 × 5 times 4 × 5 does not fit, since 5 is not 4" in widget.view["says"]
    assert widget.view["product"] == []


def test_are_the_boxes_composed_in_the_browser(show):
    shown = show("from backprop.widgets.live.shapes import ShapeMatcher\nShapeMatcher()")
    second = shown.widget.get_by_label("second factor")
    shown.after(lambda: second.select_option("x.T"))
    assert "this is it" in shown.widget.locator(".says").inner_text()
    assert "✓ inner sizes meet: 5 = 5" in shown.widget.locator("svg").text_content()
    slider = shown.widget.get_by_role("slider", name="patterns in the batch")
    slider.focus()
    shown.after(lambda: shown.page.keyboard.press("ArrowLeft"))
    assert "inner sizes meet: 4 = 4" in shown.widget.locator("svg").text_content()
    shown.picture("shapes-composed")
