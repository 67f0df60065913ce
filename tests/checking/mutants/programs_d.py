"""Right backward passes as students write them: written and run once after all mending was done."""

import numpy as np

from autograder.checking import arithmetic as ar
from autograder.checking.asks import Gradient, Update
from tests.checking.mutants import programs_a
from tests.checking.mutants.draws import draw
from tests.checking.mutants.programs_a import code, f, f_prime, g, g_prime

# 1: one matrix there and, transposed, back


def tied(x, W):
    n = W @ x
    h = ar.tanh(n)
    r = W.T @ h
    E = ((r - x) ** 2).sum() / 2
    return locals()


def backward_tied(x, W):
    n = W @ x
    h = g(n)
    r = W.T @ h
    # backward
    dr = r - x
    dh = W @ dr
    dn = dh * g_prime(n)
    dW = h @ dr.T
    dW += dn @ x.T
    return dW


# 2: one hidden unit, two outputs, a bias each


def fan(x, t1, t2, u, b, v, w, c):
    n1 = u * x + b
    h = ar.sigmoid(n1)
    n2 = v * h + c
    n3 = w * h + c
    y1, y2 = ar.sigmoid(n2), ar.sigmoid(n3)
    E = ((t1 - y1) ** 2 + (t2 - y2) ** 2) / 2
    return locals()


def backward_fan(x, t1, t2, u, b, v, w, c):
    n1 = u * x + b
    h = f(n1)
    n2 = v * h + c
    n3 = w * h + c
    y1 = f(n2)
    y2 = f(n3)
    # backward
    d2 = -(t1 - y1) * f_prime(n2)
    d3 = -(t2 - y2) * f_prime(n3)
    dh = d2 * v
    dh += d3 * w
    d1 = dh * f_prime(n1)
    dc = d2 + d3
    return d1 * x, d1, d2 * h, d3 * h, dc


# 3: a step of three layers, a batch averaged, with decay


def deep(x, t, W1, W2, W3, eta, lam):
    n1 = W1 @ x
    a1 = ar.sigmoid(n1)
    n2 = W2 @ a1
    a2 = ar.tanh(n2)
    o = W3 @ a2
    loss = ((o - t) ** 2).sum() / 2 / x.shape[1]
    decay = lam * ((W1**2).sum() + (W2**2).sum() + (W3**2).sum()) / 2
    E = loss + decay
    return locals()


def step_deep(x, t, W1, W2, W3, eta, lam):
    m = x.shape[1]
    n1 = W1 @ x
    a1 = f(n1)
    n2 = W2 @ a1
    a2 = g(n2)
    o = W3 @ a2
    # backward
    delta3 = (o - t) / m
    delta2 = W3.T @ delta3 * g_prime(n2)
    delta1 = W2.T @ delta2 * f_prime(n1)
    dW3 = delta3 @ a2.T + lam * W3
    dW2 = delta2 @ a1.T + lam * W2
    dW1 = delta1 @ x.T + lam * W1
    W3 = W3 - eta * dW3
    W2 = W2 - eta * dW2
    W1 = W1 - eta * dW1
    return W1, W2, W3


def _program(function, forward, asks, drawn):
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    return function, code(function.__name__, forward, asks, names, drawn)


PROGRAMS = [
    _program(backward_tied, tied, Gradient("E", "W"), draw(2, x=(3,), W=(2, 3))),
    _program(
        backward_fan,
        fan,
        Gradient("E", "u", "b", "v", "w", "c"),
        draw(x=(), t1=(), t2=(), u=(), b=(), v=(), w=(), c=()),
    ),
    _program(
        step_deep,
        deep,
        Update("E", "W1", "W2", "W3"),
        draw(4, ("eta", "lam"), x=(2,), t=(2,), W1=(3, 2), W2=(3, 3), W3=(2, 3)),
    ),
]
NAMES = {**programs_a.NAMES, "np": np}
