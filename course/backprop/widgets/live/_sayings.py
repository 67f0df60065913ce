"""What each gate does to a gradient, in words and as a formula."""

from __future__ import annotations

from typing import Any

from ..circuit import SIGNS
from ._passes import Event, Passes
from ._views import fmt, inside

PATTERNS = {
    "add": "add distributes: every operand gets the upstream gradient as it is",
    "subtract": "subtract distributes, with the sign turned for what is taken away",
    "multiply": "multiply switches: each operand gets upstream times the other one's value",
    "max": "max routes: the larger operand gets everything, the other nothing",
    "relu": "ReLU is a gate that is open or shut: all passes, or nothing",
    "negative": "negative turns the sign",
    "divide": "divide: the local derivative divides, and the operand below brings a minus",
    "square": "square: the local derivative is twice the operand",
    "power": "power: the exponent comes down, and is one less",
    "exp": "exp: the local derivative is the gate's own value",
    "log": "log: the local derivative is one over the operand",
    "sigmoid": "sigmoid: the local derivative is (1 − σ) σ, of the gate's own value",
    "tanh": "tanh: the local derivative is 1 − tanh², of the gate's own value",
}
COPY = "copy adds: what comes back on every branch is summed"
LOCALS = {  # ∂y/∂a and ∂y/∂b, with the names of a gate's operands
    "add": ("1", "1"), "subtract": ("1", "−1"), "multiply": ("{b}", "{a}"),
    "divide": ("1 / {b}", "−{a} / {b}²"), "power": ("{b} {a}^({b} − 1)", "{y} log {a}"),
    "negative": ("−1",), "square": ("2 {a}",), "exp": ("{y}",), "log": ("1 / {a}",),
    "sigmoid": ("(1 − {y}) {y}",), "tanh": ("1 − {y}²",), "relu": ("1 where {a} ≥ 0",),
    "max": ("1 where {a} ≥ {b}", "1 where {b} > {a}"),
}  # fmt: skip


def short(name: str, letters: int = 8) -> str:
    """A name that fits a box."""
    return name if len(name) <= letters else name[: letters - 1] + "…"


def capital(text: str) -> str:
    """The text as a sentence begins; its other letters stay."""
    return text[:1].upper() + text[1:]


def label(node: Any) -> str:
    """A node's name as text has it: a constant with a true minus and no long tail."""
    return fmt(node.value) if node.gate == "constant" else str(node.name)


def sign(node: Any) -> str:
    """What stands in a gate's box, a constant operand included; nothing for an input."""
    if node.gate == "input":
        return ""
    text = str((SIGNS | {"power": "^", "square": "( )²"}).get(node.gate, node.gate))
    if len(node.parents) == 2 and any(p.gate == "constant" for p in node.parents):
        left, right = (fmt(p.value, 3) if p.gate == "constant" else "" for p in node.parents)
        return f"{left} {text} {right}".strip()
    return text


def formula(node: Any) -> str:
    """A gate as a reader writes it: q = x + y."""
    names = [label(p) for p in node.parents]
    text = SIGNS.get(node.gate, node.gate)
    if node.gate == "square":
        return f"{node.name} = {names[0]}²"
    if node.gate == "negative":
        return f"{node.name} = −{names[0]}"
    if node.gate == "max":
        return f"{node.name} = max({names[0]}, {names[1]})"
    if node.gate == "power":
        return f"{node.name} = {names[0]}^{names[1]}"
    if len(names) == 2:
        return f"{node.name} = {names[0]} {text} {names[1]}"
    return f"{node.name} = {text}({names[0]})"


def local_formula(node: Any, place: int) -> str:
    """The local derivative towards one operand, with names: ∂f/∂z = q."""
    names = dict(zip("ab", map(label, node.parents), strict=False))
    text = LOCALS[node.gate][place].format(**names, y=node.name)
    return f"∂{node.name}/∂{label(node.parents[place])} = {text}"


def product(passes: Passes, e: Event) -> str:
    """Upstream × local along an edge, as numbers."""
    return f"{fmt(passes.upstream(e))} × {inside(passes.local(e))}"


def happened(passes: Passes, at: int) -> str:
    """What the last event before `at` did, in a sentence or two with its numbers."""
    if at == 0:
        return "The inputs have their values. Values flow forward, one edge at a time."
    e = passes.events[at - 1]
    node = passes.nodes[e.gate]
    if e.kind == "seed":
        return f"The way back begins: ∂{node.name}/∂{node.name} = 1."
    parent = passes.nodes[e.parent]
    if e.kind == "value":
        flowed = f"{parent.name} = {fmt(parent.value)} flows into {node.name}"
        return f"{flowed}: {formula(node)} = {fmt(node.value)}." if e.last else f"{flowed}."
    sent = f"{product(passes, e)} = {fmt(passes.downstream(e))}"
    text = f"{capital(PATTERNS[node.gate])}. {node.name} sends {sent} back to {parent.name}."
    return text + _copied(passes, e, at)


def _copied(passes: Passes, e: Event, at: int) -> str:
    """What a node that is used more than once does with what arrives."""
    name, uses, sent = passes.nodes[e.parent].name, passes.uses[e.parent], passes.arrived(at)
    if uses == 1:
        return ""
    if not e.last:
        return f" {name} is used {uses} times: more will arrive."
    terms = " + ".join(map(inside, sent[e.parent]))
    return f" {capital(COPY)}: ∂f/∂{name} = {terms} = {fmt(sum(sent[e.parent]))}."
