"""The functions a task's forward computation may use, in whatever numbers it is given.

One forward computation serves floats (a student's answer), complex numbers (the complex step),
`decimal.Decimal` (the lectures' numbers to 50 digits) and traced nodes (the misconceptions), so
each function here accepts all of them, alone or in an array.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

Number = Any  # float, complex, Decimal, a traced node, or a NumPy array of these


def _exp(x: Number) -> Number:
    """e**x; Decimal and traced nodes bring a method of that name, as NumPy's object arrays do."""
    return x.exp() if hasattr(x, "exp") else np.exp(x)


def _sigmoid(n: Number) -> Number:
    # The branch keeps the exponent negative: no overflow for any finite n.
    if n.real >= 0:
        return 1 / (1 + _exp(-n))
    e = _exp(n)
    return e / (1 + e)


def _tanh(n: Number) -> Number:
    return 2 * _sigmoid(2 * n) - 1


def _relu(n: Number) -> Number:
    return n if n.real > 0 else 0 * n


def _sigmoid_prime(n: Number) -> Number:
    return _sigmoid(n) * (1 - _sigmoid(n))


def _tanh_prime(n: Number) -> Number:
    return (1 - _tanh(n)) * (1 + _tanh(n))


def _relu_prime(n: Number) -> Number:
    return (1 if n.real > 0 else 0) + 0 * n


ACTIVATIONS: dict[str, tuple[Callable[[Number], Number], Callable[[Number], Number]]] = {
    "sigmoid": (_sigmoid, _sigmoid_prime),
    "tanh": (_tanh, _tanh_prime),
    "relu": (_relu, _relu_prime),
}
"""Name -> (f, f'), both functions of the net input n."""

SLOPES_FROM_A: dict[str, Callable[[Number], Number]] = {
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a * a,
    "relu": lambda a: (1 if a.real > 0 else 0) + 0 * a,
}
"""Name -> f' written with the activation a, as a student who has a wrong a will write it."""


def activate(name: str, n: Number) -> Number:
    """f(n), elementwise: one step of the graph, so that f'(n) is one factor of the chain rule."""
    if isinstance(n, np.ndarray):
        return np.array([activate(name, each) for each in n.ravel()]).reshape(n.shape)
    return n.activate(name) if hasattr(n, "activate") else ACTIVATIONS[name][0](n)


def sigmoid(n: Number) -> Number:
    """1 / (1 + e**-n)."""
    return activate("sigmoid", n)


def tanh(n: Number) -> Number:
    """(e**n - e**-n) / (e**n + e**-n)."""
    return activate("tanh", n)


def relu(n: Number) -> Number:
    """max(0, n)."""
    return activate("relu", n)


def exp(x: Number) -> Number:
    """e**x, elementwise."""
    return _exp(x)


def log(x: Number) -> Number:
    """The natural logarithm, elementwise."""
    if isinstance(x, np.ndarray):
        return np.array([log(each) for each in x.ravel()]).reshape(x.shape)
    # Decimal has it as ln(); traced nodes and the numbers of the forward mode as log().
    own = getattr(x, "ln", None) or getattr(x, "log", None)
    with np.errstate(all="ignore"):  # a mistake made on purpose may lead below zero
        return own() if own else np.log(x)


def maximum(p: Number, q: Number) -> Number:
    """The larger of two numbers: the max gate, which lets the gradient through on one side."""
    if isinstance(p, np.ndarray) or isinstance(q, np.ndarray):
        pairs = np.broadcast(np.asarray(p, object), np.asarray(q, object))
        return np.array([maximum(*pair) for pair in pairs]).reshape(pairs.shape)
    if hasattr(p, "maximum"):
        return p.maximum(q)
    if hasattr(q, "maximum"):
        return q.maximum(p)
    return p if p.real >= q.real else q
