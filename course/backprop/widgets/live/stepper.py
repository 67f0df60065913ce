"""Backward stepper: values flow forward through a graph edge by edge, then gradients flow back."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from traitlets import Dict, Enum, Int, Unicode

from ..circuit import circuit
from ..style import Picture
from ._examples import EXAMPLES, OWN
from ._graph_picture import graph_picture
from ._graph_table import node_table
from ._passes import SAFE, Passes
from ._questions import asked, hint, worked
from ._sayings import happened, short
from ._slips import as_number, same, slip
from .base import Live, View, fmt, moved, question


class Stepper(Live):
    """Upstream × local = downstream, one edge at a time. Lectures 000, 001 and 002; unit 05.

    expression: as `Graph` takes it; example: a name of `EXAMPLES`, where no expression is given.
    values: of the inputs, by name. at: how many steps have been taken.
    """

    title = "Backward stepper"
    actions = ("step", "back", "restart", "turn", "give_up")

    example = moved(Enum([*EXAMPLES, OWN], default_value=next(iter(EXAMPLES))))
    expression = moved(Unicode())
    values = moved(Dict())
    at = moved(Int(0, min=0))
    shown = moved(Unicode())  # the question whose answer was asked for

    _was = ("", "")  # the expression and the example that are drawn
    _refused: tuple[str, str] | None = None  # what could not be drawn: the last good graph stays
    _passes: Any = None  # Passes; a graph that cannot be drawn raises in __init__

    def step(self) -> None:
        """One edge further."""
        self.at = min(self.at + 1, len(self._passes.events))

    def back(self) -> None:
        """One edge back."""
        self.at = max(self.at - 1, 0)

    def restart(self) -> None:
        """Back to the inputs, with every question open again."""
        self.at, self.shown, self.guess = 0, "", {}

    def turn(self) -> None:
        """Over the forward pass at once, to where the way back begins."""
        self.at = self._passes.turn

    def give_up(self) -> None:
        """Show the answer to the question."""
        self.shown = self._situation(self._passes)

    def _settle(self) -> None:
        """A new expression is the reader's own; a new example brings its expression and values."""
        expression, example = self._was
        if self.expression != expression:
            names = [name for name, (text, _) in EXAMPLES.items() if text == self.expression]
            self.example = names[0] if names else OWN
            if names and not self.values:
                self.values = EXAMPLES[names[0]][1]
        elif self.example not in (example, OWN):
            self.expression, self.values = EXAMPLES[self.example]
        self._was = self.expression, self.example

    def _read(self) -> None:
        """Make the passes of a new expression or of new values. ValueError where they are bad."""
        wanted, drawn = (self.expression, repr(self.values)), self._passes
        if wanted in (self._refused, drawn and (drawn.text, repr(drawn.given))):
            return
        try:
            self._passes = self._made(drawn)
        except ValueError:
            if drawn is not None and drawn.text == self.expression:
                self.values = drawn.given  # a bad value goes back to the last good one
            else:
                self._refused = wanted
            raise
        self._refused = None
        if drawn is not None and drawn.text != self.expression:
            self.at = 0

    def _made(self, drawn: Passes | None) -> Passes:
        """The passes; where the values at hand do not suit a new expression, of tame values."""
        try:
            return Passes(self.expression, self.values)
        except ValueError:
            if drawn is None or drawn.text == self.expression:
                raise
            with suppress(ValueError):
                tame = Passes(self.expression, {}, SAFE)
                self.values = tame.given = tame.values
                return tame
            raise

    def compute(self) -> View:
        """Of both passes what has been stepped through."""
        self._settle()
        self._read()
        passes = self._passes
        self.at = min(self.at, len(passes.events))
        kept = f"Still drawn: {passes.text}. " if self._refused else ""
        told, solved = self._told(passes)
        return {
            "examples": [*EXAMPLES, OWN], "steps": len(passes.events), "turn": passes.turn,
            "values": {name: fmt(x, 6) for name, x in passes.values.items()},
            "picture": graph_picture(passes, self.at, solved),
            "says": kept + happened(passes, self.at),
            "ask": question(self._situation(passes), asked(passes, self.at)),
            "told": told, "open": not solved,
            "table": node_table(passes, self.at),
        }  # fmt: skip

    def _situation(self, passes: Passes) -> str:
        """The name of the question: the same for all values that flow into one gate."""
        e = passes.events[self.at] if self.at < len(passes.events) else None
        place = f"{e.gate}" if e and e.kind == "value" else f"step {self.at}"
        return f"{passes.text} {passes.values} {place}"

    def _told(self, passes: Passes) -> tuple[str, bool]:
        """What is said to the guess, and whether the answer may be seen."""
        of = self._situation(passes)
        if self.guessed(of) is None and self.shown != of:
            return "", False
        guess = as_number(self.guessed(of) or "")
        truth, work = passes.answer(self.at), worked(passes, self.at)
        if guess is not None and same(guess, truth):
            further = " Enter steps on." * (self.at < len(passes.events))
            return f"✓ Yes: {work}.{further}", True
        if self.shown == of:
            return f"✗ Given up. It is {work}.", True
        if guess is None:
            wrote = short(str(self.guessed(of)), 30)
            return f"✗ No: {wrote} is not a number. Write −4, 0.25 or 1/4.", False
        why = slip(passes, self.at, guess) or hint(passes, self.at)
        return f"✗ No, not {fmt(guess)}: {why}. Try again, or let it be shown.", False

    def still(self) -> Picture:
        """The whole graph after both passes."""
        passes = self._passes
        says = f"{self.title}: {passes.text}. Above each box its value, below it its gradient."
        return circuit(passes.graph, says)
