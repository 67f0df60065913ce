"""One factor of a product is lost, taken twice, or another value stands in its place."""

from itertools import permutations

import numpy as np

from autograder.checking.misconceptions.graph import (
    Edge,
    Factor,
    factors,
    seen_in,
    spelt,
    wholes,
)
from autograder.checking.misconceptions.kinds import Wrong
from autograder.checking.trace import Node, Trace


def wrong_products(trace: Trace, on: set[int]) -> Wrong:
    """A factor of a product is lost or taken twice, in one place or in all."""
    for name, every in factors(trace).items():
        for places in _places(trace, [each for each in every if each.edge[0] in on]):
            local = {each: trace.nodes[each.edge[0]].locals[each.edge[1]] for each in places}
            lost = {p.edge: v / p.node.value if p.node.value else 1.0 for p, v in local.items()}
            yield ("lost-factor", name), lost
            yield ("doubled-factor", name), {p.edge: v * p.node.value for p, v in local.items()}


def _places(trace: Trace, every: list[Factor]) -> list[list[Factor]]:
    """Where a factor stands by itself, wherever it stands, and each line that it stands in."""
    found = [[each for each in every if each.direct], every]
    named = seen_in(trace)
    lines: dict[str, list[Factor]] = {}
    for each in every:
        lines.setdefault(named[each.edge[0]], []).append(each)
    found += lines.values() if len(lines) > 1 else []
    return [places for k, places in enumerate(found) if places and places not in found[:k]]


def wrong_operands(trace: Trace, on: set[int]) -> Wrong:
    """A product sends an input its own value, or what it has made for the other input."""
    gates = [n for n in trace.nodes if n.op == "mul" and n.index in on and _have_names(n)]
    for some in [gates, *([gate] for gate in gates)] if len(gates) > 1 else [gates]:
        where = " and ".join(" · ".join(p.name for p in gate.parents) for gate in some)
        own = {(n.index, k): n.parents[k].value for n in some for k in (0, 1)}
        if own:
            yield ("not-switched", where), own
    for gate in gates:
        for k in (0, 1):
            one, other = gate.parents[1 - k], gate.parents[k]
            value = one.value * other.value
            yield ("from-the-other", f"{one.name} and {other.name}"), {(gate.index, k): value}


def _have_names(gate: Node) -> bool:
    """Whether both factors are single values that a student calls by a name."""
    return all(parent.name and parent.name == parent.group for parent in gate.parents)


def times_itself(trace: Trace, on: set[int]) -> Wrong:
    """What is added, such as a bias, stands as a factor in its own gradient: all, or one alone."""
    found: dict[str, dict[Edge, float]] = {}
    for node in trace.nodes:
        for k, parent in enumerate(node.parents if node.op == "add" and node.index in on else ()):
            if parent.op == "input" and parent.index in on:
                found.setdefault(parent.group, {})[node.index, k] = parent.value
    if len(found) > 1:
        yield (
            ("times-itself", " and ".join(found)),
            {edge: value for used in found.values() for edge, value in used.items()},
        )
    for where, used in found.items():
        yield ("times-itself", where), used


def wrong_squares(trace: Trace, on: set[int]) -> Wrong:
    """The derivative of a square: what was squared is lost, with either sign, or stays squared."""
    for what, edges in _squares(trace, on).items():
        lost = "lost-factor" if what in trace.inputs else "lost-error"
        for sign in (1.0, -1.0):
            yield (lost, what), dict.fromkeys(edges, 2.0 * sign)
            yield ("doubled-factor", what), {e: 2.0 * sign * v * v for e, v in edges.items()}


def _squares(trace: Trace, on: set[int]) -> dict[str, dict[Edge, float]]:
    found: dict[str, dict[Edge, float]] = {}
    for node in trace.nodes:
        if node.op == "pow const" and node.index in on:
            (base,) = node.parents
            what = base.group or spelt(base)
            found.setdefault(what, {})[node.index, 0] = base.value
    return found


def another_value(trace: Trace, on: set[int]) -> Wrong:
    """The value of one layer where that of another belongs, as in delta[2] @ x.T."""
    named = {n: nodes for n, nodes in wholes(trace).items() if np.ndim(trace[n]) == 2}
    places = factors(trace)
    for here, there in permutations(named, 2):
        if np.shape(trace[here]) != np.shape(trace[there]) or here not in places:
            continue
        value = {p.index: q.value for p, q in zip(named[here], named[there], strict=True)}
        used = {
            place.edge: value[place.node.index]
            for place in places[here]
            if place.direct and place.node.index in value
        }
        yield ("another-value", f"{there} and {here}"), used


def not_transposed(trace: Trace, on: set[int]) -> Wrong:
    """A square matrix as it stands where its transpose belongs: NumPy takes it without a word."""
    places = factors(trace)
    for name, nodes in wholes(trace).items():
        value = trace[name]
        if np.ndim(value) == 2 and value.shape[0] == value.shape[1] > 1:
            is_weight = nodes[0].op == "input" and name != "x"
            turned = dict(zip((n.index for n in nodes), value.T.ravel(), strict=True))
            direct = [place for place in places.get(name, []) if place.direct]
            used = {place.edge: turned[place.node.index].value for place in direct}
            yield ("weights-not-transposed" if is_weight else "not-transposed", name), used


def max_gates(trace: Trace, on: set[int]) -> Wrong:
    """A max gate that lets the gradient through on both sides, or on the wrong one."""
    gates = [node for node in trace.nodes if node.op == "max" and node.index in on]
    if gates:
        yield ("max-both", ""), {(node.index, k): 1.0 for node in gates for k in (0, 1)}
        yield ("max-swapped", ""), {(n.index, k): n.locals[1 - k] for n in gates for k in (0, 1)}
