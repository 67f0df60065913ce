"""A graph part of the way through its passes, as a table."""

from __future__ import annotations

from ._passes import Passes
from ._sayings import formula, label, local_formula
from .base import View, fmt, table


def node_table(passes: Passes, at: int) -> View:
    """Every node with what is known of it; a question mark where the passes have not been."""
    known, sent = passes.known(at), passes.arrived(at)
    returned = {(e.gate, e.place) for e in passes.events[:at] if e.kind == "gradient"}
    rows = []
    for k, node in passes.nodes.items():
        missing = " + …" * (0 < len(sent.get(k, [])) < passes.uses[k])
        local = [
            f"{local_formula(node, j)} is {fmt(x)}" if (k, j) in returned else "?"
            for j, x in enumerate(node.local)
            if node.parents[j].gate != "constant"
        ]
        rows.append([
            node.name,
            formula(node).partition(" = ")[2] if node.parents else "input",
            node.value if k in known else "?",
            fmt(sum(sent[k])) + missing if k in sent else "?",
            ", ".join(label(p) for p in node.parents) or "–",
            "; ".join(local) or "–",
        ])  # fmt: skip
    head = ("node", "computed as", "value", "gradient", "parents", "local derivatives")
    return table(*head, rows=rows)
