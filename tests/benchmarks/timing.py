"""Side-by-side timing: all contenders take turns, so that a slow moment of the machine hits all."""

import gc
import statistics
import time
from collections.abc import Callable


def medians(contenders: dict[str, Callable[[], object]], seconds: float = 1.0) -> dict[str, float]:
    """Seconds a call for each contender: the median over rounds in which each has its turn."""
    calls = {}
    for name, call in contenders.items():
        call()
        start = time.perf_counter()
        call()
        once = max(time.perf_counter() - start, 1e-7)
        calls[name] = max(1, int(seconds / 25 / len(contenders) / once))
    rounds: dict[str, list[float]] = {name: [] for name in contenders}
    gc.collect()
    for _ in range(25):
        for name, call in contenders.items():
            repeat = range(calls[name])
            start = time.perf_counter()
            for _ in repeat:
                call()
            rounds[name].append((time.perf_counter() - start) / len(repeat))
    return {name: statistics.median(times) for name, times in rounds.items()}
