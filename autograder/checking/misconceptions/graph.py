"""What a traced computation is made of, as a student sees it: layers, routes and factors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np

from autograder.checking.arithmetic import ACTIVATIONS
from autograder.checking.trace import Node, Trace, elements

Edge = tuple[int, int]  # (node, k): from node to its k-th parent
MANY_LAYERS = 4  # beyond that not every subset of the layers is tried


def way(trace: Trace, of: str, names: Sequence[str]) -> set[int]:
    """The nodes on a way from one of the names to the end, both included."""
    reached = {node.index for name in names for node in elements(trace[name])}
    for node in trace.nodes:
        if any(parent.index in reached for parent in node.parents):
            reached.add(node.index)
    (end,) = elements(trace[of])
    needed = {end.index}
    for node in reversed(trace.nodes[: end.index + 1]):
        if node.index in needed:
            needed.update(parent.index for parent in node.parents)
    return reached & needed


def wholes(trace: Trace) -> dict[str, list[Node]]:
    """Every value by the name that it has as a whole, inputs included."""
    found: dict[str, list[Node]] = {}
    for name, value in trace.names.items():
        nodes = [each for each in elements(value) if isinstance(each, Node)]
        if nodes and nodes[0].group == name:
            found[name] = nodes
    return found


def units(trace: Trace) -> dict[str, list[Node]]:
    """The rows of every array: one unit each, over all patterns."""
    found: dict[str, list[Node]] = {}
    for name, nodes in wholes(trace).items():
        array = trace[name]
        if isinstance(array, np.ndarray) and len(nodes) > 1 and len(array) > 1:
            found |= {f"{name}[{k}]": list(np.ravel(row)) for k, row in enumerate(array)}
    return found


def patterns(trace: Trace) -> int:
    """How many patterns the batch holds: columns of x or n, rows of X; 1 if there is no batch."""
    for name, axis in (("x", 1), ("X", 0), ("n", 1)):
        batch = trace.names.get(name)
        if isinstance(batch, np.ndarray) and batch.ndim == 2:
            return int(batch.shape[axis])
    return 1


def layers(trace: Trace, on: set[int]) -> dict[str, list[Node]]:
    """Steps a = f(n) among the nodes `on`, by the name of the net input n."""
    found: dict[str, list[Node]] = {}
    for node in trace.nodes:
        if node.op in ACTIVATIONS and node.index in on:
            name = node.parents[0].group or (f"n of {node.group}" if node.group else "n")
            found.setdefault(name, []).append(node)
    return found


def subsets(groups: dict[str, list[Node]]) -> Iterator[tuple[str, list[Node]]]:
    """Each group alone, then several of them at once."""
    names = list(groups)
    sizes = range(1, len(names) + 1) if len(names) <= MANY_LAYERS else (1, len(names))
    for chosen in chain.from_iterable(combinations(names, size) for size in sizes):
        yield " and ".join(chosen), [node for name in chosen for node in groups[name]]


def edges_from(nodes: Sequence[Node]) -> list[Edge]:
    """All edges on which a gradient leaves these nodes."""
    return [(node.index, k) for node in nodes for k in range(len(node.parents))]


def uses(trace: Trace, nodes: Sequence[Node], on: set[int]) -> dict[str, list[Edge]]:
    """The edges that lead to these nodes, by the named value in which they are used."""
    wanted = {node.index for node in nodes}
    named = seen_in(trace)
    found: dict[str, list[Edge]] = {}
    for node in trace.nodes:
        if node.index in on:
            for k, parent in enumerate(node.parents):
                if parent.index in wanted:
                    found.setdefault(named[node.index], []).append((node.index, k))
    return found


def seen_in(trace: Trace) -> list[str]:
    """For every node the first named value, going forward, that it is a part of."""
    if "seen in" not in trace.made:
        found = [node.group for node in trace.nodes]
        for node in reversed(trace.nodes):
            for parent in node.parents:
                if not parent.group:
                    found[parent.index] = found[node.index]
        trace.made["seen in"] = found
    return list(trace.made["seen in"])


@dataclass(frozen=True)
class Factor:
    """One factor of a local derivative. direct: it is all of it, not one of several."""

    edge: Edge
    node: Node
    direct: bool


def factors(trace: Trace) -> dict[str, list[Factor]]:
    """The factors of every local derivative that is a product, by the factor's name.

    Those of an array also one by one.
    """
    found: dict[str, list[Factor]] = {}
    for node in trace.nodes:
        if node.op == "mul":
            for k in (0, 1):
                other = node.parents[1 - k]
                for part in _inside(other):
                    entry = Factor((node.index, k), part, part is other)
                    found.setdefault(part.group or spelt(part), []).append(entry)
                    if part.group != part.name:
                        found.setdefault(part.name, []).append(entry)
    return found


def _inside(node: Node) -> Iterator[Node]:
    """A factor, and where it is a product itself, the factors of that."""
    if node.name or node.op not in ("mul", "mul const"):
        yield node
    if node.op in ("mul", "mul const"):
        for parent in node.parents:
            yield from _inside(parent)


SIGNS = {"add": " + ", "sub": " − ", "mul": " ", "div": " / "}


def spelt(node: Node) -> str:
    """A step without a name, written out if it is short."""
    if node.name:
        return node.name
    if node.op in SIGNS and all(parent.group for parent in node.parents):
        return SIGNS[node.op].join(parent.group for parent in node.parents)
    return "a step without a name"


def terms(trace: Trace, of: str) -> dict[str, list[Edge]]:
    """The terms that the end is a sum of, by the values that each is made from."""
    (end,) = elements(trace[of])
    found: dict[str, list[Edge]] = {}
    open_nodes = [end]
    while open_nodes:
        node = open_nodes.pop()
        for k, parent in enumerate(node.parents):
            if node.op not in ("add", "sub", "div const", "mul const", "add const"):
                break
            if parent.op in ("add", "sub", "div const", "mul const") and not parent.name:
                open_nodes.append(parent)
            else:
                made_from = parent.group or " and ".join(sorted(_sources(parent)))
                found.setdefault(made_from, []).append((node.index, k))
    return found if len(found) > 1 else {}


def _sources(node: Node) -> set[str]:
    """The nearest named values that a step is computed from."""
    if node.group:
        return {node.group}
    return set().union(*(_sources(parent) for parent in node.parents)) if node.parents else set()
