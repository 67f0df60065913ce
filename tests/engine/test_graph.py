"""Does a graph show what happened in it, and does its flat code read as the lecture's does?"""

import gc
import sys
import tracemalloc

import numpy as np
import pytest
from backprop import Graph, exp, logsumexp, maximum, relu, sigmoid, tanh, total
from backprop.gates import GATES
from backprop.lecture import AddGate, ComputationalGraph, MaxGate, MultiplyGate, SigmoidGate


def test_does_the_flat_code_of_lecture_001s_circuit_read_as_the_lecture_writes_it():
    code = Graph("sigmoid(w0 * x0 + w1 * x1 + w2)").flat_code()
    assert (
        code
        == """from math import exp
# forward
s0 = w0 * x0
s1 = w1 * x1
s2 = s0 + s1
s3 = s2 + w2
f = 1 / (1 + exp(-s3))
# backward
grad_f = 1.0
grad_s3 = grad_f * (1 - f) * f
grad_s2 = grad_s3
grad_w2 = grad_s3
grad_s0 = grad_s2
grad_s1 = grad_s2
grad_w1 = grad_s1 * x1
grad_x1 = grad_s1 * w1
grad_w0 = grad_s0 * x0
grad_x0 = grad_s0 * w0
"""
    )


def test_is_the_printed_flat_code_the_very_text_that_runs():
    graph = Graph("x * x + y")
    assert graph.compile().__doc__ == graph.flat_code()
    assert "grad_x += grad_s0 * x" in graph.flat_code()  # a node used twice: paths add


def test_do_names_in_an_expression_name_the_nodes():
    graph = Graph("q = x + y; f = q * z")
    assert graph.forward(x=-2, y=5, z=-4) == -12.0
    assert graph.backward() == {"x": -4.0, "y": -4.0, "z": 3.0}
    assert "q = x + y" in graph.flat_code()
    q = graph.node("q")
    assert (q.value, q.grad, q.gate) == (3.0, -4.0, "add")
    assert [parent.name for parent in q.parents] == ["x", "y"]
    assert (q.local, q.downstream) == ((1.0, 1.0), (-4.0, -4.0))
    assert graph.output.local == (-4.0, 3.0)


def test_does_every_node_hold_upstream_local_and_downstream_as_data():
    graph = Graph("sigmoid(w * x) * max(x, 2 * w) / (x - w) ** 3 + exp(-x) * relu(w)")
    graph.forward(w=0.5, x=2.0)
    gradients = graph.backward()
    arrived = dict.fromkeys((node.name for node in graph.nodes), 0.0)
    for node in graph.nodes:
        for parent, local, down in zip(node.parents, node.local, node.downstream, strict=True):
            assert down == pytest.approx(node.grad * local, rel=1e-14)
            if parent.gate != "constant":
                arrived[parent.name] += down
    for name, gradient in gradients.items():
        assert arrived[name] == pytest.approx(gradient, rel=1e-13)


def test_do_paths_list_their_factors_from_the_loss_down():
    graph = Graph("h = x * w; y = h * v + h; E = y ** 2")
    graph.forward(x=3, w=2, v=5)
    graph.backward()
    paths = list(graph.paths("w"))
    assert [[node.name for node in path.nodes] for path in paths] == [
        ["E", "y", "s1", "h", "w"], ["E", "y", "h", "w"]]  # fmt: skip
    assert [path.factors for path in paths] == [(72.0, 1.0, 5.0, 3.0), (72.0, 1.0, 3.0)]
    assert sum(path.product for path in paths) == graph.node("w").grad
    assert str(paths[1]) == "E <- y <- h <- w: 72 * 1 * 3"


def test_are_gates_that_the_output_does_not_need_left_out():
    graph = Graph(lambda x, unused: (unused / 0.0, x * 2)[1] + 0 * x)
    assert graph.forward(x=3.0, unused=1.0) == 6.0
    assert graph.backward() == {"x": 2.0, "unused": 0.0}
    assert graph.compile()(x=3.0, unused=1.0) == (6.0, {"x": 2.0, "unused": 0.0})


def test_is_an_input_that_is_the_output_its_own_gradient():
    for graph in (Graph("x"), Graph(lambda x: x)):
        assert (graph.forward(x=3), graph.backward()) == (3.0, {"x": 1.0})
        assert graph.compile()(x=3) == (3.0, {"x": 1.0})
        assert [len(path.factors) for path in graph.paths("x")] == [0]


def test_does_an_unused_array_get_a_gradient_of_zeros_in_its_shape():
    graph = Graph(lambda x, y: x * 2)
    graph.forward(x=1.0, y=np.ones((2, 3)))
    for found in (graph.backward()["y"], graph.compile()(x=1.0, y=np.ones((2, 3)))[1]["y"]):
        np.testing.assert_array_equal(found, np.zeros((2, 3)))


def test_is_an_error_surface_one_call():
    graph = Graph("(t - sigmoid(w * x + b)) ** 2 / 2")
    w, b = np.linspace(-4, 4, 200)[:, None], np.linspace(-4, 4, 200)[None, :]
    surface = graph.forward(w=w, b=b, x=0.5, t=1)
    value, gradients = graph.compile()(w=w, b=b, x=0.5, t=1)
    assert surface.shape == value.shape == (200, 200)
    assert gradients["w"].shape == (200, 1)
    assert surface[3, 7] == pytest.approx(graph.forward(w=w[3, 0], b=b[0, 7], x=0.5, t=1))
    full = graph.compile()(w=w + 0 * b, b=b + 0 * w, x=0.5, t=1)[1]["w"]
    graph.forward(w=w[3, 0], b=b[0, 7], x=0.5, t=1)
    assert full[3, 7] == pytest.approx(graph.backward()["w"])


def test_does_flat_code_leave_arrays_it_was_given_alone():
    graph = Graph("(x + y) * x + x * 3")
    x, y = np.ones((2, 2)), np.full((2, 2), 2.0)
    graph.compile()(x=x, y=y)
    graph.forward(x=x, y=y)
    graph.backward()
    np.testing.assert_array_equal([x, y], [np.ones((2, 2)), np.full((2, 2), 2.0)])


def test_do_constant_arrays_stay_in_the_flat_code():
    x, target = np.array([1.0, 2.0]), np.array([[3.0], [4.0]], np.float32)
    graph = Graph(lambda w: (target - w * x).sum())
    expected = (graph.forward(w=2.0), graph.backward())
    assert graph.compile()(w=2.0) == expected
    scope = {"w": 2.0}
    exec(graph.flat_code(), scope)
    assert (scope["f"], {"w": scope["grad_w"]}) == expected


def test_do_numpys_functions_trace_too():
    graph = Graph(lambda x, y: np.exp(x) * np.tanh(y) + np.maximum(x, y) + np.float64(2) * x
                  + np.sum(np.ones(1) * y))  # fmt: skip
    assert graph.forward(x=0.0, y=1.0) == pytest.approx(np.tanh(1) + 1 + 0 + 1)


def test_do_the_functions_also_work_on_plain_numbers():
    assert sigmoid(0) == 0.5 and tanh(0.0) == 0.0 and relu(-1) == 0.0 and exp(0) == 1.0
    assert maximum(1, 2) == 2.0 and total([1, 2, 3]) == 6.0
    np.testing.assert_allclose(logsumexp([1000.0, 1000.0]), [1000 + np.log(2)])


def test_is_anything_to_the_power_zero_a_flat_one():
    graph = Graph("x ** 0")
    assert (graph.forward(x=0), graph.backward()) == (1.0, {"x": 0.0})


def test_is_minus_zero_kept_apart_from_zero():
    assert np.signbit(Graph(lambda x: (x + 0.0) * 0 + x * -0.0).forward(x=1.0)) == np.False_
    assert np.signbit(Graph("x * -0.0").forward(x=1.0))


def test_does_every_gate_of_the_table_write_one_rule_for_each_operand():
    for gate in GATES.values():
        assert ("b" in gate.value.replace("sub", "").split() or gate.arity == 1 or
                gate.value == "max(a, b)")  # fmt: skip
        assert all("g" in rule for rule in gate.downstream)


def chain(gates):
    def function(x):
        for _ in range(gates // 4):
            x = x * 0.999999 + 1e-9
            x = x * x / x
        return x

    return function


def test_is_a_graph_of_a_million_gates_built_run_and_freed_without_recursion():
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        graph = Graph(chain(1_000_000))
        assert graph.forward(x=1.0) < 1
        assert graph.backward()["x"] == pytest.approx(0.999999**250_000, rel=1e-9)
        assert graph.output.parents[0].gate == "multiply"
        del graph
    finally:
        sys.setrecursionlimit(limit)


def test_does_a_gate_cost_at_most_180_bytes_and_give_them_back():
    gc.collect()
    tracemalloc.start()
    try:
        graph = Graph(chain(100_000))
        graph.forward(x=1.0)
        graph.backward()
        assert tracemalloc.get_traced_memory()[1] / 100_000 < 180
        gc.disable()
        del graph  # no reference cycle: nothing waits for the collector
        assert tracemalloc.get_traced_memory()[0] < 100_000
    finally:
        gc.enable()
        tracemalloc.stop()


CIRCUITS = {
    "x * (y + z)": ([(AddGate(), ["y", "z"], "q"), (MultiplyGate(), ["x", "q"], "f")],
                    {"x": 3.0, "y": 4.0, "z": -2.0}),
    "(x + y) * z": ([(AddGate(), ["x", "y"], "q"), (MultiplyGate(), ["q", "z"], "f")],
                    {"x": -2.0, "y": 5.0, "z": -4.0}),
    "sigmoid(w * x) + max(w, x)": (
        [(MultiplyGate(), ["w", "x"], "n"), (SigmoidGate(), ["n"], "a"),
         (MaxGate(), ["w", "x"], "m"), (AddGate(), ["a", "m"], "f")],
        {"w": 2.0, "x": 0.3}),
}  # fmt: skip


@pytest.mark.parametrize(("expression", "circuit"), CIRCUITS.items(), ids=CIRCUITS)
def test_do_the_gate_objects_of_lecture_000_agree_with_the_engine(expression, circuit):
    gates, inputs = circuit
    by_gates, graph = ComputationalGraph(gates), Graph(expression)
    assert by_gates.forward(inputs) == pytest.approx(graph.forward(**inputs), rel=1e-15)
    assert by_gates.backward() == pytest.approx(graph.backward(), rel=1e-15)
