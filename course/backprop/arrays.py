"""What gates on whole arrays need: shapes in, shapes out."""

from typing import Any

import numpy as np

Array = Any  # a NumPy array or a number: what broadcasting accepts


def sum_to(g: Array, like: Array) -> Array:
    """Add `g` up over the axes along which `like` was repeated by broadcasting.

    A value repeated is a value used many times, and paths add: shapes (2, m) to (2, 1) sums the m
    columns, anything to () sums all. Lecture 002, "add branches".
    """
    shape = np.shape(like)
    if np.shape(g) != shape:
        extra = np.ndim(g) - len(shape)
        ones = (extra + k for k, size in enumerate(shape) if size == 1)
        g = np.reshape(np.sum(g, axis=(*range(extra), *ones)), shape)
    return np.asarray(g, np.result_type(like))[()]


def times_right_T(g: Array, a: Array, b: Array) -> Array:
    """∂/∂a of y = a @ b is g @ b.T, (m, n) @ (n, k); vectors count as columns or rows."""
    rows, columns = _as_matrices(a, b)
    return np.reshape(np.reshape(g, (len(rows), columns.shape[1])) @ columns.T, np.shape(a))


def left_T_times(g: Array, a: Array, b: Array) -> Array:
    """∂/∂b of y = a @ b is a.T @ g, (k, m) @ (m, n); vectors count as columns or rows."""
    rows, columns = _as_matrices(a, b)
    return np.reshape(rows.T @ np.reshape(g, (len(rows), columns.shape[1])), np.shape(b))


def _as_matrices(a: Array, b: Array) -> tuple[Array, Array]:
    if np.ndim(a) > 2 or np.ndim(b) > 2:
        raise ValueError(f"no gradient for stacks of matrices: {np.shape(a)} @ {np.shape(b)}")
    return np.atleast_2d(a), b if np.ndim(b) == 2 else np.reshape(b, (-1, 1))


def logsumexp(n: Array) -> Array:
    """Log Σ e^n of each column, (features, batch) -> (1, batch), or of (features,) -> (1,).

    Less the largest n, so that e^n never overflows; stacks of matrices are taken one by one.
    """
    top = np.max(n, axis=-min(2, np.ndim(n)), keepdims=True)
    return top + np.log(np.sum(np.exp(n - top), axis=-min(2, np.ndim(n)), keepdims=True))


def softmax(n: Array) -> Array:
    """P = e^n / Σ e^n of each column, the slope of logsumexp. Lecture 002, "probability class"."""
    p = np.exp(n - np.max(n, axis=0, keepdims=True))
    return p / np.sum(p, axis=0, keepdims=True)
