"""A function that was written for one size of batch, and is called with others."""

from collections.abc import Sequence

import numpy as np

from autograder.checking.asks import Update
from autograder.checking.misconceptions.graph import patterns
from autograder.checking.recognise import Comparison


def fixed_size(comparisons: Sequence[Comparison], wrong: Sequence[str]) -> tuple[str, str]:
    """The mistake's name, and the number that stands in for the size of the batch, if one does."""
    sizes = [patterns(compared.trace) for compared in comparisons]
    if len(set(sizes)) < 2:
        return "", ""
    right = [all(c.distance(n, c.given[n], c.truth[n]) <= 1 for n in wrong) for c in comparisons]
    for size in sorted(set(sizes)):
        if right == [each == size for each in sizes]:
            return "fixed-size", str(size)
    divisors = (_divisor(comparisons, name, sizes) for name in wrong)
    divisor = next(filter(None, divisors), "")
    return ("fixed-divisor", divisor) if divisor else ("", "")


def _divisor(comparisons: Sequence[Comparison], name: str, sizes: Sequence[int]) -> str:
    """The whole number that every mean was divided by, whatever the batch.

    Of an update it is the step that is looked at. Where a penalty is in it too, nothing is found.
    """
    found = set()
    for compared, size in zip(comparisons, sizes, strict=True):
        given, truth = compared.given[name], compared.truth[name]
        if given.shape != truth.shape:
            return ""
        if isinstance(compared.asks, Update):
            old = compared.trace.value(name)
            given, truth = given - old, truth - old
        if not given.any():
            return ""
        divisors = size * truth / np.where(given, given, np.nan)
        if not np.allclose(divisors, divisors.flat[0], rtol=1e-6):
            return ""
        found.add(round(float(divisors.flat[0]), 5))
    (divisor, *more) = found
    return str(int(divisor)) if not more and divisor == int(divisor) > 1 else ""
