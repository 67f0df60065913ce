"""Tracing: run a function once on nodes and keep the list of gates it went through.

A gate is an entry in four parallel lists, not an object: a million of them are built, run and
freed in a second, and no list of numbers can be a reference cycle or need recursion. Slots 0, 1,
... are the inputs, then the gates in the order they were computed; constants sit at the negative
end, -2, -3, ..., and -1 stands for "no second operand". Lecture 001: "a sequence of atomic
assignments".
"""

import inspect
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from .expression import parse
from .gates import Gate
from .names import Names
from .node import Node
from .values import number

NO_OPERAND = -1


class Tape(Names):
    """The gates of one function, in an order where every operand comes before its use."""

    def __init__(self, source: Callable[..., Any] | str) -> None:
        if not (callable(source) or isinstance(source, str)):
            raise TypeError(f"Graph takes a function or an expression string, not {source!r}")
        names, function = parse(source) if isinstance(source, str) else _signature(source)
        self._gates: list[Gate] = []
        self._left: list[int] = []
        self._right: list[int] = []
        self._constants: list[Any] = [0.0]  # the one at -1 is never looked at
        self._known: dict[Any, int] = {}
        super().__init__()
        for k, name in enumerate(names):
            self.rename(k, name)
        self.inputs, self._size, self._open = tuple(names), len(names), True
        output = function(*(Node(self, k) for k in range(len(names))))
        if type(output) is not Node or output.graph is not self:
            raise TypeError(f"the function must return one value made of its inputs: {output!r}")
        self._open = False
        self.out = self._prune(output.index)
        self.size, self.constants = self._size, tuple(self._constants)
        self.shaped = any(gate.shaped for gate in set(self._gates))
        self._prefix = self._free("s", "u", "v", "node", suffix=r"\d+")
        if self.out >= len(names):
            self._names.setdefault(self.out, self._free("f", "out", "result"))

    def gate(self, gate: Gate, a: Any, b: Any = None) -> Node:
        """Append a gate on one or two operands, nodes or constants, and return its node."""
        if not self._open:
            raise RuntimeError("the graph is already traced: compute inside the traced function")
        i = a.index if type(a) is Node and a.graph is self else self._constant(a)
        if type(b) is Node and b.graph is self:
            j = b.index
        else:
            j = NO_OPERAND if gate.arity == 1 else self._constant(b)
        self._gates.append(gate)
        self._left.append(i)
        self._right.append(j)
        index = self._size
        self._size = index + 1
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
            self._constants.append(value)
            self._known[key] = -len(self._constants)
        return self._known[key]

    def _prune(self, out: int) -> int:
        """Drop the gates the output does not depend on; return the output's new slot."""
        first = len(self.inputs)
        used = bytearray(self._size + len(self._constants))
        used[out] = 1
        slots = range(self._size - 1, first - 1, -1)
        operands = reversed(self._left), reversed(self._right)
        for k, i, j in zip(slots, *operands, strict=True):
            if used[k]:
                used[i] = used[j] = 1
        if used.count(1, first, self._size) == self._size - first:
            return out
        kept = [k for k in range(self._size) if k < first or used[k]]
        slot = {old: new for new, old in enumerate(kept)}
        keep = [k - first for k in kept[first:]]
        self._gates = [self._gates[k] for k in keep]
        self._left = [slot.get(self._left[k], self._left[k]) for k in keep]
        self._right = [slot.get(self._right[k], self._right[k]) for k in keep]
        self._names = {slot[k]: name for k, name in self._names.items() if k in slot}
        self._size = len(kept)
        return slot[out]

    def name(self, index: int) -> str:
        """The name of a slot: given, or s0, s1, ... by its gate; a constant's digits."""
        if index >= 0:
            return self._names.get(index) or f"{self._prefix}{index - len(self.inputs)}"
        value = self._constants[-index - 1]
        if type(value) is not float:
            return f"c{-index - 2}"
        digits = f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
        return f"({digits})" if digits.startswith("-") else digits

    def row(self, index: int) -> tuple[Gate, tuple[int, ...]]:
        """The gate that computes a slot, and the slots of its operands; an input has none."""
        k = index - len(self.inputs)
        if not 0 <= k < len(self._gates):
            raise IndexError(f"slot {index} is computed by no gate")
        gate = self._gates[k]
        return gate, (self._left[k], self._right[k])[: gate.arity]

    def fill(self, rule: str, index: int) -> str:
        """A rule of a slot's gate with the names of its operands, value and upstream gradient."""
        names = dict(zip("ab", map(self.name, self.row(index)[1]), strict=False))
        names |= {"y": self.name(index), "g": f"grad_{self.name(index)}"}
        return re.sub(r"\b[abgy]\b", lambda letter: names[letter[0]], rule)

    def line(self, index: int) -> str:
        """The gate of a slot as an assignment: `q = x + y`."""
        return f"{self.name(index)} = {self.fill(self.row(index)[0].value, index)}"


def _signature(function: Callable[..., Any]) -> tuple[list[str], Callable[..., Any]]:
    parameters = inspect.signature(function).parameters.values()
    for p in parameters:
        if p.kind not in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD):
            raise TypeError(f"parameter {p} has no fixed number of inputs: name each input")
    return [p.name for p in parameters], function
