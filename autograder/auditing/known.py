"""Which mistakes give the same answer, so that either name is true."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checking.asks import Parts
from autograder.checking.misconceptions.rounding import SHORTENED

SAME = 1e-9  # relative; two routes to one number differ by less
# Said of the numbers themselves, where they are so.
PLAIN = {"zero", "constant", "nearly", "too-few-digits", "wrong-print"}


class Known:
    """All mistakes on one question, compared entry by entry.

    made: for every mistake its runs, one for each set of inputs: (mistake, parts).
    """

    def __init__(self, made: Sequence[Any], truths: Sequence[Parts]) -> None:
        self.names = [run[0][0][0] for run in made]
        self.tables: dict[str, np.ndarray] = {}
        self.wrong: list[list[str]] = [[] for _ in made]
        for part in truths[0]:
            truth = _row([truth[part] for truth in truths], np.size(truths[0][part]))
            rows = [
                _row([parts[part] for _, parts in run], np.size(run[0][1][part])) for run in made
            ]
            table = np.full((len(rows), len(truth)), np.nan)
            for number, row in enumerate(rows):
                if len(row) == len(truth):
                    table[number] = row
                if len(row) != len(truth) or not _same(row, truth):
                    self.wrong[number].append(part)
            self.tables[part] = table

    def first_like(self, number: int) -> int:
        """The first mistake with this very answer."""
        alike = [_same(table, table[number]) for table in self.tables.values()]
        return int(np.argmax(np.logical_and.reduce(alike))) if alike else number

    def is_true(self, told: str, number: int) -> bool:
        """Whether a name that was told describes this answer, or one wrong part of it.

        It does if the mistake of that name gives the same numbers.
        """
        names = set(told.split(" or "))
        if names & (PLAIN | {self.names[number]}):
            return True
        if self.names[number] in SHORTENED and names == {"too-few-digits"}:
            return True
        return any(
            self.names[other] in names
            for part in self.wrong[number]
            for other in np.flatnonzero(_same(self.tables[part], self.tables[part][number]))
        )


def _row(values: Sequence[Any], size: int) -> np.ndarray:
    return np.concatenate([np.ravel(value) for value in values]) if size else np.zeros(0)


def _same(rows: np.ndarray, row: np.ndarray) -> Any:
    """For one row or for many, whether it is this one."""
    return np.all(np.abs(rows - row) <= SAME * np.abs(row), axis=-1)
