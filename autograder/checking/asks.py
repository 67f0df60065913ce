"""What can be asked of a forward computation, and the truth about it.

The truth never comes from the backward pass that the course teaches. Gradients are complex-step
derivatives, Im f(x + ih) / h with h = 1e-30, exact to rounding.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from autograder.checking.trace import Node, Trace, elements, like

Parts = dict[str, Any]
Kind = Literal["activation", "pre-activation", "gradient", "update"]
STEP = 1e-30
SLOPES = ("measured", "claimed", "literal")  # values that are gradients, by whichever route


@dataclass(frozen=True)
class Value:
    """Named values of the forward pass, such as E or y."""

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        object.__setattr__(self, "names", names)

    def truth(self, trace: Trace) -> Parts:
        """The values, by name."""
        return {name: trace.value(name) for name in self.names}

    def kind(self, name: str) -> Kind:
        """Net inputs are named n...; some are slopes; all else is an activation or a loss."""
        if name in SLOPES:
            return "gradient"
        return "pre-activation" if name.startswith("n") else "activation"


@dataclass(frozen=True, init=False)
class _ByNames:
    """Asked of one value, by each of several names."""

    of: str
    names: tuple[str, ...]

    def __init__(self, of: str, *names: str) -> None:
        object.__setattr__(self, "of", of)
        object.__setattr__(self, "names", names)


@dataclass(frozen=True, init=False)
class Gradient(_ByNames):
    """d of / d each name: the sum over all paths. Answered as dE_dw5, dW, delta, ..."""

    def truth(self, trace: Trace) -> Parts:
        """The gradients, by name, each in the shape of what it belongs to."""
        (of,) = elements(trace[self.of])
        return {name: complex_step(trace, of, name) for name in self.names}

    def kind(self, name: str) -> Kind:
        """Gradients are compared relatively, never absolutely."""
        return "gradient"


@dataclass(frozen=True)
class _ByOneName:
    """Asked of one value, by one name."""

    of: str
    name: str

    @property
    def names(self) -> tuple[str, ...]:
        """The one name."""
        return (self.name,)

    def kind(self, name: str) -> Kind:
        """Compared relatively."""
        return "gradient"


class Local(_ByOneName):
    """d of / d name of one step alone, everything else that has a name held fixed."""

    def truth(self, trace: Trace) -> Parts:
        """The local derivative, by name."""
        (of,) = elements(trace[self.of])
        return {self.name: complex_step(trace, of, self.name, hold=True)}


@dataclass(frozen=True, init=False)
class Update(_ByNames):
    """The names after one step of gradient descent: w - eta * d of / d w."""

    def truth(self, trace: Trace) -> Parts:
        """The new weights, by name; the learning rate is the input called eta."""
        return stepped(trace, Gradient(self.of, *self.names).truth(trace))

    def kind(self, name: str) -> Kind:
        """Compared by the step taken, (w - w_new) / eta, not by the digits of the new weight."""
        return "update"


class Jacobian(_ByOneName):
    """d of / d name for vectors: a row for each entry of `of`, a column for each of `name`."""

    def truth(self, trace: Trace) -> Parts:
        """The matrix, by name."""
        rows = [np.ravel(complex_step(trace, of, self.name)) for of in elements(trace[self.of])]
        return {self.name: np.array(rows)}


Ask = Value | Gradient | Local | Update | Jacobian


def by_paths(asks: Ask, trace: Trace) -> Parts:
    """The same answer from the local derivatives that the trace wrote down: sums over paths."""
    if isinstance(asks, Value):
        return asks.truth(trace)
    if isinstance(asks, Jacobian):
        rows = [trace.pick(asks.name, trace.gradient(of)) for of in elements(trace[asks.of])]
        return {asks.name: np.array([np.ravel(row) for row in rows])}
    (of,) = elements(trace[asks.of])
    if isinstance(asks, Local):
        node = trace[asks.name]
        slopes = zip(of.parents, of.locals, strict=True)
        return {asks.name: sum(slope for parent, slope in slopes if parent is node)}
    gradients = trace.gradient(of)
    found = {name: trace.pick(name, gradients) for name in asks.names}
    return stepped(trace, found) if isinstance(asks, Update) else found


def stepped(trace: Trace, gradients: Parts) -> Parts:
    """One step of gradient descent from the trace's own weights: w - eta * gradient."""
    eta = trace["eta"].value
    return {name: trace.value(name) - eta * slope for name, slope in gradients.items()}


def complex_step(trace: Trace, of: Node, name: str, hold: bool = False) -> Any:
    """Im of(x + ih) / h for every element x of `name`, by replaying the forward computation.

    hold: keep every other named value where it is, which leaves the derivative of one step.
    """
    key = "step", of.index, name, hold
    if key not in trace.made:
        trace.made[key] = _complex_step(trace, of, name, hold)
    return trace.made[key]


def _complex_step(trace: Trace, of: Node, name: str, hold: bool) -> Any:
    held = {}
    if hold:
        held = {n.index: n.value for n in trace.nodes if n.name and n is not of}
    found = []
    for node in elements(trace[name]):
        moved = held | {node.index: complex(node.value, STEP)}
        found.append(float(np.imag(trace.replay(moved)[of.index])) / STEP)
    return like(trace[name], found)
