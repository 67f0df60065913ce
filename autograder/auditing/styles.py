"""The right answer, reached and written in the ways that students reach and write it."""

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import numpy as np

from autograder.auditing.dual import slope
from autograder.auditing.own_graph import gradients
from autograder.checking.asks import Gradient, Jacobian, Parts, Update, Value, by_paths, stepped
from autograder.checking.task import Choice, Computed, Number, Order, OwnNumber, Shape, Task
from autograder.checking.trace import Trace, elements, like

MOST_ORDERS = 5040  # all orders of seven steps


def styles(task: Task, traces: list[Trace]) -> Iterator[tuple[str, list[Any]]]:
    """(style, one answer per set of inputs) for every style that applies to the task."""
    if isinstance(task, Order):
        for order in orders(task, right=True):
            yield f"order {order}", [order]
            yield f"order {order} as a list", [list(order.lower())]
    elif isinstance(task, Choice):
        yield "the option", [task.right]
    elif isinstance(task, Shape):
        (value,) = task.asks.truth(traces[0]).values()
        yield "a tuple", [np.shape(value)]
        yield "a list", [list(np.shape(value))]
        yield "an array", [np.array(np.shape(value))]
    elif isinstance(task, Computed):
        yield from _computed(task, traces)


def _computed(task: Computed, traces: list[Trace]) -> Iterator[tuple[str, list[Any]]]:
    truths = [task.asks.truth(trace) for trace in traces]
    yield "complex step, vectorised", [_tuple(parts) for parts in truths]
    yield "sums over paths of a graph", [_tuple(by_paths(task.asks, trace)) for trace in traces]
    if all(name in trace.inputs for trace in traces for name in task.asks.names):
        yield "forward mode, in a loop", [_tuple(_in_a_loop(task, trace)) for trace in traces]
    if isinstance(task.asks, Gradient | Update):
        yield "a graph class of one's own", [_tuple(_in_a_class(task, trace)) for trace in traces]
        yield "einsum, step by step", [_tuple(_by_einsum(task, trace)) for trace in traces]
    yield "in float32", [_tuple(_in_float32(task, trace)) for trace in traces]
    yield "a dictionary", [dict(parts) for parts in truths]
    yield "nested lists", [[np.asarray(v).tolist() for v in parts.values()] for parts in truths]
    yield (
        "without extra dimensions",
        [tuple(np.squeeze(value) for value in parts.values()) for parts in truths],
    )
    if all("[" in name for name in task.asks.names):
        yield "lists by layer", [_by_layer(parts) for parts in truths]
    if len(task.asks.names) == 1:
        yield "a 0-d array or an array", [np.asarray(next(iter(p.values()))) for p in truths]
        yield "in brackets", [[next(iter(parts.values()))] for parts in truths]
    if isinstance(task, OwnNumber) or (isinstance(task, Number) and not task.exact):
        for digits in (4, 5, 6):
            yield f"rounded to {digits} digits", [_rounded(truths[0], digits)]


def _tuple(parts: Parts) -> Any:
    return tuple(parts.values()) if len(parts) > 1 else next(iter(parts.values()))


def _by_layer(parts: Parts) -> Any:
    """[None, dW[1], ...] and [None, db[1], ...], as a student keeps them."""
    lists: dict[str, list[Any]] = {}
    for name, value in parts.items():
        lists.setdefault(name.partition("[")[0], [None]).append(value)
    return tuple(lists.values()) if len(lists) > 1 else next(iter(lists.values()))


def _rounded(parts: Parts, digits: int) -> Any:
    """Significant digits, as a pocket calculator or a careful student gives them."""
    round_all = np.vectorize(lambda value: float(f"{value:.{digits - 1}e}"))
    return _tuple({name: round_all(value) for name, value in parts.items()})


def _in_a_loop(task: Computed, trace: Trace) -> Parts:
    asks = task.asks
    if isinstance(asks, Value | Jacobian):
        return asks.truth(trace)
    found = {
        name: like(
            trace[name],
            [
                slope(task.forward, trace.inputs, asks.of, name, k)
                for k in range(np.size(trace.inputs[name]))
            ],
        )
        for name in asks.names
    }
    return stepped(trace, found) if isinstance(asks, Update) else found


def _in_a_class(task: Computed, trace: Trace) -> Parts:
    asks = task.asks
    assert isinstance(asks, Gradient | Update)
    found = gradients(task.forward, trace.inputs, asks.of, asks.names)
    return stepped(trace, found) if isinstance(asks, Update) else found


def _by_einsum(task: Computed, trace: Trace) -> Parts:
    """The chain rule as einsum: all paths of one step, then all of two steps, and so on."""
    asks = task.asks
    assert isinstance(asks, Gradient | Update)
    (of,) = elements(trace[asks.of])
    jacobian = np.zeros((len(trace.nodes), len(trace.nodes)))
    for node in trace.nodes:
        for parent, local in zip(node.parents, node.locals, strict=True):
            jacobian[node.index, parent.index] += local
    arriving = np.eye(len(trace.nodes))[of.index]
    total = arriving
    while arriving.any():
        arriving = np.einsum("i,ij->j", arriving, jacobian)
        total = total + arriving
    found = {name: trace.pick(name, total) for name in asks.names}
    return stepped(trace, found) if isinstance(asks, Update) else found


def _in_float32(task: Computed, trace: Trace) -> Parts:
    """The whole computation again with seven digits."""
    single = {}
    for name, value in trace.inputs.items():
        array = np.array([np.float32(each) for each in np.ravel(value)], dtype=object)
        single[name] = array.reshape(np.shape(value)) if np.ndim(value) else array[0]
    parts = by_paths(task.asks, Trace(task.forward, single))
    return {name: np.float32(np.asarray(value, float)) for name, value in parts.items()}


def orders(task: Order, right: bool) -> Iterator[str]:
    """The orders that let every step find what it needs, or those that do not."""
    for count, letters in enumerate(permutations(task.steps)):
        if count == MOST_ORDERS:
            return
        fits = all(set(task.after.get(a, "")) <= set(letters[:k]) for k, a in enumerate(letters))
        if fits == right:
            yield "".join(letters)
