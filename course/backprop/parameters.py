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
        if not isinstance(self[j], np.ndarray):
            raise IndexError(f"{self.name}[{j}] cannot be set: layers count from 1")
        if np.shape(value) != self[j].shape:
            shapes = f"has shape {self[j].shape}, not {np.shape(value)}"
            raise ValueError(f"{self.name}[{j}] of layer {j} {shapes}")
        self[j][...] = value


def cut(sizes: list[int], bias: bool, flat: Array) -> tuple[list[Any], list[Any]]:
    """Every W[j], then every b[j] as pieces of the vector `flat`, or of a stack of such vectors."""
    shapes = list(zip(sizes[1:], sizes, strict=False))
    pieces, start = [], 0
    for rows, columns in shapes + [(rows, 1) for rows, _ in shapes] * bias:
        here = flat[..., start : start + rows * columns]
        pieces.append(here.reshape(*flat.shape[:-1], rows, columns))
        start += rows * columns
    layers = len(shapes)
    return pieces[:layers], pieces[layers:] or [None] * layers


class Parameters:
    """Every W, then every b, in one vector `flat`, so that an update is one long sum."""

    def __init__(self, sizes: list[int], bias: bool, dtype: Any = np.float64) -> None:
        weights = sum(rows * columns for rows, columns in zip(sizes[1:], sizes, strict=False))
        self.flat = np.zeros(weights + bias * sum(sizes[1:]), dtype)
        self.every_W = self.flat[:weights]
        W, b = cut(sizes, bias, self.flat)
        self.W, self.b = Layers("W", W), Layers("b", b)


def room(sizes: list[int], dtype: Any, m: int) -> tuple[Any, ...]:
    """Arrays for n, a, delta and f'(n) of each layer and m ones: made once, then only filled."""
    n, a, delta = ([None, *(np.empty((size, m), dtype) for size in sizes[1:])] for _ in range(3))
    shared = np.empty(max(sizes) * m, dtype)
    slope = [shared[: size * m].reshape(size, m) for size in sizes]
    return n, a, delta, slope, np.ones((m, 1), dtype)


def blocks(*vectors: Array) -> Iterator[list[Array]]:
    """The same piece of each vector, one piece after the other."""
    for start in range(0, vectors[0].size, BLOCK):
        yield [vector[start : start + BLOCK] for vector in vectors]


def penalise(parameters: Parameters, gradients: Parameters, l2: float) -> None:
    """Add the gradient of l2/2 Σ W², which is l2 W, to dW."""
    scratch = np.empty_like(parameters.flat[:BLOCK])
    for w, dw in blocks(parameters.every_W, gradients.every_W):
        np.add(dw, np.multiply(w, l2, scratch[: w.size]), dw)


def descend(
    parameters: Parameters, gradients: Parameters, velocity: Array, eta: float, momentum: float,
    decay: float,
) -> None:  # fmt: skip
    """Let v = momentum v + dW, then W -= eta v + decay W; b alike, without the decay."""
    scratch = np.empty_like(velocity[:BLOCK])
    if decay:
        parameters.every_W *= 1 - decay
    for w, dw, v in blocks(parameters.flat, gradients.flat, velocity):
        if momentum:
            dw = np.add(np.multiply(v, momentum, v), dw, v)
        np.subtract(w, np.multiply(dw, eta, scratch[: w.size]), w)
