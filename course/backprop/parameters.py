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
    gives dW and db, and an update is one long sum.
    """

    def __init__(self, sizes: list[int], bias: bool, dtype: Any = np.float64) -> None:
        shapes = [(rows, columns + bias) for rows, columns in zip(sizes[1:], sizes, strict=False)]
        ends = list(accumulate(rows * columns for rows, columns in shapes))
        self.flat = np.zeros(ends[-1], dtype)
        parts = zip(np.split(self.flat, ends[:-1]), shapes, strict=True)
        self.Wb: list[Any] = [None, *(part.reshape(shape) for part, shape in parts)]
        below = list(zip(self.Wb[1:], sizes, strict=False))
        self.W = Layers("W", (Wb[:, :columns] for Wb, columns in below))
        self.b = Layers("b", (Wb[:, columns:] if bias else None for Wb, columns in below))


class Room(NamedTuple):
    """What a batch of m columns needs: made once, then only filled. Slot 0 is below layer 1.

    n[j], a[j], delta[j] and slope[j] = f'(n[j]) have the shape (sizes[j], m). With biases a1[j] is
    a[j] above a row of ones, which [W b] multiplies, and delta1[j] has a row for it, not used.
    a1[0] is None where x is wide: to add b[1] costs less than to copy x above a row of ones.
    """

    n: list[Any]
    a: list[Any]
    a1: list[Any]
    delta: list[Any]
    delta1: list[Any]
    slope: list[Any]


def room(sizes: list[int], bias: bool, dtype: Any, m: int) -> Room:
    """Make the room for m columns."""
    n: list[Any] = [None, *(np.empty((size, m), dtype) for size in sizes[1:])]
    delta1: list[Any] = [None, *(np.empty((size + bias, m), dtype) for size in sizes[1:])]
    a1: list[Any] = [None, *(np.ones((size + bias, m), dtype) for size in sizes[1:])]
    if sizes[0] <= sizes[1] or not bias:
        a1[0] = np.ones((sizes[0] + bias, m), dtype)
    rows = slice(-1) if bias else slice(None)
    a, delta = ([each if each is None else each[rows] for each in both] for both in (a1, delta1))
    shared = np.empty(max(sizes) * m, dtype)
    slope = [shared[: size * m].reshape(size, m) for size in sizes]
    return Room(n, a, a1, delta, delta1, slope)


def enter(x: Array, now: Room, own: Parameters) -> None:
    """Let a[0] = x and n[1] = W[1] @ x + b[1]."""
    if now.a1[0] is None:
        now.a[0] = x
        np.add(np.matmul(own.W[1], x, out=now.n[1]), own.b[1], now.n[1])
    else:
        now.a[0][:] = x
        np.dot(own.Wb[1], now.a1[0], now.n[1])


def leave(now: Room, gradients: Parameters) -> None:
    """Fill dW[1] = delta[1] @ x.T and db[1], delta[1] summed over the batch."""
    if now.a1[0] is None:
        np.matmul(now.delta[1], now.a[0].T, out=gradients.W[1])
        np.add.reduce(now.delta[1], 1, keepdims=True, out=gradients.b[1])
    else:
        np.dot(now.delta[1], now.a1[0].T, gradients.Wb[1])


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
