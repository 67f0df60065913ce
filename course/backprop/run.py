"""Running a tape: every gate forward, then every gate backward. No recursion, no objects made."""

from collections.abc import Callable
from typing import Any

import numpy as np

from .arrays import sum_to
from .tape import Tape
from .values import as_arrays, has_nan, number, plain

FLOATS, ARRAYS = 0, 1  # how the last forward ran


class Runner(Tape):
    """A tape with the values and the gradients of its last run."""

    def __init__(self, source: Callable[..., Any] | str) -> None:
        super().__init__(source)
        self._rules_up = [gate.on_floats for gate in self._gates]
        self._rules_down = [gate.back_floats for gate in reversed(self._gates)]

    _mode: int | None = None  # how the last forward ran; None before it
    _grad: list[Any] | None = None

    def forward(self, **values: Any) -> Any:
        """Compute every node in order and return f. One value for each input, by name.

        Raises TypeError (a name unknown or missing, a value not numeric), ValueError (NaN, shapes
        that do not fit) and FloatingPointError (f is not a number, with the gate to blame).
        """
        inputs = self.checked(values)
        self._mode = self._grad = None
        constants = list(self.constants[::-1])
        self._v = inputs + [0.0] * len(self._gates) + constants
        on_floats = all(type(x) is float for x in inputs + constants) and not self.shaped
        if on_floats and self._run_floats():
            self._mode = FLOATS
        else:
            self._run_arrays()
        return plain(self._v[self.out])

    def backward(self) -> dict[str, Any]:
        """∂f/∂input for each input, in its shape: downstream = upstream * local, and paths add.

        Raises RuntimeError before forward, and FloatingPointError when a gradient is not a number
        (infinity times zero: a node overflowed).
        """
        if self._mode is None:
            raise RuntimeError("backward before forward: call forward(...) with the inputs first")
        with np.errstate(all="ignore"):
            self._grad = self._back_floats() if self._mode == FLOATS else self._back_arrays()
        for k, name in enumerate(self.inputs):
            if has_nan(self._grad[k]):
                blame = self._blame(np.isinf, "is infinite")
                raise FloatingPointError(f"∂f/∂{name} is not a number: {blame}")
        return {name: plain(self._grad[k]) for k, name in enumerate(self.inputs)}

    def checked(self, values: dict[str, Any]) -> list[Any]:
        """The values in the order of the inputs; TypeError when the names are not the inputs'."""
        for name in values:
            if name not in self.inputs:
                raise TypeError(f"unknown input {name!r}: the inputs are {', '.join(self.inputs)}")
        missing = [name for name in self.inputs if name not in values]
        if missing:
            raise TypeError(f"no value for {', '.join(missing)}: give one to each input by name")
        return [number(values[name], name) for name in self.inputs]

    def _run_floats(self) -> bool:
        """Run on Python floats; False where they fail (1 / 0, √-1) and NumPy's rules must say."""
        try:
            self._run(self._rules_up)
        except (ArithmeticError, ValueError, TypeError):
            return False
        f = self._v[self.out]
        return type(f) is float and f == f

    def _run_arrays(self) -> None:
        first = len(self.inputs)
        self._v[:first] = as_arrays(self._v[:first])
        with np.errstate(all="ignore"):
            self._run([gate.on_arrays for gate in self._gates])
        if has_nan(self._v[self.out]):
            raise FloatingPointError(self._blame(np.isnan, "is not a number"))
        self._mode = ARRAYS

    def _run(self, rules: list[Any]) -> None:
        v, k = self._v, 0
        slots = range(len(self.inputs), self.size)
        try:
            for k, rule, i, j in zip(slots, rules, self._left, self._right, strict=True):
                v[k] = rule(v[i], v[j])
        except (ValueError, TypeError) as error:
            shapes = " and ".join(f"{self.name(i)} {np.shape(v[i])}" for i in self.row(k)[1])
            raise ValueError(f"shapes do not fit in {self.line(k)}: {shapes}") from error

    def _back_floats(self) -> list[Any]:
        v, grad = self._v, [0.0] * self.size
        grad[self.out] = 1.0
        slots = range(self.size - 1, len(self.inputs) - 1, -1)
        left, right = reversed(self._left), reversed(self._right)
        try:
            for k, (to_a, to_b), i, j in zip(slots, self._rules_down, left, right, strict=True):
                g = grad[k]
                if i >= 0:
                    grad[i] += to_a(g, v[i], v[j], v[k]) if to_a else g
                if j >= 0:
                    grad[j] += to_b(g, v[i], v[j], v[k]) if to_b else g
        except (ArithmeticError, ValueError, TypeError):  # an infinite slope, as of √x at 0
            self._run_arrays()
            return self._back_arrays()
        return grad

    def _back_arrays(self) -> list[Any]:
        v = self._v
        grad: list[Any] = [np.zeros_like(x) for x in v[: len(self.inputs)]]
        grad += [0.0] * len(self._gates)
        grad[self.out] = np.ones_like(v[self.out])
        for k in range(self.size - 1, len(self.inputs) - 1, -1):
            gate, operands = self.row(k)
            a, b = (*(v[i] for i in operands), None)[:2]
            for i, back in zip(operands, gate.back_arrays, strict=False):
                if i >= 0:
                    down = sum_to(back(grad[k], a, b, v[k]), v[i])
                    grad[i] = grad[i] + np.asarray(down, np.result_type(v[i]))[()]
        return grad

    def _blame(self, test: Callable[[Any], Any], what: str) -> str:
        for k in range(len(self.inputs), self.size):
            if np.any(test(self._v[k])):
                known = [f"{self.name(i)} = {plain(self._v[i])}" for i in self.row(k)[1] if i >= 0]
                return f"{self.line(k)} {what}, with {', '.join(known)}"
        return f"something {what}"
