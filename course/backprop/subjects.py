"""What a gradient check measures: E for many parameter vectors at once, a row each."""

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from .activations import activation
from .graph import Graph
from .network import Network
from .values import number

Array = np.ndarray[Any, Any]


class Subject(NamedTuple):
    """What is checked: E for each row of parameters, where they are, and their gradient."""

    shapes: dict[str, tuple[int, ...]]  # of the arrays that the P parameters are cut into
    w: Array  # (P,)
    E: Callable[[Array], Array]  # (rows, P) -> (rows,)
    gradient: Array  # (P,)
    width: int = 1  # numbers it takes to compute E of one row
    size: float = 0.0  # of the largest number on the way to E


def cut(rows: Array, shapes: Iterable[tuple[int, ...]]) -> list[Any]:
    """Arrays of these shapes, one behind the other in every row: (rows, P) -> (rows, *shape)."""
    pieces, start = [], 0
    for shape in shapes:
        end = start + math.prod(shape)
        pieces.append(rows[:, start:end].reshape(-1, *shape))
        start = end
    return pieces


def joined(arrays: Iterable[Any]) -> Array:
    """What `cut` takes apart: the numbers of all arrays, one behind the other."""
    return np.concatenate(list(arrays), axis=None, dtype=float)


def of_network(net: Network, x: Any, t: Any) -> Subject:
    """All steps in one pass: a copy of the network for each, its weights stacked, in float64."""
    net.forward(x)
    net.backward(t)
    x, t = np.asarray(net.a[0], float), np.asarray(t, float).reshape(net.a[-1].shape)
    layers = len(net.sizes) - 1
    arrays, slopes = net.W[1:] + net.b[1:] * net.bias, net.dW[1:] + net.db[1:] * net.bias
    shapes = {f"{'Wb'[k >= layers]}[{k % layers + 1}]": w.shape for k, w in enumerate(arrays)}

    def E(rows: Array) -> Array:
        stacks, a = cut(rows, shapes.values()), x
        with np.errstate(all="ignore"):
            for f, W, b in zip(net.f[1:], stacks, stacks[layers:] or [None] * layers, strict=False):
                n = W @ a if b is None else W @ a + b
                a = np.empty_like(n)
                activation(f.name, float).into(n, a)
            error = net.error.value(n, a, t) / (x.shape[1] if net.average else 1)
            if net.l2:
                error += net.l2 / 2 * sum(np.sum(W**2, axis=(1, 2)) for W in stacks[:layers])
        return np.asarray(error)

    w, gradient = joined(arrays + slopes).reshape(2, -1)
    return Subject(shapes, w, E, gradient, width=max(net.sizes) * x.shape[1])


def of_graph(graph: Graph, values: dict[str, Any]) -> Subject:
    """All steps in one pass, stacked along a new first axis, unless there are array gates."""
    f = np.asarray(graph.forward(**values))
    gradient = joined(graph.backward().values())
    arrays = {name: np.asarray(values[name], float) for name in graph.inputs}
    cuts = np.cumsum([x.size for x in arrays.values()])[:-1]

    def E(rows: Array) -> Array:
        if graph.shaped and len(rows) > 1:
            return np.concatenate([E(row[None]) for row in rows])
        moved = {}
        for (name, x), part in zip(arrays.items(), np.split(rows, cuts, axis=1), strict=True):
            lead = () if graph.shaped else (len(rows), *(1,) * (f.ndim - x.ndim))
            moved[name] = part.reshape(lead + x.shape)
        E_rows = np.reshape(graph.forward(**moved), (len(rows), -1))
        return np.asarray(np.sum(E_rows, axis=1))

    size = f.size * max(float(np.max(abs(node.value))) for node in graph.nodes)
    shapes = {name: x.shape for name, x in arrays.items()}
    return Subject(shapes, joined(arrays.values()), E, gradient, f.size, size)


def of_function(function: Callable[[Any], Any], w: Any, gradient: Any) -> Subject:
    """One step after the other: E(w) of a number or an array, its gradient an array or a rule."""
    w = np.asarray(number(w, "w"), float)

    def like_w(row: Array) -> Any:
        return row.reshape(w.shape).copy() if w.ndim else float(row[0])

    def E(rows: Array) -> Array:
        values = [np.asarray(number(function(like_w(row)), "E(w)")) for row in rows]
        for value in values:
            if value.size != 1:
                raise ValueError(f"E(w) must be one number, not an array of shape {value.shape}")
        return np.array([value.item() for value in values])

    given = gradient(like_w(w.reshape(-1))) if callable(gradient) else gradient
    given = np.asarray(number(given, "the gradient"))
    if given.shape != w.shape:
        raise ValueError(f"the gradient has shape {given.shape}, but w has shape {w.shape}")
    return Subject({"w": w.shape}, w.ravel(), E, given.ravel())
