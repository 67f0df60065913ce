"""One node of a graph: while a function is traced it is the variable, afterwards a view."""

from __future__ import annotations

from typing import Any

import numpy as np

from .gates import GATES
from .values import as_arrays, plain

UFUNCS = {"true_divide": "divide", "maximum": "max"}  # NumPy's name: ours, where they differ


def _operator(name: str) -> tuple[Any, Any]:
    """An operator with a node on its left, and with a number there and the node on its right."""
    gate = GATES[name]
    return (lambda self, other: self.graph.gate(gate, self, other),
            lambda self, other: self.graph.gate(gate, other, self))  # fmt: skip


def _alone(name: str) -> Any:
    return lambda self, **_: self.graph.gate(GATES[name], self)


class Node:
    """A value in a graph. Arithmetic on it while tracing adds gates; later it shows what happened.

    `graph.node("q").value`, `.grad` (the upstream gradient), `.parents`, `.local` (the local
    derivative for each parent, as data) and `.downstream` (upstream times local).
    """

    __slots__ = ("graph", "index")

    def __init__(self, graph: Any, index: int) -> None:
        self.graph, self.index = graph, index

    __add__, __radd__ = _operator("add")
    __sub__, __rsub__ = _operator("subtract")
    __mul__, __rmul__ = _operator("multiply")
    __truediv__, __rtruediv__ = _operator("divide")
    __matmul__, __rmatmul__ = _operator("matmul")
    __rpow__ = _operator("power")[1]
    __neg__ = _alone("negative")
    T = property(_alone("transpose"))
    sum = _alone("sum")  # of all elements; `np.sum(node)` arrives here too

    def __pow__(self, other: Any) -> Any:
        if type(other) in (int, float) and other == 2:
            return self.graph.gate(GATES["square"], self)
        if type(other) in (int, float) and other == 0:
            return self * 0 + 1  # the slope rule would divide by zero at zero
        return self.graph.gate(GATES["power"], self, other)

    def __pos__(self) -> Any:
        return self

    def __array_ufunc__(self, ufunc: Any, method: str, *operands: Any, **_: Any) -> Any:
        gate = GATES.get(UFUNCS.get(ufunc.__name__, ufunc.__name__))
        if gate is None or method != "__call__":
            raise TypeError(f"np.{ufunc.__name__} is no gate; the gates are {', '.join(GATES)}")
        return self.graph.gate(gate, *operands)

    def __bool__(self) -> bool:
        raise TypeError("a traced value is not yet a number: use relu or maximum, not if or max")

    __lt__ = __gt__ = __le__ = __ge__ = lambda self, other: bool(self)

    def named(self, name: str) -> Node:
        """Give this node the name it carries in flat code, paths and pictures."""
        self.graph.rename(self.index, name)
        return self

    @property
    def name(self) -> str:
        """The node's name, or a constant's digits."""
        return str(self.graph.name(self.index))

    @property
    def gate(self) -> str:
        """What computes it: a row of the gate table, or "input" or "constant"."""
        return str(self.graph.row(self.index)[0].name)

    @property
    def parents(self) -> tuple[Node, ...]:
        """The nodes it is computed from, constants included; the same one twice in x * x."""
        return tuple(Node(self.graph, i) for i in self.graph.row(self.index)[1])

    @property
    def value(self) -> Any:
        """What forward put here. RuntimeError before forward."""
        if self.graph.values is None:
            raise RuntimeError("no value yet: call forward(...) with the inputs first")
        return plain(self.graph.values[self.index])

    @property
    def grad(self) -> Any:
        """∂f/∂node, the upstream gradient that backward put here. RuntimeError before it."""
        if self.graph.grads is None:
            raise RuntimeError("no gradient yet: call forward(...), then backward()")
        return plain(self.graph.grads[self.index])

    @property
    def local(self) -> tuple[Any, ...]:
        """∂node/∂parent for each parent (of an array gate: what an upstream of ones sends)."""
        return self._send_back(np.ones_like(self.value))

    @property
    def downstream(self) -> tuple[Any, ...]:
        """Upstream times local for each parent: this node's share of the parent's gradient."""
        return self._send_back(self.grad)

    def _send_back(self, g: Any) -> tuple[Any, ...]:
        if not self.parents:
            return ()
        a, b = (*(parent.value for parent in self.parents), 0.0)[:2]
        values = as_arrays([g, a, b, self.value])
        with np.errstate(all="ignore"):
            return tuple(plain(rule(*values)) for rule in self.graph.row(self.index)[0].send_back)

    def __repr__(self) -> str:
        return f"<node {self.name}: {self.gate}>"
