"""Unit 11: what backpropagation means, and where it ends (all five lectures)."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking.arithmetic import sigmoid
from autograder.checking.asks import Gradient, Value
from autograder.checking.slip import Slip
from autograder.checking.task import Choice, Code, Number, Task

Inputs = dict[str, Any]


def loan(debt: Any, growth: Any, rate: Any) -> Inputs:
    """A debt after three years: each year it grows, then a rate is paid back."""
    d1 = growth * debt - rate
    d2 = growth * d1 - rate
    d3 = growth * d2 - rate
    return locals()


def tower(x: Any, left: Any, right: Any, height: Any, steepness: Any) -> Inputs:
    """Two hidden sigmoid units and a linear output: a step up at left, a step down at right."""
    a_up = sigmoid(steepness * (x - left))
    a_down = sigmoid(steepness * (x - right))
    y = height * (a_up - a_down)
    return locals()


def feedback(x: Any, t: Any, W1: Any, W2: Any, B: Any) -> Inputs:
    """A two-layer sigmoid network whose error comes back through B in place of W2.T."""
    n1 = W1 @ x
    a1 = sigmoid(n1)
    n2 = W2 @ a1
    y = sigmoid(n2)
    delta2 = (y - t) * y * (1 - y)
    delta1 = (B @ delta2) * a1 * (1 - a1)
    dW1 = delta1 @ x.T
    return locals()


def lively(W: Any, x: Any) -> Inputs:
    """The goodness of one sigmoid layer, added up over the patterns."""
    n = W @ x
    a = sigmoid(n)
    g = (a**2).sum()
    return locals()


def _away(random: np.random.Generator, *shape: int) -> np.ndarray:
    """Numbers of either sign between 0.3 and 1.2 in size."""
    return random.choice([-1.0, 1.0], shape) * random.uniform(0.3, 1.2, shape)


def draw_tower(random: np.random.Generator) -> Inputs:
    """Five places left of, inside and right of a tower."""
    left = float(random.uniform(-1, 0.5))
    right = left + float(random.uniform(0.5, 1.5))
    return {
        "x": random.uniform(left - 0.5, right + 0.5, 5),
        "left": left,
        "right": right,
        "height": float(random.uniform(0.5, 2.0)),
        "steepness": float(random.uniform(3.0, 8.0)),
    }


def draw_feedback(random: np.random.Generator, patterns: int) -> Inputs:
    """Three inputs, two hidden units, two outputs; B is square, like W2."""
    return {
        "x": _away(random, 3, patterns),
        "t": random.uniform(0.05, 0.95, (2, patterns)),
        "W1": _away(random, 2, 3),
        "W2": _away(random, 2, 2),
        "B": _away(random, 2, 2),
    }


def draw_lively(random: np.random.Generator, patterns: int) -> Inputs:
    """Two units and three inputs."""
    return {"W": _away(random, 2, 3), "x": _away(random, 3, patterns)}


Read = Callable[[str], Any]  # the value of a name


def _tower(v: Read, up: Any, down: Any) -> Any:
    return v("height") * (sigmoid(up) - sigmoid(down))


OF_A_TOWER = (
    Slip(
        "steepness-on-one-side",
        lambda v: _tower(
            v, v("steepness") * v("x") - v("left"), v("steepness") * v("x") - v("right")
        ),
    ),
    Slip("steepness-lost", lambda v: _tower(v, v("x") - v("left"), v("x") - v("right"))),
    Slip("one-step-of-two", lambda v: v("height") * v("a_up")),
    Slip("both-steps-up", lambda v: v("height") * (v("a_up") + v("a_down"))),
)


def _sent_back(v: Read, error: Any, slope: bool = True) -> Any:
    """What goes to W1 when this arrives at the hidden activations."""
    a = v("a1")
    return (error * (a * (1 - a) if slope else 1)) @ v("x").T


OF_FEEDBACK = (
    Slip("weights-kept", lambda v: _sent_back(v, v("W2").T @ v("delta2"))),
    Slip("weights-kept", lambda v: _sent_back(v, v("W2") @ v("delta2"))),
    Slip("way-back-lost", lambda v: _sent_back(v, v("delta2"))),
    Slip("turned-b", lambda v: _sent_back(v, v("B").T @ v("delta2"))),
    Slip("missing-f-prime", lambda v: _sent_back(v, v("B") @ v("delta2"), slope=False), "n1"),
    Slip("missing-f-prime", lambda v: _sent_back(v, v("B") @ (v("y") - v("t"))), "n2"),
)


def handed_out(x: Any, t: Any, W1: Any, W2: Any, B: Any) -> Any:
    """The backward pass that is to be changed: the error comes back through W2 transposed."""
    a1 = sigmoid(W1 @ x)
    y = sigmoid(W2 @ a1)
    return (W2.T @ ((y - t) * y * (1 - y)) * a1 * (1 - a1)) @ x.T


TASKS: list[Task] = [
    Choice(
        id="11-predict",
        title="fixed random weights on the way back",
        right="b",
        hints={
            "a": "The last layer's gradient needs no way back, so it is right as ever. And the "
            "hidden layer: do its weights stay where they are, or do they move too?",
            "c": "A wrong step can be wrong by less than 90°. Does such a step lead up or down?",
            "d": "The feedback weights never change. What is exact about the gradient that they "
            "deliver at the first step?",
        },
        because="It learns, though it does not follow the gradient: part E measures why.",
    ),
    Choice(
        id="11-not_learning",
        title="what a thousand backward passes have learnt",
        right="a",
        hints={
            "b": "A backward pass computes the direction of steepest descent. Which call moves "
            "the weights in that direction?",
            "c": "Are gradients added up from one call to the next here? And would added-up "
            "gradients be learning?",
            "d": "A backward pass is defined at any weights, good or bad. Which call of the loop "
            "would change them?",
        },
        because="Backpropagation measures slopes. Learning is what the step does with them.",
    ),
    Number(
        id="11-loan",
        title="the derivative of the debt by the growth factor",
        forward=loan,
        given={"debt": 100.0, "growth": 1.1, "rate": 30.0},
        asks=Gradient("d3", "growth"),
        points=2,
    ),
    Choice(
        id="11-cost",
        title="forward passes for a gradient by central differences",
        right=1880,
        hints={
            940: "That is the number of parameters. How many forward passes does a central "
            "difference take for each?",
            1800: "Those are the weights alone. What else does the network learn?",
            2: "That is what one parameter costs. How many parameters are there?",
            941: "That is the count for one-sided differences. A central one moves each parameter "
            "to both sides.",
        },
        because="(30·20 + 30) + (10·30 + 10) = 940 parameters, two passes each.",
    ),
    Choice(
        id="11-kink",
        title="the derivative of ReLU at zero",
        right="d",
        hints={
            "a": "That is what lecture 001's rule and this course's engine say. Is it the slope "
            "on both sides?",
            "b": "That is what most frameworks say. Is it the slope on both sides?",
            "c": "That is what a central difference measures. Does the slope from the left agree "
            "with it, or the one from the right?",
        },
        because="0 from the left, 1 from the right: programs choose a number, and 0, ½ and 1 are "
        "all in use.",
    ),
    Choice(
        id="11-step",
        title="the gradient through a step function",
        right="c",
        hints={
            "a": "Read the slope of a step off its graph, a little left and a little right of the "
            "corner. What does the chain rule multiply the error by?",
            "b": "The jump sits at a single point. What is the chance that a net input lies "
            "exactly there, and what is the slope everywhere else?",
            "d": "The loss is large and can be lowered, that is true. But which factor stands "
            "between it and the first layer's weights?",
        },
        because="The slope of a step is zero wherever it exists, and a product with zero is zero.",
    ),
    Code(
        id="11-tower",
        title="a tower of two sigmoids",
        forward=tower,
        asks=Value("y"),
        call=("x", "left", "right", "height", "steepness"),
        draw=draw_tower,
        slips=OF_A_TOWER,
        points=2,
    ),
    Choice(
        id="11-universal",
        title="what the theorem says",
        right="b",
        hints={
            "a": "Any function? Think of one that jumps at every fraction. And for how many "
            "inputs x can an approximation promise to be close?",
            "c": "Is learning mentioned in the construction with the towers? Which weights did "
            "the two starts on XOR in unit 06 find?",
            "d": "The towers needed no second hidden layer. What do many layers buy, if not "
            "possibility?",
        },
        because="Possibility for continuous functions, no bound on the units, and nothing about "
        "learning.",
    ),
    Code(
        id="11-feedback",
        title="a backward pass without weight transport",
        forward=feedback,
        begins=handed_out,
        asks=Value("dW1"),
        call=("x", "t", "W1", "W2", "B"),
        draw=draw_feedback,
        batches=(4, 5),
        slips=OF_FEEDBACK,
        points=2,
    ),
    Code(
        id="11-goodness",
        title="the local gradient of forward-forward",
        forward=lively,
        asks=Gradient("g", "W"),
        call=("W", "x"),
        draw=draw_lively,
        batches=(4, 5),
        points=2,
    ),
]
