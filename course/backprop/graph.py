"""A computational graph: traced once, then run forward and backward as often as wanted."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .compiled import compile_flat
from .flat import write
from .node import Node
from .paths import Path, find_paths
from .run import Runner
from .values import as_arrays, plain


class Graph(Runner):
    """f(x, y, ...) as gates, with ∂f/∂node for every node.

    `Graph(lambda x, y, z: (x + y) * z)` or `Graph("(x + y) * z")`. Inputs are numbers or arrays
    that broadcast; an array-valued f is differentiated as the sum of its elements. Lectures 000
    (computational graphs) and 001 (with computational graphs).

    Raises TypeError when the source is neither a function nor a string or does not return a
    traced value; ExpressionError, a ValueError, when a string is malformed.
    """

    def flat_code(self) -> str:
        """The graph as straight-line Python, forward then backward; runs as it is printed."""
        return write(self)

    def compile(self) -> Callable[..., tuple[Any, dict[str, Any]]]:
        """`flat_code` as a function: `value, gradients = run(x=..., y=...)`, floats or arrays."""
        return compile_flat(self)

    def value_of(self, index: int) -> Any:
        """The value of a slot after forward."""
        if self._mode is None:
            raise RuntimeError("no value yet: call forward(...) with the inputs first")
        return plain(self._v[index])

    def grad_of(self, index: int) -> Any:
        """The gradient of a slot after backward; constants have none and say 0."""
        if self._grad is None:
            raise RuntimeError("no gradient yet: call forward(...), then backward()")
        return plain(self._grad[index]) if index >= 0 else 0.0

    def send_back(self, index: int, place: int, g: Any) -> Any:
        """What the gate of a slot sends to one of its operands when `g` reaches it."""
        gate, operands = self.row(index)
        a, b = (*map(self.value_of, operands), None)[:2]
        with np.errstate(all="ignore"):
            down = gate.back_arrays[place](*as_arrays([g, a, b][:3]), self.value_of(index))
        return plain(down)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every node, inputs first, each after its parents."""
        return tuple(Node(self, k) for k in range(self.size))

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
        return find_paths(self, self.node(name).index)

    def __repr__(self) -> str:
        return f"<graph of {', '.join(self.inputs)}: {len(self._gates)} gates>"
