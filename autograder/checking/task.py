"""What a task is: a question, not an answer key.

A computed task holds a forward computation, how its inputs are drawn, and what is asked of it. The
truth follows by differentiation when an answer is judged, so no answer is stored anywhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.checking.asks import Ask
from autograder.checking.slip import Slip
from autograder.checking.trace import Forward

Inputs = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """Common to every task.

    id: `NN-words`, the same for task, nbgrader cell and Jupyter cell. title: what the student is
    asked, as a noun phrase. points: what a fully right answer earns.
    """

    id: str
    title: str
    points: float = 1

    @property
    def unit(self) -> str:
        """The unit's number, `NN`."""
        return self.id.split("-")[0]


@dataclass(frozen=True, kw_only=True, eq=False)
class Computed(Task):
    """A task whose truth follows from a forward computation.

    slips: mistakes that this task invites and that do not follow from its graph by rule.
    """

    forward: Forward
    asks: Ask
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Number(Computed):
    """One value (or array) for given inputs, worked out by hand or by a line of code.

    lecture: the id of the number in `autograder.numbers` that the slide prints for it, if any.
    exact: the answer comes from code, so that it is compared to 1e-6 and not as a hand answer.
    """

    given: Inputs
    lecture: str | None = None
    exact: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class OwnNumber(Computed):
    """One value worked out by hand, on numbers that each student has for themselves.

    draw: makes the inputs from a `Picker` (see `own.py`), nice ones to compute with.
    """

    draw: Callable[[Any], dict[str, float]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Code(Computed):
    """A function that is called on drawn inputs.

    call: the names of its arguments, in order; each names an input or a named value of the forward
    computation, and W[] the list by layer [None, W[1], W[2], ...]. draw: makes one set of inputs
    from a random generator. draws: how many. batches: how many patterns the draws have, in turn,
    so that a size written out as a number shows; `draw` gets it as its second argument. begins: the
    function as it is handed out, slips and all, where the student is asked to repair it.
    """

    call: tuple[str, ...]
    draw: Callable[..., dict[str, Any]]
    draws: int = 4
    batches: tuple[int, ...] = ()
    begins: Callable[..., Any] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Order(Task):
    """Put steps in order. after: for each letter, the letters that must stand before it."""

    steps: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice(Task):
    """Choose one option: a text in lower case, or a number.

    hints: for each wrong option, the thought that leads away from it. because: one sentence that a
    right answer is rewarded with.
    """

    right: str | float
    hints: Mapping[str | float, str]
    because: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Shape(Computed):
    """The shape of an array, reasoned out before any code runs."""

    given: Inputs
