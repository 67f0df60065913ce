"""The exact value of what a row asks for, by running its example."""

import re
from decimal import Decimal, localcontext
from functools import cache

from autograder.numbers.example import WORKING, Example, settle
from autograder.numbers.networks import EXAMPLES
from autograder.numbers.rows import rows

_SLOPE = re.compile(r"d(\w+)/d(\w+)")


@cache
def exact(id: str) -> Decimal:
    """The value to 50 digits of the number with that id."""
    row = rows()[id]
    with localcontext(WORKING):
        return settle(_ask(EXAMPLES[row.example], row.asked))


def is_given(id: str) -> bool:
    """Whether the number is an input of its example and not computed."""
    row = rows()[id]
    return row.asked == "eta" or row.asked in EXAMPLES[row.example].given


def _ask(example: Example, asked: str) -> Decimal:
    first, _, rest = asked.partition(" ")
    if first in ("after", "new"):
        return example.stepped.value(rest)
    if first == "eta":
        return example.rate * _ask(example, rest.removeprefix("* ")) if rest else example.rate
    if slope := _SLOPE.fullmatch(asked):
        return example.gradient(slope[1], slope[2])
    return example.value(asked)
