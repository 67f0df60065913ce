"""A mistake written by hand, for one task: what no rule makes out of the task's graph."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.checking.trace import Trace


@dataclass(frozen=True)
class Slip:
    """One wrong way to compute the answer.

    name: a key of `messages.MISTAKES`. answer: from the values of the forward pass, by name, to the
    wrong answer; an array, or a dictionary of those parts that come out wrong. where: what the
    message says of it.
    """

    name: str
    answer: Callable[[Callable[[str], Any]], Any]
    where: str = ""


def made_by_hand(
    slips: Iterable[Slip], names: tuple[str, ...], truth: dict[str, Any], trace: Trace
) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """Every slip with the answer it gives; a part that it leaves alone is right."""
    for slip in slips:
        wrong = slip.answer(trace.value)
        found = wrong if isinstance(wrong, dict) else {names[0]: wrong}
        yield (slip.name, slip.where), truth | found
