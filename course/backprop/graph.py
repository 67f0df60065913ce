"""A computational graph: traced once, then run forward and backward as often as wanted."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import islice
from typing import Any

import numpy as np

from .backward import sweep
from .flat import FAILURES, blame, compile_flat, line, write
from .node import Node
from .paths import Path, find_paths
from .tape import Tape
from .values import as_arrays, has_nan, number, plain

FLOATS, ARRAYS = 0, 1  # how a forward ran: on Python floats or on NumPy's numbers
AS_IT_IS = nullcontext()  # Python floats raise; they never warn


class Graph(Tape):
    """f(x, y, ...) as gates, with ∂f/∂node for every node. No recursion, no objects made.

    `Graph(lambda x, y, z: (x + y) * z)` or `Graph("(x + y) * z")`. Inputs are numbers or arrays
    that broadcast; an array-valued f is differentiated as the sum of its elements. Lectures 000
    (computational graphs) and 001 (with computational graphs).

    Raises TypeError when the source is neither a function nor a string or does not return a
    traced value; ExpressionError, a ValueError, when a string is malformed.
    """

    values: Any = None  # of every slot, after forward
    grads: Any = None  # of every slot, after backward

    def __init__(self, source: Callable[..., Any] | str) -> None:
        super().__init__(source)
        self._up = [gate.up[FLOATS] for gate in self._gates]
        self._sweep = [sweep(self.kinds, arrays) for arrays in (False, True)]

    def forward(self, **values: Any) -> Any:
        """Compute every node in order and return f. One value for each input, by name.

        Raises TypeError (a name unknown or missing, a value not numeric), ValueError (NaN, shapes
        that do not fit) and FloatingPointError (f is not a number, with the gate to blame).
        """
        inputs = self.checked(values)
        self.values = self.grads = None
        floats = self.floats and all(type(x) is float for x in inputs)
        self._run(inputs, FLOATS if floats else ARRAYS)
        return plain(self.values[self.out])

    def backward(self) -> dict[str, Any]:
        """∂f/∂input for each input, in its shape: downstream = upstream * local, and paths add.

        Raises RuntimeError before forward, and FloatingPointError when a gradient is not a number
        (infinity times zero: a node overflowed).
        """
        if self.values is None:
            raise RuntimeError("backward before forward: call forward(...) with the inputs first")
        try:
            grad = self._back()
        except FAILURES:  # an infinite slope, as of √x at 0
            self._run(self.values[: len(self.inputs)], ARRAYS)
            grad = self._back()
        for k, name in enumerate(self.inputs):
            if has_nan(grad[k]):
                why = blame(self, self.values, np.isinf, "is infinite")
                raise FloatingPointError(f"∂f/∂{name} is not a number: {why}")
        self.grads = grad
        return {name: plain(grad[k]) for k, name in enumerate(self.inputs)}

    def checked(self, values: dict[str, Any]) -> list[Any]:
        """The values in the order of the inputs; TypeError when the names are not the inputs'."""
        for name in values:
            if name not in self.inputs:
                raise TypeError(f"unknown input {name!r}: the inputs are {', '.join(self.inputs)}")
        missing = [name for name in self.inputs if name not in values]
        if missing:
            raise TypeError(f"no value for {', '.join(missing)}: give one to each input by name")
        return [number(values[name], name) for name in self.inputs]

    def _run(self, inputs: list[Any], mode: int) -> None:
        """Every gate forward: y = rule(a, b)."""
        v = as_arrays(inputs) if mode == ARRAYS else inputs[:]
        rules = [gate.up[ARRAYS] for gate in self._gates] if mode == ARRAYS else self._up
        lists = (islice(each, len(v), None) for each in (rules, self._left, self._right))
        rows = zip(*lists, strict=True)
        append = v.append
        try:
            with np.errstate(all="ignore") if mode == ARRAYS else AS_IT_IS:
                for rule, i, j in rows:
                    append(rule(v[i], v[j]))
            if has_nan(v[self.out]) or type(v[self.out]) is complex:
                raise FloatingPointError(blame(self, v, np.isnan, "is not a number"))
        except FAILURES as error:
            if mode == FLOATS:
                return self._run(inputs, ARRAYS)
            if isinstance(error, FloatingPointError):
                raise
            k = len(v)
            shapes = " and ".join(f"{self.name(i)} {np.shape(v[i])}" for i in self.row(k)[1])
            raise ValueError(f"shapes do not fit in {line(self, k)}: {shapes}") from error
        self._mode, self.values = mode, v

    def _back(self) -> list[Any]:
        """Every gate backward: what its rules send back is added to its operands' gradients."""
        v, first = self.values, len(self.inputs)
        grad: list[Any] = [0.0] * len(self._gates)
        grad[self.out] = 1.0 if self._mode == FLOATS else np.ones_like(v[self.out])[()]
        with np.errstate(all="ignore") if self._mode == ARRAYS else AS_IT_IS:
            self._sweep[self._mode](grad, v, self._gates, self._left, self._right)
        if self._mode == ARRAYS:
            grad[:first] = [g + np.zeros_like(x) for g, x in zip(grad, v[:first], strict=False)]
        return grad

    def flat_code(self) -> str:
        """The graph as straight-line Python, forward then backward; runs as it is printed."""
        return write(self)

    def compile(self) -> Callable[..., tuple[Any, dict[str, Any]]]:
        """`flat_code` as a function: `value, gradients = run(x=..., y=...)`, floats or arrays."""
        return compile_flat(self)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every node, inputs first, each after its parents."""
        return tuple(Node(self, k) for k in (*range(len(self.inputs)), *self.slots()))

    @property
    def output(self) -> Node:
        """The node of f."""
        return Node(self, self.out)

    def node(self, name: str) -> Node:
        """The node with this name. Raises KeyError, listing the names there are."""
        for node in self.nodes:
            if node.name == name:
                return node
        raise KeyError(f"no node {name!r}: there are {', '.join(n.name for n in self.nodes[:50])}")

    def paths(self, name: str) -> Iterator[Path]:
        """Every path from the node of this name to f, after a forward; see `Path`."""
        return find_paths(self.node(name))
