"""How quick could it be? A momentum + L2 step of ReLU layers and a softmax, as bare NumPy calls.

Arrays are made beforehand, nothing is checked or copied, no gradient is kept with its penalty, and
the update goes over the parameters once, in pieces that fit the cache. Not how one would write it:
a floor to measure the engine against.
"""

from collections.abc import Callable

import numpy as np

Array = np.ndarray
PIECE = 1 << 14


def straight_line(W: list[Array], b: list[Array], x: Array, t: Array, *, momentum: float,
                  l2: float, eta: float) -> Callable[[], object]:  # fmt: skip
    """One step on copies of these weights W[0], W[1], ... and biases."""
    w = np.concatenate([*W, *b], axis=None, dtype=x.dtype)
    g, v, scratch = np.zeros_like(w), np.zeros_like(w), np.zeros(PIECE, x.dtype)
    shapes, weights = [each.shape for each in W + b], sum(each.size for each in W)
    (W, b), (dW, db) = (halves(cut(vector, shapes)) for vector in (w, g))
    top, n = len(W) - 1, [np.empty((len(each), x.shape[1]), x.dtype) for each in W]
    a, delta = [x, *map(np.empty_like, n)], [np.empty_like(each) for each in n]
    on, ones = [np.empty(each.shape, bool) for each in n], np.ones((x.shape[1], 1), x.dtype)
    places = [slice(k, min(k + PIECE, weights)) for k in range(0, weights, PIECE)]
    pieces = [(w[k], g[k], v[k], scratch[: k.stop - k.start]) for k in places]

    def step() -> None:
        for j in range(len(W)):
            np.add(np.dot(W[j], a[j], n[j]), b[j], n[j])
            if j < top:
                np.maximum(n[j], 0, out=a[j + 1])
        p = np.exp(np.subtract(n[top], n[top].max(0), a[-1]), a[-1])
        np.subtract(np.divide(p, p.sum(0), p), t, delta[top])
        for j in range(top, -1, -1):
            if j < top:
                np.dot(W[j + 1].T, delta[j + 1], delta[j])
                np.multiply(delta[j], np.greater_equal(n[j], 0, on[j]), delta[j])
            np.dot(delta[j], a[j].T, dW[j])
            np.dot(delta[j], ones, db[j])
        for w_, g_, v_, s_ in pieces:
            np.add(np.multiply(v_, momentum, v_), g_, v_)
            np.add(v_, np.multiply(w_, l2, s_), v_)
            np.subtract(w_, np.multiply(v_, eta, s_), w_)
        v[weights:] = momentum * v[weights:] + g[weights:]
        w[weights:] -= eta * v[weights:]

    return step


def cut(vector: Array, shapes: list[tuple[int, ...]]) -> list[Array]:
    ends = np.cumsum([np.prod(shape) for shape in shapes])[:-1]
    return [part.reshape(shape) for part, shape in zip(np.split(vector, ends), shapes, strict=True)]


def halves(arrays: list[Array]) -> tuple[list[Array], list[Array]]:
    return arrays[: len(arrays) // 2], arrays[len(arrays) // 2 :]
