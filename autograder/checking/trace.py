"""Write a forward computation down as a graph, so that it can be differentiated, or made wrong.

A task is an ordinary Python function of plain numbers. Here it runs once on traced nodes, and every
arithmetic step leaves a node that knows its parents and one local derivative for each of them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checking.arithmetic import ACTIVATIONS, Number, exp, log, maximum

Forward = Callable[..., dict[str, Any]]
GIVEN = -1
# (node, k) -> another local derivative by its k-th parent; (node, GIVEN) -> another gradient.
Changes = Mapping[tuple[int, int], Any]


class Node:
    """One step of a traced computation: its value, what it came from, and how it depends on that.

    `rule` computes the value and `slopes` the local derivatives, one per parent, both from the
    parents' values; an input has neither.
    """

    __slots__ = (
        "group", "index", "locals", "name", "op", "parents", "rule", "slopes", "trace", "value",
    )  # fmt: skip
    value: Number
    locals: tuple[Number, ...]
    # NumPy must hand a mixed operation over to the node instead of looping over it.
    __array_ufunc__ = None

    def __init__(
        self,
        trace: "Trace",
        op: str,
        parents: tuple["Node", ...] = (),
        rule: Callable[..., Number] | None = None,
        slopes: Callable[..., tuple[Number, ...]] | None = None,
        value: Number = None,
    ) -> None:
        self.trace, self.op, self.parents = trace, op, parents
        self.rule, self.slopes = rule, slopes
        values = [parent.value for parent in parents]
        self.value = rule(*values) if rule and value is None else value
        self.locals = slopes(*values) if slopes else ()
        self.name = self.group = ""
        self.index = len(trace.nodes)
        trace.nodes.append(self)

    def _binary(
        self,
        other: Any,
        op: str,
        rule: Callable[[Number, Number], Number],
        slopes: Callable[[Number, Number], tuple[Number, Number]],
    ) -> Any:
        if isinstance(other, np.ndarray):
            return np.array(
                [self._binary(each, op, rule, slopes) for each in other.ravel()], dtype=object
            ).reshape(other.shape)
        if isinstance(other, Node):
            return Node(self.trace, op, (self, other), rule, slopes)
        return Node(
            self.trace,
            f"{op} const",
            (self,),
            lambda p: rule(p, other),
            lambda p: slopes(p, other)[:1],
        )

    def __add__(self, other: Any) -> Any:
        return self._binary(other, "add", lambda p, q: p + q, lambda p, q: (1, 1))

    def __sub__(self, other: Any) -> Any:
        return self._binary(other, "sub", lambda p, q: p - q, lambda p, q: (1, -1))

    def __rsub__(self, other: Any) -> Any:
        return self._binary(other, "sub", lambda p, q: q - p, lambda p, q: (-1, 1))

    def __mul__(self, other: Any) -> Any:
        return self._binary(other, "mul", lambda p, q: p * q, lambda p, q: (q, p))

    def __truediv__(self, other: Any) -> Any:
        # type(p)(1) and not 1: the quotient of two plain integers would leave the Decimals.
        return self._binary(
            other, "div", lambda p, q: p / q, lambda p, q: (type(p)(1) / q, -p / (q * q))
        )

    def __rtruediv__(self, other: Any) -> Any:
        return self._binary(other, "div", lambda p, q: q / p, lambda p, q: (-q / (p * p), 1 / p))

    def __pow__(self, power: int) -> Any:
        return self._binary(power, "pow", lambda p, k: p**k, lambda p, k: (k * p ** (k - 1), 0))

    def __neg__(self) -> Any:
        return self * -1

    __radd__, __rmul__ = __add__, __mul__

    def activate(self, name: str) -> "Node":
        """The step a = f(n); its local derivative is f'(n)."""
        f, f_prime = ACTIVATIONS[name]
        return Node(self.trace, name, (self,), f, lambda n: (f_prime(n),))

    def exp(self) -> "Node":
        """The step e**x, which is its own derivative."""
        return Node(self.trace, "exp", (self,), exp, lambda x: (exp(x),))

    def log(self) -> "Node":
        """The step log x, whose slope is 1/x."""
        return Node(self.trace, "log", (self,), log, lambda x: (type(x)(1) / x,))

    def maximum(self, other: Any) -> Any:
        """The max gate: slope 1 on the side of the larger number and 0 on the other."""
        return self._binary(
            other, "max", maximum, lambda p, q: (1, 0) if p.real >= q.real else (0, 1)
        )


class Trace:
    """A forward computation run once on nodes.

    >>> trace = Trace(forward, {"w": 2.0, "x": 3.0})
    >>> trace["o"].value, trace.gradient(trace["o"])[trace["w"].index]

    Nodes stand in the order in which they were computed, so that order is topological and no
    walk over the graph needs recursion.
    """

    def __init__(self, forward: Forward, inputs: Mapping[str, Any]) -> None:
        self.inputs = dict(inputs)
        self.nodes: list[Node] = []
        self.names: dict[str, Any] = {}
        self.made: dict[Any, Any] = {}  # the mistakes of `misconceptions`, once they were made
        nodes = {name: self._input(value) for name, value in inputs.items()}
        for name, value in nodes.items():
            self._name(name, name, value)
        for name, value in forward(**nodes).items():
            if not name.startswith("_"):  # steps that no student has a name for
                self._name(name, name, value)

    def _input(self, value: Any) -> Any:
        if isinstance(value, np.ndarray):
            nodes = [Node(self, "input", value=each) for each in value.ravel().tolist()]
            return np.array(nodes, dtype=object).reshape(value.shape)
        return Node(self, "input", value=value)

    def _name(self, name: str, group: str, value: Any) -> None:
        self.names.setdefault(name, value)
        if isinstance(value, Node):
            if not value.name:  # the first name stays: an input returned again is still an input
                value.name, value.group = name, group
        elif isinstance(value, np.ndarray):
            for where, each in np.ndenumerate(value):
                self._name(f"{name}[{', '.join(map(str, where))}]", group, each)

    def __getitem__(self, name: str) -> Any:
        """The node, or array of nodes, with that name."""
        return self.names[name]

    def value(self, name: str) -> Any:
        """The number, or array of numbers, with that name."""
        return self.pick(name, [node.value for node in self.nodes])

    def argument(self, name: str) -> Any:
        """What a function is called with: a value, or for "W[]" the list [W[0], W[1], ...].

        Layers count from 1; slot 0 is None unless something has that name, as a[0] may.
        """
        if not name.endswith("[]"):
            return self.value(name)
        layers = [f"{name[:-1]}{k}]" for k in range(len(self.names) + 1)]
        last = next(k for k, layer in enumerate(layers) if k and layer not in self.names)
        slots = [layer if layer in self.names else None for layer in layers[:last]]
        return [layer and self.value(layer) for layer in slots]

    def pick(self, name: str, numbers: Sequence[Number]) -> Any:
        """Those of one number per node that belong to a name, in the name's shape."""
        return like(self[name], [numbers[node.index] for node in elements(self[name])])

    def replay(
        self,
        values: Mapping[int, Number] | None = None,
        rules: Mapping[int, Callable[..., Number]] | None = None,
    ) -> list[Number]:
        """All values again, with some values fixed, or some steps following another rule.

        Both mappings go by a node's index.
        """
        values, rules = values or {}, rules or {}
        found: list[Number] = []
        for node in self.nodes:
            if node.index in values:
                found.append(values[node.index])
            elif node.rule is None:
                found.append(node.value)
            else:
                rule = rules.get(node.index, node.rule)
                found.append(rule(*(found[parent.index] for parent in node.parents)))
        return found

    def changed(self, change: Callable[[Node, Number], Number]) -> "Trace":
        """The same graph with other values: `change(node, value)` for each, in order.

        The value that it gets is computed from the parents' changed values.
        """
        other = object.__new__(Trace)
        other.inputs, other.nodes, other.made = self.inputs, [], {}
        for old in self.nodes:
            parents = tuple(other.nodes[parent.index] for parent in old.parents)
            values = [parent.value for parent in parents]
            value = change(old, old.rule(*values) if old.rule else old.value)
            new = Node(other, old.op, parents, old.rule, old.slopes, value)
            new.name, new.group = old.name, old.group
        other.names = {
            name: _map(lambda node: other.nodes[node.index], value)
            for name, value in self.names.items()
        }
        return other

    def gradients(self, of: Node, mistakes: Sequence[Changes]) -> np.ndarray:
        """The gradient by every node (rows), once for each of many mistakes (columns).

        One walk makes all mistakes at once, so that hundreds cost little more than one.
        """
        changed: dict[tuple[int, int], np.ndarray] = {}
        for column, mistake in enumerate(mistakes):
            for (index, k), value in mistake.items():
                if (index, k) not in changed:
                    usual = np.nan if k == GIVEN else float(self.nodes[index].locals[k])
                    changed[index, k] = np.full(len(mistakes), usual)
                changed[index, k][column] = value
        found = np.zeros((len(self.nodes), len(mistakes)))
        found[of.index] = 1
        for node in reversed(self.nodes[: of.index + 1]):
            given = changed.get((node.index, GIVEN))
            if given is not None:
                found[node.index] = np.where(np.isnan(given), found[node.index], given)
            for k, parent in enumerate(node.parents):
                local = changed.get((node.index, k), node.locals[k])
                found[parent.index] += found[node.index] * local
        return found

    def gradient(
        self,
        of: Node,
        changed: Mapping[tuple[int, int], Number] | None = None,
        given: Mapping[int, Number] | None = None,
        shorten: Callable[[Number], Number] | None = None,
    ) -> list[Number]:
        """The derivative d of / d node for every node, by index: a sum over paths.

        `changed[(index, k)]` replaces the local derivative of node `index` by its k-th parent: that
        is how a mistake is made on purpose. `given[index]` replaces a whole gradient. shorten: what
        becomes of the gradient by a named step before it is used again.
        """
        changed, given = changed or {}, given or {}
        gradients: list[Number] = [0] * len(self.nodes)
        gradients[of.index] = 1
        for node in reversed(self.nodes[: of.index + 1]):
            upstream = given.get(node.index, gradients[node.index])
            if shorten and node.name and node.parents and node is not of:
                upstream = shorten(upstream)
            gradients[node.index] = upstream
            for k, parent in enumerate(node.parents):
                local = changed.get((node.index, k), node.locals[k])
                gradients[parent.index] = gradients[parent.index] + upstream * local
        return gradients


def _map(rule: Callable[[Node], Node], value: Any) -> Any:
    """Apply a rule to a node or to every node of an array; leave anything else as it is."""
    if isinstance(value, np.ndarray) and value.dtype == object:
        return np.array([rule(node) for node in value.ravel()], dtype=object).reshape(value.shape)
    return rule(value) if isinstance(value, Node) else value


def elements(value: Any) -> Sequence[Node]:
    """The nodes of a named value, a single one or an array of them, in reading order."""
    return list(value.ravel()) if isinstance(value, np.ndarray) else [value]


def like(value: Any, numbers: Sequence[Number]) -> Any:
    """Numbers in the shape of a named value: a plain number for a node, an array for an array."""
    if isinstance(value, np.ndarray):
        return np.array(numbers).reshape(value.shape)
    return numbers[0]
