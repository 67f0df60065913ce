"""The numbers that the five lectures print, computed again at 50 digits.

`find("aksoy.221.dE_dw5")` gives one of them; `autograder numbers` prints the table.
"""

from autograder.numbers.table import (
    LectureNumber,
    UnknownNumber,
    all_numbers,
    find,
    linked_numbers,
)

__all__ = ["LectureNumber", "UnknownNumber", "all_numbers", "find", "linked_numbers"]
