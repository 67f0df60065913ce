"""Unit 08: matrices and shapes (lectures 000, 001 and 002: vectorised backpropagation)."""

from typing import Any

import numpy as np

from autograder.checking.arithmetic import relu, sigmoid
from autograder.checking.asks import Gradient, Jacobian, Value
from autograder.checking.slip import Slip
from autograder.checking.task import Choice, Code, Number, Order, Shape, Task

Inputs = dict[str, Any]


def squared_norm(x1: Any, x2: Any, W11: Any, W12: Any, W21: Any, W22: Any) -> Inputs:
    """Lecture 000's f = ||Wx||², number by number."""
    q1 = W11 * x1 + W12 * x2
    q2 = W21 * x1 + W22 * x2
    f = q1**2 + q2**2
    return locals()


def squared_length(W: Any, x: Any) -> Inputs:
    """The same in matrices, for a column x."""
    q = W @ x
    f = (q**2).sum()
    return locals()


def two_of_three(x: Any) -> Inputs:
    """Two outputs of three inputs, none of which enters both alone."""
    y = np.array([x[0] * x[1], x[1] + x[2] ** 2])
    return locals()


def product(W: Any, x: Any, G: Any) -> Inputs:
    """The gate q = W x on a batch of columns, when the gradient G arrives at q."""
    q = W @ x
    f = (G * q).sum()
    return locals()


def row_layer(X: Any, W: Any, b: Any, G: Any) -> Inputs:
    """The same gate with patterns as rows and a bias, Y = X W^T + b, when G arrives at Y."""
    Y = X @ W.T + b
    f = (G * Y).sum()
    return locals()


def two_layers(x: Any, t: Any, W1: Any, b1: Any, W2: Any, b2: Any) -> Inputs:
    """Lecture 001's Example IV, with the half squared error behind it."""
    n1 = W1 @ x + b1
    a1 = relu(n1)
    n2 = W2 @ a1 + b2
    y = sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2
    return locals()


BRISTOL = dict(x1=0.3, x2=0.7, W11=0.3, W12=-0.5, W21=0.7, W22=0.1)
SECOND = dict(W=np.array([[0.1, 0.5], [-0.3, 0.8]]), x=np.array([[0.2], [0.4]]))
BATCHES = (4, 5)  # how many patterns the draws have, in turn
WIDE = dict(W=np.full((3, 4), 0.2), x=np.full((4, 5), 0.1), G=np.full((3, 5), 0.3))


def _away_from_zero(random: np.random.Generator, *shape: int) -> np.ndarray:
    """Numbers of either sign between 0.3 and 1.2 in size, so that every factor leaves its mark."""
    return random.choice([-1.0, 1.0], shape) * random.uniform(0.3, 1.2, shape)


def draw_square(random: np.random.Generator) -> Inputs:
    """As many outputs as inputs, where NumPy takes a transposed matrix without a word."""
    return {"W": _away_from_zero(random, 3, 3), "x": _away_from_zero(random, 3, 1)}


def draw_product(random: np.random.Generator, patterns: int) -> Inputs:
    """Patterns in columns, two inputs, three outputs."""
    return {
        "W": _away_from_zero(random, 3, 2),
        "x": _away_from_zero(random, 2, patterns),
        "G": _away_from_zero(random, 3, patterns),
    }


def draw_rows(random: np.random.Generator, patterns: int) -> Inputs:
    """Patterns in rows, two inputs, three outputs."""
    return {
        "X": _away_from_zero(random, patterns, 2),
        "W": _away_from_zero(random, 3, 2),
        "b": _away_from_zero(random, 3),
        "G": _away_from_zero(random, patterns, 3),
    }


def draw_two_layers(random: np.random.Generator, patterns: int) -> Inputs:
    """A batch for a 2-3-2 network; every net input keeps away from the kink."""
    while True:
        drawn = {
            "x": _away_from_zero(random, 2, patterns),
            "t": random.uniform(0.05, 0.95, (2, patterns)),
            "W1": _away_from_zero(random, 3, 2),
            "b1": _away_from_zero(random, 3, 1),
            "W2": _away_from_zero(random, 2, 3),
            "b2": _away_from_zero(random, 2, 1),
        }
        n1 = drawn["W1"] @ drawn["x"] + drawn["b1"]
        if np.min(np.abs(n1)) > 0.02 and np.all((n1 > 0).any(axis=1) & (n1 < 0).any(axis=1)):
            return drawn


def _by_hand(id: str, title: str, asks: Value | Gradient, lecture: str, *slips: Slip) -> Number:
    return Number(
        id=id,
        title=title,
        forward=squared_norm,
        given=BRISTOL,
        asks=asks,
        lecture=lecture,
        slips=slips,
    )


def handed_out(W: Any, x: Any) -> Any:
    """The gradients to be repaired: one lies on its side, the other lacks a transpose."""
    G = 2 * (W @ x)
    return x @ G.T, W @ G


TASKS: list[Task] = [
    Choice(
        id="08-predict",
        title="what more of W12 does to f",
        right="b",
        hints={
            "a": "W12 belongs to the first row, so it moves q1 = −0.26. Which way does q1 go, and "
            "does its square grow?",
            "c": "W12 multiplies x2 = 0.7 in the first row. Is that nothing?",
        },
        because="More W12 lifts q1 from −0.26 towards 0, and its square gets smaller.",
    ),
    _by_hand(
        "08-f",
        "the value of ||Wx||²",
        Value("f"),
        "bristol.norm.f",
        Slip("not-squared", lambda v: v("q1") + v("q2")),
        Slip("a-root-too-many", lambda v: v("f") ** 0.5),
    ),
    _by_hand(
        "08-df_dx1",
        "the gradient by x1",
        Gradient("f", "x1"),
        "bristol.norm.df_dx1",
        Slip(
            "row-for-column",
            lambda v: 2 * (v("q1") * v("W11") + v("q2") * v("W12")),
            "W11 and W12",
        ),
    ),
    _by_hand("08-df_dW12", "the gradient by W12", Gradient("f", "W12"), "bristol.norm.df_dW12"),
    Choice(
        id="08-indicator",
        title="what the printed derivative leaves out",
        right="c",
        hints={
            "a": "q_k contains W_kj times x_j. Which number is left when one differentiates by "
            "W_kj: is x_j wrong there?",
            "b": "q = Wx has no square yet. Where does the 2 come in?",
            "d": "Row k of W times x is q_k, and W_kj stands in it with x_j. Is it really x_i?",
        },
        because="W_ij stands in row i, so it moves q_i alone; for any other k the derivative is 0.",
    ),
    Number(
        id="08-second",
        title="both gradients of a second ||Wx||²",
        forward=squared_length,
        given=SECOND,
        asks=Gradient("f", "W", "x"),
        points=2,
    ),
    Code(
        id="08-repair",
        title="the gradients of ||Wx||², repaired",
        forward=squared_length,
        begins=handed_out,
        asks=Gradient("f", "W", "x"),
        call=("W", "x"),
        draw=draw_square,
        points=2,
    ),
    Number(
        id="08-jacobian",
        title="the Jacobian of two outputs by three inputs",
        forward=two_of_three,
        given={"x": np.array([2.0, 3.0, -1.0])},
        asks=Jacobian("y", "x"),
    ),
    Choice(
        id="08-layout",
        title="the chain rule in the other layout",
        right="a",
        hints={
            "b": "In that layout ∂y/∂x has a row for each x and a column for each y. Which product "
            "with a column of as many entries as y fits?",
            "c": "What is the shape of that product for 2 inputs and 3 outputs?",
            "d": "Entry by entry needs equal shapes. Are a matrix and a column of equal shape?",
        },
        because="Rows belong to x there, so the matrix itself turns a column of y's into one of "
        "x's; what is a transpose in one layout is none in the other.",
    ),
    Choice(
        id="08-jacobian_size",
        title="the number of entries of a Jacobian",
        right=180,
        hints={
            12: "That is the number of weights, so the size of the gradient. A Jacobian has a row "
            "for each output number: how many are there for five patterns?",
            15: "That is how many outputs there are, three for each of five patterns. How many "
            "entries has each of their rows?",
            36: "That is for one pattern. How many outputs are there for five?",
            60: "So many are not zero. How many are there in all?",
        },
        because="15 outputs times 12 weights; 60 of them are not zero, and the 12 numbers that are "
        "wanted come from one product of two small matrices.",
    ),
    Shape(
        id="08-shape_dx",
        title="the shape of the gradient by a batch",
        forward=product,
        given=WIDE,
        asks=Gradient("f", "x"),
    ),
    Code(
        id="08-matmul",
        title="what the gate W @ x sends back",
        forward=product,
        asks=Gradient("f", "W", "x"),
        call=("W", "x", "G"),
        draw=draw_product,
        batches=BATCHES,
        points=3,
    ),
    Code(
        id="08-rows",
        title="what the gate X @ W.T + b sends back",
        forward=row_layer,
        asks=Gradient("f", "X", "W", "b"),
        call=("X", "W", "b", "G"),
        draw=draw_rows,
        batches=BATCHES,
        points=3,
    ),
    Order(
        id="08-order",
        title="the way back through two layers",
        steps={
            "A": "dW[1] = delta[1] @ x.T",
            "B": "delta[1] = da[1] * (n[1] > 0)",
            "C": "dW[2] = delta[2] @ a[1].T",
            "D": "delta[2] = (y - t) * y * (1 - y)",
            "E": "da[1] = W[2].T @ delta[2]",
        },
        after={"E": "D", "C": "D", "B": "E", "A": "B"},
    ),
    Code(
        id="08-two_layers",
        title="the backward pass of Example IV",
        forward=two_layers,
        asks=Gradient("E", "W1", "b1", "W2", "b2"),
        call=("x", "t", "W1", "b1", "W2", "b2"),
        draw=draw_two_layers,
        batches=BATCHES,
        draws=10,  # so that each hidden activation is on in one of them
        points=3,
    ),
]
