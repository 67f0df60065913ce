"""Are graph, network and flat code one algorithm, and is it right, whatever the layers?"""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from backprop import Graph, Network, gradient_check, logsumexp, relu, sigmoid, tanh, total
from hypothesis import given, settings
from hypothesis import strategies as st

thorough = settings(derandomize=True, deadline=None, max_examples=60)
TRACED = {"linear": lambda n: n, "sigmoid": sigmoid, "tanh": tanh, "relu": relu}
AUTOGRAD = {"linear": lambda n: n, "sigmoid": lambda n: 1 / (1 + anp.exp(-n)),
            "tanh": anp.tanh, "relu": lambda n: anp.maximum(n, 0.0)}  # fmt: skip


@st.composite
def problems(draw):
    """A network with random weights, a batch x and targets t."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    f = [draw(st.sampled_from(sorted(TRACED))) for _ in sizes[1:]]
    if draw(st.booleans()):
        f[-1] = "softmax"
    net = Network(sizes, f=f, bias=draw(st.booleans()), l2=draw(st.sampled_from([0.0, 0.1])),
                  average=draw(st.booleans()))  # fmt: skip
    rng, m = np.random.default_rng(draw(st.integers(0, 10_000))), draw(st.integers(1, 5))
    for j in range(1, len(sizes)):
        net.W[j] = rng.normal(size=net.W[j].shape)
        if net.b[j] is not None:
            net.b[j] = rng.normal(size=net.b[j].shape)
    return net, rng.normal(size=(sizes[0], m)), rng.normal(size=(sizes[-1], m))


def loss_by(functions, lse, add_up, net, parameters, x, t):
    """E as mathematics, for nodes of a graph and for autograd's arrays."""
    a, n, penalty, top = x, None, 0.0, len(net.sizes) - 1
    for j in range(1, top + 1):
        W, b = parameters[f"W{j}"], parameters.get(f"b{j}")
        n = W @ a if b is None else W @ a + b
        a = n if net.f[j].name == "softmax" else functions[net.f[j].name](n)
        penalty = penalty + add_up(W * W)
    E = add_up(t * (lse(n) - n)) if net.f[top].name == "softmax" else add_up((t - a) ** 2) / 2
    return (E / t.shape[1] if net.average else E) + net.l2 / 2 * penalty


def parameters_of(net):
    found = {f"W{j}": W.copy() for j, W in enumerate(net.W[1:], 1)}
    return found | {f"b{j}": b.copy() for j, b in enumerate(net.b[1:], 1) if b is not None}


def gradients_of(net):
    found = {f"W{j}": W for j, W in enumerate(net.dW[1:], 1)}
    return found | {f"b{j}": b for j, b in enumerate(net.db[1:], 1) if b is not None}


def run(net, x, t):
    net.forward(x)
    E = net.loss(t)
    net.backward(t)
    return E


def autograd_logsumexp(n):
    return anp.log(anp.sum(anp.exp(n), axis=0, keepdims=True))


@thorough
@given(problems())
def test_does_a_network_agree_with_hips_autograd(problem):
    net, x, t = problem
    run(net, x, t)
    expected = grad(lambda p: loss_by(AUTOGRAD, autograd_logsumexp, anp.sum, net, p, x, t))(
        parameters_of(net)
    )
    for name, found in gradients_of(net).items():
        scale = 1e-3 + np.max(np.abs(expected[name]))  # one softmax unit has nothing to learn
        np.testing.assert_allclose(found, expected[name], rtol=1e-9, atol=1e-12 * scale)


@thorough
@given(problems())
def test_does_a_network_agree_with_its_graph_and_its_flat_code(problem):
    net, x, t = problem
    E = run(net, x, t)
    values = parameters_of(net)
    names = ", ".join(values)
    graph = Graph(
        eval(
            f"lambda {names}: loss(dict({', '.join(f'{n}={n}' for n in values)}))",
            {"loss": lambda p: loss_by(TRACED, logsumexp, total, net, p, x, t)},
        )
    )
    value, flat = graph.compile()(**values)
    assert graph.forward(**values) == pytest.approx(E, rel=1e-12)
    assert value == pytest.approx(E, rel=1e-12)
    by_graph = graph.backward()
    for name, found in gradients_of(net).items():
        tolerance = 1e-12 * (1e-3 + np.max(np.abs(found)))
        np.testing.assert_allclose(found, by_graph[name], rtol=1e-12, atol=tolerance)
        np.testing.assert_allclose(found, flat[name], rtol=1e-12, atol=tolerance)


@thorough
@given(problems())
def test_do_central_differences_agree_with_a_network(problem):
    net, x, t = problem
    found = gradient_check(net, x, t, quiet=True)
    assert found, str(found)


def test_is_a_chain_of_units_the_product_rule_of_lecture_004():
    net = Network([1, 1, 1, 1], f="linear", bias=False, init=1.0)
    for j, w in enumerate((2.0, -0.5, 3.0), 1):
        net.W[j] = [[w]]
    assert net.forward([0.7])[0, 0] == pytest.approx(2 * -0.5 * 3 * 0.7)
    net.backward([1.0])
    e = 2 * -0.5 * 3 * 0.7 - 1.0
    assert net.dW[2][0, 0] == pytest.approx(e * 3 * 2 * 0.7)  # the weights after it, and h before


def test_is_one_layer_the_delta_rule():
    net = Network([3, 2], f="linear", bias=False, init=0.5)
    x, t = np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [4.0]])
    o = net.forward(x)
    net.backward(t)
    net.step(eta=0.1)
    np.testing.assert_allclose(net.W[1] - 0.5, 0.1 * (t - o) @ x.T, rtol=1e-13)
