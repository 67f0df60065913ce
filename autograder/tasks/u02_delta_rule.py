"""Unit 02: the delta rule (lecture 004, the one-layer part)."""

from typing import Any

import numpy as np

from autograder.checking.asks import Gradient, Update, Value
from autograder.checking.slip import Slip
from autograder.checking.task import Choice, Code, Number, Order, Shape, Task


def neuron(x1: Any, x2: Any, t: Any, w1: Any, w2: Any, eta: Any) -> dict[str, Any]:
    """Two inputs, one linear output: the unit's worked example."""
    o = w1 * x1 + w2 * x2
    e = t - o
    E = e**2 / 2
    return locals()


def associator(x: Any, t: Any, W: Any, eta: Any = 0.1) -> dict[str, Any]:
    """Lecture 004's pattern associator, o = W x, on one pattern or on a batch of columns."""
    o = W @ x
    e = t - o
    E = (e**2).sum() / 2
    return locals()


def limit(x1: Any, x2: Any, x3: Any) -> dict[str, Any]:
    """The learning rate above which one pattern is unlearnt instead of learnt."""
    squared_length = x1**2 + x2**2 + x3**2
    largest_eta = 2 / squared_length
    return locals()


def best_on_xor(x: Any, t: Any, w1: Any, w2: Any, b: Any) -> dict[str, Any]:
    """One linear output with a bias, on the four patterns of XOR in the columns of x."""
    sum_of_all_four = ((t - (w1 * x[0] + w2 * x[1] + b)) ** 2).sum() / 2
    E = sum_of_all_four / 4
    return locals()


# The worked example after its first step: the student goes on from here.
SECOND = dict(x1=4.0, x2=3.0, t=2.0, w1=0.278, w2=0.196, eta=0.02)
MATRIX = dict(
    x=np.array([[3.0], [0.5], [2.0]]),
    t=np.array([[1.6], [0.5]]),
    W=np.array([[0.5, -0.2, 0.3], [0.1, 0.4, -0.6]]),
    eta=0.1,
)
XOR = dict(
    x=np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]]),
    t=np.array([0.0, 1.0, 1.0, 0.0]),
)


def _drawn(random: np.random.Generator, inputs: int, outputs: int, patterns: int) -> dict[str, Any]:
    """Inputs and weights away from zero, so that every factor leaves its mark."""

    def away(*shape: int) -> np.ndarray:
        return random.choice([-1.0, 1.0], shape) * random.uniform(0.3, 1.5, shape)

    return {
        "x": away(inputs, patterns),
        "t": away(outputs, patterns),
        "W": away(outputs, inputs),
        "eta": float(random.uniform(0.05, 0.3)),
    }


def draw(random: np.random.Generator) -> dict[str, Any]:
    """One pattern, three inputs, two outputs."""
    return _drawn(random, 3, 2, 1)


def draw_square(random: np.random.Generator) -> dict[str, Any]:
    """As many inputs as outputs, where NumPy takes a transposed matrix without a word."""
    return _drawn(random, 2, 2, 1)


def draw_batch(random: np.random.Generator) -> dict[str, Any]:
    """Four patterns side by side."""
    return _drawn(random, 3, 2, 4)


def handed_out(W: Any, x: Any, t: Any, eta: Any) -> Any:
    """The step to be repaired: uphill, along a gradient that lies on its side."""
    return W - eta * x @ (t - W @ x).T


TASKS: list[Task] = [
    Choice(
        id="02-which_fix",
        title="the smallest change that removes the error",
        right="d",
        because="Shared in the proportion of the inputs, 4 to 3, the change is the shortest.",
        hints={
            "a": "w1 has the larger input, so it is cheap to change. But the length of a change "
            "is √(Δw1² + Δw2²): does a little help from w2 cost more than it saves?",
            "b": "x2 = 3 carries a change of w2 to the output three times over, x1 = 4 a change "
            "of w1 four times over. Which weight has the longer lever?",
            "c": "For its half of the error w2 must change more than w1, since its lever is "
            "shorter. Which of the two should rather supply more than half?",
        },
    ),
    Number(
        id="02-second_forward",
        title="output, error and loss after the first step",
        forward=neuron,
        given=SECOND,
        asks=Value("o", "e", "E"),
        points=3,
        slips=(Slip("another-place", lambda _: {"o": 1.4}, "the first weights"),),
    ),
    Number(
        id="02-second_gradient",
        title="the gradient after the first step",
        forward=neuron,
        given=SECOND,
        asks=Gradient("E", "w1", "w2"),
        points=2,
    ),
    Number(
        id="02-second_step",
        title="the weights after the second step",
        forward=neuron,
        given=SECOND,
        asks=Update("E", "w1", "w2"),
        points=2,
    ),
    Order(
        id="02-derivation",
        title="the derivation of the delta rule",
        steps={
            "A": "∂E/∂w_k = −e · ∂o/∂w_k",
            "B": "∂E/∂w_k = −e · x_k",
            "C": "E = ½ e², with e = t − o",
            "D": "Δw_k = η e x_k",
            "E": "∂E/∂w_k = e · ∂e/∂w_k",
            "F": "∂E/∂w_k = −e · ∂/∂w_k (w_1 x_1 + … + w_k x_k + …)",
        },
        after={"E": "C", "A": "E", "F": "A", "B": "F", "D": "B"},
        points=2,
    ),
    Choice(
        id="02-slip",
        title="the slip in the printed derivation",
        right="c",
        because="Only the operator ∂/∂w_k belongs there: it still has to act on the o behind it.",
        hints={
            "a": "The 2 comes down from the square of t − o, so it belongs there. It is dropped "
            "later, in the rule.",
            "b": "t − o falls when o grows, so the minus sign belongs there. Read the rest of the "
            "line aloud: which derivative is taken of which quantity?",
            "d": "Of all terms of the sum only the k-th holds w_k, and its slope is i_k. That line "
            "is right.",
        },
    ),
    Code(
        id="02-forward",
        title="the function forward",
        forward=associator,
        asks=Value("o"),
        call=("W", "x"),
        draw=draw,
    ),
    Number(
        id="02-dE_dW",
        title="the gradient of a 2 × 3 weight matrix",
        forward=associator,
        given=MATRIX,
        asks=Gradient("E", "W"),
        points=2,
        slips=(
            Slip("target-for-error", lambda v: -v("t") @ v("x").T),
            Slip("output-for-error", lambda v: v("o") @ v("x").T),
            Slip("output-for-error", lambda v: -v("o") @ v("x").T),
        ),
    ),
    Number(
        id="02-W_new",
        title="the weight matrix after one step",
        forward=associator,
        given=MATRIX,
        asks=Update("E", "W"),
        points=2,
    ),
    Shape(
        id="02-shape",
        title="the shape of the gradient",
        forward=associator,
        given={"x": np.ones((5, 7)), "t": np.ones((3, 7)), "W": np.ones((3, 5))},
        asks=Gradient("E", "W"),
    ),
    Code(
        id="02-delta_rule",
        title="the function delta_rule",
        forward=associator,
        asks=Update("E", "W"),
        call=("W", "x", "t", "eta"),
        draw=draw,
        points=3,
    ),
    Code(
        id="02-repair",
        title="the broken step, repaired",
        forward=associator,
        begins=handed_out,
        asks=Update("E", "W"),
        call=("W", "x", "t", "eta"),
        draw=draw_square,
        points=2,
    ),
    Code(
        id="02-numerical",
        title="the gradient by central differences",
        forward=associator,
        asks=Gradient("E", "W"),
        call=("W", "x", "t"),
        draw=draw,
        points=3,
    ),
    Choice(
        id="02-independent",
        title="what a change of w1 does to its neighbour",
        right="b",
        because="∂o/∂w2 = x2 knows nothing of w1. ∂E/∂w2 = −e x2 feels it through the one shared "
        "error e.",
        hints={
            "a": "o = w1 x1 + w2 x2. Differentiate by w2: is there a w1 left in the result?",
            "c": "One of them changes. Differentiate o = w1 x1 + w2 x2 by w2: is there a w1 left?",
            "d": "∂o/∂w2 stays, that is right. Now write ∂E/∂w2 as a product: does o, and with it "
            "w1, hide in one of its factors?",
        },
    ),
    Code(
        id="02-batch",
        title="the gradient of a batch",
        forward=associator,
        asks=Gradient("E", "W"),
        call=("W", "x", "t"),
        draw=draw_batch,
        points=2,
    ),
    Choice(
        id="02-double_x",
        title="the effect of doubled inputs",
        right=4,
        because="One factor 2 in Δw = η e x, and one more on the way from Δw to o.",
        hints={
            1: "The step is Δw = η e x. What becomes of it when x is doubled?",
            2: "The weights do move twice as far. But the output sees each weight through its "
            "input: what does a doubled x do there?",
            8: "Count the places where x enters: once in Δw = η e x, and once more in "
            "Δo = Δw x. Is there a third?",
        },
    ),
    Number(
        id="02-largest_eta",
        title="the largest learning rate that converges",
        forward=limit,
        given={"x1": 5.0, "x2": -3.0, "x3": 6.0},
        asks=Value("largest_eta"),
        points=2,
        slips=(
            Slip("length-for-square", lambda v: 2 / np.sqrt(v("squared_length"))),
            Slip("minus-before-power", lambda v: 2 / (v("squared_length") - 2 * v("x2") ** 2)),
        ),
    ),
    Number(
        id="02-xor",
        title="the best loss of one linear layer on XOR",
        forward=best_on_xor,
        given={**XOR, "w1": 0.0, "w2": 0.0, "b": 0.5},
        asks=Value("E"),
    ),
]
