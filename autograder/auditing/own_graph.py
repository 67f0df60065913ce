"""A graph class as a student builds one: each step holds a grad and knows how to pass it on.

It shares no line with the checker's own trace, and uses `+=` where paths meet.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking.arithmetic import ACTIVATIONS, exp, log
from autograder.checking.trace import Forward, elements, like


class Step:
    """A number, its grad, and the steps that it was computed from."""

    __array_ufunc__ = None  # NumPy hands a mixed operation over instead of looping over it

    def __init__(self, value: float, parents: tuple["Step", ...] = ()) -> None:
        self.value, self.grad, self.parents = value, 0.0, parents
        self.pass_on: Callable[[], None] = lambda: None

    def _new(self, value: float, *slopes: tuple["Step", float]) -> "Step":
        out = Step(value, tuple(parent for parent, _ in slopes))

        def pass_on() -> None:
            for parent, slope in slopes:
                parent.grad += slope * out.grad

        out.pass_on = pass_on
        return out

    def _with(self, other: Any, rule: Callable[["Step", "Step"], "Step"]) -> Any:
        if isinstance(other, np.ndarray):
            items = [self._with(each, rule) for each in other.ravel()]
            return np.array(items, dtype=object).reshape(other.shape)
        return rule(self, other if isinstance(other, Step) else Step(other))

    def __add__(self, other: Any) -> Any:
        return self._with(other, lambda p, q: p._new(p.value + q.value, (p, 1.0), (q, 1.0)))

    def __mul__(self, other: Any) -> Any:
        return self._with(other, lambda p, q: p._new(p.value * q.value, (p, q.value), (q, p.value)))

    def __sub__(self, other: Any) -> Any:
        return self + other * -1

    def __rsub__(self, other: Any) -> Any:
        return self * -1 + other

    def __truediv__(self, other: Any) -> Any:
        return self * other**-1

    def __rtruediv__(self, other: Any) -> Any:
        return self**-1 * other

    def __pow__(self, power: int) -> "Step":
        return self._new(self.value**power, (self, power * self.value ** (power - 1)))

    def __neg__(self) -> Any:
        return self * -1

    __radd__, __rmul__ = __add__, __mul__

    def activate(self, name: str) -> "Step":
        """A = f(n)."""
        f, f_prime = ACTIVATIONS[name]
        return self._new(f(self.value), (self, f_prime(self.value)))

    def exp(self) -> "Step":
        """e**x."""
        return self._new(exp(self.value), (self, exp(self.value)))

    def log(self) -> "Step":
        """The natural logarithm."""
        return self._new(log(self.value), (self, 1 / self.value))

    def maximum(self, other: Any) -> "Step":
        """The max gate."""
        other = other if isinstance(other, Step) else Step(other)
        first = self.value >= other.value
        return self._new(
            max(self.value, other.value), (self, float(first)), (other, 1.0 - float(first))
        )

    def backward(self) -> None:
        """Fill in every grad, from the end to the inputs."""
        order: list[Step] = []
        seen: set[int] = set()
        todo = [(self, False)]
        while todo:
            step, is_done = todo.pop()
            if is_done:
                order.append(step)
            elif id(step) not in seen:
                seen.add(id(step))
                todo += [(step, True), *((parent, False) for parent in step.parents)]
        self.grad = 1.0
        for step in reversed(order):
            step.pass_on()


def gradients(
    forward: Forward, inputs: dict[str, Any], of: str, names: tuple[str, ...]
) -> dict[str, Any]:
    """The gradient of one value by each name, input or computed."""
    steps = {key: _steps(value) for key, value in inputs.items()}
    found = forward(**steps) | steps
    (end,) = elements(found[of])
    end.backward()  # type: ignore[attr-defined]
    return {n: like(found[n], [each.grad for each in elements(found[n])]) for n in names}  # type: ignore[attr-defined]


def _steps(value: Any) -> Any:
    if not np.ndim(value):
        return Step(float(value))
    array = np.array([Step(float(each)) for each in np.ravel(value)], dtype=object)
    return array.reshape(np.shape(value))
