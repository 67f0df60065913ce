"""Tracing: run a function once on nodes and keep the list of gates it went through.

A gate is an entry in three parallel lists, not an object: a million of them are built, run and
freed in a second, and no list of numbers can be a reference cycle or need recursion. Slots 0, 1,
... are the inputs, then the gates in the order they were computed; constants sit at the negative
end, -2, -3, ..., and -1 stands for "no operand". Lecture 001: "a sequence of atomic assignments".
"""

import inspect
import keyword
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .expression import parse
from .gates import ARRAYS, GATES, Gate
from .node import Node
from .values import number

NO_OPERAND = -1


class Tape:
    """The gates of one function, in an order where every operand comes before its use."""

    def __init__(self, source: Callable[..., Any] | str) -> None:
        if not (callable(source) or isinstance(source, str)):
            raise TypeError(f"Graph takes a function or an expression string, not {source!r}")
        names, function = parse(source) if isinstance(source, str) else _signature(source)
        self.inputs, self.constants = tuple(names), [0.0]  # the constant at -1 is never looked at
        self._gates = [GATES["add"]] * len(names)  # room, so that a slot is its place in the lists
        self._left, self._right = [NO_OPERAND] * len(names), [NO_OPERAND] * len(names)
        self._known: dict[Any, int] = {}
        self._names: dict[int, str] = {}
        for k, name in enumerate(names):
            self.rename(k, name)
        self._open = True
        output = function(*(Node(self, k) for k in range(len(names))))
        if type(output) is not Node or output.graph is not self:
            raise TypeError(f"the function must return one value made of its inputs: {output!r}")
        self._open, self.out = False, output.index
        self._drop_unused()
        self.shaped = any(gate.shaped for gate in set(self._gates))
        self._prefix = self._free(("s", "u", "v", "node"), r"\d+")
        if self.out >= len(names):
            self._names.setdefault(self.out, self._free(("f", "out", "result"), ""))

    def gate(self, gate: Gate, a: Any, b: Any = None) -> Node:
        """Append a gate on one or two operands, nodes or constants, and return its node."""
        if not self._open:
            raise RuntimeError("the graph is already traced: compute inside the traced function")
        i = a.index if type(a) is Node and a.graph is self else self._constant(a)
        if type(b) is Node and b.graph is self:
            j = b.index
        else:
            j = NO_OPERAND if gate.arity == 1 else self._constant(b)
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
            self.constants.append(value)
            self._known[key] = -len(self.constants)
        return self._known[key]

    def _drop_unused(self) -> None:
        """Turn the gates that the output does not depend on into 0 + 0, without operands."""
        used = bytearray(len(self._gates) + len(self.constants))
        used[self.out] = 1
        for k in range(len(self._gates) - 1, len(self.inputs) - 1, -1):
            if used[k]:
                used[self._left[k]] = used[self._right[k]] = 1
            else:
                self._gates[k], self._left[k], self._right[k] = GATES["add"], NO_OPERAND, NO_OPERAND
                self._names.pop(k, None)

    def slots(self) -> Iterator[int]:
        """The slots of the gates that the output depends on, in the order they are computed."""
        first = len(self.inputs)
        return (k for k in range(first, len(self._gates)) if self._left[k] != NO_OPERAND)

    def row(self, index: int) -> tuple[Gate, tuple[int, ...]]:
        """The gate that computes a slot, and the slots of its operands."""
        gate = self._gates[index]
        return gate, (self._left[index], self._right[index])[: gate.arity]

    def rename(self, index: int, name: str) -> None:
        """Name a slot. ValueError when the name is taken, reserved or no Python name."""
        if not name.isidentifier() or keyword.iskeyword(name) or name in ARRAYS:
            raise ValueError(f"{name!r} cannot name a value: it is not a free Python name")
        if name.startswith(("grad_", "_")):
            raise ValueError(f"{name!r} cannot name a value: flat code needs names like grad_x")
        if name in self._names.values():
            raise ValueError(f"two values are named {name!r}")
        self._names[index] = name

    def name_if_new(self, index: int, name: str) -> None:
        """Name a gate that has no name yet: `q = x + y` names the sum, `q = x` names nothing."""
        if index not in self._names:
            self.rename(index, name)

    def _free(self, candidates: tuple[str, ...], more: str) -> str:
        """The first candidate that, with `more` after it, is nobody's name."""
        taken = self._names.values()
        free = (c for c in candidates if not any(re.fullmatch(c + more, name) for name in taken))
        return next(free, candidates[-1] + "_")

    def name(self, index: int) -> str:
        """The name of a slot: given, or s0, s1, ... by its gate; a constant's digits."""
        if index >= 0:
            return self._names.get(index) or f"{self._prefix}{index - len(self.inputs)}"
        value = self.constants[-index - 1]
        if type(value) is not float:
            return f"_c{-index - 2}"
        digits = f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
        return f"({digits})" if digits.startswith("-") else digits

    def __repr__(self) -> str:
        return f"<graph of {', '.join(self.inputs)}: {len(list(self.slots()))} gates>"


def _signature(function: Callable[..., Any]) -> tuple[list[str], Callable[..., Any]]:
    parameters = inspect.signature(function).parameters.values()
    for p in parameters:
        if p.kind not in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD):
            raise TypeError(f"parameter {p} has no fixed number of inputs: name each input")
    return [p.name for p in parameters], function
