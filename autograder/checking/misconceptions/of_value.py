"""Mistakes in a forward pass."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from autograder.checking.arithmetic import ACTIVATIONS
from autograder.checking.asks import Value
from autograder.checking.misconceptions.graph import layers, spelt, subsets
from autograder.checking.misconceptions.kinds import (
    Mistake,
    Mistakes,
    another_one,
    others,
    scaled,
    transposed,
    upside_down,
)
from autograder.checking.trace import Node, Trace

Rules = Mapping[int, Callable[..., Any]]
Values = Mapping[int, Any]
FEW = 6  # squares in a sum that somebody adds up by hand


def of_value(asks: Value, trace: Trace) -> Mistakes:
    """A wrong sign or size, a step left out, inputs taken for each other, another value."""
    truth = asks.truth(trace)
    yield from scaled(truth, "flipped-value")
    yield from transposed(truth)
    yield from _replayed(asks, trace, _wrong_steps(trace))
    if len(asks.names) == 1 and isinstance(trace[asks.names[0]], Node):
        (name,) = asks.names
        yield from another_one(name, Value(*others(name, trace, computed=True)), trace)
    yield from _replayed(asks, trace, _wrong_sums(trace))
    yield from upside_down(truth)
    for name in asks.names if len(asks.names) > 1 else ():
        for other in others(name, trace, computed=True):
            yield ("another-one", other), truth | {name: trace.value(other)}


def _replayed(
    asks: Value, trace: Trace, wrong: Iterable[tuple[Mistake, Values, Rules]]
) -> Mistakes:
    for mistake, values, rules in wrong:
        found = trace.replay(values, rules)
        yield mistake, {name: trace.pick(name, found) for name in asks.names}


def _wrong_steps(trace: Trace) -> Iterator[tuple[Mistake, Values, Rules]]:
    for where, nodes in subsets(layers(trace, set(range(len(trace.nodes))))):
        yield ("missing-activation", where), {}, {n.index: _identity for n in nodes}
        yield from _other_functions(where, nodes)
    yield from _lost_summands(trace)
    for node in trace.nodes:
        if node.op == "mul" and not node.name and all(p.name == p.group for p in node.parents):
            product = " · ".join(parent.name for parent in node.parents)
            yield ("dropped-term", product), {node.index: 0.0}, {}
            yield ("flipped-term", product), {node.index: -node.value}, {}
        if node.op == "pow const":
            yield ("not-squared", ""), {}, {node.index: _identity}
    single = [trace[name] for name in trace.inputs if isinstance(trace[name], Node)]
    for p, q in combinations(single, 2):
        if _stem(p) == _stem(q) or (_stem(p), _stem(q)) == (p.name, q.name):
            values = {p.index: q.value, q.index: p.value}
            yield ("swapped", f"{p.name} and {q.name}"), values, {}


def _stem(node: Node) -> str:
    """The x of x1 and x2, which nobody would take for a weight."""
    return node.name.rstrip("0123456789")


def _other_functions(where: str, nodes: list[Node]) -> Iterator[tuple[Mistake, Values, Rules]]:
    """Another activation function, or the sigmoid with e^n in the place of e^(-n)."""
    for name, (f, _) in ACTIVATIONS.items():
        if name != nodes[0].op:
            yield ("another-activation", where), {}, {node.index: f for node in nodes}
        elif name == "sigmoid":
            flipped = {node.index: lambda n, f=f: f(-n) for node in nodes}
            yield ("flipped-input", where), {}, flipped


def _lost_summands(trace: Trace) -> Iterator[tuple[Mistake, Values, Rules]]:
    """A bias, or whatever else is added to a step as it is, left out or added too late."""
    places = _summands(trace)
    for where, adds in subsets(places):
        yield ("lost-summand", where), {}, {node.index: _other_than_input(node) for node in adds}
        inputs = {_added(node).index: -_added(node).value for node in adds}
        yield ("flipped-term", where), inputs, {}
    for where, adds in subsets(places):
        late = {node.index: (node, step) for node in adds for step in _activations(trace, node)}
        rules = {node.index: _other_than_input(node) for node, _ in late.values()}
        rules |= {step.index: _then_add(step, node) for node, step in late.values()}
        if late:
            yield ("added-late", where), {}, rules


def _summands(trace: Trace) -> dict[str, list[Node]]:
    """The sums of a step and an input, by the input's name."""
    found: dict[str, list[Node]] = {}
    for node in trace.nodes:
        inputs = [parent for parent in node.parents if parent.op == "input"]
        if node.op == "add" and len(inputs) == 1:
            found.setdefault(inputs[0].group, []).append(node)
    return found


def _added(node: Node) -> Node:
    """The input in a sum of a step and an input."""
    return next(parent for parent in node.parents if parent.op == "input")


def _other_than_input(node: Node) -> Callable[..., Any]:
    kept = 1 - node.parents.index(_added(node))
    return lambda *values: values[kept]


def _activations(trace: Trace, net_input: Node) -> list[Node]:
    return [n for n in trace.nodes if n.op in ACTIVATIONS and n.parents[0] is net_input]


def _then_add(step: Node, sum_of: Node) -> Callable[..., Any]:
    bias, rule = _added(sum_of), step.rule
    assert rule is not None
    return lambda n: rule(n) + bias.value


def _wrong_sums(trace: Trace) -> Iterator[tuple[Mistake, Values, Rules]]:
    """A sum of squares: none of them squared, one left out, or the sum squared as a whole."""
    squares = [node for node in trace.nodes if node.op == "pow const"]
    if 1 < len(squares) <= FEW:
        for wrong in (_identity, abs):
            yield ("not-squared", ""), {}, {node.index: wrong for node in squares}
        for node in squares:
            yield ("dropped-square", spelt(node.parents[0])), {node.index: 0.0}, {}
        first, *rest = squares
        together = float(sum(node.parents[0].value for node in squares) ** 2)
        yield ("squared-late", ""), {first.index: together} | {n.index: 0.0 for n in rest}, {}


def _identity(n: Any) -> Any:
    return n
