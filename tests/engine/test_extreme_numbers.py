"""Does any finite input stay free of warnings, and are saturated gradients right?"""

import math

import numpy as np
import pytest
from backprop import Graph, Network, gradient_check, logsumexp
from backprop.activations import NAMES, activation
from hypothesis import given, settings
from hypothesis import strategies as st


def replay(graph, inputs):
    return graph.forward(**inputs), graph.backward()


def flat(graph, inputs):
    return graph.compile()(**inputs)


any_float = st.floats(allow_nan=False, allow_infinity=False)
FORMULAS = ["sigmoid(x) * y", "tanh(x) + y", "relu(x) - y", "exp(x) + y", "max(x, y)", "x * y",
            "x / (y * y + 1)", "x ** 2 + y", "x ** 3", "(x * x) ** 0.5", "log(x * x + 1)",
            "sum(sigmoid(x) * y)", "sum(logsumexp(x) * y)"]  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
@settings(derandomize=True, deadline=None, max_examples=60)
@given(any_float, any_float)
def test_is_every_finite_input_free_of_warnings(formula, x, y):
    graph = Graph(formula)
    for kind in (float, np.float64, np.float32, lambda v: np.array([v, 1.0])):
        with np.errstate(over="ignore"):  # the test's own cast to float32
            inputs = {name: kind({"x": x, "y": y}[name]) for name in graph.inputs}
        if not all(np.isfinite(value).all() for value in inputs.values()):
            continue
        for run in (replay, flat):
            try:
                value, gradients = run(graph, inputs)
            except FloatingPointError as error:  # infinity minus itself: said, not returned
                assert "is not a number" in str(error)
            else:
                assert not np.isnan(value).any()
                assert not any(np.isnan(g).any() for g in gradients.values())


@pytest.mark.parametrize("n", [-1e308, -1000.0, -700.0, 700.0, 1000.0, 1e308])
def test_is_a_saturated_sigmoid_flat_at_its_end(n):
    for x in (n, np.float64(n), np.array([n])):
        for graph in (Graph("sigmoid(x)"), Graph("tanh(x) / 2 + 0.5")):
            assert graph.forward(x=x) == pytest.approx(float(n > 0), abs=1e-300)
            assert graph.backward()["x"] == pytest.approx(0.0, abs=1e-300)
    sigmoid = activation("sigmoid", np.float64)
    assert sigmoid.f(np.array([n])) == pytest.approx(float(n > 0), abs=1e-300)
    assert sigmoid.f_prime(np.array([n])) == pytest.approx(0.0, abs=1e-300)


def test_are_softmax_logits_of_1000_given_finite_exact_gradients():
    net = Network([3, 3], f="softmax", bias=False)
    net.W[1] = np.diag([1000.0, -1000.0, 0.0])
    x = np.ones((3, 1))
    p = net.forward(x)
    np.testing.assert_array_equal(p, [[1.0], [0.0], [0.0]])
    t = np.array([[0.0], [1.0], [0.0]])
    assert net.loss(t) == 2000.0
    net.backward(t)
    np.testing.assert_array_equal(net.delta[1], [[1.0], [-1.0], [0.0]])
    graph = Graph(lambda n: (lambda lse: ((lse - n) * t).sum())(logsumexp(n)))
    assert graph.forward(n=net.n[1]) == 2000.0
    np.testing.assert_array_equal(graph.backward()["n"], net.delta[1])


@pytest.mark.parametrize("name", NAMES)
@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.lists(any_float, min_size=2, max_size=4))
def test_does_a_network_take_any_finite_number_without_a_warning(name, values):
    net = Network([len(values), 3, 2], f=["tanh" if name == "softmax" else name, name])
    net.forward(np.array(values))
    net.loss([0.0, 1.0])
    net.backward([0.0, 1.0])
    net.step(eta=0.1, momentum=0.9, decay=0.1)


@pytest.mark.parametrize("formula", FORMULAS)
def test_does_float32_stay_float32(formula):
    graph = Graph(formula)
    inputs = {name: np.array([0.5, 2.0], np.float32) for name in graph.inputs}
    for value, gradients in (replay(graph, inputs), flat(graph, inputs)):
        assert np.asarray(value).dtype == np.float32
        assert {g.dtype for g in gradients.values()} == {np.dtype(np.float32)}
    value = graph.forward(**{name: 0.5 for name in graph.inputs})
    assert type(value) is float
    assert {type(g) for g in graph.backward().values()} == {float}


@pytest.mark.parametrize("name", NAMES)
def test_does_a_float32_network_stay_float32_and_right(name):
    hidden = "tanh" if name == "softmax" else name
    net = Network([3, 4, 2], f=[hidden, name], dtype=np.float32, l2=0.01, average=True, seed=3)
    x, t = np.random.default_rng(0).normal(size=(3, 6)), np.eye(2)[:, [0, 1, 0, 1, 1, 0]]
    assert net.forward(x).dtype == np.float32
    assert gradient_check(net, x, t, quiet=True)
    net.step(eta=0.1, momentum=0.9, decay=0.01)
    arrays = [*net.W[1:], *net.b[1:], *net.dW[1:], *net.n[1:], *net.a[1:], *net.delta[1:]]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


def test_do_python_floats_follow_the_rules_of_infinity():
    assert Graph("1 / x").forward(x=0) == math.inf
    assert Graph("log(x)").forward(x=0) == -math.inf
    assert Graph("exp(x)").forward(x=1000) == math.inf
    assert Graph("1 / x").compile()(x=0.0) == (math.inf, {"x": -math.inf})
    root = Graph("x ** 0.5")
    assert root.forward(x=0) == 0
    assert root.backward() == {"x": math.inf}
