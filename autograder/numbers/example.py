"""A worked example of a lecture: its forward computation and the numbers it starts from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal, localcontext
from functools import cached_property

from autograder.checking.trace import Forward, Trace

PRECISION = 50
"""Significant digits of every exact value."""

WORKING = Context(prec=PRECISION + 15)
"""The arithmetic all values are computed in: guard digits, whatever the caller's own context is."""


def settle(value: Decimal | int) -> Decimal:
    """A computed value, rounded to the digits that are guaranteed."""
    return Context(prec=PRECISION).create_decimal(value)


@dataclass(frozen=True, eq=False)
class Example:
    """One network with the numbers a lecture gives it.

    `forward` takes the names of `given` as arguments and returns its steps by name. `symbols` maps
    the lecture's symbols to ours, where they differ. `learned` are the parameters that a step of
    gradient descent changes, at the learning rate `eta`.
    """

    name: str
    forward: Forward
    given: Mapping[str, str]
    out: str = "E"
    eta: str | None = None
    learned: tuple[str, ...] = ()
    symbols: Mapping[str, str] = field(default_factory=dict)

    def floats(self) -> dict[str, float]:
        """The given numbers as floats, ready to be passed to `forward`."""
        return {name: float(text) for name, text in self.given.items()}

    @cached_property
    def trace(self) -> Trace:
        """The forward computation, run once on the given numbers."""
        with localcontext(WORKING):
            return Trace(self.forward, {name: Decimal(text) for name, text in self.given.items()})

    @cached_property
    def _slopes(self) -> dict[str, list[Decimal]]:
        return {}

    def value(self, name: str) -> Decimal:
        """The value of one step, or of one input."""
        return Decimal(self.trace[name].value)

    def gradient(self, of: str, by: str) -> Decimal:
        """The derivative d of / d by: over all paths, the sum of products of local derivatives."""
        if of not in self._slopes:
            with localcontext(WORKING):
                self._slopes[of] = self.trace.gradient(self.trace[of])
        return Decimal(self._slopes[of][self.trace[by].index])

    @property
    def rate(self) -> Decimal:
        """The learning rate; ValueError where the lecture takes no step."""
        if self.eta is None:
            raise ValueError(f"{self.name} has no learning rate, so it can take no step")
        return Decimal(self.eta)

    @cached_property
    def stepped(self) -> "Example":
        """The example after one step w - eta dE/dw of all learned parameters at once."""
        with localcontext(WORKING):
            new = {
                name: str(self.value(name) - self.rate * self.gradient(self.out, name))
                for name in self.learned
            }
        return replace(self, name=f"{self.name} after a step", given={**self.given, **new})
