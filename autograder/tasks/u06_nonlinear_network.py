"""Unit 06: a nonlinear 2-2-1 network (lecture 001, the worked example; lecture 004, f')."""

from typing import Any

import numpy as np

from autograder.checking.arithmetic import sigmoid
from autograder.checking.asks import Gradient, Update, Value
from autograder.checking.own import Picker
from autograder.checking.task import Choice, Code, Number, Order, OwnNumber, Shape, Task
from autograder.checking.trace import Trace

Inputs = dict[str, Any]
WEIGHTS = ("w1", "w2", "w3", "w4", "w5", "w6")


def network(
    x1: Any, x2: Any, t: Any, w1: Any, w2: Any, w3: Any, w4: Any, w5: Any, w6: Any
) -> Inputs:
    """Lecture 001's 2-2-1 network: w1, w2 leave x1 and w3, w4 leave x2; no biases."""
    n_a = w1 * x1 + w3 * x2
    n_b = w2 * x1 + w4 * x2
    a_a, a_b = sigmoid(n_a), sigmoid(n_b)
    n_c = w5 * a_a + w6 * a_b
    y = sigmoid(n_c)
    error = t - y
    E = error**2 / 2
    return locals()


def with_eta(eta: Any, **inputs: Any) -> Inputs:
    """The same network, where a step is to follow."""
    return {"eta": eta} | network(**inputs)


GIVEN = dict(x1=0.23, x2=0.82, t=1.0, w1=0.1, w2=0.5, w3=0.4, w4=0.3, w5=0.2, w6=0.6, eta=0.7)
NEW = {f"{w}_new": v for w, v in Update("E", *WEIGHTS).truth(Trace(with_eta, GIVEN)).items()}


def stepped(**inputs: Any) -> Inputs:
    """The forward pass with the new weights, beside the one with the old ones."""
    new = {w: inputs[f"{w}_new"] for w in WEIGHTS}
    old = {name: value for name, value in inputs.items() if not name.endswith("_new")}
    before = with_eta(**old)
    named = {f"{name} before the step": before[name] for name in ("y", "E")}
    return named | with_eta(**old | new)


def layered(x: Any, t: Any, W1: Any, W2: Any, eta: Any) -> Inputs:
    """The same network in matrices: columns x (2, 1), t (1, 1); W1 (2, 2), W2 (1, 2)."""
    n1 = W1 @ x
    a1 = sigmoid(n1)
    n2 = W2 @ a1
    y = sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2
    return locals()


def biased(x: Any, t: Any, W1: Any, b1: Any, W2: Any, b2: Any) -> Inputs:
    """Two layers with biases; the patterns of a batch are the columns of x and t."""
    n1 = W1 @ x + b1
    a1 = sigmoid(n1)
    n2 = W2 @ a1 + b2
    y = sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2
    return locals()


def unit(x: Any, t: Any, w: Any, eta: Any) -> Inputs:
    """One sigmoid unit with a row of weights w (1, 3) and a column x (3, 1)."""
    n = w @ x
    y = sigmoid(n)
    E = ((t - y) ** 2).sum() / 2
    return locals()


def slope(n: Any) -> Inputs:
    """The activation a = f(n) of several net inputs; its sum has the gradient f'(n)."""
    a = sigmoid(n)
    f = a.sum()
    return locals()


def _away_from_zero(random: np.random.Generator, *shape: int) -> np.ndarray:
    """Numbers of either sign between 0.3 and 1.2 in size, so that every factor leaves its mark."""
    return random.choice([-1.0, 1.0], shape) * random.uniform(0.3, 1.2, shape)


def draw_network(random: np.random.Generator) -> Inputs:
    """Another pattern and other weights for the 2-2-1 network in matrices."""
    return {
        "x": _away_from_zero(random, 2, 1),
        "t": random.uniform(0.05, 0.95, (1, 1)),
        "W1": _away_from_zero(random, 2, 2),
        "W2": _away_from_zero(random, 1, 2),
        "eta": float(random.uniform(0.1, 0.9)),
    }


def draw_biased(random: np.random.Generator) -> Inputs:
    """A batch of four patterns for a 2-3-1 network with biases."""
    return {
        "x": _away_from_zero(random, 2, 4),
        "t": random.uniform(0.05, 0.95, (1, 4)),
        "W1": _away_from_zero(random, 3, 2),
        "b1": _away_from_zero(random, 3, 1),
        "W2": _away_from_zero(random, 1, 3),
        "b2": _away_from_zero(random, 1, 1),
    }


def draw_unit(random: np.random.Generator) -> Inputs:
    """A pattern and weights for one unit."""
    return {
        "x": _away_from_zero(random, 3, 1),
        "t": random.uniform(0.05, 0.95, (1, 1)),
        "w": _away_from_zero(random, 1, 3),
        "eta": float(random.uniform(0.1, 0.9)),
    }


def draw_slope(random: np.random.Generator) -> Inputs:
    """Net inputs on both sides of zero."""
    return {"n": random.uniform(0.3, 3.0, 4) * np.array([-1.0, 1.0, -1.0, 1.0])}


def draw_own(pick: Picker) -> dict[str, float]:
    """One student's numbers, with one or two decimals.

    Of two targets the one far from the output, so that the gradient has digits to be told by.
    """
    x1, x2 = pick.tenths(2, 0.2, 2.0)
    weights = dict(zip(WEIGHTS, pick.tenths(len(WEIGHTS), -1.5, 1.5), strict=True))
    y = network(x1, x2, 0.0, **weights)["y"]
    return {"x1": x1, "x2": x2, "t": 0.05 if y > 0.5 else 0.95, **weights}


def _gradient(name: str) -> Number:
    return Number(
        id=f"06-dE_d{name}",
        title=f"the gradient of E by {name}",
        forward=with_eta,
        given=GIVEN,
        asks=Gradient("E", name),
        lecture=f"aksoy.221.dE_d{name}",
    )


WIDE = {  # a 4-3-2 network and a batch of five patterns; only the shapes matter
    "x": np.full((4, 5), 0.1),
    "t": np.full((2, 5), 0.5),
    "W1": np.full((3, 4), 0.2),
    "W2": np.full((2, 3), 0.3),
    "eta": 0.1,
}


def handed_out(x: Any, t: Any, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    """Task 19 as it is handed out: a sign, a slope and the sums over the patterns are wrong."""
    a1 = sigmoid(W1 @ x + b1)
    y = sigmoid(W2 @ a1 + b2)
    delta2 = (t - y) * y * (1 - y)
    delta1 = W2.T @ delta2
    dW1, db1 = delta1 @ x.T, delta1.mean(axis=1, keepdims=True)
    return dW1, db1, delta2 @ a1.T, delta2.mean(axis=1, keepdims=True)


TASKS: list[Task] = [
    Choice(
        id="06-predict",
        title="which way the six weights go",
        right="a",
        hints={
            "b": "The output is 0.6156 and should be 1. If every weight shrinks, which way do the "
            "net inputs, and with them the output, go?",
            "c": "Look for one line on which more weight would lower the output. Which inputs, "
            "weights or slopes of the sigmoid are negative here?",
        },
        because="Inputs, later weights and slopes are all positive here, so more of any weight "
        "means more output, and the output is too small.",
    ),
    Number(
        id="06-E",
        title="the loss",
        forward=with_eta,
        given=GIVEN,
        asks=Value("E"),
        lecture="aksoy.221.E",
    ),
    Code(
        id="06-f_prime",
        title="the slope of the sigmoid",
        forward=slope,
        asks=Gradient("f", "n"),
        call=("n",),
        draw=draw_slope,
    ),
    Code(
        id="06-scaled_delta",
        title="one step of the scaled delta rule",
        forward=unit,
        asks=Update("E", "w"),
        call=("x", "t", "w", "eta"),
        draw=draw_unit,
        points=2,
    ),
    _gradient("w5"),
    _gradient("w3"),
    _gradient("w2"),
    _gradient("w4"),
    OwnNumber(
        id="06-own",
        title="the gradient of E by w3, with numbers of your own",
        forward=network,
        asks=Gradient("E", "w3"),
        draw=draw_own,
        points=2,
    ),
    Choice(
        id="06-slip",
        title="the label that slipped",
        right="b",
        hints={
            "a": "That is the label on the slide. n_c = w5·a_a + w6·a_b: which number stands in "
            "front of a_a there?",
            "c": "Differentiate n_c = w5·a_a + w6·a_b by w6: is the result a weight or an "
            "activation?",
            "d": "n_b is computed before a_b, so it does not change with a_b. Which later step "
            "uses a_b?",
        },
        because="n_c = w5·a_a + w6·a_b changes by w6 when a_b changes by 1.",
    ),
    Number(
        id="06-w5_new",
        title="w5 after one step",
        forward=with_eta,
        given=GIVEN,
        asks=Update("E", "w5"),
        lecture="aksoy.221.w5_new",
    ),
    Number(
        id="06-E_new",
        title="the loss after one step",
        forward=stepped,
        given=GIVEN | NEW,
        asks=Value("E"),
        lecture="aksoy.221.step1.E",
        exact=True,
    ),
    Order(
        id="06-order",
        title="the order of a training step",
        steps={
            "A": "delta[1] = (W[2].T @ delta[2]) * f_prime(n[1])",
            "B": "n[2] = W[2] @ a[1], y = f(n[2])",
            "C": "W[1] -= eta * dW[1], W[2] -= eta * dW[2]",
            "D": "dW[1] = delta[1] @ x.T",
            "E": "n[1] = W[1] @ x, a[1] = f(n[1])",
            "F": "delta[2] = (y - t) * f_prime(n[2])",
            "G": "dW[2] = delta[2] @ a[1].T",
        },
        after={"B": "E", "F": "B", "A": "F", "G": "F", "D": "A", "C": "ADG"},
    ),
    Shape(
        id="06-shape_dW",
        title="the shape of dW[1] in a 4-3-2 network",
        forward=layered,
        given=WIDE,
        asks=Gradient("E", "W1"),
    ),
    Shape(
        id="06-shape_delta",
        title="the shape of delta[1] for five patterns",
        forward=layered,
        given=WIDE,
        asks=Gradient("E", "n1"),
    ),
    Code(
        id="06-backward",
        title="the backward pass",
        forward=layered,
        asks=Gradient("E", "W1", "W2"),
        call=("x", "t", "W1", "W2"),
        draw=draw_network,
        points=3,
    ),
    Code(
        id="06-step",
        title="one whole training step",
        forward=layered,
        asks=Update("E", "W1", "W2"),
        call=("x", "t", "W1", "W2", "eta"),
        draw=draw_network,
        points=2,
    ),
    Choice(
        id="06-proof",
        title="what the gradient check proves",
        right="c",
        hints={
            "a": "How far apart would two right numbers be? Central differences agree with a "
            "right gradient to many digits, and here even signs differ.",
            "b": "Divide one number by the other for every entry of dW2: what comes out each time? "
            "Is that no pattern?",
            "d": "Look at dW2 alone. It is computed before the hidden layer's delta is used: is "
            "it right?",
        },
        because="dW2 is off by the factor −1 throughout, so the sign is lost before the layers "
        "part; dW1 is off by other factors too, so there is more to find below.",
    ),
    Code(
        id="06-repair",
        title="a backward pass repaired",
        forward=biased,
        begins=handed_out,
        asks=Gradient("E", "W1", "b1", "W2", "b2"),
        call=("x", "t", "W1", "b1", "W2", "b2"),
        draw=draw_biased,
        points=3,
    ),
    Choice(
        id="06-epochs",
        title="the number of epochs",
        right=1500,
        hints={
            4: "That is how many patterns there are, and how many updates one epoch takes here. "
            "How often do 4 updates go into 6000?",
            6000: "That counts the updates. In one epoch every pattern has its turn: how many "
            "updates is that here?",
            24000: "An epoch holds several updates, so there are fewer epochs than updates. "
            "Which way round must you divide?",
        },
        because="4 patterns, one update each, make an epoch: 6000 / 4.",
    ),
    Choice(
        id="06-linear",
        title="the best that two linear layers do on XOR",
        right="c",
        hints={
            "a": "Put n[1] = W[1] x + b[1] into y = W[2] n[1] + b[2] and multiply out. What kind "
            "of function of x is left?",
            "b": "Is there any function that two linear layers can compute and one cannot? Put "
            "the first layer's formula into the second and multiply out.",
            "d": "Two layers can do whatever one can: let W[1] be the identity. So can the best "
            "loss be larger?",
        },
        because="W[2] (W[1] x + b[1]) + b[2] is one matrix times x plus one constant: a single "
        "linear layer, written in a longer way.",
    ),
]
