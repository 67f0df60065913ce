"""What a mistake is, and those that need no graph: a plain factor, a transpose, another one."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checking.asks import Ask, Parts
from autograder.checking.trace import Changes, Node, Trace

Mistake = tuple[str, str]  # (name, where)
Mistakes = Iterator[tuple[Mistake, Parts]]
Wrong = Iterator[tuple[Mistake, Changes]]  # on the way back through the graph


def scaled(truth: Parts, flipped: str = "flipped-sign") -> Mistakes:
    """Right up to a plain factor."""
    for name, factor in ((flipped, -1.0), ("doubled", 2.0), ("halved", 0.5)):
        yield (name, ""), {part: factor * value for part, value in truth.items()}


def transposed(truth: Parts) -> Mistakes:
    """Rows and columns exchanged."""
    if any(np.ndim(value) == 2 for value in truth.values()):
        turned = {p: v.T if np.ndim(v) == 2 else v for p, v in truth.items()}
        yield ("transposed", ""), turned


def others(name: str, trace: Trace, computed: bool = False) -> list[str]:
    """Every other single value that has a name; `computed` leaves out the inputs."""
    single = {other: node for other, node in trace.names.items() if isinstance(node, Node)}
    return [o for o, node in single.items() if o != name and (node.parents or not computed)]


def another_one(name: str, asks: Ask, trace: Trace) -> Mistakes:
    """A right answer to another question."""
    for other, value in asks.truth(trace).items():
        yield ("another-one", other), {name: value}


def upside_down(truth: Parts) -> Mistakes:
    """The numbers of a column, the last one first."""
    if all(np.ndim(value) == 1 or np.shape(value)[1:] == (1,) for value in truth.values()):
        yield ("upside-down", ""), {name: value[::-1] for name, value in truth.items()}


def times(trace: Trace, edges: Any, factor: float) -> Changes:
    """The local derivatives of some edges, each times a factor."""
    return {(i, k): factor * trace.nodes[i].locals[k] for i, k in edges}
