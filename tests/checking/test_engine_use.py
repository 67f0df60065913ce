"""Does a gradient copied from the engine earn nothing, and a tool of the course cost nothing?"""

import sys

import numpy as np
import pytest
from backprop import Graph, Network, gradient_check, sigmoid

from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.tasks import find

COMPILED = Graph("(1 - sigmoid(w * x)) ** 2 / 2").compile()


def by_network(x, t, W1, W2):
    net = Network([2, 2, 1], bias=False)
    net.W[1], net.W[2] = W1, W2
    net.forward(x)
    net.backward(t)
    return net.dW[1].copy(), net.dW[2].copy()


def by_graph(x, t, W1, W2):
    graph = Graph(lambda W1, W2: ((t - sigmoid(W2 @ sigmoid(W1 @ x))) ** 2).sum() / 2)
    graph.forward(W1=W1, W2=W2)
    return tuple(graph.backward().values())


def by_hand(x, t, W1, W2):
    a1 = sigmoid(W1 @ x)
    y = sigmoid(W2 @ a1)
    delta2 = (y - t) * y * (1 - y)
    return (W2.T @ delta2 * a1 * (1 - a1)) @ x.T, delta2 @ a1.T


def beside_flat_code(x, t, W1, W2):
    COMPILED(x=1.0, w=2.0)
    return by_hand(x, t, W1, W2)


def beside_a_check(x, t, W1, W2):
    gradient_check(lambda w: w**2, 3.0, 6.0, quiet=True)
    return by_hand(x, t, W1, W2)


def verdict(function):
    task = find("06-backward")
    question = ask(task, 1)
    return judge(task, question, collect(question, function))


@pytest.mark.parametrize("function", [by_network, by_graph, beside_flat_code, beside_a_check])
def test_does_the_engine_earn_no_point_in_a_function_to_write_oneself(function):
    said = verdict(function)
    assert (said.status, said.points) == ("error", 0)
    assert "engine" in said.text and function.__name__ in said.text


def test_is_a_backward_pass_with_the_courses_sigmoid_right():
    assert verdict(by_hand).points == find("06-backward").points


def test_is_the_profiler_that_was_there_put_back():
    def profiler(*_):
        return None

    sys.setprofile(profiler)
    try:
        verdict(by_hand)
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(None)


def test_is_a_function_that_fails_still_said_to_fail():
    assert "ZeroDivisionError" in verdict(lambda *_: np.float64(1) if 1 / 0 else 0).text
