"""What a network accepts: sizes, one function a layer, and arrays with batches as columns."""

import math
import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from .values import number

Array = np.ndarray[Any, Any]


def checked_sizes(sizes: Sequence[int]) -> list[int]:
    """The layers' sizes as a list. TypeError or ValueError when they are no layers."""
    try:
        checked = [operator.index(size) for size in sizes]
    except TypeError:
        raise TypeError(f"sizes must be whole numbers, like [2, 2, 1], not {sizes!r}") from None
    if len(checked) < 2 or min(checked) < 1:
        raise ValueError(f"sizes need an input and an output, at least one unit each: {checked}")
    return checked


def layer_functions(f: str | Sequence[str], layers: int) -> list[str]:
    """One activation name a layer. ValueError when the count is wrong or softmax is hidden."""
    names = [f] * layers if isinstance(f, str) else list(f)
    if len(names) != layers or "softmax" in names[:-1]:
        raise ValueError(f"f needs one name for each of the {layers} layers, softmax only as the "
                         f"last: not {f!r}")  # fmt: skip
    return names


def as_columns(
    value: Any, name: str, rows: int, columns: int | None, where: str, dtype: Any
) -> Array:
    """`value` as a finite array (rows, batch); a flat list of `rows` numbers is one column.

    Raises ValueError that names both shapes and the layer, or the NaN; TypeError for no numbers.
    """
    array = value if type(value) is np.ndarray and value.dtype == dtype else number(value, name)
    array = np.asarray(array, dtype)
    if array.ndim == 1 and len(array) == rows:
        array = array.reshape(-1, 1)
    if array.ndim != 2 or len(array) != rows or columns not in (None, array.shape[1]):
        wanted = f"({rows}, {columns or 'batch'})"
        raise ValueError(f"{name} has shape {np.shape(value)}, but {where} needs {wanted}")
    flat = array.ravel("K")
    if not (math.isfinite(np.dot(flat, flat)) or np.isfinite(flat).all()) or not array.size:
        raise ValueError(f"{name} must hold finite numbers: it has NaN, infinity or nothing")
    return array
