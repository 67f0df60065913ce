"""The numbers a network learns: one flat vector, seen layer by layer as W[j] and b[j]."""

from collections.abc import Iterable
from itertools import accumulate
from typing import Any, NamedTuple

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


class Parameters:
    """A matrix [W b] for every layer, row after row and layer after layer in one vector `flat`.

    A bias is the weight of one more input, which is always 1. So one product gives n, one product
    gives dW and db, and an update is one long sum. Layer 1 multiplies the caller's x, which has no
    row of ones and is often too large to copy: its matrix is W[1] alone, and b[1] stands last.
    """

    def __init__(self, sizes: list[int], bias: bool, dtype: Any = np.float64) -> None:
        widths = [sizes[0], *(size + bias for size in sizes[1:-1])]
        shapes = [*zip(sizes[1:], widths, strict=True), (sizes[1], int(bias))]
        ends = list(accumulate(rows * columns for rows, columns in shapes))
        self.flat = np.zeros(ends[-1], dtype)
        parts = zip(np.split(self.flat, ends[:-1]), shapes, strict=True)
        *matrices, first = (part.reshape(shape) for part, shape in parts)
        self.Wb: list[Any] = [None, *matrices]
        self.W = Layers("W", (Wb[:, :size] for Wb, size in zip(matrices, sizes, strict=False)))
        above = (Wb[:, size:] for Wb, size in zip(matrices[1:], sizes[1:], strict=False))
        self.b = Layers("b", [first, *above] if bias else [None] * len(matrices))


class Room(NamedTuple):
    """What a batch of m columns needs: made once, then only filled. Slot 0 is x, below layer 1.

    n[j], a[j], delta[j] and slope[j] = f'(n[j]) have the shape (sizes[j], m). With biases a1[j] is
    a[j] above a row of ones, which [W b] multiplies, and delta1[j] has a row for it, not used.
    `ones` (m, 1) sums delta[1] over the batch.
    """

    n: list[Any]
    a: list[Any]
    a1: list[Any]
    delta: list[Any]
    delta1: list[Any]
    slope: list[Any]
    ones: Array


def room(sizes: list[int], bias: bool, dtype: Any, m: int) -> Room:
    """Make the room for m columns."""

    def layers(more: bool) -> list[Any]:
        return [None, *(np.ones((size + more, m), dtype) for size in sizes[1:])]

    def without_last_row(whole: list[Any]) -> list[Any]:
        return [None, *(each[:size] for each, size in zip(whole[1:], sizes[1:], strict=True))]

    n, a1, delta1 = layers(False), layers(bias), layers(bias)
    a, delta = without_last_row(a1), without_last_row(delta1)
    shared = np.empty(max(sizes) * m, dtype)
    slope = [shared[: size * m].reshape(size, m) for size in sizes]
    return Room(n, a, a1, delta, delta1, slope, np.ones((m, 1), dtype))


def blocks(*vectors: Array) -> list[tuple[Array, ...]]:
    """The same piece of each vector, and room for one more, piece after piece."""
    scratch = np.empty_like(vectors[0][:BLOCK])
    starts = range(0, vectors[0].size, BLOCK)
    pieces = ([vector[start : start + BLOCK] for vector in vectors] for start in starts)
    return [(*piece, scratch[: piece[0].size]) for piece in pieces]


def penalise(pieces: list[tuple[Array, ...]], l2: float, db: Layers) -> None:
    """Add the gradient of l2/2 Σ W², which is l2 W, to dW. Biases are not penalised."""
    kept = [(own, own.copy()) for own in db if own is not None]
    for w, dw, _, scratch in reversed(pieces):
        np.add(dw, np.multiply(w, l2, scratch), dw)
    for own, before in kept:
        own[:] = before


def descend(pieces: list[tuple[Array, ...]], eta: float, momentum: float) -> None:
    """Let v = momentum v + dW, then W -= eta v; b alike. Without momentum v is dW."""
    for w, dw, v, scratch in pieces:
        if momentum:
            dw = np.add(np.multiply(v, momentum, v), dw, v)
        np.subtract(w, np.multiply(dw, eta, scratch), w)
