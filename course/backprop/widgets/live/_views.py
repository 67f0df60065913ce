"""What a widget is made of: inputs, and views of plain data, numbers as text, tables, questions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
from traitlets import TraitType

View = dict[str, Any]
Trait = TypeVar("Trait", bound="TraitType[Any, Any]")


def moved(trait: Trait) -> Trait:
    """An input: set by the browser or from Python, and followed by `compute`."""
    # The browser need not hear its own value again: that would be a second message a move.
    trait.tag(sync=True, echo_update=False, moved=True)
    return trait


def plain(value: Any) -> Any:
    """A view as JSON has it: NumPy's numbers as Python's, and None for what is not finite."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def fmt(x: Any, digits: int = 4) -> str:
    """A number as a reader wants it, and as kit/1_dom.js writes it: a true minus, no long tail."""
    if not math.isfinite(x):
        return "too large"
    x = x + 0.0  # no negative zero
    if x == 0 or 1e-4 <= abs(x) < 1e6:
        text = _short(f"{x:.{digits}g}")
    else:
        mantissa, power = f"{x:.{digits - 2}e}".split("e")
        text = f"{_short(mantissa)}e{int(power)}"
    return text.replace("-", "−")


def inside(x: float) -> str:
    """A number after an operator: in brackets where it has a sign of its own."""
    return f"({fmt(x)})" if x < 0 else fmt(x)


def _short(text: str) -> str:
    """A number's text without zeros at its end."""
    return repr(float(text)).removesuffix(".0")


def table(*head: str, rows: Sequence[Sequence[Any]]) -> View:
    """A table for the view: the names of the columns, and rows of numbers and words."""
    return {"head": list(head), "rows": [list(row) for row in rows]}


def question(of: str, text: str, choices: Sequence[str] = ()) -> View:
    """A question for the view: one of `choices`, or a number where there are none.

    of: its name; the same question under a new name is asked again.
    """
    return {"of": of, "text": text, "choices": list(choices)}
