"""The numbers a network learns: one flat vector, seen layer by layer as W[j] and b[j]."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
BLOCK = 1 << 14  # parameters updated at a time: few enough to stay in the processor's cache


class Layers(list[Any]):
    """A list by layer, slot 0 empty. `W[1] = ...` writes into the array there, shape checked."""

    def __init__(self, name: str, arrays: Iterable[Any]) -> None:
        super().__init__([None, *arrays])
        self.name = name

    def __setitem__(self, j: Any, value: Any) -> None:
        here = self[j]
        if not isinstance(here, np.ndarray):
            raise IndexError(f"{self.name}[{j}] cannot be set: layers count from 1")
        if np.shape(value) != here.shape:
            raise ValueError(f"{self.name}[{j}] of layer {j} has shape {here.shape}, "
                             f"not {np.shape(value)}")  # fmt: skip
        here[...] = value


class Parameters:
    """Room for every W, then every b, in one vector, so that an update is one long sum."""

    def __init__(self, sizes: list[int], bias: bool, dtype: Any) -> None:
        shapes = list(zip(sizes[1:], sizes, strict=False))
        self.weights = sum(rows * columns for rows, columns in shapes)
        self.flat = np.zeros(self.weights + bias * sum(sizes[1:]), dtype)
        room = self._cut(shapes + [(rows, 1) for rows in sizes[1:]] * bias)
        self.W = Layers("W", [next(room) for _ in shapes])
        self.b = Layers("b", [next(room) if bias else None for _ in shapes])

    def _cut(self, shapes: list[tuple[int, int]]) -> Iterator[Array]:
        start = 0
        for rows, columns in shapes:
            yield self.flat[start : start + rows * columns].reshape(rows, columns)
            start += rows * columns

    def blocks(self) -> list[Array]:
        """The vector in pieces that fit the cache; none holds both weights and biases."""
        cuts = [*range(0, self.weights, BLOCK), *range(self.weights, self.flat.size, BLOCK)]
        return [self.flat[a:b] for a, b in zip(cuts, [*cuts[1:], self.flat.size], strict=True)]
