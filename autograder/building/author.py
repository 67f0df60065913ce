"""What an author is told: file, line and what to do."""

from autograder.errors import UserError


class AuthorError(UserError):
    """One or more mistakes in a unit's source, each as `file:line: what is wrong; what to do`."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the list, so that the mistakes of several units can be shown together."""
        super().__init__("\n".join(problems))
        self.problems = problems
