"""Two slips at once, as in a piece of code that is handed out to be repaired."""

from autograder.checking.asks import Gradient
from autograder.checking.misconceptions.kinds import Mistakes, scaled, transposed

BOTH = " and "


def of_two(asks: Gradient, singles: Mistakes) -> Mistakes:
    """Each single mistake with another sign, size or orientation on top."""
    plain = {"flipped-sign", "doubled", "halved", "transposed"}
    for (name, where), answer in singles:
        for (second, _), both in (*scaled(answer), *transposed(answer)):
            if second != name and not (name in plain and second < name):
                yield (f"{name}{BOTH}{second}", where), both
