"""What arrives from the loss side is lost, or is that of another layer."""

from collections.abc import Sequence

import numpy as np

from autograder.checking.asks import Parts
from autograder.checking.misconceptions.graph import uses, wholes
from autograder.checking.misconceptions.kinds import Mistakes, Wrong
from autograder.checking.trace import GIVEN, Trace, elements


def wrong_upstream(trace: Trace, on: set[int], truth: Sequence[float]) -> Wrong:
    """The gradient at one layer is 1, that of a later layer, or a value of the forward pass."""
    layers = {n: v for n, v in wholes(trace).items() if v[0].index in on and v[0].parents}
    for here, nodes in layers.items():
        yield ("lost-upstream", here), {(n.index, GIVEN): 1.0 for n in nodes}
    for nodes in wholes(trace).values():
        for where, edges in uses(trace, nodes, on).items():
            local = {(i, k): (trace.nodes[i].locals[k], truth[i]) for i, k in edges}
            yield ("lost-upstream", where), {e: v / g if g else v for e, (v, g) in local.items()}
    for here, nodes in layers.items():
        for there, later in layers.items():
            is_later = later[0].index > nodes[-1].index
            if is_later and np.shape(trace[here]) == np.shape(trace[there]):
                pairs = zip(nodes, later, strict=True)
                yield ("stopped-early", there), {(n.index, GIVEN): truth[o.index] for n, o in pairs}
        for there, values in wholes(trace).items():
            if np.ndim(trace[here]) == 2 and np.shape(trace[here]) == np.shape(trace[there]):
                pairs = zip(nodes, values, strict=True)
                yield (
                    ("value-for-gradient", f"{there} and {here}"),
                    {(n.index, GIVEN): v.value for n, v in pairs},
                )


def another_layers(parts: Parts, trace: Trace, on: set[int], truth: Sequence[float]) -> Mistakes:
    """A later layer's delta with a layer's own input: dW1 = delta[2] @ x.T, of another shape."""
    deltas = {
        name: trace.pick(name, truth)
        for name, nodes in wholes(trace).items()
        if np.ndim(trace[name]) == 2 and nodes[0].index in on and nodes[0].parents
    }
    for there, delta in deltas.items():
        wrong = {name: _with_own_input(name, delta, trace, on) for name in parts}
        yield ("stopped-early", there), {n: parts[n] if w is None else w for n, w in wrong.items()}


def _with_own_input(name: str, delta: np.ndarray, trace: Trace, on: set[int]) -> np.ndarray | None:
    """What W gets from a delta: delta @ v.T, if W meets v in the forward pass; a bias its sum."""
    nodes = elements(trace[name])
    edges = next(iter(uses(trace, nodes, on).values()), [])
    node = trace.nodes[edges[0][0]] if edges else None
    if node is None or np.ndim(trace[name]) != 2:
        return None
    if node.op == "add":
        return delta.sum(axis=1, keepdims=True) if len(nodes) == len(trace[name]) else None
    partner = node.parents[1 - edges[0][1]].group if node.op == "mul" else ""
    value = trace.value(partner) if partner else None
    if value is None or np.ndim(value) != 2 or value.shape[1] != delta.shape[1]:
        return None
    return np.asarray(delta @ value.T)


def not_summed(parts: Parts, trace: Trace, on: set[int], truth: Sequence[float]) -> Mistakes:
    """One gradient a pattern where they should be added up: db = delta."""
    found = {}
    for name in parts:
        nodes = elements(trace[name])
        if np.ndim(trace[name]) == 2 and len(trace[name]) == len(nodes):
            edges = [e for edges in uses(trace, nodes, on).values() for e in edges]
            if len(edges) > len(nodes) and len(edges) % len(nodes) == 0:
                each = [truth[i] * trace.nodes[i].locals[k] for i, k in sorted(edges)]
                found[name] = np.reshape(each, (len(nodes), -1))
    if found:
        yield ("not-summed", ""), parts | found
