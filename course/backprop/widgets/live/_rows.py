"""Rows for the nodes of each column: near their neighbours, and far enough apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

SWEEPS = 12
APART, PASSING = 1.0, 0.6  # rows between two nodes, and where one of the two is a passing line


def rows(order: list[list[Any]], near: tuple[dict[Any, list[Any]], ...]) -> dict[Any, float]:
    row = {item: float(k) for items in order for k, item in enumerate(items)}
    for sweep in range(SWEEPS):
        for items in order if sweep % 2 == 0 else order[::-1]:
            wishes = []
            for item in items:
                places = [row[n] for side in near for n in side.get(item, [])]
                wishes.append(sum(places) / len(places) if places else row[item])
            row.update(zip(items, _apart(items, wishes), strict=True))
    return row


def _apart(items: Sequence[Any], wishes: Sequence[float]) -> list[float]:
    """The rows nearest to the wishes that keep the order and the distances: pooled neighbours."""
    shift, total = [0.0], 0.0
    for a, b in pairwise(items):
        total += PASSING if isinstance(a, tuple) or isinstance(b, tuple) else APART
        shift.append(total)
    pools: list[list[float]] = []  # [mean wish, how many]
    for wish, s in zip(wishes, shift, strict=True):
        pools.append([wish - s, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (m, k), (n, j) = pools[-2:]
            pools[-2:] = [[(m * k + n * j) / (k + j), k + j]]
    means = [mean for mean, count in pools for _ in range(int(count))]
    return [mean + s for mean, s in zip(means, shift, strict=True)]
