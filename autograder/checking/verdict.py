"""The verdict on one answer, and how it reads."""

import textwrap
from dataclasses import dataclass

from autograder.checking import display

WIDTH = 80  # JupyterLab breaks longer lines in the middle of a word, with its side bar open


@dataclass(frozen=True)
class Verdict:
    """What one answer earned, and why.

    status: right, partly, wrong, unanswered or error. misconception: the name of the recognised
    mistake, a key of `messages.MISTAKES` (two joined by " or " where both fit), or None.
    """

    task: str
    points: float
    max_points: float
    status: str
    misconception: str | None
    message: str

    @property
    def text(self) -> str:
        """The verdict as it is printed under a check cell."""
        head = {"right": "✓ Right", "partly": "◐ Partly right", "unanswered": "○ Not answered"}
        earned = f"{display.points(self.points)} of {display.points(self.max_points)}"
        unit = "point" if self.max_points == 1 else "points"
        first = f"{head.get(self.status, '✗ Not yet')}. {earned} {unit}."
        return "\n".join([first, *textwrap.wrap(self.message, WIDTH)])
