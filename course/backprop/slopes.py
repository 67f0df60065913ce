"""Measured slopes of a graph and of a plain function, beside the ones to be checked."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from .graph import Graph
from .values import number

Array = np.ndarray[Any, Any]
STEP = np.finfo(float).eps ** (1 / 3)  # where the errors of rounding and of h² balance


class Slopes(NamedTuple):
    """For each parameter, in the order of `shapes`, what was measured and what was given."""

    shapes: list[tuple[str, tuple[int, ...]]]
    numerical: Array
    analytic: Array
    kink: Array
    noise: Array | float


def steps(w: Array) -> Array:
    """A small step for each number, in proportion to it."""
    return np.asarray(STEP * np.maximum(1.0, abs(w)))


def noise(size: Any, h: Array) -> Array:
    """How far the rounding of numbers of this size can move a slope measured over 2h."""
    return np.asarray(8 * np.finfo(float).eps * float(size) / h)


def element_names(name: str, shape: tuple[int, ...]) -> list[str]:
    """Names: x for a number, x[0,1] for the elements of an array."""
    return [name + (f"[{','.join(map(str, k))}]" if k else "") for k in np.ndindex(shape)]


def graph_slopes(graph: Graph, values: dict[str, Any]) -> Slopes:
    """Slopes of f for each element of each input: in one forward pass unless it has array gates."""
    f = np.asarray(graph.forward(**values))
    gradients = graph.backward()
    inputs = {name: np.asarray(number(values[name], name), float) for name in graph.inputs}
    flat = np.concatenate([x.ravel() for x in inputs.values()])
    h = steps(flat)
    moved = flat + np.concatenate([np.diag(h), np.diag(-h)])  # a row for each measurement
    chunk = 1 if graph.shaped else max(1, (1 << 20) // f.size)
    size = max(float(np.max(abs(node.value))) for node in graph.nodes)
    results, choices = [], []
    for start in range(0, len(moved), chunk):
        rows = moved[start : start + chunk]
        f_rows = np.asarray(graph.forward(**_cut(rows, inputs, f.ndim, not graph.shaped)))
        results.append(f_rows.reshape(len(rows), -1).sum(axis=1))
        choices.append(_choices(graph, len(rows)))
    graph.forward(**values)
    graph.backward()
    plus, minus = np.split(np.concatenate(results), 2)
    up, down = np.split(np.concatenate(choices), 2)
    analytic = np.concatenate([np.ravel(g) for g in gradients.values()])
    kink = (up != down).any(axis=1)
    shapes = [(name, x.shape) for name, x in inputs.items()]
    return Slopes(shapes, (plus - minus) / (2 * h), analytic, kink, noise(size * f.size, h))


def _cut(rows: Array, inputs: dict[str, Array], ndim: int, batched: bool) -> dict[str, Any]:
    """Rows of moved numbers as inputs: one each, or stacked along a new first axis of f."""
    moved, start = {}, 0
    for name, x in inputs.items():
        lead = (len(rows), *(1,) * (ndim - x.ndim)) if batched else ()
        moved[name] = rows[:, start : start + x.size].reshape(lead + x.shape)
        start += x.size
    return moved


def _choices(graph: Graph, rows: int) -> Array:
    """Which way every ReLU and max went, a row for each measurement."""
    sides = [np.zeros((rows, 0), bool)]
    for node in graph.nodes[len(graph.inputs) :]:
        if node.gate in ("relu", "max"):
            a, b = (*(parent.value for parent in node.parents), 0.0)[:2]
            sides.append(np.reshape(np.greater_equal(a, b), (rows, -1)))
    return np.concatenate(sides, axis=1)


def function_slopes(E: Callable[[Any], Any], w: Any, gradient: Any) -> Slopes:
    """Slopes of E(w), w a number or an array, against `gradient`, an array or a function of w."""
    w = np.asarray(number(w, "w"), float)
    given = gradient(_plain(w)) if callable(gradient) else gradient
    given = np.asarray(number(given, "the gradient"))
    if given.shape != w.shape:
        raise ValueError(f"the gradient has shape {given.shape}, but w has shape {w.shape}")
    h, here = steps(w), _number(E, w)

    def sides(h: Array) -> tuple[Array, Array]:
        """The slopes to the left and to the right, over h."""
        moves = [np.where(np.arange(w.size).reshape(w.shape) == k, h, 0.0) for k in range(w.size)]
        left = [here - _number(E, w - move) for move in moves]
        right = [_number(E, w + move) - here for move in moves]
        return np.array(left) / h.ravel(), np.array(right) / h.ravel()

    (left, right), (left_2, right_2) = sides(h), sides(h / 4)
    jump, smaller = abs(right - left), abs(right_2 - left_2)  # a curve's jump shrinks with h
    kink = (smaller > 0.5 * jump) & (jump > 1e-4 * np.maximum(1, abs(right)))
    rounding = noise(abs(here) + abs(here) ** 0.5, h).ravel()
    return Slopes([("w", w.shape)], (left + right) / 2, given.ravel(), kink, rounding)


def _number(E: Callable[[Any], Any], w: Array) -> float:
    value = np.asarray(number(E(_plain(w)), "E(w)"))
    if value.size != 1:
        raise ValueError(f"E(w) must be one number, not an array of shape {value.shape}")
    return float(value.reshape(()))


def _plain(w: Array) -> Any:
    return w if w.ndim else float(w)
