"""A function that stopped with an error, told so that a beginner can find the line."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checking.trace import Trace

PRODUCT = re.compile(r"matmul: .*core dimension.*\(size (\d+) is different from (\d+)\)")


def error_in_words(kind: str, text: str) -> str:
    """The error as Python tells it; where two matrices do not fit, in the words of the course."""
    if fits := PRODUCT.search(text):
        rows, columns = fits.groups()
        return f"{kind}: left of an @ there are {columns} columns, and right of it {rows} rows"
    if "matmul" in text and "enough dimensions" in text:
        return f"{kind}: on one side of an @ stands a single number or None, and no array"
    return f"{kind}: {text}".rstrip(": ")


def shapes(call: Sequence[str], trace: Trace) -> str:
    """The arrays that the function was called with, as in "W (3, 2), x (2, 4)"."""
    given: list[tuple[str, Any]] = [(name, trace.argument(name)) for name in call]
    return ", ".join(
        f"{name} {np.shape(value)}"
        for name, value in given
        if isinstance(value, np.ndarray) and value.ndim
    )
