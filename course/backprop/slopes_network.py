"""Measured slopes of a network, all small steps of a small one at once.

A small network is copied once for each step, weights stacked. Of a large one only what follows a
step is computed again: moving W[j][r,c] by h moves n[j] by h a[j-1][c] in row r and nothing below,
so each step is one more copy of the batch's columns in n[j].
"""

from typing import Any

import numpy as np

from .activations import activation
from .network import Network
from .parameters import Parameters
from .slopes import Slopes, noise, steps

Array = np.ndarray[Any, Any]
SMALL = 200  # parameters; as many copies hold their square
ROOM = 1 << 20  # numbers in the widest array of one pass over columns


def network_slopes(net: Network, x: Any, t: Any) -> Slopes:
    """Slopes of E for every weight and bias, in float64; fills dW and db on the way."""
    net.forward(x)
    net.backward(t)
    t = np.asarray(t, float).reshape(net.a[-1].shape)
    w, given = np.asarray(net.parameters.flat, float), net.gradients.flat.copy()
    with np.errstate(all="ignore"):
        measure = _stacked if w.size <= SMALL else _by_columns
        h, plus, minus, kinks = measure(net, w, t)
    slopes = (plus - minus) / (2 * h) / (t.shape[1] if net.average else 1)
    slopes[: net.parameters.weights] += net.l2 * w[: net.parameters.weights]
    E = float(abs(plus).max())
    shapes = [(f"W[{j}]", W.shape) for j, W in enumerate(net.W) if j]
    shapes += [(f"b[{j}]", b.shape) for j, b in enumerate(net.b) if b is not None]
    return Slopes(shapes, slopes, given, kinks, noise(E + E**0.5, h))


def _stacked(net: Network, w: Array, t: Array) -> tuple[Array, Array, Array, Array]:
    """Step, E above, E below and kink of each parameter; arrays are (copy, units, batch)."""
    P, h = w.size, steps(w)
    copies = np.empty((2 * P, P))
    copies[:] = w
    copies[:P].flat[:: P + 1] += h
    copies[P:].flat[:: P + 1] -= h
    kinks, a, start, end = np.zeros(P, bool), np.asarray(net.a[0], float), 0, net.parameters.weights
    for f, W, b in zip(net.f[1:], net.W[1:], net.b[1:], strict=True):
        n = copies[:, start : start + W.size].reshape(-1, *W.shape) @ a
        start += W.size
        if b is not None:
            n += copies[:, end : end + b.size, None]
            end += b.size
        if f.name == "relu":
            kinks |= ((n[:P] >= 0) != (n[P:] >= 0)).any(axis=(1, 2))
        if W is not net.W[-1]:
            a = np.empty_like(n)
            activation(f.name, float).into(n, a)
    n = n.swapaxes(0, 1)  # units first, as the losses take them
    y = np.empty_like(n)
    activation(net.f[-1].name, float).into(n, y)
    plus, minus = net.error.of_each(n, y, t[:, None]).reshape(2, P, -1).sum(axis=2)
    return h, plus, minus, kinks


def _by_columns(net: Network, w: Array, t: Array) -> tuple[Array, Array, Array, Array]:
    """Step, E above, E below and kink of each parameter; arrays are (units, steps x batch)."""
    h, m = steps(w), t.shape[1]
    found = [Parameters(net.sizes, net.bias, float) for _ in range(3)]
    chunk = max(1, ROOM // (2 * m * max(net.sizes)))
    for j in range(1, len(net.sizes)):
        below = np.asarray(net.a[j - 1], float)
        for kind, a in (("W", below), ("b", np.ones((1, m)))):
            here = getattr(net, kind)[j]
            for start in range(0, 0 if here is None else here.size, chunk):
                k = np.arange(start, min(start + chunk, here.size))
                row, column = np.divmod(k, here.shape[1])
                move = steps(here.ravel()[k])[:, None] * a[column]
                for into, result in zip(found, _moved(net, j, row, move, t), strict=True):
                    getattr(into, kind)[j].ravel()[k] = result
    plus, minus, kinks = (parameters.flat for parameters in found)
    return h, plus, minus, kinks != 0


def _moved(net: Network, j: int, row: Array, move: Array, t: Array) -> tuple[Array, Array, Array]:
    """E above, E below and kink for steps that move n[j] by `move` (step, batch) in these rows."""
    count, m = move.shape
    n = np.repeat(np.asarray(net.n[j], float)[:, None, :], 2 * count, axis=1)
    n[row, np.arange(count)] += move
    n[row, np.arange(count, 2 * count)] -= move
    n = a = n.reshape(len(n), -1)
    kinks = np.zeros(count, bool)
    for layer in range(j, len(net.sizes)):
        if layer > j:
            n = np.asarray(net.W[layer], float) @ a
            n += 0.0 if net.b[layer] is None else net.b[layer]
        name, a = net.f[layer].name, np.empty_like(n)
        if name == "relu":
            up, down = (n >= 0).reshape(-1, 2, count, m).swapaxes(0, 1)
            kinks |= (up != down).any(axis=(0, 2))
        activation(name, float).into(n, a)
    plus, minus = net.error.of_each(n, a, np.tile(t, 2 * count)).reshape(2, count, m).sum(axis=2)
    return plus, minus, kinks
