"""Mistakes in a forward pass."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

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


def _replayed(
    asks: Value, trace: Trace, wrong: Iterable[tuple[Mistake, Values, Rules]]
) -> Mistakes:
    for mistake, values, rules in wrong:
        found = trace.replay(values, rules)
        yield mistake, {name: trace.pick(name, found) for name in asks.names}


def _wrong_steps(trace: Trace) -> Iterator[tuple[Mistake, Values, Rules]]:
    for where, nodes in subsets(layers(trace, set(range(len(trace.nodes))))):
        yield ("missing-activation", where), {}, {n.index: _identity for n in nodes}
    for node in trace.nodes:
        if node.op == "mul" and not node.name and all(p.name == p.group for p in node.parents):
            product = " · ".join(parent.name for parent in node.parents)
            yield ("dropped-term", product), {node.index: 0.0}, {}
            yield ("flipped-term", product), {node.index: -node.value}, {}
        if node.op == "pow const":
            yield ("not-squared", ""), {}, {node.index: _identity}
    single = [trace[name] for name in trace.inputs if isinstance(trace[name], Node)]
    for p, q in combinations(single, 2):
        yield ("swapped", f"{p.name} and {q.name}"), {p.index: q.value, q.index: p.value}, {}


def _wrong_sums(trace: Trace) -> Iterator[tuple[Mistake, Values, Rules]]:
    """A sum of squares: none of them squared, one left out, or the sum squared as a whole."""
    squares = [node for node in trace.nodes if node.op == "pow const"]
    if 1 < len(squares) <= FEW:
        yield ("not-squared", ""), {}, {node.index: _identity for node in squares}
        for node in squares:
            yield ("dropped-square", spelt(node.parents[0])), {node.index: 0.0}, {}
        first, *rest = squares
        together = float(sum(node.parents[0].value for node in squares) ** 2)
        yield ("squared-late", ""), {first.index: together} | {n.index: 0.0 for n in rest}, {}


def _identity(n: Any) -> Any:
    return n
