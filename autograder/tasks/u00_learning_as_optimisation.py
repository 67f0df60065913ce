"""Unit 00: learning as optimisation (lectures 000, 002, 003 and 004, their openings)."""

from typing import Any

import numpy as np

from autograder.checking.asks import Gradient, Update, Value
from autograder.checking.slip import Slip
from autograder.checking.task import Choice, Code, Number, Order, Task

Inputs = dict[str, Any]


def second_score(
    x1: Any, x2: Any, x3: Any, x4: Any, W21: Any, W22: Any, W23: Any, W24: Any
) -> Inputs:
    """Lecture 000's scores W x, the second row."""
    s2 = W21 * x1 + W22 * x2 + W23 * x3 + W24 * x4
    return locals()


def loss_of_scores(s1: Any, s2: Any, t1: Any, t2: Any) -> Inputs:
    """Half squared error of two scores."""
    E = ((t1 - s1) ** 2 + (t2 - s2) ** 2) / 2
    return locals()


def one_weight(x: Any, t: Any, w: Any) -> Inputs:
    """One weight: the loss is a curve over a line."""
    y = w * x
    E = (t - y) ** 2 / 2
    return locals()


def one_step(x: Any, t: Any, w: Any, eta: Any) -> Inputs:
    """The same, where a step is to follow."""
    return {"eta": eta} | one_weight(x, t, w)


def two_weights(w1: Any, w2: Any, eta: Any) -> Inputs:
    """Two weights, two patterns: x = (2, 1) with target 3, and x = (-1, 1) with target 0."""
    y_p = 2 * w1 + w2
    y_q = w2 - w1
    E = ((3 - y_p) ** 2 + (0 - y_q) ** 2) / 2
    return locals()


def gradient_of_two(w: Any) -> Inputs:
    """The same loss, with both weights in one array."""
    y_p = 2 * w[0] + w[1]
    y_q = w[1] - w[0]
    E = ((3 - y_p) ** 2 + (0 - y_q) ** 2) / 2
    return locals()


def draw_step(random: np.random.Generator) -> Inputs:
    """A pattern, a weight and a learning rate, none of them near 0 or 1."""
    size = random.uniform(1.2, 2.5, 3) * random.choice([-1.0, 1.0], 3)
    x, t, w = (float(each) for each in size)
    return {"x": x, "t": t + 3.0 * np.sign(t), "w": w, "eta": float(random.uniform(0.05, 0.3))}


def handed_out(x: Any, t: Any, w: Any, eta: Any) -> Any:
    """The step to be repaired: uphill, and twice as far."""
    return w + eta * 2 * (w * x - t) * x


TASKS: list[Task] = [
    Choice(
        id="00-predict",
        title="the sign of the second score",
        right="b",
        hints={
            "a": "Look at the two pixels that are multiplied by −2.3 and −1.3. Can the 0.1, times "
            "a pixel of 10, make up for them?",
            "c": "You need not multiply to the end. Which products are negative, which is "
            "positive, and which of them are large?",
        },
        because="Two large negative products stand against one small positive one.",
    ),
    Number(
        id="00-score2",
        title="the second score",
        forward=second_score,
        given=dict(x1=56.0, x2=89.0, x3=10.0, x4=43.0, W21=0.0, W22=-2.3, W23=0.1, W24=-1.3),
        asks=Value("s2"),
        lecture="bristol.linear.score2",
    ),
    Number(
        id="00-E",
        title="the loss of the two scores",
        forward=loss_of_scores,
        given=dict(s1=0.1458, s2=-0.2596, t1=1.0, t2=0.0),
        asks=Value("E"),
        slips=(
            Slip(
                "minus-before-power",
                lambda v: ((v("t1") - v("s1")) ** 2 - (v("t2") - v("s2")) ** 2) / 2,
            ),
        ),
    ),
    Choice(
        id="00-factor",
        title="what a factor in front of the loss leaves alone",
        right="c",
        hints={
            "a": "If every loss is multiplied by 2, what happens to the loss of this network?",
            "b": "The slope is a difference of two losses, divided by the nudge. What does a "
            "factor in front of both losses do to it?",
            "d": "A step is the learning rate times the slope. Does the slope keep its size?",
        },
        because="A hill drawn twice as high has its lowest point at the same place.",
    ),
    Number(
        id="00-dE_dw",
        title="the slope after the first step",
        forward=one_weight,
        given=dict(x=5.0, t=3.0, w=0.3),
        asks=Gradient("E", "w"),
        slips=(
            Slip("another-place", lambda v: -(v("t") - 0.2 * v("x")) * v("x"), "the old weight"),
            Slip("weight-for-output", lambda v: -(v("t") - v("w")) * v("x")),
        ),
    ),
    Choice(
        id="00-rate",
        title="the learning rate that makes the loss grow",
        right="d",
        hints={
            "a": "A small rate makes small steps. Can a small step in the right direction make the "
            "loss larger?",
            "b": "Work out the first step: from w = 0.2 with slope −10. Where does it land, and "
            "where is the bottom?",
            "c": "This step does land on the other side. But is it farther from the bottom at "
            "0.6 than it was before?",
        },
        because="The step overshoots the bottom by more than the distance that it came from.",
    ),
    Number(
        id="00-gradient",
        title="the gradient by both weights, as an array",
        forward=gradient_of_two,
        given=dict(w=np.array([0.0, 1.0])),
        asks=Gradient("E", "w"),
        slips=(Slip("another-place", lambda _: np.array([-4.0, -3.5]), "the first place"),),
        points=2,
    ),
    Number(
        id="00-two_weights",
        title="two weights after one step",
        forward=two_weights,
        given=dict(w1=0.5, w2=-0.5, eta=0.1),
        asks=Update("E", "w1", "w2"),
        points=2,
    ),
    Code(
        id="00-repair",
        title="a step of gradient descent repaired",
        forward=one_step,
        begins=handed_out,
        asks=Update("E", "w"),
        call=("x", "t", "w", "eta"),
        draw=draw_step,
        points=2,
    ),
    Order(
        id="00-order",
        title="the order of learning",
        steps={
            "A": "move every weight a little, against its slope",
            "B": "find the slope of the loss for every weight",
            "C": "choose the first weights at random",
            "D": "compare the outputs with the targets: one number, the loss",
            "E": "compute the outputs from an input and the weights",
        },
        after={"E": "C", "D": "E", "B": "D", "A": "B"},
    ),
    Choice(
        id="00-levels",
        title="the statement on the algorithmic level",
        right="b",
        hints={
            "a": "This says what is wanted. Does it say by which steps to get there?",
            "c": "This says what the numbers are made of. Would the steps be others on another "
            "machine?",
            "d": "This is about the material of a brain. Which statement would hold for a brain "
            "and a computer alike, and still names the steps?",
        },
        because="It names the steps, and neither the goal nor the material.",
    ),
]
