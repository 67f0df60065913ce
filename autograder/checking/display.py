"""Names as a student reads them: dE_dw5 is written ∂E/∂w5."""

from autograder.checking.asks import Ask, Gradient, Local, Update


def quantity(asks: Ask, name: str) -> str:
    """The asked quantity in the course's notation."""
    if isinstance(asks, Gradient | Local):
        return f"∂{asks.of}/∂{name}"
    return f"the new {name}" if isinstance(asks, Update) else name


def number(value: float) -> str:
    """Six significant digits, with a true minus sign."""
    return f"{value:.6g}".replace("-", "−")


def points(value: float) -> str:
    """1, 2 or 0.5: no digits that say nothing."""
    return f"{round(value, 2):g}"
