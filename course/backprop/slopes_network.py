"""Measured slopes of a network: every small step of a layer is one more column of its net input.

Moving W[j][r,c] by h moves n[j] by h a[j-1][c] in row r and nothing below: so the batch is repeated
once for each step, one row of each copy is moved, and only what follows is computed again.
"""

from typing import Any

import numpy as np

from .activations import activation
from .network import Network
from .slopes import Slopes, element_names, noise, steps

Array = np.ndarray[Any, Any]
ROOM = 1 << 20  # numbers in the widest array of one pass


def network_slopes(net: Network, x: Any, t: Any) -> Slopes:
    """Slopes of E for every weight and bias, in float64; fills dW and db on the way."""
    net.forward(x)
    E = net.loss(t)
    net.backward(t)
    t = np.asarray(t, float).reshape(net.a[-1].shape)
    names, numerical, analytic, kink, sizes = [], [], [], [], []
    for j in range(1, len(net.sizes)):
        for kind, w, dw in (("W", net.W[j], net.dW[j]), ("b", net.b[j], net.db[j])):
            if w is not None:
                slopes, corner, h = _layer(net, j, w.astype(float), t, is_bias=kind == "b")
                names += element_names(f"{kind}[{j}]", w.shape)
                numerical.append(slopes)
                analytic.append(dw.ravel())
                kink.append(corner)
                sizes.append(h)
    h = np.concatenate(sizes)
    measured, given, corners = map(np.concatenate, (numerical, analytic, kink))
    return Slopes(names, measured, given, corners, noise(abs(E) + abs(E) ** 0.5, h))


def _layer(
    net: Network, j: int, w: Array, t: Array, is_bias: bool
) -> tuple[Array, Array, Array]:
    """Slopes, kinks and step sizes for the parameters w of layer j."""
    rows, columns = np.indices(w.shape).reshape(2, -1)
    h = steps(w).ravel()
    m = t.shape[1]
    below = np.ones((1, m)) if is_bias else np.asarray(net.a[j - 1], float)
    chunk = max(1, ROOM // (2 * m * max(net.sizes)))
    slopes, kinks = np.empty(w.size), np.empty(w.size, bool)
    for start in range(0, w.size, chunk):
        k = np.arange(start, min(start + chunk, w.size))
        n = np.repeat(np.asarray(net.n[j], float)[:, None, :], 2 * len(k), axis=1)
        move = h[k, None] * below[columns[k]]
        n[rows[k], np.arange(len(k))] += move
        n[rows[k], np.arange(len(k), 2 * len(k))] -= move
        E, sides = _upwards(net, j, n.reshape(len(n), -1), np.tile(t, 2 * len(k)))
        plus, minus = E.reshape(2, len(k), m).sum(axis=2)
        slopes[k] = (plus - minus) / (2 * h[k]) / (m if net.average else 1)
        up_down = sides.reshape(len(sides), 2, len(k), m)
        kinks[k] = (up_down[:, 0] != up_down[:, 1]).any(axis=(0, 2))
    return slopes + (0.0 if is_bias else net.l2 * w.ravel()), kinks, h


def _upwards(net: Network, j: int, n: Array, t: Array) -> tuple[Array, Array]:
    """E of each column from the net input n of layer j on, and the sides of every ReLU."""
    sides, a = [np.zeros((0, n.shape[1]), bool)], n
    for layer in range(j, len(net.sizes)):
        if layer > j:
            n = net.W[layer].astype(float) @ a
            n += 0.0 if net.b[layer] is None else net.b[layer]
        name = net.f[layer].name
        if name == "relu":
            sides.append(n >= 0)
        a = activation(name, float).f(n)
    return net.error.of_each(n, a, t), np.concatenate(sides)
