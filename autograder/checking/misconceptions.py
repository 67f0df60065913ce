"""Typical mistakes, made on purpose on the task's own graph.

Each mistake is a name, a detail that says where, and the answer it leads to. The judge compares a
wrong answer with all of them; the message for the name stands in `messages.py`.
"""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np

from autograder.checking.arithmetic import ACTIVATIONS
from autograder.checking.asks import Ask, Gradient, Local, Parts, Update, Value
from autograder.checking.trace import Node, Trace, elements, like

Mistake = tuple[str, str]  # (name, where)
Mistakes = Iterator[tuple[Mistake, Parts]]
Changes = dict[tuple[int, int], Any]


def mistakes(asks: Ask, trace: Trace) -> Mistakes:
    """Every mistake that the task's graph allows, with the answer it gives."""
    if isinstance(asks, Value):
        yield from _of_value(asks, trace)
    elif isinstance(asks, Gradient):
        yield from _of_gradient(asks, trace)
    elif isinstance(asks, Local):
        yield from _of_local(asks, trace)
    else:
        yield from _of_update(asks, trace)


def _scaled(truth: Parts, flipped: str = "flipped-sign") -> Mistakes:
    """Right up to a plain factor."""
    for name, factor in ((flipped, -1.0), ("doubled", 2.0), ("halved", 0.5)):
        yield (name, ""), {part: factor * value for part, value in truth.items()}


def _transposed(truth: Parts) -> Mistakes:
    if any(np.ndim(value) == 2 for value in truth.values()):
        turned = {p: v.T if np.ndim(v) == 2 else v for p, v in truth.items()}
        yield ("transposed", ""), turned


def _activations(trace: Trace) -> dict[str, list[Node]]:
    """Steps a = f(n), grouped by the name of the net input n."""
    groups: dict[str, list[Node]] = {}
    for node in trace.nodes:
        if node.op in ACTIVATIONS:
            groups.setdefault(node.parents[0].group or "n", []).append(node)
    return groups


def _everywhere(groups: dict[str, list[Node]]) -> Iterator[tuple[str, list[Node]]]:
    """Each group alone, then all of them at once."""
    yield from groups.items()
    if len(groups) > 1:
        yield " and ".join(groups), [node for group in groups.values() for node in group]


def _of_gradient(asks: Gradient, trace: Trace) -> Mistakes:
    truth = asks.truth(trace)
    yield from _scaled(truth)
    yield from _transposed(truth)
    yield from _of_batch(truth, trace)
    (of,) = elements(trace[asks.of])
    for mistake, changed in _wrong_factors(trace):
        gradients = trace.gradient(of, changed)
        parts = {
            name: like(trace[name], [gradients[node.index] for node in elements(trace[name])])
            for name in asks.names
        }
        if any(np.any(value != 0) for value in parts.values()):  # zeros tell of no mistake
            yield mistake, parts
    if len(asks.names) == 1 and isinstance(trace[asks.names[0]], Node):
        (name,) = asks.names
        yield from _of_others(name, Gradient(asks.of, *_others(name, trace)), trace)


def _wrong_factors(trace: Trace) -> Iterator[tuple[Mistake, Changes]]:
    """One local derivative on the way back is left out, taken twice, or taken elsewhere."""
    for where, nodes in _everywhere(_activations(trace)):
        yield ("missing-f-prime", where), {(n.index, 0): 1.0 for n in nodes}
        at_a = {(n.index, 0): ACTIVATIONS[n.op][1](n.value) for n in nodes}
        yield ("f-prime-at-a", where), at_a
        yield ("a-for-f-prime", where), {(n.index, 0): n.value for n in nodes}
    yield from _wrong_layer(trace)
    for group, edges in _multiplications(trace).items():
        yield ("lost-factor", group), {edge: 1.0 for edge, _ in edges}
        yield ("doubled-factor", group), {edge: local * local for edge, local in edges}
    squares = [node for node in trace.nodes if node.op == "pow const"]
    for sign in (1.0, -1.0):
        if squares:
            yield ("lost-error", ""), {(n.index, 0): 2.0 * sign for n in squares}
    yield from _dropped_paths(trace)
    yield from _one_pattern(trace)
    yield from _weights_not_transposed(trace)


def _wrong_layer(trace: Trace) -> Iterator[tuple[Mistake, Changes]]:
    for (here, nodes), (there, others) in combinations(_activations(trace).items(), 2):
        if len(nodes) == len(others):
            swap = {(n.index, 0): o.locals[0] for n, o in zip(nodes, others, strict=True)}
            yield ("wrong-f-prime", f"{here} and {there}"), swap
            swap = {(o.index, 0): n.locals[0] for n, o in zip(nodes, others, strict=True)}
            yield ("wrong-f-prime", f"{there} and {here}"), swap


def _multiplications(trace: Trace) -> dict[str, list[tuple[tuple[int, int], Any]]]:
    """Edges of the graph whose local derivative is a named value, grouped by that value."""
    groups: dict[str, list[tuple[tuple[int, int], Any]]] = {}
    for node in trace.nodes:
        if node.op == "mul":
            for k, factor in enumerate(reversed(node.parents)):
                if factor.group:
                    edge = ((node.index, k), node.locals[k])
                    groups.setdefault(factor.group, []).append(edge)
    return groups


def _dropped_paths(trace: Trace) -> Iterator[tuple[Mistake, Changes]]:
    """Paths add; here all those through one named step are forgotten."""
    for node in trace.nodes:
        if node.name and node.parents:
            none = {(node.index, k): 0.0 for k in range(len(node.parents))}
            yield ("dropped-path", node.name), none


def _patterns(trace: Trace) -> int:
    """How many patterns the batch x holds, one a column; 1 if there is no batch."""
    x = trace.names.get("x")
    return x.shape[1] if isinstance(x, np.ndarray) and x.ndim == 2 else 1


def _of_batch(truth: Parts, trace: Trace) -> Mistakes:
    """Gradients of a batch add, or average, as the loss says."""
    m = _patterns(trace)
    if m > 1:
        yield ("batch-averaged", str(m)), {name: value / m for name, value in truth.items()}
        yield ("batch-summed", str(m)), {name: value * m for name, value in truth.items()}


def _one_pattern(trace: Trace) -> Iterator[tuple[Mistake, Changes]]:
    """Of a batch only the first or the last pattern counts: overwritten where `+=` was meant."""
    m = _patterns(trace)
    batches = [v for v in trace.names.values() if isinstance(v, np.ndarray) and v.shape[1:] == (m,)]
    steps = [batch for batch in batches if batch[0, 0].parents]
    for kept, which in {0: "first", m - 1: "last"}.items():
        if m > 1:
            left_out = [n for batch in steps for n in np.delete(batch, kept, axis=1).ravel()]
            none = {(n.index, k): 0.0 for n in left_out for k in range(len(n.parents))}
            yield ("one-pattern", which), none


def _weights_not_transposed(trace: Trace) -> Iterator[tuple[Mistake, Changes]]:
    """On the way back delta meets W where it should meet its transpose; W must be square."""
    for name, value in trace.names.items():
        if isinstance(value, np.ndarray) and value.ndim == 2 and value.shape[0] == value.shape[1]:
            turned = dict(zip((n.index for n in value.ravel()), value.T.ravel(), strict=True))
            edges = _multiplications(trace).get(name, [])
            factors = {(i, k): trace.nodes[i].parents[1 - k].index for (i, k), _ in edges}
            yield (
                ("weights-not-transposed", name),
                {edge: turned[factor].value for edge, factor in factors.items()},
            )


def _others(name: str, trace: Trace, computed: bool = False) -> list[str]:
    """Every other single value that has a name; `computed` leaves out the inputs."""
    single = {other: node for other, node in trace.names.items() if isinstance(node, Node)}
    return [o for o, node in single.items() if o != name and (node.parents or not computed)]


def _of_others(name: str, asks: Ask, trace: Trace) -> Mistakes:
    """A right answer to another question."""
    for other, value in asks.truth(trace).items():
        yield ("another-one", other), {name: value}


def _of_local(asks: Local, trace: Trace) -> Mistakes:
    truth = asks.truth(trace)
    yield from _scaled(truth)
    node, of = trace[asks.name], trace[asks.of]
    yield ("value-for-slope", asks.of), {asks.name: of.value}
    if of.op in ACTIVATIONS:
        yield ("f-prime-at-a", asks.name), {asks.name: ACTIVATIONS[of.op][1](of.value)}
        yield ("a-times-one-minus-n", asks.name), {asks.name: of.value * (1 - node.value)}
    if "E" in trace.names:
        (loss,) = elements(trace["E"])
        yield ("whole-for-local", asks.of), {asks.name: trace.gradient(loss)[node.index]}


def _of_value(asks: Value, trace: Trace) -> Mistakes:
    truth = asks.truth(trace)
    yield from _scaled(truth, "flipped-value")
    yield from _transposed(truth)

    def replayed(mistake: Mistake, **changes: Any) -> tuple[Mistake, Parts]:
        found = trace.replay(**changes)
        return mistake, {
            name: like(trace[name], [found[node.index] for node in elements(trace[name])])
            for name in asks.names
        }

    def identity(n: Any) -> Any:
        return n

    for where, nodes in _everywhere(_activations(trace)):
        rules: dict[int, Callable[..., Any]] = {n.index: identity for n in nodes}
        yield replayed(("missing-activation", where), rules=rules)
    for node in trace.nodes:
        if node.op == "mul" and not node.name and all(p.name == p.group for p in node.parents):
            product = " · ".join(parent.name for parent in node.parents)
            yield replayed(("dropped-term", product), values={node.index: 0.0})
        if node.op == "pow const":
            yield replayed(("not-squared", ""), rules={node.index: identity})
    yield from _swapped(replayed, trace)
    if len(asks.names) == 1 and isinstance(trace[asks.names[0]], Node):
        (name,) = asks.names
        yield from _of_others(name, Value(*_others(name, trace, computed=True)), trace)


def _swapped(replayed: Callable[..., tuple[Mistake, Parts]], trace: Trace) -> Mistakes:
    """Two single inputs are taken for each other."""
    single = [trace[name] for name in trace.inputs if isinstance(trace[name], Node)]
    for p, q in combinations(single, 2):
        yield replayed(
            ("swapped", f"{p.name} and {q.name}"), values={p.index: q.value, q.index: p.value}
        )


def _of_update(asks: Update, trace: Trace) -> Mistakes:
    gradient = Gradient(asks.of, *asks.names)
    truth = gradient.truth(trace)
    eta = trace["eta"].value
    old = {n: like(trace[n], [e.value for e in elements(trace[n])]) for n in asks.names}
    yield ("no-step", ""), old
    yield ("ascent", ""), {n: old[n] + eta * truth[n] for n in asks.names}
    yield ("lost-eta", ""), {n: old[n] - truth[n] for n in asks.names}
    yield ("change-for-weight", ""), {n: -eta * truth[n] for n in asks.names}
    yield ("gradient-for-weight", ""), truth
    for mistake, parts in _of_gradient(gradient, trace):
        fits = all(np.shape(parts[n]) == np.shape(old[n]) for n in asks.names)
        if fits and mistake[0] != "flipped-sign":  # that is the ascent above
            yield mistake, {n: old[n] - eta * parts[n] for n in asks.names}
    yield from _updated_too_early(asks, truth, old, trace)


def _updated_too_early(asks: Update, truth: Parts, old: Parts, trace: Trace) -> Mistakes:
    """The backward pass reads weights that the same step has already changed."""
    eta = trace["eta"].value
    new = {
        node.index: node.value - eta * slope
        for name in asks.names
        for node, slope in zip(elements(trace[name]), np.ravel(truth[name]), strict=True)
    }
    changed = {
        (node.index, k): new[factor.index]
        for node in trace.nodes
        if node.op == "mul"
        for k, factor in enumerate(reversed(node.parents))
        if factor.index in new
    }
    gradients = trace.gradient(elements(trace[asks.of])[0], changed)
    yield (
        ("updated-too-early", ""),
        {
            name: old[name]
            - eta * like(trace[name], [gradients[n.index] for n in elements(trace[name])])
            for name in asks.names
        },
    )
