"""Paths add; here some are forgotten, or lead through the wrong weights."""

from collections.abc import Sequence

import numpy as np

from autograder.checking.misconceptions.factors import Wrong, multiplications
from autograder.checking.trace import Node, Trace


def dropped_paths(trace: Trace, names: Sequence[str]) -> Wrong:
    """All paths through one named step are missing."""
    for node in trace.nodes:
        if node.name and node.parents:
            yield ("dropped-path", node.name), _nothing_from([node])


def patterns(trace: Trace) -> int:
    """How many patterns the batch x holds, one a column; 1 if there is no batch."""
    x = trace.names.get("x")
    return x.shape[1] if isinstance(x, np.ndarray) and x.ndim == 2 else 1


def one_pattern(trace: Trace, names: Sequence[str]) -> Wrong:
    """Of a batch only the first or the last pattern counts: overwritten where `+=` was meant."""
    m = patterns(trace)
    batches = [v for v in trace.names.values() if isinstance(v, np.ndarray) and v.shape[1:] == (m,)]
    steps = [batch for batch in batches if batch[0, 0].parents]
    for kept, which in {0: "first", m - 1: "last"}.items():
        if m > 1:
            left_out = [n for batch in steps for n in np.delete(batch, kept, axis=1).ravel()]
            yield ("one-pattern", which), _nothing_from(left_out)


def weights_not_transposed(trace: Trace, names: Sequence[str]) -> Wrong:
    """On the way back delta meets W where it should meet its transpose; W must be square."""
    edges = multiplications(trace)
    for name, value in trace.names.items():
        if isinstance(value, np.ndarray) and value.ndim == 2 and value.shape[0] == value.shape[1]:
            turned = dict(zip((n.index for n in value.ravel()), value.T.ravel(), strict=True))
            used = {(i, k): trace.nodes[i].parents[1 - k].index for i, k in edges.get(name, [])}
            yield (
                ("weights-not-transposed", name),
                {edge: turned[factor].value for edge, factor in used.items()},
            )


def _nothing_from(nodes: list[Node]) -> dict[tuple[int, int], float]:
    return {(node.index, k): 0.0 for node in nodes for k in range(len(node.parents))}
