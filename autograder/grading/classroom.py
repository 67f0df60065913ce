"""The work that a made-up student hands in: a release, filled in with solutions and slips."""

import copy
from collections.abc import Callable

from nbformat import NotebookNode

from autograder.building.regions import BEGIN, END, inside
from autograder.grading.roles import is_answer, is_manual
from autograder.grading.slips import Slip

# What a student does with one task: given its id and the whole solution cell, the cell handed in,
# or None where it stays untouched.
Style = Callable[[str, str], str | None]


def work(release: NotebookNode, solution: NotebookNode, style: Style) -> NotebookNode:
    """A submission: the released notebook with every answer as `style` has it."""
    handed_in = copy.deepcopy(release)
    solved = {cell.id: cell.source for cell in solution.cells}
    for cell in handed_in.cells:
        if is_answer(cell) or is_manual(cell):
            answer = style(cell.id.removesuffix("-answer"), solved[cell.id])
            cell.source = cell.source if answer is None else answer
    return handed_in


def right(task: str, solved: str) -> str:
    """The solution, without the markers."""
    return without_markers(solved)


def untouched(task: str, solved: str) -> None:
    """Nothing done."""


def slipping(*slips: Slip) -> Style:
    """Right but for these slips."""
    by_task = {slip.task: slip for slip in slips}

    def style(task: str, solved: str) -> str:
        slip = by_task.get(task)
        return without_markers(apply(slip, solved) if slip else solved)

    return style


def apply(slip: Slip, solved: str) -> str:
    """A solution cell with the slip made in it. Raises ValueError when it does not fit any more."""
    region = "\n".join(inside(solved))
    if slip.old not in region:
        raise ValueError(f"{slip.task}: {slip.old!r} is not in the solution {region!r}")
    new = region.replace(slip.old, slip.new) if slip.old else slip.new
    return solved.replace(region, new)


def without_markers(source: str) -> str:
    """A cell as its author would see it solved."""
    return "\n".join(line for line in source.splitlines() if line.strip() not in (BEGIN, END))
