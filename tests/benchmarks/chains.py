"""A chain of gates, a million of them where the peer can: microseconds and bytes a node."""

import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from backprop import Graph

GATES = 1_000_000


def chain(gates: int) -> Callable[[Any], Any]:
    def function(x: Any) -> Any:
        for _ in range(gates // 2):
            x = x * 1.0000001 + 1e-9
        return x

    return function


def engine(rounds: int = 5) -> dict[str, float]:
    """Microseconds a node, the best of some rounds, and bytes a node."""
    times: dict[str, list[float]] = {"build": [], "forward": [], "backward": [], "free": []}
    for _ in range(rounds):
        marks = [time.process_time()]
        graph = Graph(chain(GATES))
        marks.append(time.process_time())
        graph.forward(x=1.0)
        marks.append(time.process_time())
        graph.backward()
        marks.append(time.process_time())
        del graph
        marks.append(time.process_time())
        for name, start, end in zip(times, marks, marks[1:], strict=False):
            times[name].append((end - start) / GATES * 1e6)
    found = {name: min(values) for name, values in times.items()}
    tracemalloc.start()
    graph = Graph(chain(GATES // 10))
    graph.forward(x=1.0)
    graph.backward()
    found["bytes"] = tracemalloc.get_traced_memory()[1] / (GATES // 10)
    tracemalloc.stop()
    return found


def micrograd() -> float:
    """Build and backward on a tenth of the chain, with the recursion limit out of the way."""
    from micrograd.engine import Value

    sys.setrecursionlimit(10**6)
    start = time.process_time()
    chain(GATES // 10)(Value(1.0)).backward()
    return (time.process_time() - start) / (GATES // 10) * 1e6
