"""What a reader wrote into the fields of the inputs, as numbers, and what comes of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def numbers(
    names: tuple[str, ...], values: Mapping[str, Any], spare: Sequence[float]
) -> dict[str, float]:
    """The inputs' values as numbers; where none is given, a spare one."""
    read = {}
    for k, name in enumerate(names):
        given = values.get(name, spare[k % len(spare)])
        text = str(given).replace("−", "-").replace(",", ".").strip()
        try:
            read[name] = float(text)
        except ValueError:
            read[name] = math.nan
        if not math.isfinite(read[name]):
            raise ValueError(f"{name} must be a number, not {text!r}")
    return read


def check_finite(nodes: Iterable[Any]) -> None:
    """ValueError where a value or a gradient is infinite: no guess is right or wrong beside it."""
    for node in nodes:
        for what, x in ((node.name, node.value), (f"the gradient of {node.name}", node.grad)):
            if not math.isfinite(x):
                raise ValueError(f"{what} is infinite here: take other values")
