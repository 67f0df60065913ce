"""One local derivative on the way back is left out, taken twice, or taken elsewhere."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from autograder.checking.arithmetic import ACTIVATIONS
from autograder.checking.misconceptions.kinds import Changes, Mistake
from autograder.checking.trace import Node, Trace, elements

Wrong = Iterator[tuple[Mistake, Changes]]


def activations(trace: Trace, names: Sequence[str] = ()) -> dict[str, list[Node]]:
    """Steps a = f(n), grouped by the name of the net input n.

    names: only those that lie on a way from one of these to the end.
    """
    groups: dict[str, list[Node]] = {}
    reached = _after(trace, names)
    for node in trace.nodes:
        if node.op in ACTIVATIONS and (not names or node.index in reached):
            groups.setdefault(node.parents[0].group or "n", []).append(node)
    return groups


def _after(trace: Trace, names: Sequence[str]) -> set[int]:
    reached = {node.index for name in names for node in elements(trace[name])}
    for node in trace.nodes:
        if any(parent.index in reached for parent in node.parents):
            reached.add(node.index)
    return reached


def everywhere(groups: dict[str, list[Node]]) -> Iterator[tuple[str, list[Node]]]:
    """Each group alone, then all of them at once."""
    yield from groups.items()
    if len(groups) > 1:
        yield " and ".join(groups), [node for group in groups.values() for node in group]


def multiplications(trace: Trace) -> dict[str, list[tuple[int, int]]]:
    """Edges whose local derivative is a named value, grouped by that value."""
    groups: dict[str, list[tuple[int, int]]] = {}
    for node in trace.nodes:
        if node.op == "mul":
            for k, factor in enumerate(reversed(node.parents)):
                if factor.group:
                    groups.setdefault(factor.group, []).append((node.index, k))
    return groups


def wrong_slopes(trace: Trace, names: Sequence[str]) -> Wrong:
    """The slope f' is missing, taken at a, or f itself stands in its place."""
    for where, nodes in everywhere(activations(trace, names)):
        yield ("missing-f-prime", where), {(n.index, 0): 1.0 for n in nodes}
        at_a = {(n.index, 0): ACTIVATIONS[n.op][1](n.value) for n in nodes}
        yield ("f-prime-at-a", where), at_a
        of_n = {(n.index, 0): n.parents[0].value * (1 - n.parents[0].value) for n in nodes}
        yield ("f-prime-without-f", where), of_n
        yield ("a-for-f-prime", where), {(n.index, 0): n.value for n in nodes}
        yield ("half-a-slope", where), {(n.index, 0): 1 - n.value for n in nodes}
        yield ("slope-twice", where), {(n.index, 0): n.locals[0] ** 2 for n in nodes}


def wrong_layers(trace: Trace, names: Sequence[str]) -> Wrong:
    """The slope of one layer in the place of another's."""
    for (here, nodes), (there, others) in combinations(activations(trace).items(), 2):
        if len(nodes) == len(others):
            pairs = list(zip(nodes, others, strict=True))
            first = {(n.index, 0): o.locals[0] for n, o in pairs}
            yield ("wrong-f-prime", f"{here} and {there}"), first
            second = {(o.index, 0): n.locals[0] for n, o in pairs}
            yield ("wrong-f-prime", f"{there} and {here}"), second


def wrong_products(trace: Trace, names: Sequence[str]) -> Wrong:
    """A factor of a product is lost or taken twice."""
    for group, edges in multiplications(trace).items():
        yield ("lost-factor", group), dict.fromkeys(edges, 1.0)
        twice = {(i, k): trace.nodes[i].locals[k] ** 2 for i, k in edges}
        yield ("doubled-factor", group), twice


def wrong_error(trace: Trace, names: Sequence[str]) -> Wrong:
    """The error of a squared loss is lost; which sign is left depends on how it was written."""
    squares = [node for node in trace.nodes if node.op == "pow const"]
    for sign in (1.0, -1.0):
        if squares:
            yield ("lost-error", ""), {(n.index, 0): 2.0 * sign for n in squares}
