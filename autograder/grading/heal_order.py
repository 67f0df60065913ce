"""Put back what the answers build on: cells that were moved up too far, and lost definitions."""

import copy
from bisect import bisect_left

from nbformat import NotebookNode

from autograder.grading.heal_match import Match, place
from autograder.grading.names import bound, used
from autograder.grading.roles import grade_id, grading, is_answer, is_check


def heal_order(match: Match) -> list[str]:
    """Mend the order of a submission whose checks are still to be placed."""
    return _moved_up(match) + _lost(match)


def _moved_up(match: Match) -> list[str]:
    """An answer above what it builds on goes back; one further down has all it needs."""
    released = [cell for cell in match.release.cells if match.found(cell)]
    places = {cell.id: match.index(cell) or 0 for cell in released}
    stayed = {released[i].id for i in longest_rising([places[c.id] for c in released])}
    notes = []
    for number, right in enumerate(released):
        above = [c for c in released[:number] if c.id in stayed]
        if right.id in stayed or not is_answer(right) or not above:
            continue
        cell, base = match.found(right)[0], match.found(above[-1])[0]
        if place(match.notebook, cell) < place(match.notebook, base):
            match.notebook.cells = [each for each in match.notebook.cells if each is not cell]
            match.notebook.cells.insert(place(match.notebook, base) + 1, cell)
            notes.append(f"the answer cell {grade_id(right)} had been moved up: put back")
    return notes


def longest_rising(numbers: list[int]) -> list[int]:
    """The indices of a longest rising subsequence: what was not moved."""
    ends: list[int] = []  # ends[k]: index of the smallest last number of k + 1 rising ones
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        k = bisect_left([numbers[i] for i in ends], number)
        before.append(ends[k - 1] if k else None)
        ends[k : k + 1] = [index]
    chain: list[int] = []
    step = ends[-1] if ends else None
    while step is not None:
        chain.append(step)
        step = before[step]
    return chain[::-1]


def _lost(match: Match) -> list[str]:
    """A released cell that is gone and that something still needs, the imports above all."""
    notes = []
    cells = match.notebook.cells
    there = {name for cell in cells if cell.cell_type == "code" for name in bound(cell.source)}
    needs = {name for cell in cells if cell.cell_type == "code" for name in used(cell.source)}
    needs |= {n for cell in match.release.cells if is_check(cell) for n in used(cell.source)}
    for number, right in enumerate(match.release.cells):
        plain = right.cell_type == "code" and not grading(right)
        if plain and not match.found(right) and (bound(right.source) & needs) - there:
            above = [c for c in match.release.cells[:number] if match.found(c)]
            at = place(match.notebook, match.found(above[-1])[-1]) + 1 if above else 0
            cell = copy.deepcopy(right)
            match.notebook.cells.insert(at, cell)
            match.add(right, cell)
            notes.append(f"the cell {_first_line(right)!r} was missing: put back")
    return notes


def _first_line(cell: NotebookNode) -> str:
    return str(cell.source.strip().partition("\n")[0][:60])
