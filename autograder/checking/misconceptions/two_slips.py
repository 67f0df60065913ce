"""Two slips at once, as in a piece of code that is handed out to be repaired."""

from collections.abc import Iterable

from autograder.checking.asks import Parts
from autograder.checking.misconceptions.kinds import Mistake, Mistakes, scaled, transposed

BOTH = " and "
PLAIN = {"flipped-sign", "doubled", "halved", "transposed"}

ONE_OF_MANY = {"another-value", "value-for-gradient", "f-prime-elsewhere", "wrong-slope"}


def of_two(singles: Iterable[tuple[Mistake, Parts]]) -> Mistakes:
    """Each single mistake with another sign, size or orientation on top."""
    for (name, where), answer in singles:
        if name in ONE_OF_MANY:
            continue
        for (second, _), both in (*scaled(answer), *transposed(answer)):
            if second != name and not (name in PLAIN and second < name):
                yield (f"{name}{BOTH}{second}", where), both
