"""Is every mistake a user can make met by a message that says what to do?"""

import numpy as np
import pytest
from backprop import ExpressionError, Graph, Network, gradient_check, sigmoid, train
from backprop.initialise import initialiser


def ready():
    graph = Graph("(x + y) * z")
    graph.forward(x=1, y=2, z=3)
    return graph


FORWARD = [
    (dict(x=1, y=2), TypeError, "no value for z"),
    (dict(x=1, y=2, z=3, w=4), TypeError, "unknown input 'w': the inputs are x, y, z"),
    (dict(x="two", y=2, z=3), TypeError, r"x must be a number .*'two' \(str\)"),
    (dict(x=None, y=2, z=3), TypeError, "x must be a number"),
    (dict(x={}, y=2, z=3), TypeError, "x must be a number"),
    (dict(x=1j, y=2, z=3), TypeError, "x must be a number"),
    (dict(x=float("nan"), y=2, z=3), ValueError, "x is NaN"),
    (dict(x=1, y=[[0.0, np.nan]], z=3), ValueError, r"y is NaN, not a number at index \(0, 1\)"),
    (dict(x=[], y=2, z=3), ValueError, "x is empty"),
    (dict(x=[[1], [1, 2]], y=2, z=3), ValueError, "x is not a rectangular array"),
    (dict(x=[1, 2], y=[1, 2, 3], z=3), ValueError, r"s0 = x \+ y: x \(2,\) and y \(3,\)"),
]


@pytest.mark.parametrize(("values", "kind", "message"), FORWARD)
def test_does_forward_say_which_value_is_wrong(values, kind, message):
    with pytest.raises(kind, match=message):
        Graph("(x + y) * z").forward(**values)


@pytest.mark.parametrize(("values", "kind", "message"), FORWARD)
def test_does_compiled_flat_code_refuse_the_same_values(values, kind, message):
    with pytest.raises((kind, TypeError)):  # Python itself names a missing or unknown argument
        Graph("(x + y) * z").compile()(**values)


def test_is_a_matrix_product_of_wrong_shapes_named():
    with pytest.raises(ValueError, match=r"f = W @ x: W \(2, 2\) and x \(3,\)"):
        Graph("W @ x").forward(W=np.eye(2), x=[1, 2, 3])


@pytest.mark.parametrize(
    ("do", "kind", "message"),
    [
        (lambda: Graph("x + y").backward(), RuntimeError, "backward before forward"),
        (lambda: Graph("x + y").nodes[0].value, RuntimeError, "no value yet"),
        (lambda: ready().nodes[0].grad, RuntimeError, "no gradient yet"),
        (lambda: ready().node("q"), KeyError, "no node 'q': there are x, y, z, s0, f"),
        (lambda: ready().nodes[0] + 1, RuntimeError, "already traced"),
        (lambda: Graph(3), TypeError, "a function or an expression string"),
        (lambda: Graph(lambda x: None), TypeError, "must return one value"),
        (lambda: Graph(lambda x: 5.0), TypeError, "must return one value"),
        (lambda: Graph(lambda *x: x[0]), TypeError, "name each input"),
        (lambda: Graph(lambda x: x if x > 0 else -x), TypeError, "use relu or maximum"),
        (lambda: Graph(lambda x: max(x, 1)), TypeError, "use relu or maximum"),
        (lambda: Graph(lambda x: np.arctan(x)), TypeError, "np.arctan is no gate"),
        (lambda: Graph(lambda x: x + "a"), TypeError, "a constant must be a number"),
        (lambda: Graph(lambda x: x + ready().output), ValueError, "belongs to another graph"),
        (lambda: Graph(lambda grad_x: grad_x * 2), ValueError, "'grad_x' cannot name"),
        (lambda: Graph(lambda exp: exp * 2), ValueError, "'exp' cannot name"),
        (lambda: Graph(lambda x: (x + 1).named("x") * 2), ValueError, "two values are named 'x'"),
        (
            lambda: Graph("log(x)").forward(x=-1),
            FloatingPointError,
            r"f = log\(x\) is not a number, with x = -1.0",
        ),
        (lambda: Graph("log(x)").compile()(x=-1.0), FloatingPointError, "with x = -1.0"),
        (lambda: sigmoid("a"), TypeError, "sigmoid must be a number"),
        (lambda: gradient_check(3), TypeError, "a Graph, a Network or a function"),
        (lambda: gradient_check(Network([1, 1]), [1]), TypeError, r"needs \(x, t\)"),
        (lambda: gradient_check(sum, [1.0, 2.0], [1.0]), ValueError, r"shape \(1,\).*\(2,\)"),
    ],
)
def test_is_each_misuse_met_by_its_own_message(do, kind, message):
    with pytest.raises(kind, match=message):
        do()


def test_does_an_overflow_that_spoils_a_gradient_name_the_gate():
    graph = Graph("1 / (1 + exp(-n))")
    assert graph.forward(n=-1000) == 0
    with pytest.raises(FloatingPointError, match=r"∂f/∂n is not a number: s1 = exp\(s0\) is inf"):
        graph.backward()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(x + * z", r"invalid syntax \(column 6\)\n    \(x \+ \* z\n         \^"),
        ("x + ", "column"),
        ("", "empty"),
        ("   ", "empty"),
        ("x ^ 2", "write \\*\\*"),
        ("x.real", r"Attribute is not allowed in an expression \(column 1\)"),
        ("__import__('os').system('ls')", "not allowed|unknown function"),
        ("[x for x in y]", "ListComp is not allowed"),
        ("lambda: x", "Lambda is not allowed"),
        ("x if y else z", "IfExp is not allowed"),
        ("x < y", "Compare is not allowed"),
        ("x and y", "BoolOp is not allowed"),
        ("'text' + x", r"Constant is not allowed in an expression \(column 1\)"),
        ("True * x", "Constant is not allowed"),
        ("1j * x", "Constant is not allowed"),
        ("x % 2", "BinOp is not allowed"),
        ("sin(x)", "unknown function sin: there are exp, log"),
        ("max(x)", "max takes 2 operands"),
        ("exp(x, y)", "exp takes 1 operand "),
        ("exp(x=1)", "exp takes 1 operand "),
        ("exp + x", "exp is a function"),
        ("x / (1 / 0 + y)", "division by zero"),
        ("import os", "write one expression"),
        ("x = 1; x = 2; x + y", "assigned once"),
        ("y = x * x; x = 3; y + x", "assigned once"),
        ("x + y; x * y", "write one expression"),
        ("q += x", "write one expression"),
        ("a, b = x; a", "write one expression"),
        ("(" * 300 + "x" + ")" * 300, "."),
        ("x\0y", "."),
        ("1e999 * x", "constant"),
    ],
)
def test_does_a_malformed_expression_say_where(text, message):
    with pytest.raises(ExpressionError, match=message):
        Graph(text)


def stepped():
    net = Network([2, 1])
    net.forward([1, 2])
    net.backward([1])
    net.step(eta=1)
    return net


def forwarded():
    net = Network([3, 2, 2])
    net.forward([1, 4, 5])
    return net


@pytest.mark.parametrize(
    ("do", "kind", "message"),
    [
        (lambda: Network([2, 1]).loss([1]), RuntimeError, "loss before forward"),
        (lambda: Network([2, 1]).backward([1]), RuntimeError, "backward before forward"),
        (lambda: Network([2, 1]).step(eta=1), RuntimeError, "step before backward"),
        (lambda: stepped().step(eta=1), RuntimeError, "step before backward"),
        (lambda: stepped().backward([1]), RuntimeError, "also after each step"),
        (lambda: Network([2]), ValueError, "an input and an output"),
        (lambda: Network([2, 0, 1]), ValueError, "at least one unit"),
        (lambda: Network([2, 1.5]), TypeError, "whole numbers"),
        (lambda: Network(3), TypeError, "whole numbers"),
        (lambda: Network([2, 1], f="step"), ValueError, "unknown activation 'step': there are"),
        (lambda: Network([2, 2, 1], f=["tanh"]), ValueError, "one name for each of the 2 layers"),
        (lambda: Network([2, 2, 1], f="softmax"), ValueError, "softmax only as the last"),
        (lambda: Network([2, 1], dtype=int), ValueError, "float32 or float64, not int"),
        (lambda: Network([2, 1], init="large"), ValueError, "unknown initialiser 'large'"),
        (lambda: initialiser("no"), ValueError, "there are zero, gaussian"),
        (lambda: Network([2, 1], l2="a"), TypeError, "l2 must be a number"),
        (lambda: forwarded().W.__setitem__(1, np.eye(2)), ValueError,
         r"W\[1\] of layer 1 has shape \(2, 3\), not \(2, 2\)"),
        (lambda: forwarded().W.__setitem__(0, np.eye(2)), IndexError, "layers count from 1"),
        (lambda: Network([2, 1], bias=False).b.__setitem__(1, [[1]]), IndexError, "cannot be set"),
        (lambda: Network([3, 2]).forward(np.ones((2, 4))), ValueError,
         r"x has shape \(2, 4\), but W\[1\] \(2, 3\) of layer 1 needs \(3, batch\)"),
        (lambda: Network([3, 2]).forward([1, 2, np.nan]), ValueError, "x is NaN|NaN"),
        (lambda: Network([3, 2]).forward([1, 2, np.inf]), ValueError, "infinity"),
        (lambda: Network([3, 2]).forward("abc"), TypeError, "x must be a number"),
        (lambda: Network([3, 2]).forward(np.ones((3, 0))), ValueError, "x is empty|nothing"),
        (lambda: forwarded().loss([1, 2, 3]), ValueError,
         r"t has shape \(3,\), but the output a\[2\] of layer 2 needs \(2, 1\)"),
        (lambda: forwarded().backward(np.ones((2, 5))), ValueError, r"needs \(2, 1\)"),
        (lambda: train(Network([1, 1]), [[1]], [[1]], eta=1, epochs=0), ValueError, "at least 1"),
        (lambda: train(Network([1, 1]), [[1]], [[1]], eta=1, epochs=1, batch=0), ValueError,
         "at least 1"),
    ],
)  # fmt: skip
def test_is_each_misuse_of_a_network_met_by_its_own_message(do, kind, message):
    with pytest.raises(kind, match=message):
        do()


@pytest.mark.parametrize("rate", ["a", None, np.nan, np.inf])
def test_is_a_rate_that_is_no_finite_number_refused(rate):
    net = forwarded()
    net.backward([1, 2])
    before = net.parameters.flat.copy()
    with pytest.raises((TypeError, ValueError), match="eta"):
        net.step(eta=rate)
    np.testing.assert_array_equal(net.parameters.flat, before)
