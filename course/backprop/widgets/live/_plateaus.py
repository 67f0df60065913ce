"""Learning curves of serial chains: one for each depth and each size of the first weights."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from backprop import Graph

DEEPEST = 8
STARTS = np.round(np.linspace(0.2, 0.95, 16), 2)  # what every weight of the chain starts at
STEPS, ETA, EVERY = 400, 0.05, 2  # every so many steps are sent
NAMES = [f"w{j}" for j in range(1, DEEPEST + 1)]


@cache
def plateaus() -> np.ndarray[Any, Any]:
    """E (depths, starts, steps + 1) of gradient descent, input and target 1; all in one training.

    A shallow chain is the deepest one whose other weights are 1 and stay so.
    """
    run = Graph(f"0.5*(1 - {'*'.join(NAMES)})**2").compile()
    depth = np.arange(1, DEEPEST + 1)[:, np.newaxis]
    used = {name: (depth >= j) * np.ones_like(STARTS) for j, name in enumerate(NAMES, 1)}
    w = {name: np.where(mask > 0, STARTS, 1.0) for name, mask in used.items()}
    losses = []
    for _ in range(STEPS + 1):
        E, slopes = run(**w)
        losses.append(E)
        w = {name: w[name] - ETA * used[name] * slopes[name] for name in NAMES}
    return np.moveaxis(np.array(losses), 0, -1)


@cache
def sent_ahead() -> dict[str, Any]:
    """The curves for every place of both sliders, and when E is halved; None: not in time."""
    E = plateaus()
    there = E[..., :1] / 2 >= E
    half = np.where(there.any(axis=-1), there.argmax(axis=-1), -1)
    return {
        "E": E[..., ::EVERY].astype(np.float32).tobytes(), "points": STEPS // EVERY + 1,
        "starts": STARTS.tolist(), "every": EVERY, "eta": ETA,
        "half": [[int(k) if k >= 0 else None for k in row] for row in half],
    }  # fmt: skip
