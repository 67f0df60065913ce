"""Names as a student reads them: dE_dw5 is written ∂E/∂w5."""

from typing import Any

import numpy as np

from autograder.checking.asks import Ask, Gradient, Jacobian, Local, Update


def quantity(asks: Ask, name: str) -> str:
    """The asked quantity in the course's notation."""
    if isinstance(asks, Gradient | Local | Jacobian):
        return f"∂{asks.of}/∂{name}"
    return f"the new {name}" if isinstance(asks, Update) else name


def number(value: float) -> str:
    """Six significant digits, with a true minus sign."""
    return f"{value:.6g}".replace("-", "−")


def array(value: Any) -> str:
    """A number, or an array as one types it: [[0.5, −1.2], [0.3, 0.8]]."""
    if isinstance(value, list):  # one array a layer
        return f"[{', '.join('None' if each is None else array(each) for each in value)}]"
    if np.ndim(value) == 0:
        return number(float(value))
    return f"[{', '.join(array(each) for each in value)}]"


def points(value: float) -> str:
    """1, 2 or 0.5: no digits that say nothing."""
    return f"{round(value, 2):g}"
