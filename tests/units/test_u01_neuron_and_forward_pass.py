"""Does unit 01 name typical mistakes, and hold what its text says?"""

import numpy as np
import pytest
from backprop import Network, sigmoid
from backprop.widgets.four_pixels import four_pixels
from backprop.widgets.squashing_functions import squashing_functions
from backprop.widgets.two_part_neuron import two_part_neuron

from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.tasks import find


def layers(first, second):
    """A forward pass of two layers, each given as a function of W, its input and b."""

    def forward(x, W1, b1, W2, b2):
        return second(W2, first(W1, x, b1), b2)

    return forward


def right(W, a, b):
    return sigmoid(W @ a + b)


def linear(W, a, b):
    return W @ a + b


def unbiased(W, a, b):
    return sigmoid(W @ a)


def late(W, a, b):
    return sigmoid(W @ a) + b


WRONG = [
    ("01-n", -1.1, "too-few-digits"),
    ("01-n", 1.105, "flipped-value"),
    ("01-n", -0.475, "dropped-term"),
    ("01-a", -1.105, "missing-activation"),
    ("01-unit", lambda x, w, b: float((w @ x).item() + b), "missing-activation"),
    ("01-hidden", (-0.3, -0.3), "missing-activation"),
    ("01-y", 0.464328, "missing-activation"),
    ("01-shape_W1", (4, 3), "transposed-shape"),
    ("01-shape_W1", (3, 5), "wrong-layer-shape"),
    ("01-forward", layers(linear, right), "missing-activation"),
    ("01-forward", layers(right, linear), "missing-activation"),
    ("01-n", 0.155, "flipped-term"),
    ("01-a", sigmoid(1.105), "flipped-input"),
    ("01-a", np.tanh(-1.105), "another-activation"),
    ("01-a", sigmoid(-1.1), "rounded-input"),
    ("01-unit", lambda x, w, b: sigmoid(w @ x).item(), "lost-summand"),
    ("01-unit", lambda x, w, b: sigmoid(w @ x).item() + b, "added-late"),
    ("01-unit", lambda x, w, b: sigmoid(w @ x - b).item(), "flipped-term"),
    ("01-hidden", (-0.5, sigmoid(-0.5)), "lost-summand"),
    ("01-y", 0.590086, "lost-summand"),
    ("01-y", 0.690086, "added-late"),
    ("01-forward", layers(unbiased, unbiased), "lost-summand"),
    ("01-forward", layers(right, late), "added-late"),
    ("01-errors", (0.25, 0.25, 1.75), "minus-a-minus"),
    ("01-errors", (0.25, 1.75, 2.0), "incomplete-sum"),
    ("01-losses", (1.625, 0.8125), "not-squared"),
    ("01-losses", (1.96875, 1.96875), "half-for-mean"),
    ("01-losses", (0.4921875, 0.984375), "half-of-the-mean"),
    ("01-errors", (-0.25, 1.75, 3.25), "flipped-value"),
    ("01-losses", (1.15625, 0.578125), "minus-before-power"),  # -0.5**2, -0.75**2
    ("01-losses", (-1.15625, -0.578125), "minus-before-power"),  # -0.25**2, -1.75**2
    ("01-losses", (3.9375, 0.984375), "doubled"),
]


def verdict(task_id, answer):
    task = find(task_id)
    question = ask(task, 1)
    return judge(task, question, collect(question, answer))


@pytest.mark.parametrize(("task_id", "answer", "name"), WRONG, ids=[
    f"{task}-{name}-{k}" for k, (task, _, name) in enumerate(WRONG)])  # fmt: skip
def test_is_a_typical_mistake_called_by_its_name(task_id, answer, name):
    earned = verdict(task_id, answer)
    assert earned.misconception == name, earned.text
    assert earned.points < find(task_id).points


@pytest.mark.parametrize("task_id", ["01-predict", "01-looks_for", "01-squash", "01-lost_sum"])
def test_has_every_wrong_choice_its_own_hint(task_id):
    told = [verdict(task_id, option) for option in find(task_id).hints]
    assert {each.status for each in told} == {"wrong"}
    assert len({each.message for each in told}) == len(told) == 3


def test_earns_a_repaired_hidden_layer_a_point_of_its_own():
    def half_repaired(x, W1, b1, W2, b2):
        a1 = sigmoid(W1 @ x + b1)
        return a1, sigmoid(W2 @ a1) + b2

    assert verdict("01-repair", half_repaired).points == 1


def test_does_the_output_task_go_on_from_the_worked_unit():
    """The network that the text shows gives the numbers that the tasks ask for."""
    net = Network([3, 2, 1])
    net.W[1], net.W[2] = np.array([[0.4, 0.1, 0.5], [0.3, -0.6, 0.5]]), np.array([[0.8, -0.4]])
    net.b[1], net.b[2] = np.array([[0.3], [0.2]]), np.array([[0.1]])
    y = net.forward(np.array([[2.0], [1.0], [-1.0]])).item()
    assert verdict("01-y", round(y, 4)).points == 1
    assert verdict("01-hidden", (net.n[1][1, 0], net.a[1][1, 0])).points == 2


def test_do_two_relu_units_see_both_vertical_images_and_nothing_else():
    """What the text says after think, pair, share."""
    w = np.array([1, -1, 1, -1])
    first = {"solid": [1, 1, 1, 1], "vertical": w, "diagonal": [1, -1, -1, 1],
             "horizontal": [1, 1, -1, -1]}  # fmt: skip
    for name, image in first.items():
        for sign in (1, -1):
            n = sign * np.dot(w, image)
            assert max(n, 0) + max(-n, 0) == (4 if name == "vertical" else 0)


def test_tell_the_pictures_their_numbers_without_colour():
    figure = four_pixels({"q": [np.array([1.0, -1.0, 0.5, 0.0])]}, "weights", weights=True)
    assert {"1", "−1", "0.5", "0"} <= {text.get_text() for text in figure.axes[0].texts}
    neuron = two_part_neuron([0.5, -0.75], [-0.2, 0.84], -0.73, 0.325, "a unit")
    assert [line.is_dashed() for line in neuron.axes[0].lines] == [True, False]


def test_lies_the_mark_on_every_curve():
    figure = squashing_functions({"f": sigmoid, "g": np.tanh}, {"here": -1.0}, "two functions")
    for axes, f in zip(figure.axes, (sigmoid, np.tanh), strict=True):
        (at,), (height,) = axes.lines[-1].get_data()
        assert height == pytest.approx(float(f(np.array(at))))
