"""Forward-mode differentiation, one input at a time: a way that nothing else here goes."""

from typing import Any

import numpy as np

from autograder.checking.arithmetic import ACTIVATIONS, exp, log
from autograder.checking.trace import Forward


class Dual:
    """A number and its slope along one input: (a + a' d)(b + b' d) = ab + (a b' + a' b) d."""

    __array_ufunc__ = None

    def __init__(self, value: float, slope: float = 0.0) -> None:
        self.value, self.slope = value, slope

    def _with(self, other: Any, rule: Any) -> Any:
        if isinstance(other, np.ndarray):
            items = [self._with(each, rule) for each in other.ravel()]
            return np.array(items, dtype=object).reshape(other.shape)
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(*rule(self.value, self.slope, other.value, other.slope))

    def __add__(self, other: Any) -> Any:
        return self._with(other, lambda a, da, b, db: (a + b, da + db))

    def __mul__(self, other: Any) -> Any:
        return self._with(other, lambda a, da, b, db: (a * b, a * db + da * b))

    def __sub__(self, other: Any) -> Any:
        return self._with(other, lambda a, da, b, db: (a - b, da - db))

    def __rsub__(self, other: Any) -> Any:
        return self._with(other, lambda a, da, b, db: (b - a, db - da))

    def __truediv__(self, other: Any) -> Any:
        return self._with(other, lambda a, da, b, db: (a / b, (da * b - a * db) / (b * b)))

    def __rtruediv__(self, other: Any) -> Any:
        return self._with(other, lambda a, da, b, db: (b / a, (db * a - b * da) / (a * a)))

    def __pow__(self, power: int) -> "Dual":
        return Dual(self.value**power, power * self.value ** (power - 1) * self.slope)

    def __neg__(self) -> "Dual":
        return Dual(-self.value, -self.slope)

    __radd__, __rmul__ = __add__, __mul__

    def activate(self, name: str) -> "Dual":
        """f(a + a' d) = f(a) + f'(a) a' d."""
        f, f_prime = ACTIVATIONS[name]
        return Dual(f(self.value), f_prime(self.value) * self.slope)

    def exp(self) -> "Dual":
        """e**a, which is its own derivative."""
        return Dual(exp(self.value), exp(self.value) * self.slope)

    def log(self) -> "Dual":
        """ln(a + a' d) = ln a + a' / a d."""
        return Dual(log(self.value), self.slope / self.value)


def slope(forward: Forward, inputs: dict[str, Any], of: str, name: str, place: int) -> float:
    """The derivative of `of` by entry `place` of input `name`."""
    duals = {key: _dual(value) for key, value in inputs.items()}
    np.ravel(duals[name])[place].slope = 1.0
    found = np.ravel(forward(**duals)[of])[0]
    return float(getattr(found, "slope", 0.0))


def _dual(value: Any) -> Any:
    array = np.array([Dual(float(each)) for each in np.ravel(value)], dtype=object)
    return array.reshape(np.shape(value)) if np.ndim(value) else np.array(array[0], dtype=object)
