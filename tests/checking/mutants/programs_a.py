"""Right backward passes as students write them: the half that may be looked at."""

from typing import Any

import numpy as np

from autograder.checking import arithmetic as ar
from autograder.checking.asks import Gradient, Update
from autograder.checking.task import Code
from tests.checking.mutants.draws import draw


def f(n: Any) -> Any:
    return 1 / (1 + np.exp(-n))


def f_prime(n: Any) -> Any:
    return f(n) * (1 - f(n))


def g(n: Any) -> Any:
    return np.tanh(n)


def g_prime(n: Any) -> Any:
    return 1 - np.tanh(n) ** 2


# 1: the layered 2-2-1 network, one pattern


def network(x, t, W1, W2):
    n1 = W1 @ x
    a1 = ar.sigmoid(n1)
    n2 = W2 @ a1
    y = ar.sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2
    return locals()


def backward_221(x, t, W1, W2):
    n1 = W1 @ x
    a1 = f(n1)
    n2 = W2 @ a1
    y = f(n2)
    # backward
    delta2 = (y - t) * f_prime(n2)
    delta1 = W2.T @ delta2 * f_prime(n1)
    dW2 = delta2 @ a1.T
    dW1 = delta1 @ x.T
    return dW1, dW2


# 2: a 2-3-2 network with biases on a batch, tanh inside


def biased(x, t, W1, b1, W2, b2):
    n1 = W1 @ x + b1
    a1 = ar.tanh(n1)
    n2 = W2 @ a1 + b2
    y = ar.sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2
    return locals()


def backward_batch(x, t, W1, b1, W2, b2):
    n1 = W1 @ x + b1
    a1 = g(n1)
    n2 = W2 @ a1 + b2
    y = f(n2)
    # backward
    delta2 = (y - t) * y * (1 - y)
    delta1 = (W2.T @ delta2) * (1 - a1**2)
    dW1 = delta1 @ x.T
    db1 = delta1.sum(axis=1, keepdims=True)
    dW2 = delta2 @ a1.T
    db2 = delta2.sum(axis=1, keepdims=True)
    return dW1, db1, dW2, db2


# 3: a training step of a linear layer with a penalty, averaged over the batch


def ridge(x, t, W, eta, lam):
    m = x.shape[1]
    o = W @ x
    data = ((o - t) ** 2).sum() / 2 / m
    penalty = lam * (W**2).sum() / 2
    E = data + penalty
    return locals()


def step_ridge(x, t, W, eta, lam):
    m = x.shape[1]
    o = W @ x
    # backward
    delta = (o - t) / m
    W_new = W - eta * (delta @ x.T + lam * W)
    return W_new


# 4: a chain of four weights


def chain(x, t, w1, w2, w3, w4):
    a1 = w1 * x
    a2 = w2 * a1
    a3 = w3 * a2
    o = w4 * a3
    E = (t - o) ** 2 / 2
    return locals()


def backward_chain(x, t, w1, w2, w3, w4):
    a1 = w1 * x
    a2 = w2 * a1
    a3 = w3 * a2
    o = w4 * a3
    # backward
    delta4 = -(t - o)
    delta3 = delta4 * w4
    delta2 = delta3 * w3
    delta1 = delta2 * w2
    return delta1 * x, delta2 * a1, delta3 * a2, delta4 * a3


# 5: a training step of the 2-2-1 network


def network_eta(x, t, W1, W2, eta):
    return network(x, t, W1, W2) | {"eta": eta}


def step_221(x, t, W1, W2, eta):
    n1 = W1 @ x
    a1 = f(n1)
    n2 = W2 @ a1
    y = f(n2)
    # backward
    delta2 = (y - t) * f_prime(n2)
    dW2 = delta2 @ a1.T
    delta1 = (W2.T @ delta2) * f_prime(n1)
    dW1 = delta1 @ x.T
    W2 = W2 - eta * dW2
    W1 = W1 - eta * dW1
    return W1, W2


# 6: gates: a product, a sum, and a value that is used twice


def gates(x, y, z):
    s = x + y
    p = s * z
    f = p * x
    return locals()


def backward_gates(x, y, z):
    s = x + y
    p = s * z
    # backward
    dp = x
    ds = dp * z
    dx = p
    dx += ds
    dy = ds
    dz = dp * s
    return dx, dy, dz


# 7: the 3-2-2 network on paper's names, with loops over units


def backward_322(x, t, W1, b1, W2, b2):
    n1 = W1 @ x + b1
    a1 = f(n1)
    n2 = W2 @ a1 + b2
    y = f(n2)
    # backward
    delta2 = (y - t) * f_prime(n2)
    up = np.zeros_like(a1)
    for k in range(2):
        for j in range(2):
            up[j] += W2[k, j] * delta2[k]
    delta1 = up * f_prime(n1)
    return delta1 @ x.T, delta1, delta2 @ a1.T, delta2


def two_outputs(x, t, W1, b1, W2, b2):
    n1 = W1 @ x + b1
    a1 = ar.sigmoid(n1)
    n2 = W2 @ a1 + b2
    y = ar.sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2
    return locals()


def code(name, forward, asks, call, drawn):
    return Code(id=f"00-{name}", title="", forward=forward, asks=asks, call=call, draw=drawn)


FOUR = ("W1", "b1", "W2", "b2")
PROGRAMS = [
    (
        backward_221,
        code(
            "backward_221",
            network,
            Gradient("E", "W1", "W2"),
            ("x", "t", "W1", "W2"),
            draw(x=(2,), t=(1,), W1=(2, 2), W2=(1, 2)),
        ),
    ),
    (
        backward_batch,
        code(
            "backward_batch",
            biased,
            Gradient("E", *FOUR),
            ("x", "t", *FOUR),
            draw(4, x=(2,), t=(2,), W1=(3, 2), b1=(3, 1), W2=(2, 3), b2=(2, 1)),
        ),
    ),
    (
        step_ridge,
        code(
            "step_ridge",
            ridge,
            Update("E", "W"),
            ("x", "t", "W", "eta", "lam"),
            draw(5, ("eta", "lam"), x=(3,), t=(2,), W=(2, 3)),
        ),
    ),
    (
        backward_chain,
        code(
            "backward_chain",
            chain,
            Gradient("E", "w1", "w2", "w3", "w4"),
            ("x", "t", "w1", "w2", "w3", "w4"),
            draw(x=(), t=(), w1=(), w2=(), w3=(), w4=()),
        ),
    ),
    (
        step_221,
        code(
            "step_221",
            network_eta,
            Update("E", "W1", "W2"),
            ("x", "t", "W1", "W2", "eta"),
            draw(1, ("eta",), x=(2,), t=(1,), W1=(2, 2), W2=(1, 2)),
        ),
    ),
    (
        backward_gates,
        code(
            "backward_gates",
            gates,
            Gradient("f", "x", "y", "z"),
            ("x", "y", "z"),
            draw(x=(), y=(), z=()),
        ),
    ),
    (
        backward_322,
        code(
            "backward_322",
            two_outputs,
            Gradient("E", *FOUR),
            ("x", "t", *FOUR),
            draw(x=(3,), t=(2,), W1=(2, 3), b1=(2, 1), W2=(2, 2), b2=(2, 1)),
        ),
    ),
]
NAMES = {"np": np, "f": f, "f_prime": f_prime, "g": g, "g_prime": g_prime}
