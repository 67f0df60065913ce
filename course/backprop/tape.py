"""Tracing: run a function once on nodes and keep the list of gates it went through.

A gate is an entry in three parallel lists, not an object: a million of them are built, run and
freed in a second, and no list of numbers can be a reference cycle or need recursion. Slots 0, 1,
... are the inputs, then the gates in the order they were computed, each constant before its first
use. Lecture 001: "a sequence of atomic assignments".
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .expression import parse
from .gates import INPUT, UNUSED, Gate, Given
from .names import Names
from .node import Node
from .values import number

NO_OPERAND = -1  # as a place it is the latest value: there is one, and no rule looks at it


class Tape(Names):
    """The gates of one function, in an order where every operand comes before its use."""

    def __init__(self, source: Callable[..., Any] | str) -> None:
        if not (callable(source) or isinstance(source, str)):
            raise TypeError(f"Graph takes a function or an expression string, not {source!r}")
        names, function = parse(source) if isinstance(source, str) else _signature(source)
        self.inputs = tuple(names)
        self._gates: list[Gate] = [INPUT] * len(names)  # room: a slot is its place in the lists
        self._left, self._right = [NO_OPERAND] * len(names), [NO_OPERAND] * len(names)
        self._known: dict[Any, int] = {}  # constant -> slot
        self._constants: list[int] = []  # slots, in order
        self._names: dict[int, str] = {}
        for k, name in enumerate(names):
            self.rename(k, name)
        self._open = True
        output = function(*(Node(self, k) for k in range(len(names))))
        if type(output) is not Node or output.graph is not self:
            raise TypeError(f"the function must return one value made of its inputs: {output!r}")
        self._open, self.out = False, output.index
        self._drop_unused()
        self.kinds = set(self._gates)
        self.shaped = any(gate.shaped for gate in self.kinds)
        self.floats = not self.shaped and all(type(c) is float for c in self.constants.values())
        self._prefix = self._free(("s", "u", "v", "node"), r"\d+")
        if self.out >= len(names):
            self._names.setdefault(self.out, self._free(("f", "out", "result"), ""))

    def gate(self, gate: Gate, a: Any, b: Any = None) -> Node:
        """Append a gate on one or two operands, nodes or constants, and return its node."""
        if not self._open:
            raise RuntimeError("the graph is already traced: compute inside the traced function")
        if type(a) is Node and a.graph is self:
            i = a.index
        else:
            i, gate = self._constant(a), gate.a_constant
        if type(b) is Node and b.graph is self:
            j = b.index
        elif gate.arity == 1:
            j = NO_OPERAND
        else:
            j, gate = self._constant(b), gate.b_constant
        index = len(self._gates)
        self._gates.append(gate)
        self._left.append(i)
        self._right.append(j)
        return Node(self, index)

    def _constant(self, value: Any) -> int:
        """The slot of a constant; the same float is kept once (and -0.0 is not 0.0)."""
        if type(value) is float and value in self._known:
            return self._known[value]
        if type(value) is Node:
            raise ValueError(f"{value!r} belongs to another graph")
        value = number(value, "a constant")
        if not np.isfinite(value).all():
            raise ValueError(f"a constant must be finite, not {value}")
        key = (value or str(value)) if type(value) is float else id(value)
        if key not in self._known:
            self._known[key] = len(self._gates)
            self._constants.append(self._known[key])
            self._gates.append(Given("constant", value))
            self._left.append(NO_OPERAND)
            self._right.append(NO_OPERAND)
        return self._known[key]

    @property
    def constants(self) -> dict[int, Any]:
        """The constants that the output depends on, by slot."""
        found: dict[int, Any] = {k: self._gates[k] for k in self._constants}
        return {k: gate.number for k, gate in found.items() if gate is not UNUSED}

    def _drop_unused(self) -> None:
        """Clear the slots that the output does not depend on."""
        used = bytearray(len(self._gates) + 1)  # the last one is NO_OPERAND's
        used[self.out] = 1
        for k in range(len(self._gates) - 1, len(self.inputs) - 1, -1):
            if used[k]:
                used[self._left[k]] = used[self._right[k]] = 1
            else:
                self._gates[k], self._left[k], self._right[k] = UNUSED, NO_OPERAND, NO_OPERAND
                self._names.pop(k, None)

    def slots(self) -> Iterator[int]:
        """The slots of the gates that the output depends on, in the order they are computed."""
        return (k for k, gate in enumerate(self._gates) if gate.arity)

    def row(self, index: int) -> tuple[Gate, tuple[int, ...]]:
        """The gate that computes a slot, and the slots of its operands."""
        gate = self._gates[index]
        return gate, (self._left[index], self._right[index])[: gate.arity]

    def __repr__(self) -> str:
        return f"<graph of {', '.join(self.inputs)}: {len(list(self.slots()))} gates>"


def _signature(function: Callable[..., Any]) -> tuple[list[str], Callable[..., Any]]:
    parameters = inspect.signature(function).parameters.values()
    for p in parameters:
        if p.kind not in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD):
            raise TypeError(f"parameter {p} has no fixed number of inputs: name each input")
    return [p.name for p in parameters], function
