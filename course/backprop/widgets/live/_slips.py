"""A guess at a gradient: is it right, and if not, which slip would give it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from backprop import Graph

from ._passes import FAILURES, NUDGE, Event, Passes

CLOSE = 0.02  # a gradient by hand may be off by two parts in a hundred


def as_number(text: str) -> float | None:
    """The number that a reader wrote: "−0,5", "1/3" or "2 * -4"; None where it is none."""
    text = text.replace("−", "-").replace("×", "*").replace("·", "*")
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    try:
        graph = Graph(f"zero + ({text})")
        return float(graph.forward(zero=0.0)) if graph.inputs == ("zero",) else None
    except FAILURES:
        return None


def same(guess: float, truth: float) -> bool:
    """Close enough for a number worked out by hand; a zero must be a zero."""
    return abs(guess - truth) <= CLOSE * abs(truth)


def slip(passes: Passes, at: int, guess: float) -> str:
    """The slip that would give this wrong guess, in words; "" when none is plain."""
    if at == len(passes.events):
        whole = same(guess, passes.nudged.grad)
        return f"that is the gradient: times the nudge of {NUDGE:g}" if whole else ""
    e = passes.events[at]
    if e.kind == "seed":
        return "f moves with itself one to one, whatever its value is"
    if e.kind == "value":
        return ""
    before = sum(passes.arrived(at).get(e.parent, []))
    for value, words in _slips(passes, e):
        if same(guess, value) or (before and e.last and same(guess, before + value)):
            return words
    if before and e.last and same(guess, passes.downstream(e)):
        return "that edge alone: paths add, and what had arrived before is missing"
    if before and e.last and same(guess, before):
        return "that is what had arrived before: add what this edge sends"
    parent: Any = passes.nodes[e.parent]
    return f"that is the value of {parent.name}" * same(guess, parent.value)


def _slips(passes: Passes, e: Event) -> Iterator[tuple[float, str]]:
    """Each plain slip along one edge, with the number it gives. The true one is not among them."""
    u, local, truth = passes.upstream(e), passes.local(e), passes.downstream(e)
    for value, words in (*_of_the_gate(passes, e, u), *_of_the_rule(u, local)):
        if not same(value, truth):
            yield value, words


def _of_the_rule(u: float, local: float) -> Iterator[tuple[float, str]]:
    yield u, "that is the upstream gradient as it came: the local derivative is missing"
    yield local, "that is the local derivative alone: multiply it by the upstream gradient"
    yield u + local, "upstream and local were added: the chain rule multiplies them"
    yield -u * local, "the size is right, the sign is not"
    if local:
        yield u / local, "upstream was divided by the local derivative: multiply"


def _of_the_gate(passes: Passes, e: Event, u: float) -> Iterator[tuple[float, str]]:
    node: Any = passes.nodes[e.gate]
    values = [float(p.value) for p in node.parents]
    own, y = values[e.place], float(node.value)
    names = [p.name for p in node.parents]
    match node.gate:
        case "multiply":
            other = names[1 - e.place]
            yield (
                u * own,
                f"that takes {names[e.place]}'s own value: a product switches, and the local "
                f"derivative is the other operand, {other}",
            )
        case "max" if values[0] != values[1]:
            yield u, "that operand lost: max routes everything to the larger one, nothing to it"
            yield 0.0, "that operand won: max routes the whole upstream gradient to it"
        case "relu":
            yield u, "ReLU is shut where its operand is negative: nothing passes"
            yield 0.0, "ReLU is open where its operand is not negative: all passes"
        case "add" | "subtract":
            yield u / 2, "add does not share the gradient out: each operand gets all of it"
        case "square":
            yield u * own, "the 2 is missing: the derivative of a² is 2 a"
        case "exp":
            yield u * own, "the derivative of exp is exp itself, the gate's own value"
        case "sigmoid":
            yield u * (1 - own) * own, "(1 − σ) σ needs the gate's value σ, not its operand"
            yield u * y, "that takes the value σ for the slope: the slope is (1 − σ) σ"
        case "log" | "divide":
            yield u * own, "a quotient: the local derivative divides"
