"""Do the pictures of unit 02 say what they show?"""

import numpy as np
import pytest
from backprop.widgets.error_surface import descent, ways_to_zero
from backprop.widgets.learning_curves import learning_curves
from backprop.widgets.pattern_associator import pattern_associator
from backprop.widgets.steepest_direction import steepest_direction
from backprop.widgets.style import NEGATIVE, POSITIVE

BOX = ((0.16, 0.46), (0.12, 0.4))
START = (0.23, 0.16)
ENDS = {"only w1": (0.38, 0.16), "only w2": (0.23, 0.36), "4 to 3": (0.326, 0.232)}


def loss(w1, w2):
    return (2 - 4 * w1 - 3 * w2) ** 2 / 2


def test_is_the_shortest_way_to_zero_drawn_thickest():
    axes = ways_to_zero(loss, BOX, START, ENDS).axes[0]
    arrows = {tuple(t.xy): t.arrow_patch.get_linewidth() for t in axes.texts if t.arrow_patch}
    assert max(arrows, key=arrows.get) == ENDS["4 to 3"]
    assert sorted(arrows.values())[-2] < max(arrows.values())


def test_do_all_ways_end_where_the_loss_is_zero():
    assert [float(loss(*end)) for end in ENDS.values()] == pytest.approx([0, 0, 0])


def test_does_a_right_angle_look_like_one_in_the_plane_of_weights():
    figure = descent(loss, BOX, {"slow": [START, (0.278, 0.196)], "fast": [START]})
    panels = [axes for axes in figure.axes if axes.get_title()]
    assert [axes.get_title() for axes in panels] == ["slow", "fast"]
    assert {axes.get_aspect() for axes in panels} == {1.0}
    assert "slow and fast" in figure.says


def test_is_the_steepest_direction_the_lowest_point_of_the_curve():
    figure = steepest_direction(loss, START, 0.05, downhill=(2.4, 1.8))
    angles, after = figure.axes[0].lines[0].get_data()
    best = np.degrees(np.arctan2(1.8, 2.4))
    assert abs(angles[np.argmin(after)] - best) < 1
    assert f"{best:.1f} degrees" in figure.says


def test_does_the_sentence_name_the_rates_that_diverge():
    rates = (0.02, 0.08, 0.09)
    curves = {eta: [0.18 * (1 - 25 * eta) ** (2 * k) for k in range(5)] for eta in rates}
    says = learning_curves(curves).says
    assert "η = 0.09 it grows" in says
    assert "0.08 " not in says.split("η = ")[-1]


def test_are_more_curves_than_can_be_told_apart_refused():
    with pytest.raises(ValueError, match="5 curves"):
        learning_curves({eta: [1.0] for eta in range(5)})


def test_has_every_weight_a_line_that_shows_its_sign_without_colour():
    W, x = np.array([[0.2, -0.1, 0.4]]), np.ones((3, 1))
    axes = pattern_associator(W, x, W @ x, np.ones((1, 1))).axes[0]
    assert [line.get_color() for line in axes.lines] == [POSITIVE, NEGATIVE, POSITIVE]
    assert [line.is_dashed() for line in axes.lines] == [False, True, False]
    assert "−0.1" in [text.get_text() for text in axes.texts]


def test_is_a_picture_the_same_bytes_each_time():
    draw = [learning_curves({0.1: [1.0, 0.5]}).png() for _ in range(2)]
    assert draw[0] == draw[1]
