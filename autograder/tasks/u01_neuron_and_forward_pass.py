"""Unit 01: the neuron and the forward pass (lectures 001, 002 and 003)."""

from typing import Any

import numpy as np

from autograder.checking.arithmetic import sigmoid
from autograder.checking.asks import Value
from autograder.checking.slip import Slip
from autograder.checking.task import Choice, Code, Number, Shape, Task

Inputs = dict[str, Any]


def pixels(x1: Any, x2: Any, x3: Any, x4: Any, w1: Any, w2: Any, w3: Any, w4: Any) -> Inputs:
    """Lecture 001's unit on four pixels: a weighted sum, squashed."""
    n = w1 * x1 + w2 * x2 + w3 * x3 + w4 * x4
    a = sigmoid(n)
    return locals()


def one_unit(x: Any, w: Any, b: Any) -> Inputs:
    """One sigmoid unit: a row of weights w (1, 4), a column x (4, 1), a bias b."""
    n = (w @ x)[0, 0] + b
    a = sigmoid(n)
    return locals()


def three_two_one(
    x0: Any, x1: Any, x2: Any, w10: Any, w11: Any, w12: Any, b1: Any, v0: Any, v1: Any, c: Any,
    a0: Any,
) -> Inputs:  # fmt: skip
    """Lecture 003's 3-2-1 network, from the second hidden unit on; a0 is known already."""
    n1 = w10 * x0 + w11 * x1 + w12 * x2 + b1
    a1 = sigmoid(n1)
    n_out = v0 * a0 + v1 * a1 + c
    y = sigmoid(n_out)
    return locals()


def layered(x: Any, W1: Any, b1: Any, W2: Any, b2: Any) -> Inputs:
    """Two layers with biases; the patterns of a batch are the columns of x."""
    n1 = W1 @ x + b1
    a1 = sigmoid(n1)
    n2 = W2 @ a1 + b2
    y = sigmoid(n2)
    return locals()


def error_table(
    o1: Any, o2: Any, o3: Any, o4: Any, t1: Any, t2: Any, t3: Any, t4: Any
) -> Inputs:  # fmt: skip
    """Lecture 001's table: the size of every error; two predictions lie above, two below."""
    e1 = o1 - t1
    e2 = o2 - t2
    e3 = t3 - o3
    e4 = t4 - o4
    total = e1 + e2 + e3 + e4
    return locals()


def squared(
    o1: Any, o2: Any, o3: Any, o4: Any, t1: Any, t2: Any, t3: Any, t4: Any
) -> Inputs:  # fmt: skip
    """The same table, with squared errors: half of their sum, and their mean."""
    _sum = (t1 - o1) ** 2 + (t2 - o2) ** 2 + (t3 - o3) ** 2 + (t4 - o4) ** 2
    E = _sum / 2
    mean = _sum / 4
    return locals()


def minus_squares(v: Any, sign: int) -> Inputs:
    """The losses where each square of a negative error, t - o or o - t, is taken away."""
    errors = [sign * (v(f"t{k}") - v(f"o{k}")) for k in range(1, 5)]
    signed = sum(abs(error) * error for error in errors)
    return {"E": signed / 2, "mean": signed / 4}


SECOND = dict(x1=0.5, x2=0.0, x3=-0.75, x4=0.75, w1=-0.2, w2=0.6, w3=0.84, w4=-0.5)
A0 = float(sigmoid(0.7))
HIDDEN = dict(
    x0=2.0, x1=1.0, x2=-1.0, w10=0.3, w11=-0.6, w12=0.5, b1=0.2, v0=0.8, v1=-0.4, c=0.1, a0=A0
)
TABLE = dict(o1=0.5, o2=0.75, o3=-0.25, o4=-0.75, t1=0.0, t2=0.0, t3=0.0, t4=1.0)
WIDE = {  # a 4-3-2 network and a batch of five patterns; only the shapes matter
    "x": np.full((4, 5), 0.1),
    "W1": np.full((3, 4), 0.2),
    "b1": np.full((3, 1), 0.1),
    "W2": np.full((2, 3), 0.3),
    "b2": np.full((2, 1), 0.1),
}


def _away_from_zero(random: np.random.Generator, *shape: int) -> np.ndarray:
    """Numbers of either sign between 0.3 and 1.2 in size, so that every part leaves its mark."""
    return random.choice([-1.0, 1.0], shape) * random.uniform(0.3, 1.2, shape)


def draw_unit(random: np.random.Generator) -> Inputs:
    """Four pixels, four weights and a bias."""
    return {
        "x": _away_from_zero(random, 4, 1),
        "w": _away_from_zero(random, 1, 4),
        "b": float(_away_from_zero(random, 1)[0]),
    }


def draw_layers(random: np.random.Generator) -> Inputs:
    """A batch of four patterns for a 3-2-2 network with biases."""
    return {
        "x": _away_from_zero(random, 3, 4),
        "W1": _away_from_zero(random, 2, 3),
        "b1": _away_from_zero(random, 2, 1),
        "W2": _away_from_zero(random, 2, 2),
        "b2": _away_from_zero(random, 2, 1),
    }


def handed_out(x: Any, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    """The forward pass to be repaired: W1 lies on its side, and b2 comes in too late."""
    a1 = sigmoid(W1.T @ x + b1)
    return a1, sigmoid(W2 @ a1) + b2


TASKS: list[Task] = [
    Choice(
        id="01-predict",
        title="how much one pixel tells",
        right="a",
        hints={
            "b": "Count again: in how many of the two solid images is the upper left pixel bright? "
            "And in how many vertical ones?",
            "c": "You took the first row of the picture alone. Which images stand in the second?",
            "d": "Go through the four categories one by one. Does any of them differ from the "
            "others in how often this pixel is bright?",
        },
        because="In every category the pixel is bright in one image and dark in the other.",
    ),
    Number(
        id="01-n",
        title="the net input with the second weights",
        forward=pixels,
        given=SECOND,
        asks=Value("n"),
        lecture="aksoy.pixel2.sum",
    ),
    Number(
        id="01-a",
        title="the squashed sum",
        forward=pixels,
        given=SECOND,
        asks=Value("a"),
        lecture="aksoy.pixel1.squash_sum1",
        slips=(Slip("rounded-input", lambda _: sigmoid(-1.1), "−1.1"),),
    ),
    Code(
        id="01-unit",
        title="a unit as a function",
        forward=one_unit,
        asks=Value("a"),
        call=("x", "w", "b"),
        draw=draw_unit,
        points=2,
    ),
    Choice(
        id="01-looks_for",
        title="what a unit looks for",
        right="d",
        hints={
            "a": "Work out the sum for a solid bright image, (1, 1, 1, 1). Is it large?",
            "b": "The two weights in the left column have different signs. What does a bright left "
            "column give?",
            "c": "Here the weights of the bright row, the upper one, have different signs. What do "
            "they add up to?",
        },
        because="A unit answers most to the image that looks like its weights.",
    ),
    Choice(
        id="01-squash",
        title="the unit that can say −0.75",
        right="b",
        hints={
            "a": "Between which two numbers does this curve lie, however far you go to the left?",
            "c": "What does this function make of every negative net input?",
            "d": "Look at the lowest point that each of the three curves reaches. Does any of them "
            "go below zero?",
        },
        because="tanh runs from −1 to 1; the sigmoid stays above 0 and relu never goes below it.",
    ),
    Number(
        id="01-hidden",
        title="the second hidden unit",
        forward=three_two_one,
        given=HIDDEN,
        asks=Value("n1", "a1"),
        points=2,
    ),
    Number(
        id="01-y",
        title="the output of the 3-2-1 network",
        forward=three_two_one,
        given=HIDDEN,
        asks=Value("y"),
    ),
    Choice(
        id="01-lost_sum",
        title="what a formula has lost",
        right="c",
        hints={
            "a": "Is there a bias in the printed formula? Compare letter by letter.",
            "b": "Which function stands around the bracket in the printed formula?",
            "d": "Which unit does the weight lead to, and which one does it come from? The first "
            "index names the unit on the left of the equation: does it fit?",
        },
        because="Without the sum over j the unit would hear a single one of its inputs.",
    ),
    Shape(
        id="01-shape_W1",
        title="the shape of W[1] in a 4-3-2 network",
        forward=layered,
        given=WIDE,
        asks=Value("W1"),
    ),
    Code(
        id="01-forward",
        title="the forward pass",
        forward=layered,
        asks=Value("y"),
        call=("x", "W1", "b1", "W2", "b2"),
        draw=draw_layers,
        points=2,
    ),
    Code(
        id="01-repair",
        title="a forward pass repaired",
        forward=layered,
        begins=handed_out,
        asks=Value("a1", "y"),
        call=("x", "W1", "b1", "W2", "b2"),
        draw=draw_layers,
        points=2,
    ),
    Number(
        id="01-errors",
        title="the last two errors and the total",
        forward=error_table,
        given=TABLE,
        asks=Value("e3", "e4", "total"),
        slips=(
            Slip("minus-a-minus", lambda v: {"e4": v("t4") + v("o4")}, "1 and −0.75"),
            Slip("incomplete-sum", lambda v: {"total": v("e3") + v("e4")}, "your two errors"),
        ),
        points=3,
    ),
    Number(
        id="01-losses",
        title="half squared error and mean squared error",
        forward=squared,
        given=TABLE,
        asks=Value("E", "mean"),
        slips=(
            Slip("half-for-mean", lambda v: {"mean": v("E")}),
            Slip("half-of-the-mean", lambda v: {"E": v("mean") / 2}),
            Slip("minus-before-power", lambda v: minus_squares(v, 1)),
            Slip("minus-before-power", lambda v: minus_squares(v, -1)),
        ),
        points=2,
    ),
]
