"""Side-by-side timing: all contenders take short turns, so that a slow moment hits all alike.

The clock is the processor's: it stands still while the machine runs another program.
"""

import gc
import statistics
from collections.abc import Callable
from time import process_time

ROUNDS = 100


def medians(contenders: dict[str, Callable[[], object]], seconds: float = 1.0) -> dict[str, float]:
    """Seconds a call for each contender: the median over rounds in which each has its turn."""
    turn = seconds / ROUNDS / len(contenders)
    calls = {}
    for name, call in contenders.items():
        call()
        start = process_time()
        call()
        calls[name] = range(max(1, int(turn / max(process_time() - start, 1e-7))))
    rounds: dict[str, list[float]] = {name: [] for name in contenders}
    gc.collect()
    for _ in range(ROUNDS):
        for name, call in contenders.items():
            start = process_time()
            for _ in calls[name]:
                call()
            rounds[name].append((process_time() - start) / len(calls[name]))
    return {name: statistics.median(times) for name, times in rounds.items()}


def row(work: str, goal: str, figures: dict[str, float], met: bool | None) -> None:
    """One line of the table: what was measured, what was wanted, and whether it is reached."""
    shown = ", ".join(f"{name} {value:.3g}" for name, value in figures.items())
    print(f"| {work} | {shown} | {goal} | {'yes' if met else '-' if met is None else 'no'} |",
          flush=True)  # fmt: skip
