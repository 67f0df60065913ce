"""What the stepper asks before an edge, and how it works the answer out."""

from __future__ import annotations

from ._layout import sources
from ._passes import NUDGE, Passes
from ._sayings import formula, local_formula, product
from ._views import fmt, inside


def asked(passes: Passes, at: int) -> str:
    """The question before event `at`: a value, the first gradient, or what an edge sends back."""
    f = passes.graph.output.name
    if at == len(passes.events):
        x = passes.nudged
        return (
            f"both passes are done. {x.name} is raised by {NUDGE:g}, from {fmt(x.value)} to "
            f"{fmt(x.value + NUDGE)}. By how much does {f} change, nearly?"
        )
    e = passes.events[at]
    gate, uses = passes.nodes[e.gate], passes.uses[e.parent]
    if e.kind == "value":
        return f"forward, {formula(gate)}: what is {gate.name}?"
    if e.kind == "seed":
        return f"the way back begins at {f}: what is ∂{f}/∂{f}?"
    parent = passes.nodes[e.parent]
    before = passes.arrived(at).get(e.parent, [])
    if uses > 1 and e.last:
        return (
            f"{parent.name} is used {uses} times and has {fmt(sum(before))} already. With what "
            f"{formula(gate)} sends, what is ∂{f}/∂{parent.name} in all?"
        )
    along = " along this edge" if uses > 1 else f": ∂{f}/∂{parent.name}"
    return f"{formula(gate)} has the gradient {fmt(gate.grad)}. What does it send back to " \
           f"{parent.name}{along}?"  # fmt: skip


def worked(passes: Passes, at: int) -> str:
    """The answer with its factors."""
    if at == len(passes.events):
        x, f = passes.nudged, passes.graph.output
        change = f"∂{f.name}/∂{x.name} × {NUDGE:g} = {fmt(x.grad)} × {NUDGE:g}"
        new = fmt(passes.after_nudge(), 6)
        return (
            f"{change} = {fmt(x.grad * NUDGE)}; run forward again, {f.name} goes from "
            f"{fmt(f.value, 6)} to {new}"
        )
    e = passes.events[at]
    node = passes.nodes[e.gate]
    if e.kind == "seed":
        return f"1, for {node.name} moves with itself one to one"
    if e.kind == "value":
        return f"{formula(node)} = {fmt(node.value)}"
    sent = passes.downstream(e)
    text = f"upstream × local = {product(passes, e)} = {fmt(sent)}"
    before = sum(passes.arrived(at).get(e.parent, [])) if e.last else 0.0
    if before:
        text += f", and with what had arrived {fmt(before)} + {inside(sent)} = "
        text += fmt(before + sent)
    return f"{text}, since {local_formula(node, e.place)}"


def hint(passes: Passes, at: int) -> str:
    """What a reader who is lost should look at."""
    if at == len(passes.events):
        return "a gradient says how many times a small change of its node moves f"
    e = passes.events[at]
    node = passes.nodes[e.gate]
    if e.kind == "value":
        known = ", ".join(f"{p.name} = {fmt(p.value)}" for p in sources(node))
        return f"here {known}"
    parent = passes.nodes[e.parent].name
    return f"{fmt(passes.upstream(e))} arrives at {node.name}; what is ∂{node.name}/∂{parent}"
