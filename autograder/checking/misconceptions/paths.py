"""Paths add; here some are forgotten, overwritten, or weigh too much or too little."""

from collections.abc import Iterator

import numpy as np

from autograder.checking.misconceptions.graph import (
    Edge,
    edges_from,
    patterns,
    terms,
    units,
    uses,
    wholes,
)
from autograder.checking.misconceptions.kinds import Wrong, times
from autograder.checking.trace import Node, Trace

WEIGHTS = {"dropped-path": 0.0, "flipped-path": -1.0, "doubled-path": 2.0, "halved-path": 0.5}


def wrong_paths(trace: Trace, on: set[int], of: str) -> Wrong:
    """One bundle of paths is missing, or comes in with another sign or size."""
    m = patterns(trace)
    for where, edges in _bundles(trace, on, of):
        for name, weight in WEIGHTS.items():
            yield (name, where), times(trace, edges, weight)
        if m > 1:
            yield ("batch-summed", str(m)), times(trace, edges, m)
            yield ("batch-averaged", str(m)), times(trace, edges, 1 / m)


def _bundles(trace: Trace, on: set[int], of: str) -> Iterator[tuple[str, list[Edge]]]:
    """Paths that a student sees as one: through a value, a unit, a use of a value, a term."""
    for where, nodes in [*wholes(trace).items(), *units(trace).items()]:
        if where != of and nodes[0].parents and nodes[0].index in on:
            yield where, edges_from(nodes)
    for _, used in _shared(trace, on):
        yield from used.items()
    yield from terms(trace, of).items()


def _shared(trace: Trace, on: set[int]) -> Iterator[tuple[str, dict[str, list[Edge]]]]:
    """Values that are used in several others, with the edges from each of these."""
    for name, nodes in wholes(trace).items():
        used = uses(trace, nodes, on)
        if len(used) > 1:
            yield name, used


def overwritten(trace: Trace, on: set[int]) -> Wrong:
    """Of several contributions only one counts: = where += was meant."""
    shared = dict(_shared(trace, on))
    for keep, which in ((0, "first"), (-1, "last")):
        every: dict[Edge, float] = {}
        for used in shared.values():
            kept = list(used)[keep]
            lost = {e: 0.0 for where, edges in used.items() if where != kept for e in edges}
            every |= lost
            yield ("overwritten", which), lost
        if len(shared) > 1:
            yield ("overwritten", which), every
    rows = units(trace)
    for name in wholes(trace):
        own = {where: nodes for where, nodes in rows.items() if where.startswith(f"{name}[")}
        for where, nodes in own.items():
            if len(own) > 2 and nodes[0].parents and nodes[0].index in on:
                lost_nodes = [n for other, each in own.items() if other != where for n in each]
                yield ("one-path", where), times(trace, edges_from(lost_nodes), 0.0)


def one_pattern(trace: Trace, on: set[int]) -> Wrong:
    """Of a batch only the first or the last pattern counts: overwritten where `+=` was meant."""
    m = patterns(trace)
    batches = [v for v in trace.names.values() if isinstance(v, np.ndarray) and v.shape[1:] == (m,)]
    steps = [batch for batch in batches if isinstance(batch[0, 0], Node) and batch[0, 0].parents]
    for kept, which in {0: "first", m - 1: "last"}.items():
        if m > 1:
            left_out = [n for batch in steps for n in np.delete(batch, kept, axis=1).ravel()]
            yield ("one-pattern", which), times(trace, edges_from(left_out), 0.0)
