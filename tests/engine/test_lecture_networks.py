"""Is the engine right on every network the lectures work through?"""

import numpy as np
import pytest
from backprop import Graph, gradient_check

from .lectures import LECTURES, by_autograd, network

EVERY = pytest.mark.parametrize("lecture", LECTURES.values(), ids=LECTURES)
LAYERED = pytest.mark.parametrize("name", ["aksoy.221", "aksoy.322", "hmk"])


@EVERY
def test_does_forward_give_every_exact_value(lecture):
    graph = Graph(lecture.expression)
    assert graph.forward(**lecture.inputs) == pytest.approx(lecture.values[lecture.out], rel=1e-13)
    for name, exact in lecture.values.items():
        assert graph.node(name).value == pytest.approx(exact, rel=1e-13, abs=1e-15)


@EVERY
def test_does_backward_give_every_exact_gradient(lecture):
    graph = Graph(lecture.expression)
    graph.forward(**lecture.inputs)
    found = graph.backward()
    for name, exact in lecture.gradients.items():
        assert graph.node(name).grad == pytest.approx(exact, rel=1e-12, abs=1e-15)
        assert name in lecture.values or found[name] == graph.node(name).grad


@EVERY
def test_do_flat_code_and_its_function_give_the_same(lecture):
    graph = Graph(lecture.expression)
    value, gradients = graph.compile()(**lecture.inputs)
    scope = dict(lecture.inputs)
    exec(graph.flat_code(), scope)
    assert value == scope[lecture.out] == pytest.approx(graph.forward(**lecture.inputs), rel=1e-14)
    for name, expected in graph.backward().items():
        assert gradients[name] == scope[f"grad_{name}"] == pytest.approx(expected, rel=1e-14)


@EVERY
def test_does_hips_autograd_agree(lecture):
    graph = Graph(lecture.expression)
    graph.forward(**lecture.inputs)
    for name, expected in by_autograd(lecture).items():
        assert graph.backward()[name] == pytest.approx(expected, rel=1e-12, abs=1e-15)


@EVERY
def test_do_central_differences_agree(lecture):
    assert gradient_check(Graph(lecture.expression), quiet=True, **lecture.inputs)


@LAYERED
def test_does_the_network_give_every_exact_gradient(name):
    net, x, t, places = network(name)
    lecture = LECTURES[name]
    net.forward(x)
    assert net.loss(t) == pytest.approx(lecture.values["E"], rel=1e-13)
    net.backward(t)
    for j, names in enumerate(places, 1):
        exact = [[lecture.gradients[w] for w in row] for row in names["W"]]
        np.testing.assert_allclose(net.dW[j], exact, rtol=1e-12)
        if names["b"]:
            exact = [[lecture.gradients[w] for w in row] for row in names["b"]]
            np.testing.assert_allclose(net.db[j], exact, rtol=1e-12)
    assert gradient_check(net, x, t, quiet=True)


def test_does_the_loss_of_the_2_2_1_network_fall_as_exactly_computed_after_one_step():
    net, x, t, _ = network("aksoy.221")
    net.forward(x)
    net.backward(t)
    net.step(eta=0.7)
    assert net.W[2].ravel() == pytest.approx([0.237366958015, 0.637521200584], rel=1e-11)
    net.forward(x)
    assert net.loss(t) == pytest.approx(0.0698461275915, rel=1e-11)
