"""Forward computations, draws and a student's code for the tests of the checker."""

from typing import Any

import numpy as np

from autograder.checking.arithmetic import sigmoid
from autograder.checking.asks import Gradient, Local, Update, Value
from autograder.checking.task import Code, Number

GIVEN = dict(x1=0.23, x2=0.82, t=1.0, w1=0.1, w2=0.5, w3=0.4, w4=0.3, w5=0.2, w6=0.6, eta=0.7)


def scalars(x1, x2, t, w1, w2, w3, w4, w5, w6, eta) -> dict[str, Any]:
    n_a, n_b = w1 * x1 + w3 * x2, w2 * x1 + w4 * x2
    a_a, a_b = sigmoid(n_a), sigmoid(n_b)
    n_c = w5 * a_a + w6 * a_b
    y = sigmoid(n_c)
    E = (t - y) ** 2 / 2
    return locals()


def layers(x, t, W1, W2, eta) -> dict[str, Any]:
    n1 = W1 @ x
    a1 = sigmoid(n1)
    n2 = W2 @ a1
    y = sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2
    return locals()


def draw_layers(random: np.random.Generator, m: int = 3) -> dict[str, Any]:
    """A 3-2-2 network on a batch of m columns."""
    return {
        "x": random.uniform(0.3, 1.5, (3, m)) * random.choice([-1, 1], (3, m)),
        "t": random.uniform(0.05, 0.95, (2, m)),
        "W1": random.uniform(0.3, 1.2, (2, 3)) * random.choice([-1, 1], (2, 3)),
        "W2": random.uniform(0.3, 1.2, (2, 2)) * random.choice([-1, 1], (2, 2)),
        "eta": float(random.uniform(0.1, 0.9)),
    }


def number(asks: Any, exact: bool = False) -> Number:
    return Number(id="00-n", title="", forward=scalars, given=GIVEN, asks=asks, exact=exact)


LOSS = number(Value("E"))
NET_INPUT = number(Value("n_a"))
DE_DW5 = number(Gradient("E", "w5"))
DE_DW3 = number(Gradient("E", "w3"))
SLOPE = number(Local("y", "n_c"))
W5_NEW = number(Update("E", "w5"))
BACKWARD = Code(
    id="00-backward",
    title="",
    points=4,
    forward=layers,
    asks=Gradient("E", "W1", "W2"),
    call=("x", "t", "W1", "W2"),
    draw=draw_layers,
)
STEP = Code(
    id="00-step",
    title="",
    points=4,
    forward=layers,
    asks=Update("E", "W1", "W2"),
    call=("x", "t", "W1", "W2", "eta"),
    draw=draw_layers,
)


def f(n):
    return 1 / (1 + np.exp(-n))


def f_prime(n):
    return f(n) * (1 - f(n))


def backward(x, t, W1, W2):
    """A student's right answer, written without the checker's tools."""
    n1 = W1 @ x
    a1 = f(n1)
    n2 = W2 @ a1
    delta2 = (f(n2) - t) * f_prime(n2)
    delta1 = (W2.T @ delta2) * f_prime(n1)
    return delta1 @ x.T, delta2 @ a1.T
