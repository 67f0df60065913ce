"""The one error that a person is meant to read."""


class UserError(Exception):
    """Something that was typed or handed over is not right.

    The message says what was wrong, what was expected and what to do. The command line prints it
    to stderr and exits with 2, without a traceback.
    """
