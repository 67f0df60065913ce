"""Say how far a run is: a bar on a terminal, a line for each submission elsewhere."""

import sys
from typing import Any


class Progress:
    """Plain lines on standard output."""

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to put away."""

    def start(self, total: int, kept: int) -> None:
        """Grading begins."""
        if kept:
            self.note(f"{kept} graded before and unchanged")
        self.note(f"{total} to grade")

    def done(self, student: str, unit: str, verdicts: list[dict[str, Any]]) -> None:
        """One submission has a grade."""
        points = sum(verdict["points"] for verdict in verdicts)
        whole = sum(verdict["max_points"] for verdict in verdicts)
        self.note(f"{student}  {unit}  {points:g} of {whole:g} points")

    def failed(self, student: str, unit: str, reason: str) -> None:
        """One submission cannot be graded."""
        self.note(f"{student}  {unit}  not graded: {reason}")

    def note(self, text: str) -> None:
        """Say something."""
        print(text, flush=True)


class Bar(Progress):
    """A bar that stands still while lines pass above it."""

    def __init__(self) -> None:
        """Prepare the bar; nothing is drawn yet."""
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Rich

        self._rich = Rich(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        )
        self._task: Any = None

    def __enter__(self) -> "Bar":
        self._rich.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the full bar standing."""
        self._rich.stop()

    def start(self, total: int, kept: int) -> None:
        """Draw the bar."""
        if kept:
            self.note(f"{kept} graded before and unchanged")
        self._task = self._rich.add_task("grading", total=total)

    def done(self, student: str, unit: str, verdicts: list[dict[str, Any]]) -> None:
        """Move the bar on."""
        super().done(student, unit, verdicts)
        self._rich.advance(self._task)

    def failed(self, student: str, unit: str, reason: str) -> None:
        """Move the bar on."""
        super().failed(student, unit, reason)
        self._rich.advance(self._task)

    def note(self, text: str) -> None:
        """A line above the bar."""
        self._rich.console.print(text, markup=False, highlight=False)


def progress() -> Progress:
    """A bar where somebody can see it."""
    if sys.stdout.isatty():
        try:
            return Bar()
        except ImportError:
            pass  # rich is not installed: the lines say the same
    return Progress()
