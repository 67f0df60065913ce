"""Unit 03: weights in a row (lecture 004, many serial layers)."""

from typing import Any

import numpy as np

from autograder.checking.arithmetic import exp
from autograder.checking.asks import Gradient, Update, Value
from autograder.checking.slip import Slip
from autograder.checking.task import Choice, Code, Number, Order, Task

Inputs = dict[str, Any]


def three(x: Any, t: Any, w1: Any, w2: Any, w3: Any) -> Inputs:
    """A chain of three linear weights, which the student works through by hand."""
    a1 = w1 * x
    a2 = w2 * a1
    o = w3 * a2
    e = t - o
    E = e**2 / 2
    return locals()


def chain(x: Any, t: Any, w: Any, eta: Any = 0.1) -> Inputs:
    """A chain of any length; w[j] leads from a[j-1] to a[j], and slot 0 is kept."""
    steps = [x]
    for weight in w[1:]:
        steps.append(weight * steps[-1])
    o = steps[-1]
    E = (t - o) ** 2 / 2
    return {"x": x, "t": t, "w": w, "eta": eta, "a": np.array(steps, dtype=object), "o": o, "E": E}


def proof(x: Any, t: Any, w1: Any, w2: Any, w3: Any, w4: Any, h: Any) -> Inputs:
    """What two nudged losses say of ∂E/∂w2, beside what the slide's two rules make of it."""
    up = (t - w4 * w3 * (w2 + h) * w1 * x) ** 2 / 2
    down = (t - w4 * w3 * (w2 - h) * w1 * x) ** 2 / 2
    measured = (up - down) / (2 * h)
    e = t - w4 * w3 * w2 * w1 * x
    delta_3 = w4 * e
    h_2 = w1 * x
    claimed = -delta_3 * h_2
    return locals()


def rise(s: Any, u0: Any, time: Any) -> Inputs:
    """The product u of two balanced weights after learning for a while: the known closed form."""
    grown = exp(2 * s * time)
    u = s * grown / (grown - 1 + s / u0)
    return locals()


# The chain that the student works through; the sign of w2 tells every lost minus.
_THREE = ("w3", "w2", "w1")
THREE = dict(x=4.0, t=-0.36, w1=0.3, w2=-1.5, w3=0.7)
FOUR = dict(x=3.0, t=1.65, w1=0.6, w2=1.5, w3=0.2, w4=2.5, h=0.01)


def _away(random: np.random.Generator, *shape: int) -> np.ndarray:
    """Numbers of either sign between 0.4 and 1.4 in size, so that every factor leaves its mark."""
    return random.choice([-1.0, 1.0], shape) * random.uniform(0.4, 1.4, shape)


def _drawn(random: np.random.Generator, weights: int) -> Inputs:
    return {
        "x": float(_away(random)),
        "t": float(_away(random)),
        "w": np.concatenate([[0.0], _away(random, weights)]),
        "eta": float(random.uniform(0.05, 0.3)),
    }


def draw(random: np.random.Generator) -> Inputs:
    """Five weights in a row."""
    return _drawn(random, 5)


def draw_four(random: np.random.Generator) -> Inputs:
    """Four weights in a row, as on the slides."""
    return _drawn(random, 4)


def draw_rise(random: np.random.Generator) -> Inputs:
    """A target, a small start, and a time somewhere in the rise."""
    s = float(random.uniform(0.8, 2.5))
    return {
        "s": s,
        "u0": float(random.uniform(0.002, 0.05)),
        "time": float(random.uniform(1.0, 3.0) / s),
    }


def handed_out(x: Any, t: Any, w: Any, eta: Any, start: int = 4, behind: int = 1) -> Any:
    """The slide's rules as they are handed out, with an index that has slipped.

    start: where the error is put. behind: how far behind a delta its weight is taken.
    """
    h, delta = np.zeros(6), np.zeros(6)
    h[1] = x
    for j in (1, 2, 3, 4):
        h[j + 1] = w[j] * h[j]
    delta[start] = t - h[5]
    for j in (3, 2):
        delta[j] = w[j + behind] * delta[j + 1]
    new = np.array(w)
    for j in (1, 2, 3, 4):
        new[j] += eta * delta[j + 1] * h[j]
    return new


def backward(v: Any, own: bool = False, end: bool = False) -> Any:
    """The gradients of a chain, wrong in one place.

    own: a delta passes the weight that leads to its unit, in place of the one that leads on. end:
    the activity at the end of a weight stands for the one at its start.
    """
    w, a = v("w"), [v("x")]
    for weight in w[1:]:
        a.append(weight * a[-1])
    delta = np.zeros(len(w))
    delta[-1] = a[-1] - v("t")
    for j in range(len(w) - 2, 0, -1):
        delta[j] = w[j if own else j + 1] * delta[j + 1]
    return np.array([0.0, *(delta[j] * a[j if end else j - 1] for j in range(1, len(w)))])


def slide_with(**mended: int) -> Any:
    """The new weights by the slide's rules, with one of the two places mended."""
    return lambda v: handed_out(v("x"), v("t"), v("w"), v("eta"), **mended)


def wrong_rise(v: Any, rate: int = 2, top: bool = True, ratio: int = 1, one: int = 1) -> Any:
    """The closed form with one part lost or turned over."""
    s, u0 = v("s"), v("u0")
    grown = np.exp(rate * s * v("time"))
    return (s if top else 1.0) * grown / (grown - one + (s / u0) ** ratio)


TASKS: list[Task] = [
    Choice(
        id="03-steepest",
        title="the weight with the steepest slope",
        right="c",
        because="A weight's slope is the product of all the others, and that is largest where the "
        "smallest one is left out.",
        hints={
            "a": "The first weight is far from the output, but is its slope small because of that? "
            "Which numbers does a change of w1 meet on its way, and which one is not among them?",
            "b": "Raise w2 by 0.1: the change is multiplied by everything else in the chain. Is "
            "there a weight for which 'everything else' is a larger product?",
            "d": "The largest weight makes the others strong. Does a change of w4 itself profit "
            "from w4?",
        },
    ),
    Number(
        id="03-forward",
        title="output, error and loss of a chain",
        forward=three,
        given=THREE,
        asks=Value("o", "e", "E"),
        points=3,
        slips=(
            Slip("added-for-multiplied", lambda v: {"o": v("w1") + v("w2") + v("w3")}),
            Slip("added-for-multiplied", lambda v: {"o": (v("w1") + v("w2") + v("w3")) * v("x")}),
            Slip("minus-a-minus", lambda v: {"e": v("t") + v("o")}, "−0.36 and your output"),
        ),
    ),
    Choice(
        id="03-coupled",
        title="what a doubled weight does to the other slopes",
        right="c",
        because="∂o/∂w_j is the product of x and all the weights but w_j: it holds every weight "
        "except its own.",
        hints={
            "a": "In a sum of parallel weights that is so. Here o = w3 w2 w1 x: differentiate by "
            "w1 and look whether w2 is left in the result.",
            "b": "∂o/∂w2 = w3 w1 x. Where in it is w2?",
            "d": "Write down all three slopes. Is w2 a factor of each of them?",
        },
    ),
    Number(
        id="03-deltas",
        title="the deltas of a chain",
        forward=three,
        given=THREE,
        asks=Gradient("E", "o", "a2", "a1"),
        points=3,
        slips=(
            Slip(
                "own-weight",
                lambda v: {"a2": -v("e") * v("w2"), "a1": -v("e") * v("w2") * v("w1")},
            ),
        ),
    ),
    Number(
        id="03-gradients",
        title="the three gradients of a chain",
        forward=three,
        given=THREE,
        asks=Gradient("E", "w3", "w2", "w1"),
        points=3,
        slips=(Slip("activity-at-the-end", lambda v: dict.fromkeys(_THREE, -v("e") * v("o"))),),
    ),
    Order(
        id="03-derivation",
        title="the derivation of one gradient in a chain",
        steps={
            "A": "∂E/∂w_2 = −(t − o) · ∂o/∂w_2",
            "B": "∂E/∂w_2 = −(t − o) · w_4 w_3 · w_1 x",
            "C": "Δw_2 = −η δ_2 a_1",
            "D": "E = ½ (t − o)², with o = w_4 w_3 w_2 w_1 x",
            "E": "∂E/∂w_2 = δ_2 a_1, with the names δ_2 = −(t − o) w_4 w_3 and a_1 = w_1 x",
            "F": "∂E/∂w_2 = −(t − o) · ∂/∂w_2 (w_4 w_3 w_2 w_1 x)",
        },
        after={"A": "D", "F": "A", "B": "F", "E": "B", "C": "E"},
        points=2,
    ),
    Code(
        id="03-backward",
        title="the backward pass of a chain",
        forward=chain,
        asks=Gradient("E", "w"),
        call=("x", "t", "w"),
        draw=draw,
        points=3,
        slips=(
            Slip("own-weight", lambda v: backward(v, own=True)),
            Slip("activity-at-the-end", lambda v: backward(v, end=True)),
        ),
    ),
    Choice(
        id="03-effort",
        title="the number of multiplications",
        right=29,
        because="10 on the way forward, 9 for the deltas, 10 for the gradients: three for each "
        "weight, less one.",
        hints={
            100: "That is the price of ten separate products with ten multiplications each. Which "
            "partial products do they share?",
            30: "Nearly. The last delta is the error itself with a minus sign: does it cost a "
            "multiplication by a weight?",
            20: "Forward and back once each is a good start. What is left to do when every delta "
            "and every activation is known?",
            10: "So many does the forward pass take alone. What do the deltas and the gradients "
            "take?",
        },
    ),
    Choice(
        id="03-sign",
        title="the effect of two conventions mixed",
        right="b",
        because="The gradient points uphill, and adding a positive multiple of it climbs.",
        hints={
            "a": "The two minus signs of one convention cancel. How many are left if one of them "
            "is taken from the other convention?",
            "c": "A sign has no size. What does a step of the same length in the opposite "
            "direction do?",
            "d": "Every gradient of the chain is a delta times an activation. If all deltas change "
            "their sign, which gradients do not?",
        },
    ),
    Number(
        id="03-proof",
        title="the measured and the claimed gradient",
        forward=proof,
        given=FOUR,
        asks=Value("measured", "claimed"),
        points=2,
        slips=(
            Slip("not-divided", lambda v: {"measured": v("up") - v("down")}),
            Slip("activity-at-the-end", lambda v: {"claimed": v("claimed") * v("w2")}),
        ),
    ),
    Choice(
        id="03-missing",
        title="the weight that the slide's rules leave out",
        right=3,
        because="From the output back to h_3 the signal passes w4 and w3; the printed rules take "
        "w4 alone.",
        hints={
            1: "w1 lies before w2 and is part of its input h_2 = w1 i. Look at the signal that "
            "comes back from the other side.",
            2: "Should w2 be in its own slope? o = w4 w3 w2 w1 i: differentiate by w2.",
            4: "δ_3 = w4 δ_4 brings w4 in. Which weight lies between h_3 and h_4?",
        },
    ),
    Code(
        id="03-repair",
        title="the slide's rules, repaired",
        forward=chain,
        begins=handed_out,
        asks=Update("E", "w"),
        call=("x", "t", "w", "eta"),
        draw=draw_four,
        points=2,
        slips=(
            Slip("start-not-mended", slide_with(behind=0)),
            Slip("nothing-comes-back", slide_with(start=5)),
        ),
    ),
    Choice(
        id="03-plateau",
        title="the plateau of a much smaller start",
        right="b",
        because="While u is small it grows by the same factor in equal times. A hundred times "
        "more to grow takes one more stretch of time, not a hundred.",
        hints={
            "a": "Is the rise from 0.0001 to 0.01 made of a hundred equal steps, or does every "
            "step multiply?",
            "c": "It starts lower, and near zero the slope 2u(s − u) is smaller still. Can it "
            "arrive at the same time?",
            "d": "At zero exactly it would never start. Is 0.0001 zero?",
        },
    ),
    Code(
        id="03-rise",
        title="the closed form of the learning curve",
        forward=rise,
        asks=Value("u"),
        call=("s", "u0", "time"),
        draw=draw_rise,
        points=2,
        slips=(
            Slip("lost-in-formula", lambda v: wrong_rise(v, rate=1), "the 2 in the exponent"),
            Slip("lost-in-formula", lambda v: wrong_rise(v, top=False), "the s above the line"),
            Slip("upside-down-ratio", lambda v: wrong_rise(v, ratio=-1)),
            Slip("lost-one", lambda v: wrong_rise(v, one=0)),
        ),
    ),
]
