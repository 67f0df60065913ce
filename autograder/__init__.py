"""The grader: `check` for students, the command `autograder` for instructors and maintainers."""

from autograder.checking.check import check

__all__ = ["check"]
