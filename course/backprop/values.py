"""What counts as a number, and what is said of anything else."""

from typing import Any

import numpy as np


def number(value: Any, name: str) -> Any:
    """Return `value` as a float or a floating-point array; a float32 stays a float32.

    Raises TypeError when it is not numeric and ValueError when it is empty, ragged or holds NaN;
    both name `name`.
    """
    if type(value) is float and value == value:
        return value
    try:
        array = np.asarray(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} is not a rectangular array of numbers: {error}") from None
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} must be a number or an array of numbers, not {_short(value)}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: its shape is {array.shape}")
    if array.dtype.kind != "f":
        array = array.astype(float)
    if np.isnan(array.min()):
        place = tuple(map(int, np.argwhere(np.isnan(array))[0]))
        raise ValueError(f"{name} is NaN, not a number" + f" at index {place}" * bool(place))
    return plain(array)


def plain(value: Any) -> Any:
    """A float64 scalar as a Python float; everything else as it is."""
    if type(value) is float:
        return value
    if np.ndim(value) == 0:
        return float(value) if np.result_type(value) == np.float64 else np.asarray(value)[()]
    return np.asarray(value)


def _short(value: Any) -> str:
    text = repr(value)
    return f"{text if len(text) <= 40 else text[:37] + '...'} ({type(value).__name__})"


def has_nan(value: Any) -> bool:
    """Whether a number, or any element of an array, is not a number."""
    return value != value if type(value) is float else bool(np.isnan(value).any())


def as_arrays(values: list[Any]) -> list[Any]:
    """Python floats as NumPy scalars of the others' precision, so that NumPy's rules hold."""
    others = [value for value in values if type(value) is not float]
    scalar = np.result_type(*others).type if others else np.float64
    return [scalar(value) if type(value) is float else value for value in values]
