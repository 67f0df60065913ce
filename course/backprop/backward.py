"""The backward pass as one loop, written out from the gate table for the gates that a graph has.

    for g, gate, i, j, y in ... from the last slot to the first:
        if gate is multiply:
            grad[i] += g * v[j]
            grad[j] += g * v[i]

It is the text that runs: a rule stands in the loop as it stands in the table, so that no function
is called for a gate and nothing is computed for a constant.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from .gates import ARRAYS, FLOATS, Gate

PLACES = {"a": "v[i]", "b": "v[j]"}
LOOP = """
def run(grad, v, gates, left, right):
    slots = zip(*map(reversed, (grad, gates, left, right{values})))
    for g, gate, i, j{y} in slots:
        {branches}
"""


def sweep(kinds: set[Gate], arrays: bool) -> Callable[..., None]:
    """`run(grad, v, gates, left, right)`: add to grad, from the output's slot down to the inputs'.

    A slot's gradient is complete when the loop comes to it: whatever uses it stands after it.
    """
    return _sweep(frozenset(kind for kind in kinds if kind.sends), arrays)


@lru_cache(512)
def _sweep(kinds: frozenset[Gate], arrays: bool) -> Callable[..., None]:
    ordered = sorted(kinds, key=lambda gate: (gate.name, gate.sends))
    scope: dict[str, Any] = dict(ARRAYS if arrays else FLOATS)
    lines = []
    for k, gate in enumerate(ordered):
        scope[f"_{gate.name}_{k}"] = gate
        lines.append(f"{'el' * (k > 0)}if gate is _{gate.name}_{k}:")
        lines += [f"    {line}" for line in _branch(gate, arrays)]
    branches = "\n        ".join(lines) or "pass"
    values, y = (", v", ", y") if re.search(r"\by\b", branches) else ("", "")
    exec(LOOP.format(branches=branches, values=values, y=y), scope)
    run: Callable[..., None] = scope["run"]
    return run


def _branch(gate: Gate, arrays: bool) -> list[str]:
    """One line for each operand that is sent a gradient: grad[i] += the rule, with its places."""
    return [
        f"grad[{'ij'[place]}] += " + re.sub(r"\b[ab]\b", lambda found: PLACES[found[0]], rule)
        for place, rule in gate.sent(arrays)
    ]
