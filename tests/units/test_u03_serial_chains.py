"""Does unit 03 name what goes wrong in a chain, and hold what its text says?"""

import contextlib
import io
from itertools import pairwise

import numpy as np
import pytest
from backprop import Network
from backprop.widgets.chain_diagram import chain_diagram
from backprop.widgets.sudden_rise import sudden_rise
from backprop.widgets.two_topologies import two_topologies

from autograder.building.assemble import assemble
from autograder.building.read import read
from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.tasks import find
from autograder.tasks.u03_serial_chains import FOUR, THREE, handed_out, proof


@pytest.fixture(scope="module")
def notebook(root):
    return assemble("03", read(root / "solutions" / "03_serial_chains.py"), find)


@pytest.fixture(scope="module")
def names(notebook):
    """What the notebook's cells leave behind."""
    found = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in notebook.cells:
            if cell.cell_type == "code":
                exec(cell.source, found)
    return found


def verdict(task_id, answer):
    task = find(task_id)
    question = ask(task, 1)
    return judge(task, question, collect(question, answer))


def chain(sign=1.0, activity=True, factor=1.0):
    """A backward pass with a slip in it."""

    def backward(x, t, w):
        a = np.cumprod([x, *w[1:]])
        delta = np.zeros(len(w))
        delta[-1] = sign * factor * (a[-1] - t)
        for j in range(len(w) - 2, 0, -1):
            delta[j] = w[j + 1] * delta[j + 1]
        dw = np.zeros(len(w))
        dw[1:] = delta[1:] * (a[:-1] if activity else 1.0)
        return dw

    return backward


def slide(start, rule, rate=1.0):
    """The slide's step in its own count: where the error starts, and by which rule it goes on."""

    def step(x, t, w, eta):
        h = np.array([0.0, *np.cumprod([x, *w[1:]])])
        delta = np.zeros(6)
        delta[start] = t - h[5]
        for j in range(start - 1, 1, -1):
            delta[j] = w[j + rule] * delta[j + 1]
        new = w.copy()
        new[1:] += rate * eta * delta[2:] * h[1:5]
        return new

    return step


def backward_with(own=False, end=False):
    """A student's backward pass, with the weight or the activity on the wrong side."""

    def backward(x, t, w):
        a, delta = np.full(len(w), x), np.zeros(len(w))
        for j in range(1, len(w)):
            a[j] = w[j] * a[j - 1]
        delta[-1] = a[-1] - t
        for j in reversed(range(1, len(w) - 1)):
            delta[j] = w[j if own else j + 1] * delta[j + 1]
        return np.append(0.0, delta[1:] * (a[1:] if end else a[:-1]))

    return backward


def rise_with(s, u0, time, rate=2, top=1.0, ratio=1, one=1.0):
    grown = np.exp(rate * s * time)
    return s**top * grown / (grown - one + (s / u0) ** ratio)


WRONG = [
    ("03-forward", (-1.26, -0.9, 0.405), "flipped-value", 2),
    ("03-forward", (-1.26, 0.9, 0.81), "doubled", 2),
    ("03-deltas", (0.9, 0.63, -0.945), "flipped-sign", 2),
    ("03-gradients", (1.62, -0.756, 0.945), "lost-factor", 2),
    ("03-gradients", (-0.9, -0.63, 0.945), "lost-factor", 0),
    ("03-gradients", (-1.62, 0.756, -3.78), "flipped-sign", 0),
    ("03-backward", chain(sign=-1.0), "flipped-sign", 0),
    ("03-backward", chain(factor=2.0), "doubled", 0),
    ("03-proof", (-0.27, 1.35), "flipped-value", 1),
    ("03-repair", slide(5, 0, rate=-1.0), "ascent", 0),
    ("03-repair", slide(5, 0, rate=2.0), "step-doubled", 0),
    ("03-forward", (-0.5, 0.14, 0.0098), "added-for-multiplied", 2),
    ("03-forward", (-1.26, -1.62, 1.3122), "minus-a-minus", 2),
    ("03-deltas", (-0.9, 1.35, 0.405), "own-weight", 1),
    ("03-gradients", (1.134, 1.134, 1.134), "activity-at-the-end", 0),
    ("03-backward", backward_with(own=True), "own-weight", 0),
    ("03-backward", backward_with(end=True), "activity-at-the-end", 0),
    ("03-proof", (-0.0054, -1.35), "not-divided", 1),
    ("03-proof", (-0.27, -2.025), "activity-at-the-end", 1),
    ("03-repair", lambda *a: handed_out(*a, behind=0), "start-not-mended", 0),
    ("03-repair", lambda *a: handed_out(*a, start=5), "nothing-comes-back", 0),
    ("03-rise", lambda *a: rise_with(*a, rate=1), "lost-in-formula", 0),
    ("03-rise", lambda *a: rise_with(*a, top=0.0), "lost-in-formula", 0),
    ("03-rise", lambda *a: rise_with(*a, ratio=-1), "upside-down-ratio", 0),
    ("03-rise", lambda *a: rise_with(*a, one=0.0), "lost-one", 0),
    ("03-derivation", "DFABEC", "wrong-order", 0),
    ("03-rise", lambda s, u0, time: -find_rise(s, u0, time), "flipped-value", 0),
]


def find_rise(s, u0, time):
    return s * np.exp(2 * s * time) / (np.exp(2 * s * time) - 1 + s / u0)


@pytest.mark.parametrize(("task_id", "answer", "mistake", "points"), WRONG)
def test_is_a_typical_mistake_named(task_id, answer, mistake, points):
    said = verdict(task_id, answer)
    assert (said.misconception, said.points) == (mistake, points), said.text


def test_is_a_gradient_without_its_slot_0_told_so():
    said = verdict("03-backward", lambda x, t, w: backward_with()(x, t, w)[1:])
    assert said.points == 0 and "slot 0" in said.message


def test_does_an_error_of_wrong_sign_cost_its_points_only_once():
    earlier, lost = [], []
    for task_id, answer in [
        ("03-forward", (-1.26, -0.9, 0.405)),
        ("03-deltas", (0.9, 0.63, -0.945)),
        ("03-gradients", (-1.62, 0.756, -3.78)),
    ]:
        task = find(task_id)
        question = ask(task, 1)
        response = collect(question, answer)
        lost.append(task.points - judge(task, question, response, earlier).points)
        earlier.append((task, response))
    assert lost == [1, 0, 0]


@pytest.mark.parametrize(("start", "rule"), [(4, 1), (4, 0)])
def test_does_a_half_repaired_slide_earn_nothing(start, rule):
    assert verdict("03-repair", slide(start, rule)).points == 0
    assert verdict("03-repair", slide(5, 0)).points == 2


def test_are_our_indices_right_and_the_slides_not():
    """The numbers of Task 10: what is measured is our gradient; the slide's lacks w3."""
    net = Network([1, 1, 1, 1, 1], f="linear", bias=False)
    for j in (1, 2, 3, 4):
        net.W[j][:] = FOUR[f"w{j}"]
    net.forward([[FOUR["x"]]])
    net.backward([[FOUR["t"]]])
    found = proof(**FOUR)
    assert found["measured"] == pytest.approx(net.dW[2].item(), rel=1e-9)
    assert found["claimed"] * FOUR["w3"] == pytest.approx(net.dW[2].item(), rel=1e-9)


def test_is_the_smallest_weight_the_steepest():
    slopes = {j: FOUR["x"] / FOUR[f"w{j}"] for j in (1, 2, 3, 4)}  # all others: the product by w
    assert max(slopes, key=slopes.get) == 3


def test_does_the_closed_form_solve_its_equation():
    s, u0, time, h = 1.7, 0.02, 0.9, 1e-6
    u = find_rise(s, u0, time)
    slope = (find_rise(s, u0, time + h) - find_rise(s, u0, time - h)) / (2 * h)
    assert slope == pytest.approx(2 * u * (s - u), rel=1e-8)
    assert find_rise(s, u0, 0.0) == pytest.approx(u0)
    assert find_rise(s, u0, 20.0) == pytest.approx(s)


def test_does_gradient_descent_tend_to_the_closed_form(names):
    gaps = []
    for eta in (0.02, 0.01, 0.005):
        steps = round(4 / eta)
        products = names["learn"]([0.1, 0.1], 2.0, eta, steps)
        gaps.append(abs(products - find_rise(2.0, 0.01, eta * np.arange(steps + 1))).max())
    assert gaps[0] / gaps[1] == pytest.approx(2, rel=0.02)
    assert gaps[1] / gaps[2] == pytest.approx(2, rel=0.02)


def test_is_a_much_smaller_start_half_way_about_twice_as_late(names):
    late = [int(np.argmax(names["runs"][u0] >= 1.0)) for u0 in (0.01, 0.0001)]
    assert 120 < late[0] < 140 and 1.7 < late[1] / late[0] < 2.1


def test_does_the_strong_association_rise_before_the_weak(names):
    strong, weak = np.array(names["strong"]), np.array(names["weak"])
    assert np.argmax(strong > 1.5) < 0.6 * np.argmax(weak > 0.5)
    assert strong[-1] == pytest.approx(3, abs=0.01)


@pytest.mark.parametrize(("zeros", "moves"), [(1, True), (2, False), (3, False)])
def test_is_a_chain_with_two_zeros_stuck_and_with_one_not(names, zeros, moves):
    w = np.array([0.0] + [0.0] * zeros + [0.8] * (3 - zeros))
    assert bool(np.any(names["backward"](1.0, 2.0, w))) is moves


def test_is_the_effort_three_for_each_weight_less_one():
    """Multiplications counted by a number that counts."""

    class Counting(float):
        made = 0

        def __mul__(self, other):
            Counting.made += 1
            return Counting(float(self) * float(other))

    w = [Counting(0)] + [Counting(0.9)] * 10
    a, delta = [Counting(2)], {10: Counting(-0.5)}
    for j in range(1, 11):
        a.append(w[j] * a[-1])
    for j in range(9, 0, -1):
        delta[j] = w[j + 1] * delta[j + 1]
    assert len([delta[j] * a[j - 1] for j in range(1, 11)]) == 10
    assert Counting.made == find("03-effort").right == 3 * 10 - 1


def test_do_the_numbers_of_the_students_chain_differ_in_size():
    """No two are alike, so that no slip hides behind another number."""
    sizes = sorted(abs(value) for value in THREE.values())
    assert all(q - p > 0.01 for p, q in pairwise(sizes))


def shown(figure):
    return {text.get_text() for axes in figure.axes for text in axes.texts}


def test_does_the_chain_show_activities_deltas_and_the_weights_between():
    figure = chain_diagram([0.5, -2.0], [3, 1.5, -3], "A chain.", deltas=[0.8, -0.4])
    assert {"$w_2$ = −2", "1.5", "−3", "$δ_1$\n0.8", "$δ_2$\n−0.4", "× $w_2$"} <= shown(figure)
    assert [line.is_dashed() for line in figure.axes[0].lines] == [False, True]
    assert not any("δ" in text for text in shown(chain_diagram([0.5], [3, 1.5], "A chain.")))


def test_do_both_topologies_hold_the_same_weights():
    left, right = two_topologies([0.5, -2.0, 1.0], "Two.").axes
    for axes in (left, right):
        assert [line.is_dashed() for line in axes.lines] == [False, True, False]
    assert len(left.patches) == len(right.patches) == 4


def test_do_markers_stand_for_measured_and_lines_for_predicted():
    times = np.linspace(0, 4, 50)
    curve = (times, find_rise(2.0, 0.01, times))
    axes = sudden_rise({"u": curve, "alone": curve}, "A rise.", {"u": curve}, [2.0]).axes[0]
    looks = {line.get_label(): (line.get_linestyle(), line.get_marker()) for line in axes.lines[1:]}
    assert looks["u, closed form"] == ("-", "None")
    assert looks["u, measured"] == ("None", "o")
    assert looks["alone"] == ("--", "None")
