"""Does unit 10 name the usual slips of a training step, and do its pictures hold their numbers?"""

import numpy as np
import pytest
from backprop import Network
from backprop.pixel_patterns import pixel_patterns
from backprop.widgets.gradient_map import gradient_map
from backprop.widgets.momentum_valley import momentum_valley, valley_path
from backprop.widgets.net_input_spread import net_input_spread

from autograder.checking.judge import judge
from autograder.checking.own import EVERYONE, own_numbers, token
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.tasks import find


def verdict(task_id, answer, student=EVERYONE):
    task = find(task_id)
    question = ask(task, 1, student)
    return judge(task, question, collect(question, answer))


@pytest.mark.parametrize(
    ("task_id", "answer", "name"),
    [
        ("10-penalty", 1.2 + 0.12 - 0.36, "penalty-without-eta"),  # the rule as the slide prints it
        ("10-penalty", 1.2 + 0.12 - 0.072, "penalty-doubled"),  # λ w² without its ½
        ("10-penalty", 1.32, "penalty-lost"),
        ("10-penalty", 1.356, "penalty-pushes"),
        ("10-zero_gradient", 0.0625, "flipped-sign"),
        ("10-zero_gradient", 0.0, "zero"),
        ("10-mean_gradient", lambda x, t, W: (W @ x - t) @ x.T, "batch-summed"),
        ("10-mean_gradient", lambda x, t, W: (t - W @ x) @ x.T / x.shape[1], "flipped-sign"),
        ("10-mean_gradient", lambda x, t, W: (W @ x - t) @ x.T / 10, "fixed-size"),
        ("10-mean_gradient", lambda x, t, W: (W @ x - t) @ x.T / 200, "fixed-divisor"),
        ("10-mean_gradient", lambda x, t, W: (W @ x - t) @ x.T / len(x), "fixed-divisor"),
        ("10-mean_gradient", lambda x, t, W: W @ x @ x.T / x.shape[1], "output-for-error"),
        ("10-decaying", lambda eta, rate, epoch: eta / 1 + rate * epoch, "brackets-lost"),
        ("10-decaying", lambda eta, rate, epoch: eta * (1 - rate * epoch), "straight-line"),
        ("10-second_step", (4.4, 0.2), "old-velocity"),
        ("10-second_step", (6.0, 0.0), "gradient-of-before"),
        ("10-second_step", (2.4, 0.36), "velocity-forgotten"),
        ("10-second_step", (6.4, -0.04), "momentum-lost"),
        ("10-momentum", lambda W, V, dW, e, m: (m * V + dW, W - e * V), "old-velocity"),
        (
            "10-momentum",
            lambda W, V, dW, e, m: ((v := m * V + (1 - m) * dW), W - e * v),
            "running-mean",
        ),
        ("10-spread", lambda Z: Z / Z.shape[1], "variance-for-spread"),
        ("10-spread", lambda Z: Z / np.sqrt(Z.shape[0]), "units-for-inputs"),
    ],
)
def test_is_a_usual_slip_named(task_id, answer, name):
    assert name in (verdict(task_id, answer).misconception or "")


def divided_by(size, penalty_over=None):
    """The repaired step, but with a batch size and a penalty of its own."""

    def step(x, t, W, b, eta, lam):
        delta = (W @ x + b - t) / size
        pull = lam * W / (eta if penalty_over == "eta" else 1)
        return W - eta * (delta @ x.T + pull), b - eta * delta.sum(axis=1, keepdims=True)

    return step


@pytest.mark.parametrize(
    ("step", "name"),
    [
        (divided_by(4), "fixed-size"),  # one of the two sizes that it is called with
        (divided_by(20), "fixed-divisor"),
        (divided_by(4, penalty_over="eta"), "fixed-divisor"),  # seen in b, which has no penalty
    ],
)
def test_is_a_batch_size_that_is_written_out_named_in_a_step(step, name):
    said = verdict("10-repair", step)
    assert (said.points, said.misconception) == (0, name)


@pytest.mark.parametrize(("velocity", "points"), [("old", 0), ("summed", 1)])
def test_does_a_half_right_step_with_momentum_earn_half(velocity, points):
    def step(W, V, dW, eta, momentum):
        V_new = momentum * V + dW
        return (V, W - eta * V) if velocity == "old" else (V_new, W + eta * V_new)

    assert verdict("10-momentum", step).points == points


@pytest.mark.parametrize("n", range(5))
def test_are_eta_and_decay_taken_for_each_other_noticed(n):
    student = token(b"the course's secret", f"student{n}")
    mine = own_numbers(find("10-own"), student)
    v = mine["momentum"] * mine["v"] + mine["dE_dw"]
    right = mine["w"] - mine["eta"] * v - mine["decay"] * mine["w"]
    swapped = mine["w"] - mine["decay"] * v - mine["eta"] * mine["w"]
    assert verdict("10-own", right, student).status == "right"
    assert "swapped" in verdict("10-own", swapped, student).misconception


def test_does_the_repair_know_which_of_the_three_slips_is_left():
    def step(x, t, W, b, eta, lam, m=1, of_W=1.0, of_b=0.0):
        delta = (W @ x + b - t) / m
        db = delta.sum(axis=1, keepdims=True)
        return W - eta * delta @ x.T - of_W * lam * W, b - eta * db - of_b * lam * b

    def left(**slips):
        def repaired(x, *others):
            given = {"m": x.shape[1], "of_W": others[3]} | slips  # others[3]: eta
            return step(x, *others, **given)

        said = verdict("10-repair", repaired)
        return said.points, said.misconception

    assert left() == (3, None)
    assert left(of_W=1.0) == (1.5, "penalty-without-eta")  # b alone is right
    assert left(of_b=1.0) == (1.5, "penalty-on-biases")
    assert left(m=1) == (0, "summed-in-a-mean")
    assert left(m=1, of_W=1.0) == (0, "summed-and-without-eta")
    assert left(m=4)[0] == 0  # a size that is written out


def test_can_no_single_layer_tell_the_pixel_patterns_apart():
    x, t = pixel_patterns(4000)
    means = x @ t.T / t.sum(axis=1)
    assert abs(means).max() < 0.12  # every kind is as bright as every other
    assert x.shape == t.shape == (4, 4000) and set(t.sum(axis=0)) == {1.0}
    assert np.array_equal(pixel_patterns(5, seed=2)[0], pixel_patterns(5, seed=2)[0])


def test_does_the_valley_follow_the_formula_of_a_step_with_momentum():
    path = valley_path((1.0, 25.0), 0.06, 3, (4.0, 1.0), 0.8)
    net = Network([1, 1], "linear", bias=False)  # E = ½ (w x)²: the same bowl, a weight at a time
    for weight, s in enumerate((1.0, 25.0)):
        net = Network([1, 1], "linear", bias=False)
        net.W[1] = [[path[0, weight]]]
        for k in range(1, 4):
            net.forward([[s**0.5]])
            net.backward([[0.0]])
            net.step(0.06, momentum=0.8)
            assert net.W[1].item() == pytest.approx(path[k, weight])


def test_do_the_pictures_write_their_numbers():
    map_ = gradient_map({"tanh": np.array([[1e-3, 2e4], [0.9, 1.0]])}, (2, 4), ["p", "q"], "Says.")
    assert [text.get_text() for text in map_.axes[0].texts] == ["−3", "4", "0", "0"]
    valley = momentum_valley((1, 25), 0.06, 4, (4, 1), "Says.", {"none": 0.0, "some": 0.8})
    assert len(valley.axes[0].lines[0].get_xdata()) == 5
    spread = net_input_spread({"flat": np.full((3, 3), 9.0)}, lambda n: 0 * n + 0.25, "Says.")
    assert "mean f′ = 0.25" in spread.axes[0].get_title()
    assert [map_.says, valley.says, spread.says] == ["Says."] * 3
