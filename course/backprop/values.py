"""What counts as a number, and what is said of anything else."""

import math
import operator
from collections.abc import Sequence
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
        kind = type(value).__name__
        raise TypeError(f"{name} must be a number or an array of numbers, not {value!r} ({kind})")
    if array.size == 0:
        raise ValueError(f"{name} is empty: its shape is {array.shape}")
    if has_nan(array):
        place = tuple(map(int, np.argwhere(np.isnan(array))[0]))
        raise ValueError(f"{name} is NaN, not a number" + f" at index {place}" * bool(place))
    return plain(array if array.dtype.kind == "f" else array.astype(float))


def plain(value: Any) -> Any:
    """A float64 scalar as a Python float; everything else as it is."""
    if type(value) is float or np.ndim(value):
        return value if type(value) is float else np.asarray(value)
    return float(value) if np.result_type(value) == np.float64 else np.asarray(value)[()]


def has_nan(value: Any) -> bool:
    """Whether a number, or any element of an array, is not a number."""
    return value != value if type(value) is float else bool(np.isnan(value).any())


def as_arrays(values: list[Any]) -> list[Any]:
    """Python floats as NumPy scalars of the others' precision, so that NumPy's rules hold."""
    scalar = np.result_type(*values).type
    return [scalar(value) if type(value) is float else value for value in values]


def columns(value: Any, name: str, shape: tuple[Any, Any], place: str, dtype: Any) -> Any:
    """`value` as an array (rows, batch) of this `shape`; a flat list of numbers is one column.

    Raises ValueError that names both shapes and the layer, or what `number` raises.
    """
    right = type(value) is np.ndarray and value.dtype == dtype and value.size
    array = np.asarray(value if right else number(value, name), dtype)
    if array.ndim == 1 and len(array) == shape[0]:
        array = array.reshape(-1, 1)
    if array.ndim != 2 or len(array) != shape[0] or shape[1] not in (None, array.shape[1]):
        wanted = f"({shape[0]}, {shape[1] or 'batch'})"
        raise ValueError(f"{name} has shape {np.shape(value)}, but {place} needs {wanted}")
    return array


def finite(array: Any, name: str) -> Any:
    """The array. ValueError when it holds NaN or infinity."""
    if not (math.isfinite(np.vdot(array, array)) or np.isfinite(array).all()):
        raise ValueError(f"{name} must hold finite numbers: it has NaN or infinity")
    return array


def precision(dtype: Any) -> Any:
    """The NumPy dtype that this names. ValueError unless it is float32 or float64."""
    found = np.dtype(dtype)
    if found not in (np.float32, np.float64):
        raise ValueError(f"dtype must be float32 or float64, not {found}")
    return found


def whole_sizes(sizes: Sequence[int]) -> list[int]:
    """The layers' sizes as a list. TypeError or ValueError when they are no layers."""
    try:
        checked = [operator.index(size) for size in sizes]
    except TypeError:
        raise TypeError(f"sizes must be whole numbers, like [2, 2, 1], not {sizes!r}") from None
    if len(checked) < 2 or min(checked) < 1:
        raise ValueError(f"sizes need an input and an output, at least one unit each: {checked}")
    return checked


def layer_functions(f: str | Sequence[str], layers: int) -> list[str]:
    """One activation's name a layer. ValueError when the count is wrong or softmax is hidden."""
    names = [f] * layers if isinstance(f, str) else list(f)
    if len(names) != layers or "softmax" in names[:-1]:
        raise ValueError(f"f needs one name for each of the {layers} layers, softmax only as the "
                         f"last: not {f!r}")  # fmt: skip
    return names
