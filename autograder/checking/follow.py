"""Follow-through: right from here on, given a student's own earlier mistake.

A later answer is computed once more, with the earlier wrong values in the place of the true ones.
If that is what the student got, this step is right and earns its credit; the mistake costs once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checking.arithmetic import SLOPES_FROM_A
from autograder.checking.asks import Ask, Gradient, Jacobian, Local, Update, Value, stepped
from autograder.checking.recognise import Comparison
from autograder.checking.trace import Trace, elements


@dataclass
class Earlier:
    """Wrong answers to earlier questions about the same computation.

    By the name of what they are: values of the forward pass, gradients of the loss, and local
    derivatives (of, by).
    """

    values: dict[str, np.ndarray] = field(default_factory=dict)
    gradients: dict[str, np.ndarray] = field(default_factory=dict)
    locals: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)

    def add(self, asks: Ask, name: str, answer: np.ndarray) -> None:
        """Note one wrong answer."""
        match asks:
            case Value():
                self.values[name] = answer
            case Gradient():
                self.gradients[name] = answer
            case Local():
                self.locals[asks.of, name] = answer
            case Update() | Jacobian():
                pass  # nothing that is asked for is computed from these

    def __bool__(self) -> bool:
        return bool(self.values or self.gradients or self.locals)


def follow_through(compared: Comparison, right: Sequence[str], earlier: Earlier) -> list[str]:
    """The wrong parts of an answer that follow rightly from wrong earlier ones.

    Earlier are other answers of the student and, in an answer of several parts, the parts before.
    """
    found = []
    for name in compared.truth:
        if name in right:
            continue
        given = compared.given[name]
        if earlier:
            built = followed(compared.asks, name, compared.trace, earlier)
            if any(compared.distance(name, given, target) <= 1 for target in built):
                found.append(name)
        if given.shape == compared.truth[name].shape:
            earlier.add(compared.asks, name, given)
    return found


def followed(asks: Ask, name: str, trace: Trace, earlier: Earlier) -> Iterator[Any]:
    """What part `name` becomes on top of the earlier answers, in every way that is consistent."""
    values = _by_index(trace, earlier.values)
    forced = trace.changed(lambda node, value: values.get(node.index, value))
    if isinstance(asks, Jacobian):
        return
    if isinstance(asks, Value):
        if name not in earlier.values:
            yield asks.truth(forced)[name]
        return
    for changed in (_from_n(forced, earlier), _from_a(forced, earlier)):
        yield _differentiated(asks, name, forced, changed, earlier)


def _by_index(trace: Trace, answers: Mapping[str, np.ndarray]) -> dict[int, float]:
    return {
        node.index: float(value)
        for name, answer in answers.items()
        for node, value in zip(elements(trace[name]), answer.ravel(), strict=True)
    }


def _from_n(trace: Trace, earlier: Earlier) -> dict[tuple[int, int], Any]:
    """The student's own local derivatives in the place of the true ones."""
    changed = {}
    for (of, by), answer in earlier.locals.items():
        (node,), (parent,) = elements(trace[of]), elements(trace[by])
        for k, each in enumerate(node.parents):
            if each is parent:
                changed[node.index, k] = float(answer)
    return changed


def _from_a(trace: Trace, earlier: Earlier) -> dict[tuple[int, int], Any]:
    """The same, with f' written by the (wrong) activation instead of the net input."""
    slopes = {
        (node.index, 0): SLOPES_FROM_A[node.op](node.value)
        for node in trace.nodes
        if node.op in SLOPES_FROM_A
    }
    return slopes | _from_n(trace, earlier)


def _differentiated(
    asks: Ask, name: str, trace: Trace, changed: dict[tuple[int, int], Any], earlier: Earlier
) -> Any:
    if isinstance(asks, Local):
        (node,), (parent,) = elements(trace[asks.of]), elements(trace[name])
        own = {(node.index, k): v for k, v in enumerate(node.locals) if node.parents[k] is parent}
        return sum(changed.get(edge, value) for edge, value in own.items())
    assert isinstance(asks, Gradient | Update)
    given = _by_index(trace, earlier.gradients)
    (of,) = elements(trace[asks.of])
    gradients = trace.gradient(of, changed, given)
    slope = {name: trace.pick(name, gradients)}
    return (stepped(trace, slope) if isinstance(asks, Update) else slope)[name]
