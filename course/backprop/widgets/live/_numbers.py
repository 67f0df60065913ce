"""What a reader wrote into the fields of the inputs, as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
            raise ValueError(f"{name} must be a number, not {text!r}") from None
    return read
