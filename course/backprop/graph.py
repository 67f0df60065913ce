"""A computational graph: traced once, then run forward and backward as often as wanted."""

from collections.abc import Callable, Iterator
from typing import Any

from .compiled import compile_flat
from .flat import write
from .node import Node
from .paths import Path, find_paths
from .run import Runner


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
