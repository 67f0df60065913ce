"""Inputs away from zero, in plain NumPy, for the programs that are made wrong."""

from collections.abc import Callable
from typing import Any

import numpy as np

Shape = tuple[int, ...]


def draw(batch: int = 1, rates: tuple[str, ...] = (), **shapes: Shape) -> Callable[..., Any]:
    """A task's draw: x and t get `batch` columns; () stands for a plain number."""

    def drawn(random: np.random.Generator) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, shape in shapes.items():
            full = (*shape, batch) if name in ("x", "t") and shape else shape
            if name == "t":
                value = random.uniform(0.05, 0.95, full)
            else:
                value = random.choice([-1.0, 1.0], full) * random.uniform(0.3, 1.3, full)
            found[name] = value if full else float(value)
        return found | {rate: float(random.uniform(0.1, 0.9)) for rate in rates}

    return drawn
