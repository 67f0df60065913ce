"""Unit 06: a nonlinear 2-2-1 network (lecture 001, the worked example; lecture 004, f')."""

from typing import Any

import numpy as np

from autograder.checking.arithmetic import sigmoid
from autograder.checking.asks import Gradient, Local, Update, Value
from autograder.checking.task import Code, Number, Task
from autograder.checking.trace import Trace


def network(
    x1: Any, x2: Any, t: Any, w1: Any, w2: Any, w3: Any, w4: Any, w5: Any, w6: Any, eta: Any = 0.7
) -> dict[str, Any]:
    """Lecture 001's 2-2-1 network: w1, w2 leave x1 and w3, w4 leave x2; no biases."""
    n_a = w1 * x1 + w3 * x2
    n_b = w2 * x1 + w4 * x2
    a_a, a_b = sigmoid(n_a), sigmoid(n_b)
    n_c = w5 * a_a + w6 * a_b
    y = sigmoid(n_c)
    E = (t - y) ** 2 / 2
    return locals()


def layered(x: Any, t: Any, W1: Any, W2: Any, eta: Any = 0.7) -> dict[str, Any]:
    """The same network in matrices: columns x (2, 1), t (1, 1); W1 (2, 2), W2 (1, 2)."""
    n1 = W1 @ x
    a1 = sigmoid(n1)
    n2 = W2 @ a1
    y = sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2
    return locals()


GIVEN = dict(x1=0.23, x2=0.82, t=1.0, w1=0.1, w2=0.5, w3=0.4, w4=0.3, w5=0.2, w6=0.6, eta=0.7)
STEPPED = GIVEN | Update("E", "w1", "w2", "w3", "w4", "w5", "w6").truth(Trace(network, GIVEN))
WEIGHTS = ("w1", "w2", "w3", "w4", "w5", "w6")


def draw(random: np.random.Generator) -> dict[str, Any]:
    """Inputs and weights away from zero, so that every factor leaves its mark."""
    signs = random.choice([-1.0, 1.0], 8)
    sizes = random.uniform(0.3, 1.5, 8)
    names = ("x1", "x2", *WEIGHTS)
    return dict(zip(names, (signs * sizes).tolist(), strict=True)) | {
        "t": float(random.uniform(0.05, 0.95)),
        "eta": float(random.uniform(0.1, 0.9)),
    }


def draw_layers(random: np.random.Generator) -> dict[str, Any]:
    """The same, with arrays."""
    d = draw(random)
    return {
        "x": np.array([[d["x1"]], [d["x2"]]]),
        "t": np.array([[d["t"]]]),
        "W1": np.array([[d["w1"], d["w3"]], [d["w2"], d["w4"]]]),
        "W2": np.array([[d["w5"], d["w6"]]]),
        "eta": d["eta"],
    }


def _hand(name: str, title: str, lecture: str | None = None, **extra: Any) -> Number:
    return Number(
        id=f"06-dE_d{name}",
        title=title,
        forward=network,
        given=GIVEN,
        asks=Gradient("E", name),
        lecture=lecture or f"aksoy.221.dE_d{name}",
        **extra,
    )


TASKS: list[Task] = [
    Number(
        id="06-E",
        title="the loss",
        forward=network,
        given=GIVEN,
        asks=Value("E"),
        lecture="aksoy.221.E",
    ),
    Number(
        id="06-dy_dn_c",
        title="",
        forward=network,
        given=GIVEN,
        asks=Local("y", "n_c"),
        lecture="aksoy.221.dy_dzc",
    ),
    _hand("w5", "the gradient"),
    _hand("w3", "the gradient"),
    Number(id="06-w5_new", title="", forward=network, given=GIVEN, asks=Update("E", "w5")),
    Code(
        id="06-backward",
        title="",
        forward=layered,
        asks=Gradient("E", "W1", "W2"),
        call=("x", "t", "W1", "W2"),
        draw=draw_layers,
        points=3,
    ),
    Code(
        id="06-gradients",
        title="",
        forward=network,
        asks=Gradient("E", *WEIGHTS),
        call=("x1", "x2", "t", *WEIGHTS),
        draw=draw,
        points=3,
    ),
    Code(
        id="06-step",
        title="",
        forward=layered,
        asks=Update("E", "W1", "W2"),
        call=("x", "t", "W1", "W2", "eta"),
        draw=draw_layers,
        points=3,
    ),
]
