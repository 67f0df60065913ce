"""Right backward passes as students write them: the first held-out part, since looked at."""

from typing import Any

import numpy as np

from autograder.checking import arithmetic as ar
from autograder.checking.asks import Gradient, Update
from autograder.checking.task import Code
from tests.checking.mutants import programs_a
from tests.checking.mutants.draws import draw
from tests.checking.mutants.programs_a import biased, code, f, f_prime, g, g_prime, two_outputs


def relu(n: Any) -> Any:
    return np.maximum(n, 0)


# 1: the 3-2-2 network on a batch, one pattern after the other


def loop_322(x, t, W1, b1, W2, b2):
    dW1, db1 = np.zeros(W1.shape), np.zeros(b1.shape)
    dW2, db2 = np.zeros(W2.shape), np.zeros(b2.shape)
    for k in range(x.shape[1]):
        n1 = W1 @ x[:, [k]] + b1
        a1 = f(n1)
        n2 = W2 @ a1 + b2
        y = f(n2)
        # backward
        delta2 = -(t[:, [k]] - y) * f_prime(n2)
        delta1 = f_prime(n1) * (W2.T @ delta2)
        dW2 += delta2 @ a1.T
        db2 += delta2
        dW1 += delta1 @ x[:, [k]].T
        db1 += delta1
    return dW1, db1, dW2, db2


# 2: three layers, the loss averaged over the batch


def deep(x, t, W1, W2, W3):
    n1 = W1 @ x
    a1 = ar.tanh(n1)
    n2 = W2 @ a1
    a2 = ar.tanh(n2)
    n3 = W3 @ a2
    y = ar.sigmoid(n3)
    E = ((t - y) ** 2).sum() / 2 / x.shape[1]
    return locals()


def backward_deep(x, t, W1, W2, W3):
    m = x.shape[1]
    n1 = W1 @ x
    a1 = g(n1)
    n2 = W2 @ a1
    a2 = g(n2)
    n3 = W3 @ a2
    y = f(n3)
    # backward
    delta3 = (y - t) * f_prime(n3) / m
    delta2 = (W3.T @ delta3) * g_prime(n2)
    delta1 = (W2.T @ delta2) * g_prime(n1)
    return delta1 @ x.T, delta2 @ a1.T, delta3 @ a2.T


# 3: softmax and negative log likelihood with a penalty, a linear classifier on a batch


def classifier(x, t, W, b, lam):
    n = W @ x + b
    e = ar.exp(n)
    p = e / e.sum(axis=0)
    data = -(t * ar.log(p)).sum() / x.shape[1]
    penalty = lam * (W**2).sum() / 2
    E = data + penalty
    return locals()


def backward_classifier(x, t, W, b, lam):
    m = x.shape[1]
    n = W @ x + b
    e = np.exp(n)
    p = e / e.sum(axis=0)
    # backward
    delta = (p - t) / m
    dW = delta @ x.T + lam * W
    db = delta.sum(axis=1, keepdims=True)
    return dW, db


def one_hot(random):
    drawn = draw(4, ("lam",), x=(3,), t=(3,), W=(3, 3), b=(3, 1))(random)
    labels = random.permutation([0, 1, 2, int(random.integers(3))])
    return drawn | {"t": np.eye(3)[:, labels]}


# 4: a step of a serial chain of depth 4


def chain(x, t, w1, w2, w3, w4, eta):
    o = w4 * (w3 * (w2 * (w1 * x)))
    E = (t - o) ** 2 / 2
    return locals()


def step_chain(x, t, w1, w2, w3, w4, eta):
    o = w4 * w3 * w2 * w1 * x
    # backward
    do = o - t
    dw4 = do * w3 * w2 * w1 * x
    dw3 = do * w4 * w2 * w1 * x
    dw2 = do * w4 * w3 * w1 * x
    dw1 = do * w4 * w3 * w2 * x
    w4 = w4 - eta * dw4
    w3 = w3 - eta * dw3
    w2 = w2 - eta * dw2
    w1 = w1 - eta * dw1
    return w1, w2, w3, w4


# 5: gates with a maximum and a value that is copied to three places


def gates(x, y, z, w):
    q = ar.maximum(x, y)
    r = z * w
    s = q * r
    u = s + z
    v = u * y
    return locals()


def backward_gates(x, y, z, w):
    q = max(x, y)
    r = z * w
    s = q * r
    u = s + z
    # backward
    du = y
    dy = u
    dz = du
    ds = du
    dq = ds * r
    dr = ds * q
    dz += dr * w
    dw = dr * z
    dx = dq * float(x >= y)
    dy += dq * float(x < y)
    return dx, dy, dz, dw


# 6: a network with a direct line from the input to the output


def direct(x, t, W1, W2, V):
    n1 = W1 @ x
    a1 = ar.tanh(n1)
    o = W2 @ a1 + V @ x
    E = ((o - t) ** 2).sum() / 2
    return locals()


def backward_direct(x, t, W1, W2, V):
    n1 = W1 @ x
    a1 = g(n1)
    o = W2 @ a1 + V @ x
    # backward
    do = o - t
    dV = do @ x.T
    dW2 = do @ a1.T
    dn1 = (W2.T @ do) * (1 - a1**2)
    dW1 = dn1 @ x.T
    dx = V.T @ do + W1.T @ dn1
    return dW1, dW2, dV, dx


# 7: weight decay in a step of two layers


def decayed(x, t, W1, W2, eta, lam):
    n1 = W1 @ x
    a1 = ar.sigmoid(n1)
    n2 = W2 @ a1
    y = ar.sigmoid(n2)
    loss = ((t - y) ** 2).sum() / 2
    decay = lam * ((W1**2).sum() + (W2**2).sum()) / 2
    E = loss + decay
    return locals()


def step_decayed(x, t, W1, W2, eta, lam):
    a1 = f(W1 @ x)
    y = f(W2 @ a1)
    # backward
    d2 = (y - t) * y * (1 - y)
    dW2 = d2 @ a1.T + lam * W2
    d1 = (W2.T @ d2) * a1 * (1 - a1)
    dW1 = d1 @ x.T + lam * W1
    W2 = W2 - eta * dW2
    W1 = W1 - eta * dW1
    return W1, W2


# 8: ReLU inside, square layers, einsum


def rectified(x, t, W1, b1, W2):
    n1 = W1 @ x + b1
    a1 = ar.relu(n1)
    n2 = W2 @ a1
    y = ar.sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2
    return locals()


def backward_rectified(x, t, W1, b1, W2):
    n1 = np.einsum("ij,jk->ik", W1, x) + b1
    a1 = relu(n1)
    n2 = np.einsum("ij,jk->ik", W2, a1)
    y = f(n2)
    # backward
    delta2 = (y - t) * f_prime(n2)
    delta1 = np.einsum("ij,ik->jk", W2, delta2) * (n1 > 0)
    dW1 = np.einsum("ik,jk->ij", delta1, x)
    dW2 = np.einsum("ik,jk->ij", delta2, a1)
    db1 = delta1.sum(axis=1, keepdims=True)
    return dW1, db1, dW2


# 9: one weight used twice, as in a small recurrent network


def twice(x, t, w, v):
    n1 = w * x
    h1 = ar.tanh(n1)
    n2 = w * h1
    h2 = ar.tanh(n2)
    o = v * h2
    E = (t - o) ** 2 / 2
    return locals()


def backward_twice(x, t, w, v):
    n1 = w * x
    h1 = g(n1)
    n2 = w * h1
    h2 = g(n2)
    o = v * h2
    # backward
    do = o - t
    dv = do * h2
    dh2 = do * v
    dn2 = dh2 * g_prime(n2)
    dw = dn2 * h1
    dh1 = dn2 * w
    dn1 = dh1 * g_prime(n1)
    dw += dn1 * x
    return dw, dv


# 10: the squared length of W x


def length(x, W):
    q = W @ x
    f = (q**2).sum()
    return locals()


def backward_length(x, W):
    q = W @ x
    # backward
    dq = 2 * q
    dW = dq @ x.T
    dx = W.T @ dq
    return dW, dx


# 11: the 2-2-1 network on scalars


def scalars(x1, x2, t, w1, w2, w3, w4, w5, w6):
    n_a = w1 * x1 + w3 * x2
    n_b = w2 * x1 + w4 * x2
    a_a, a_b = ar.sigmoid(n_a), ar.sigmoid(n_b)
    n_c = w5 * a_a + w6 * a_b
    y = ar.sigmoid(n_c)
    E = (t - y) ** 2 / 2
    return locals()


def backward_scalars(x1, x2, t, w1, w2, w3, w4, w5, w6):
    n_a = w1 * x1 + w3 * x2
    n_b = w2 * x1 + w4 * x2
    a_a = f(n_a)
    a_b = f(n_b)
    n_c = w5 * a_a + w6 * a_b
    y = f(n_c)
    # backward
    delta_c = (y - t) * f_prime(n_c)
    delta_a = delta_c * w5 * f_prime(n_a)
    delta_b = delta_c * w6 * f_prime(n_b)
    dx1 = delta_a * w1 + delta_b * w2
    return delta_a * x1, delta_b * x1, delta_a * x2, delta_b * x2, delta_c * a_a, dx1


# 12: a bigger batch, two layers, written in one go


def backward_wide(x, t, W1, b1, W2, b2):
    n1 = W1 @ x + b1
    a1 = g(n1)
    n2 = W2 @ a1 + b2
    y = f(n2)
    # backward
    dn2 = (y - t) * y * (1 - y)
    dn1 = (W2.T @ dn2) * g_prime(n1)
    return dn1 @ x.T, dn1.sum(axis=1), dn2 @ a1.T, dn2.sum(axis=1)


FOUR = ("W1", "b1", "W2", "b2")
SIX = ("w1", "w2", "w3", "w4", "w5", "w6")
_CALLS = {
    loop_322: (
        two_outputs,
        Gradient("E", *FOUR),
        draw(3, x=(3,), t=(2,), W1=(2, 3), b1=(2, 1), W2=(2, 2), b2=(2, 1)),
    ),
    backward_deep: (
        deep,
        Gradient("E", "W1", "W2", "W3"),
        draw(3, x=(2,), t=(2,), W1=(3, 2), W2=(3, 3), W3=(2, 3)),
    ),
    backward_classifier: (classifier, Gradient("E", "W", "b"), one_hot),
    step_chain: (
        chain,
        Update("E", "w1", "w2", "w3", "w4"),
        draw(1, ("eta",), x=(), t=(), w1=(), w2=(), w3=(), w4=()),
    ),
    backward_gates: (gates, Gradient("v", "x", "y", "z", "w"), draw(x=(), y=(), z=(), w=())),
    backward_direct: (
        direct,
        Gradient("E", "W1", "W2", "V", "x"),
        draw(x=(2,), t=(2,), W1=(3, 2), W2=(2, 3), V=(2, 2)),
    ),
    step_decayed: (
        decayed,
        Update("E", "W1", "W2"),
        draw(1, ("eta", "lam"), x=(3,), t=(2,), W1=(2, 3), W2=(2, 2)),
    ),
    backward_rectified: (
        rectified,
        Gradient("E", "W1", "b1", "W2"),
        draw(4, x=(3,), t=(3,), W1=(3, 3), b1=(3, 1), W2=(3, 3)),
    ),
    backward_twice: (twice, Gradient("E", "w", "v"), draw(x=(), t=(), w=(), v=())),
    backward_length: (length, Gradient("f", "W", "x"), draw(x=(2,), W=(2, 2))),
    backward_scalars: (
        scalars,
        Gradient("E", "w1", "w2", "w3", "w4", "w5", "x1"),
        draw(x1=(), x2=(), t=(), **dict.fromkeys(SIX, ())),
    ),
    backward_wide: (
        biased,
        Gradient("E", *FOUR),
        draw(5, x=(4,), t=(2,), W1=(3, 4), b1=(3, 1), W2=(2, 3), b2=(2, 1)),
    ),
}


def _program(function: Any) -> tuple[Any, Code]:
    forward, asks, drawn = _CALLS[function]
    arguments = function.__code__.co_varnames[: function.__code__.co_argcount]
    return function, code(function.__name__, forward, asks, arguments, drawn)


PROGRAMS = [_program(function) for function in _CALLS]
NAMES = programs_a.NAMES | {"relu": relu}
