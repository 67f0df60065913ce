"""Does the right answer pass, in every style a student may write it in?"""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from autograder.checking.asks import Gradient
from autograder.checking.judge import judge
from autograder.checking.question import ask, traces
from autograder.checking.response import collect
from autograder.checking.trace import Trace, elements
from tests.checking import networks as net


def verdict(task, answer, seed=7):
    question = ask(task, seed)
    return judge(task, question, collect(question, answer))


def in_loops(x, t, W1, W2):
    dW1, dW2 = np.zeros_like(W1), np.zeros_like(W2)
    for k in range(x.shape[1]):
        one1, one2 = net.backward(x[:, [k]], t[:, [k]], W1, W2)
        dW1 += one1
        dW2 += one2
    return dW1, dW2


def with_einsum(x, t, W1, W2):
    a1 = net.f(np.einsum("ij,jk->ik", W1, x))
    y = net.f(np.einsum("ij,jk->ik", W2, a1))
    delta2 = (y - t) * y * (1 - y)
    delta1 = np.einsum("ij,ik->jk", W2, delta2) * a1 * (1 - a1)
    return np.einsum("ik,jk->ij", delta1, x), np.einsum("ik,jk->ij", delta2, a1)


def in_float32(x, t, W1, W2):
    return net.backward(*(np.float32(each) for each in (x, t, W1, W2)))


def as_lists(x, t, W1, W2):
    return [each.tolist() for each in net.backward(x, t, W1, W2)]


def as_dictionary(x, t, W1, W2):
    return dict(zip(("W1", "W2"), net.backward(x, t, W1, W2), strict=True))


def changing_its_inputs(x, t, W1, W2):
    found = net.backward(x, t, W1, W2)
    x *= 0
    W1 *= 0
    return found


def noisily(x, t, W1, W2):
    print("debugging")
    np.log(np.array([-1.0]))
    np.exp(np.array([1e4]))
    return net.backward(x, t, W1, W2)


STYLES = [
    net.backward, in_loops, with_einsum, in_float32, as_lists, as_dictionary,
    changing_its_inputs, noisily,
]  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_does_every_right_style_earn_all_points(style):
    for seed in range(20):
        found = verdict(net.BACKWARD, style, seed)
        assert (found.status, found.points) == ("right", 4), found.message


def test_is_a_function_told_that_it_changes_its_inputs():
    found = verdict(net.BACKWARD, changing_its_inputs)
    assert found.points == 4 and "your function changes x, W1 itself" in found.message
    assert verdict(net.BACKWARD, net.backward).message == ""


@pytest.mark.parametrize(
    ("task", "answers"),
    [
        (net.LOSS, [0.0739, 0.07388, 0.0738791533687, np.float32(0.0739), np.array([0.0739])]),
        (net.DE_DW5, [-0.0533, -0.0534, -0.05338, np.array([[-0.0534]]), [-0.0534]]),
        (net.DE_DW3, [-0.0036, -0.003617]),
        (net.NET_INPUT, [0.351, 0.3505]),
        (net.SLOPE, [0.2365, 0.2366]),
        (net.W5_NEW, [0.2373, 0.2374, 0.237367]),
    ],
)
def test_are_hand_answers_taken_as_printed_cut_or_rounded(task, answers):
    for answer in answers:
        assert verdict(task, answer).status == "right", answer


@pytest.mark.parametrize(
    ("task", "answers"),
    [
        (net.LOSS, [0.0743, 0.0735, 0.07, 0.08, 0.1]),
        (net.DE_DW5, [-0.05, -0.055, 0.0533, -0.0522, 0.0]),
        (net.NET_INPUT, [0.353, 0.361]),
        (net.W5_NEW, [0.2, 0.2385, 0.24, 0.23]),
    ],
)
def test_are_near_misses_refused(task, answers):
    for answer in answers:
        assert verdict(task, answer).points == 0, answer


def test_does_a_task_answered_by_code_refuse_a_hand_answer():
    exact = net.number(Gradient("E", "w5"), exact=True)
    assert verdict(exact, -0.0534).points == 0
    assert verdict(exact, -0.0533813685922).points == 1


def test_does_one_right_part_of_two_earn_half():
    found = verdict(net.BACKWARD, lambda *a: (net.backward(*a)[0], 3 * net.backward(*a)[1]))
    assert (found.status, found.points) == ("partly", 2)
    assert "∂E/∂W2" in found.message and "∂E/∂W1" not in found.message


def test_is_the_truth_the_derivative_by_three_independent_ways():
    """Complex step (the truth) against central differences, HIPS autograd and the path sum."""

    def loss(W1, W2, x, t):
        y = 1 / (1 + anp.exp(-anp.dot(W2, 1 / (1 + anp.exp(-anp.dot(W1, x))))))
        return anp.sum((t - y) ** 2) / 2

    for trace in traces(net.BACKWARD, 3):
        truth = net.BACKWARD.asks.truth(trace)
        inputs = {
            n: np.vectorize(lambda node: node.value)(trace[n]) for n in ("W1", "W2", "x", "t")
        }
        (loss_node,) = elements(trace["E"])
        paths = trace.gradient(loss_node)
        for k, name in enumerate(("W1", "W2")):
            other = grad(loss, k)(*inputs.values())
            np.testing.assert_allclose(truth[name], other, rtol=1e-12)
            by_paths = [paths[node.index] for node in elements(trace[name])]
            np.testing.assert_allclose(truth[name].ravel(), by_paths, rtol=1e-12)
            np.testing.assert_allclose(truth[name], central(loss, inputs, name), rtol=1e-7)


def central(loss, inputs, name, h=1e-6):
    found = np.zeros_like(inputs[name])
    for where in np.ndindex(found.shape):
        moved = [{k: v.copy() for k, v in inputs.items()} for _ in range(2)]
        moved[0][name][where] += h
        moved[1][name][where] -= h
        found[where] = (loss(*moved[0].values()) - loss(*moved[1].values())) / (2 * h)
    return found


def test_does_the_truth_match_the_lecture():
    trace = Trace(net.scalars, net.GIVEN)
    assert trace["E"].value == pytest.approx(0.0738791533687, rel=1e-11)
    assert net.DE_DW5.asks.truth(trace)["w5"] == pytest.approx(-0.0533813685922, rel=1e-11)


def test_do_two_checks_of_a_function_draw_different_inputs():
    assert ask(net.BACKWARD, 1)["calls"] != ask(net.BACKWARD, 2)["calls"]
    assert ask(net.BACKWARD, 1) == ask(net.BACKWARD, 1)
