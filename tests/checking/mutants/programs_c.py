"""Right backward passes as students write them: a second held-out part.

To keep a rate worth something, write new passes in a file of their own before you measure again:
those that have been looked at say nothing about passes that nobody has seen.
"""

import numpy as np

from autograder.checking import arithmetic as ar
from autograder.checking.asks import Gradient, Update
from tests.checking.mutants.draws import draw
from tests.checking.mutants.programs_a import NAMES as NAMES
from tests.checking.mutants.programs_a import code, f, g, g_prime

# 1: tanh inside, linear outputs, a mean over the batch


def regression(x, t, W1, b1, W2, b2):
    n1 = W1 @ x + b1
    a1 = ar.tanh(n1)
    o = W2 @ a1 + b2
    E = ((o - t) ** 2).sum() / (2 * x.shape[1])
    return locals()


def backward_regression(x, t, W1, b1, W2, b2):
    m = x.shape[1]
    n1 = W1 @ x + b1
    a1 = g(n1)
    o = W2 @ a1 + b2
    # backward
    d_o = (o - t) / m
    d_b2 = d_o.sum(axis=1, keepdims=True)
    d_W2 = np.dot(d_o, a1.T)
    d_a1 = np.dot(W2.T, d_o)
    d_n1 = d_a1 * g_prime(n1)
    d_b1 = d_n1.sum(axis=1, keepdims=True)
    d_W1 = np.dot(d_n1, x.T)
    return d_W1, d_b1, d_W2, d_b2


# 2: the sigmoid circuit


def circuit(w0, x0, w1, x1, w2, c):
    p = w0 * x0
    q = w1 * x1
    s = p + q
    n = s + w2
    f = ar.sigmoid(n)
    v = c * f
    return locals()


def backward_circuit(w0, x0, w1, x1, w2, c):
    n = w0 * x0 + w1 * x1 + w2
    s = f(n)
    # backward
    df = c
    dn = df * s * (1 - s)
    dw2 = dn
    dw0 = dn * x0
    dx0 = dn * w0
    dw1 = dn * x1
    dx1 = dn * w1
    return dw0, dx0, dw1, dx1, dw2


# 3: a chain of three sigmoids


def squashed(x, t, u, v, w):
    n1 = u * x
    a1 = ar.sigmoid(n1)
    n2 = v * a1
    a2 = ar.sigmoid(n2)
    n3 = w * a2
    y = ar.sigmoid(n3)
    E = (y - t) ** 2 / 2
    return locals()


def backward_squashed(x, t, u, v, w):
    n1 = u * x
    a1 = f(n1)
    n2 = v * a1
    a2 = f(n2)
    n3 = w * a2
    y = f(n3)
    # backward
    delta3 = (y - t) * y * (1 - y)
    delta2 = delta3 * w * a2 * (1 - a2)
    delta1 = delta2 * v * a1 * (1 - a1)
    return delta1 * x, delta2 * a1, delta3 * a2


# 4: two layers into a softmax, the losses of the batch added up


def two_layers(x, t, W1, W2):
    n1 = W1 @ x
    a1 = ar.tanh(n1)
    n2 = W2 @ a1
    e = ar.exp(n2)
    p = e / e.sum(axis=0)
    E = -(t * ar.log(p)).sum()
    return locals()


def backward_two_layers(x, t, W1, W2):
    n1 = W1 @ x
    a1 = g(n1)
    n2 = W2 @ a1
    p = np.exp(n2) / np.exp(n2).sum(axis=0)
    # backward
    delta2 = p - t
    delta1 = (W2.T @ delta2) * (1 - a1**2)
    dW2 = delta2 @ a1.T
    dW1 = delta1 @ x.T
    return dW1, dW2


def one_hot(random):
    drawn = draw(4, x=(2,), t=(3,), W1=(4, 2), W2=(3, 4))(random)
    labels = random.permutation([0, 1, 2, int(random.integers(3))])
    return drawn | {"t": np.eye(3)[:, labels]}


# 5: a step of one sigmoid unit with weight decay, the batch averaged


def unit(x, t, w, eta, lam):
    n = w @ x
    y = ar.sigmoid(n)
    data = ((t - y) ** 2).sum() / 2 / x.shape[1]
    E = data + lam * (w**2).sum() / 2
    return locals()


def step_unit(x, t, w, eta, lam):
    m = x.shape[1]
    n = w @ x
    y = f(n)
    # backward
    delta = (y - t) * y * (1 - y)
    dw = delta @ x.T / m
    dw = dw + lam * w
    w = w - eta * dw
    return w


# 6: one pattern after the other, with a mean


def loop_deep(x, t, W1, W2):
    m = x.shape[1]
    dW1, dW2 = np.zeros(W1.shape), np.zeros(W2.shape)
    for k in range(m):
        n1 = W1 @ x[:, k]
        a1 = g(n1)
        n2 = W2 @ a1
        y = f(n2)
        # backward
        delta2 = (y - t[:, k]) * y * (1 - y)
        delta1 = W2.T @ delta2 * g_prime(n1)
        dW2 += np.outer(delta2, a1) / m
        dW1 += np.outer(delta1, x[:, k]) / m
    return dW1, dW2


def mean_loss(x, t, W1, W2):
    n1 = W1 @ x
    a1 = ar.tanh(n1)
    n2 = W2 @ a1
    y = ar.sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2 / x.shape[1]
    return locals()


# 7: gates, with a maximum and two copies


def branches(a, b, c, d):
    p = a * b
    q = ar.maximum(p, c)
    r = q * d
    s = r + a
    v = s * r
    return locals()


def backward_branches(a, b, c, d):
    p = a * b
    q = max(p, c)
    r = q * d
    s = r + a
    # backward
    ds = r
    dr = s
    dr += ds
    da = ds
    dq = dr * d
    dd = dr * q
    dp = dq * float(p >= c)
    da += dp * b
    db = dp * a
    return da, db, dd


# 8: a step of two layers with biases on a batch


def stepping(x, t, W1, b1, W2, b2, eta):
    n1 = W1 @ x + b1
    a1 = ar.sigmoid(n1)
    n2 = W2 @ a1 + b2
    y = ar.sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2
    return locals()


def step_stepping(x, t, W1, b1, W2, b2, eta):
    n1 = W1 @ x + b1
    a1 = f(n1)
    n2 = W2 @ a1 + b2
    y = f(n2)
    # backward
    delta2 = -(t - y) * y * (1 - y)
    dW2 = delta2 @ a1.T
    db2 = delta2.sum(axis=1, keepdims=True)
    delta1 = (W2.T @ delta2) * a1 * (1 - a1)
    dW1 = delta1 @ x.T
    db1 = delta1.sum(axis=1, keepdims=True)
    W2 -= eta * dW2
    b2 -= eta * db2
    W1 -= eta * dW1
    b1 -= eta * db1
    return W1, b1, W2, b2


# 9: two linear layers, square


def linear(x, t, U, V):
    h = U @ x
    o = V @ h
    E = ((o - t) ** 2).sum() / 2
    return locals()


def backward_linear(x, t, U, V):
    h = U @ x
    o = V @ h
    # backward
    do = o - t
    dh = V.T @ do
    dV = do @ h.T
    dU = dh @ x.T
    return dU, dV


FOUR = ("W1", "b1", "W2", "b2")
_LAYERS = {"W1": (3, 2), "b1": (3, 1), "W2": (2, 3), "b2": (2, 1)}
_CALLS = {
    backward_regression: (
        regression,
        Gradient("E", *FOUR),
        draw(5, x=(2,), t=(2,), **_LAYERS),
    ),
    backward_circuit: (
        circuit,
        Gradient("v", "w0", "x0", "w1", "x1", "w2"),
        draw(w0=(), x0=(), w1=(), x1=(), w2=(), c=()),
    ),
    backward_squashed: (
        squashed,
        Gradient("E", "u", "v", "w"),
        draw(x=(), t=(), u=(), v=(), w=()),
    ),
    backward_two_layers: (two_layers, Gradient("E", "W1", "W2"), one_hot),
    step_unit: (unit, Update("E", "w"), draw(4, ("eta", "lam"), x=(3,), t=(1,), w=(1, 3))),
    loop_deep: (
        mean_loss,
        Gradient("E", "W1", "W2"),
        draw(3, x=(2,), t=(2,), W1=(4, 2), W2=(2, 4)),
    ),
    backward_branches: (
        branches,
        Gradient("v", "a", "b", "d"),
        draw(a=(), b=(), c=(), d=()),
    ),
    step_stepping: (
        stepping,
        Update("E", *FOUR),
        draw(4, ("eta",), x=(2,), t=(2,), **_LAYERS),
    ),
    backward_linear: (linear, Gradient("E", "U", "V"), draw(x=(2,), t=(2,), U=(2, 2), V=(2, 2))),
}
PROGRAMS = [
    (
        function,
        code(
            function.__name__,
            forward,
            asks,
            function.__code__.co_varnames[: function.__code__.co_argcount],
            drawn,
        ),
    )
    for function, (forward, asks, drawn) in _CALLS.items()
]
