"""The grader: `check` for students, the command `autograder` for instructors and maintainers."""

from autograder.checking.check import check
from autograder.checking.mine import my_numbers

__all__ = ["check", "my_numbers"]
