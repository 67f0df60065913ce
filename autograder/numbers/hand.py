"""A slide's own calculation, done again: a formula over other numbers of the same lecture.

A formula is Python arithmetic over the ids' last parts, `h_a * w5 + h_b * w6`, with `sigmoid(n)`
and `cut(n, digits)` for a step that the slide shortens without printing it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from autograder.checking.arithmetic import sigmoid
from autograder.numbers.example import WORKING
from autograder.numbers.shortening import cut

_FUNCTIONS: dict[str, Callable[..., Any]] = {"sigmoid": sigmoid, "cut": cut}
_NAME = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True)
class Work:
    """A formula with the texts of its operands, as they stand on the slide."""

    formula: str
    operands: Mapping[str, str]

    @property
    def value(self) -> Decimal:
        """What the slide's calculation gives, unshortened."""
        values = {name: Decimal(text) for name, text in self.operands.items()}
        return calculate(self.formula, values)

    @property
    def line(self) -> str:
        """The calculation with numbers for names."""

        def operand(match: re.Match[str]) -> str:
            text = self.operands.get(match[0], match[0])
            return f"({text})" if text.startswith("-") and match.start() else text

        filled = _NAME.sub(operand, self.formula.replace("sigmoid", "σ"))
        return filled.replace("**2", "²").replace("*", "×")


def operands(formula: str) -> list[str]:
    """The names that a formula uses, in reading order, each once."""
    return [name for name in dict.fromkeys(_NAME.findall(formula)) if name not in _FUNCTIONS]


def calculate(formula: str, values: Mapping[str, Decimal], shortens: bool = True) -> Decimal:
    """The value of a formula; without `shortens`, `cut` leaves its number as it is."""
    functions = _FUNCTIONS if shortens else {**_FUNCTIONS, "cut": lambda value, digits: value}
    with localcontext(WORKING):
        # Formulas are this package's own data, never a user's text.
        return Decimal(eval(formula, {"__builtins__": {}}, {**functions, **values}))
