"""Unit 10: training in practice (lecture 002, its last four slides; lecture 001, coefficient η)."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking.arithmetic import sigmoid
from autograder.checking.asks import Gradient, Update, Value
from autograder.checking.own import Picker
from autograder.checking.slip import Slip
from autograder.checking.task import Choice, Code, Number, Order, OwnNumber, Task

Inputs = dict[str, Any]


def averaged(x: Any, t: Any, W: Any) -> Inputs:
    """A linear layer on a minibatch of columns; E is the mean loss of a pattern."""
    y = W @ x
    E = ((t - y) ** 2).sum() / 2 / x.shape[1]
    return locals()


def decayed(eta: Any, rate: Any, epoch: Any) -> Inputs:
    """Large steps first, small ones later."""
    eta_now = eta / (1 + rate * epoch)
    return locals()


def rolling(w: Any, v: Any, eta: Any, momentum: Any, s: Any) -> Inputs:
    """Two steps with momentum down E = s/2 w², whose gradient is s w."""
    v1 = momentum * v + s * w
    w1 = w - eta * v1
    v2 = momentum * v1 + s * w1
    w2 = w1 - eta * v2
    return locals()


def pushed(W: Any, V: Any, dW: Any, eta: Any, momentum: Any) -> Inputs:
    """One step with momentum for a matrix of weights."""
    V_new = momentum * V + dW
    W_new = W - eta * V_new
    return locals()


def penalised(x: Any, t: Any, w: Any, eta: Any, lam: Any) -> Inputs:
    """A step with one weight, one pattern, and the penalty λ/2 w²."""
    data = -(t - w * x) * x
    dE_dw = data + lam * w
    new_w = w - eta * dE_dw
    return locals()


def whole_step(w: Any, v: Any, dE_dw: Any, eta: Any, momentum: Any, decay: Any) -> Inputs:
    """Momentum and decay together, the decay as a rate of its own."""
    v_new = momentum * v + dE_dw
    w_new = w - eta * v_new - decay * w
    return locals()


def penalised_layer(x: Any, t: Any, W: Any, b: Any, eta: Any, lam: Any) -> Inputs:
    """A linear layer on a minibatch: the mean loss of a pattern, and λ/2 Σ W²."""
    y = W @ x + b
    E = ((t - y) ** 2).sum() / 2 / x.shape[1] + lam * (W**2).sum() / 2
    return locals()


def network(
    x1: Any, x2: Any, t: Any, w1: Any, w2: Any, w3: Any, w4: Any, w5: Any, w6: Any
) -> Inputs:
    """The 2-2-1 network of unit 06."""
    n_a = w1 * x1 + w3 * x2
    n_b = w2 * x1 + w4 * x2
    a_a, a_b = sigmoid(n_a), sigmoid(n_b)
    n_c = w5 * a_a + w6 * a_b
    y = sigmoid(n_c)
    E = (t - y) ** 2 / 2
    return locals()


def spread(Z: Any) -> Inputs:
    """Standard normal numbers, one row a unit, scaled so that net inputs keep their size."""
    W = Z * (1 / Z.shape[1]) ** 0.5
    return locals()


def _away(random: np.random.Generator, *shape: int) -> np.ndarray:
    """Numbers of either sign between 0.3 and 1.5 in size."""
    return random.choice([-1.0, 1.0], shape) * random.uniform(0.3, 1.5, shape)


def draw_averaged(random: np.random.Generator, patterns: int) -> Inputs:
    """A minibatch."""
    return {
        "x": _away(random, 3, patterns),
        "t": _away(random, 2, patterns),
        "W": _away(random, 2, 3),
    }


def draw_decayed(random: np.random.Generator) -> Inputs:
    """A first eta, a rate and an epoch."""
    return {
        "eta": float(random.uniform(0.1, 2.0)),
        "rate": float(random.uniform(0.05, 0.6)),
        "epoch": float(random.integers(2, 30)),
    }


def draw_pushed(random: np.random.Generator) -> Inputs:
    """Weights that are already on the move."""
    return {
        "W": _away(random, 2, 3),
        "V": _away(random, 2, 3),
        "dW": _away(random, 2, 3),
        "eta": float(random.uniform(0.05, 0.5)),
        "momentum": float(random.uniform(0.3, 0.95)),
    }


def draw_own(pick: Picker) -> dict[str, float]:
    """One student's numbers: a weight on the move, its gradient, and three rates."""
    w, v, dE_dw = pick.tenths(3, -2.5, 2.5)
    rates = range(2, 9)
    momentum = pick.choose(rates) / 10
    if abs(momentum * v + dE_dw - w) < 0.2:
        w = -w  # a velocity equal to the weight would hide that eta and decay were exchanged
    return {
        "w": w,
        "v": v,
        "dE_dw": dE_dw,
        "eta": pick.choose(rates) / 10,
        "momentum": momentum,
        "decay": pick.choose(rates) / 100,
    }


def draw_layer(random: np.random.Generator, patterns: int) -> Inputs:
    """A minibatch and a layer that is not yet right."""
    return {
        "x": _away(random, 3, patterns),
        "t": _away(random, 2, patterns),
        "W": _away(random, 2, 3),
        "b": _away(random, 2, 1),
        "eta": float(random.uniform(0.05, 0.5)),
        "lam": float(random.uniform(0.05, 0.6)),
    }


def draw_spread(random: np.random.Generator) -> Inputs:
    """Three units with seven inputs each."""
    return {"Z": _away(random, 3, 7)}


Read = Callable[[str], Any]  # the value of a name

OF_A_MEAN = (
    Slip("averaged-twice", lambda v: (v("y") - v("t")) @ v("x").T / v("x").shape[1] ** 2),
    Slip("output-for-error", lambda v: v("y") @ v("x").T / v("x").shape[1]),
    Slip("output-for-error", lambda v: v("y") @ v("x").T),
)
OF_A_FALLING_RATE = (
    Slip("times-for-divided", lambda v: v("eta") * (1 + v("rate") * v("epoch"))),
    Slip("power-of-the-epoch", lambda v: v("eta") / (1 + v("rate")) ** v("epoch")),
    Slip("brackets-lost", lambda v: v("eta") / 1 + v("rate") * v("epoch")),
    Slip("brackets-lost", lambda v: v("eta") / (1 + v("rate")) * v("epoch")),
    Slip("counted-from-one", lambda v: v("eta") / (1 + v("rate") * (v("epoch") + 1))),
    Slip("counted-from-one", lambda v: v("eta") / (1 + v("rate") * (v("epoch") - 1))),
    Slip("straight-line", lambda v: v("eta") * (1 - v("rate") * v("epoch"))),
    Slip("straight-line", lambda v: v("eta") - v("rate") * v("epoch")),
    Slip("rate-lost", lambda v: v("eta") / (1 + v("epoch"))),
)


def _second(v: Read, velocity: float) -> dict[str, float]:
    return {"v2": velocity, "w2": v("w1") - v("eta") * velocity}


OF_A_SECOND_STEP = (
    Slip("old-velocity", lambda v: {"w2": v("w1") - v("eta") * v("v1")}),
    Slip("velocity-forgotten", lambda v: _second(v, v("s") * v("w1"))),
    Slip("momentum-lost", lambda v: _second(v, v("v1") + v("s") * v("w1"))),
    Slip("gradient-of-before", lambda v: _second(v, v("momentum") * v("v1") + v("s") * v("w"))),
    Slip("gradient-alone", lambda v: {"w2": v("w1") - v("eta") * v("s") * v("w1")}),
    Slip("lost-eta", lambda v: {"w2": v("w1") - v("v2")}),
)


def _pushed(v: Read, velocity: Any) -> dict[str, Any]:
    return {"V_new": velocity, "W_new": v("W") - v("eta") * velocity}


OF_A_STEP_WITH_MOMENTUM = (
    Slip("old-velocity", lambda v: {"W_new": v("W") - v("eta") * v("V")}),
    Slip("gradient-alone", lambda v: {"W_new": v("W") - v("eta") * v("dW")}),
    Slip("lost-eta", lambda v: {"W_new": v("W") - v("V_new")}),
    Slip("ascent", lambda v: {"W_new": v("W") + v("eta") * v("V_new")}),
    Slip("change-for-weight", lambda v: {"W_new": -v("eta") * v("V_new")}),
    Slip("velocity-forgotten", lambda v: _pushed(v, v("dW"))),
    Slip("momentum-lost", lambda v: _pushed(v, v("V") + v("dW"))),
    Slip(
        "running-mean",
        lambda v: _pushed(v, v("momentum") * v("V") + (1 - v("momentum")) * v("dW")),
    ),
    Slip(
        "eta-in-velocity",
        lambda v: {
            "V_new": (held := v("momentum") * v("V") + v("eta") * v("dW")),
            "W_new": v("W") - held,
        },
    ),
    Slip(
        "eta-in-velocity",
        lambda v: {
            "V_new": (held := v("momentum") * v("V") - v("eta") * v("dW")),
            "W_new": v("W") + held,
        },
    ),
)


def _pulled(v: Read, pull: float) -> Any:
    return v("w") - v("eta") * (v("data") + pull)


OF_A_PENALTY = (
    Slip("penalty-without-eta", lambda v: _pulled(v, v("lam") * v("w") / v("eta"))),
    Slip("penalty-doubled", lambda v: _pulled(v, 2 * v("lam") * v("w"))),
    Slip("penalty-lost", lambda v: _pulled(v, 0.0)),
    Slip("penalty-pushes", lambda v: _pulled(v, -v("lam") * v("w"))),
    Slip("penalty-for-its-slope", lambda v: _pulled(v, v("lam") * v("w") ** 2 / 2)),
    Slip("penalty-for-its-slope", lambda v: _pulled(v, v("lam") * v("w") ** 2)),
    Slip("ascent", lambda v: v("w") + v("eta") * v("dE_dw")),
    Slip("lost-eta", lambda v: v("w") - v("dE_dw")),
    Slip("gradient-for-weight", lambda v: v("dE_dw")),
)


def _moved(v: Read, velocity: float, decay: float = 1.0) -> Any:
    return v("w") - v("eta") * velocity - decay * v("decay") * v("w")


OF_A_WHOLE_STEP = (
    Slip("old-velocity", lambda v: _moved(v, v("v"))),
    Slip("velocity-forgotten", lambda v: _moved(v, v("dE_dw"))),
    Slip("momentum-lost", lambda v: _moved(v, v("v") + v("dE_dw"))),
    Slip("decay-lost", lambda v: _moved(v, v("v_new"), 0.0)),
    Slip("decay-times-eta", lambda v: _moved(v, v("v_new"), v("eta"))),
    Slip("decay-grows", lambda v: _moved(v, v("v_new"), -1.0)),
)


def _stepped(v: Read, m: int, pull: float = 1.0, of_biases: float = 0.0) -> dict[str, Any]:
    """The colleague's step: divided by m, the penalty's pull on weights and biases times that."""
    delta = (v("y") - v("t")) / m
    dW, db = delta @ v("x").T, delta.sum(axis=1, keepdims=True)
    rate, lam = v("eta"), v("lam")
    W, b = v("W"), v("b")
    return {
        "W": W - rate * (dW + pull * lam * W),
        "b": b - rate * (db + of_biases * lam * b),
    }


def _of_W(v: Read, m: int, pull: float) -> dict[str, Any]:
    return {"W": _stepped(v, m, pull)["W"]}


def _of_b(v: Read, m: int, pull: float) -> dict[str, Any]:
    return {"b": _stepped(v, m, of_biases=pull)["b"]}


OF_A_REPAIR = (
    Slip("summed-in-a-mean", lambda v: _stepped(v, 1)),
    Slip("penalty-without-eta", lambda v: _of_W(v, v("x").shape[1], 1 / v("eta"))),
    Slip("penalty-lost", lambda v: _of_W(v, v("x").shape[1], 0.0)),
    Slip("penalty-on-biases", lambda v: _of_b(v, v("x").shape[1], 1.0)),
    Slip("penalty-on-biases", lambda v: _of_b(v, v("x").shape[1], 1 / v("eta"))),
    Slip("summed-and-without-eta", lambda v: _of_W(v, 1, 1 / v("eta"))),
    Slip("summed-and-on-biases", lambda v: _of_b(v, 1, 1.0)),
    Slip("summed-and-on-biases", lambda v: _of_b(v, 1, 1 / v("eta"))),
    Slip("penalty-averaged", lambda v: _of_W(v, v("x").shape[1], 1 / v("x").shape[1])),
)
OF_A_SPREAD = (
    Slip("variance-for-spread", lambda v: v("Z") / v("Z").shape[1]),
    Slip("units-for-inputs", lambda v: v("Z") / v("Z").shape[0] ** 0.5),
    Slip("units-for-inputs", lambda v: v("Z") / v("Z").shape[0]),
    Slip("spread-upside-down", lambda v: v("Z") * v("Z").shape[1] ** 0.5),
    Slip("another-rule", lambda v: v("Z") * (2 / v("Z").shape[1]) ** 0.5),
    Slip("another-rule", lambda v: v("Z") * (2 / sum(v("Z").shape)) ** 0.5),
)

ZERO = {f"w{k}": 0.0 for k in range(1, 7)}


def handed_out(x: Any, t: Any, W: Any, b: Any, eta: Any, lam: Any) -> Any:
    """The step to be repaired: a sum for a mean, decay without eta, and decay of the biases."""
    delta = W @ x + b - t
    db = delta.sum(axis=1, keepdims=True)
    return W - eta * delta @ x.T - lam * W, b - eta * db - lam * b


TASKS: list[Task] = [
    Choice(
        id="10-predict",
        title="all at once or a few at a time",
        right="b",
        hints={
            "a": "The direction is exact, that is right. But count: how many steps does the first "
            "run take in 20 epochs, and how many the second?",
            "c": "They see each image equally often. Do they move the weights equally often?",
            "d": "A small sample points aside. Does it point uphill as often as downhill?",
        },
        because="20 steps against 400. Each of the 400 is inaccurate, but what they have in common "
        "adds up.",
    ),
    Choice(
        id="10-steps",
        title="the number of steps",
        right=390,
        hints={
            375: "250 divided by 20 is 12.5, and there is no half step. What happens with the ten "
            "patterns that are left over at the end of an epoch?",
            360: "After twelve minibatches ten patterns of the epoch are left. Do they have their "
            "turn?",
            30: "That would be one step an epoch: all patterns at once. How many minibatches does "
            "an epoch have here?",
            7500: "That counts the patterns that were seen. How many of them share a step?",
        },
        because="Twelve minibatches of 20 and one of 10 make 13 steps an epoch.",
    ),
    Code(
        id="10-mean_gradient",
        title="the gradient of a minibatch",
        forward=averaged,
        asks=Gradient("E", "W"),
        call=("x", "t", "W"),
        draw=draw_averaged,
        batches=(5, 10),
        slips=OF_A_MEAN,
        points=2,
    ),
    Order(
        id="10-order",
        title="the order of a training run",
        steps={
            "A": "W -= eta * v",
            "B": "put the patterns in a new random order",
            "C": "dW by a backward pass",
            "D": "take the next few patterns",
            "E": "v = momentum * v + dW",
            "F": "forward pass on these patterns",
            "G": "at the end of the epoch, note the loss of the whole set",
        },
        after={"D": "B", "F": "D", "C": "F", "E": "C", "A": "E", "G": "A"},
    ),
    Code(
        id="10-decaying",
        title="a decaying learning rate",
        forward=decayed,
        asks=Value("eta_now"),
        call=("eta", "rate", "epoch"),
        draw=draw_decayed,
        slips=OF_A_FALLING_RATE,
    ),
    Number(
        id="10-second_step",
        title="velocity and weight after the second step",
        forward=rolling,
        given={"w": 1.0, "v": 0.0, "eta": 0.1, "momentum": 0.5, "s": 4.0},
        asks=Value("v2", "w2"),
        slips=OF_A_SECOND_STEP,
        points=2,
    ),
    Code(
        id="10-momentum",
        title="a step with momentum",
        forward=pushed,
        asks=Value("V_new", "W_new"),
        call=("W", "V", "dW", "eta", "momentum"),
        draw=draw_pushed,
        slips=OF_A_STEP_WITH_MOMENTUM,
        points=2,
    ),
    Number(
        id="10-penalty",
        title="a step on the loss with its penalty",
        forward=penalised,
        given={"x": 2.0, "t": 3.0, "w": 1.2, "eta": 0.1, "lam": 0.3},
        asks=Value("new_w"),
        slips=OF_A_PENALTY,
    ),
    OwnNumber(
        id="10-own",
        title="momentum and decay together, with numbers of your own",
        forward=whole_step,
        asks=Value("w_new"),
        draw=draw_own,
        slips=OF_A_WHOLE_STEP,
        points=2,
    ),
    Choice(
        id="10-proof",
        title="what the gradient check proves",
        right="c",
        hints={
            "a": "The targets equal the outputs here, so the error is zero and with it the "
            "gradient of the data. What is left of the loss, then?",
            "b": "A ½ that is missing or doubled makes a ratio of 2 or ½. Which number of the "
            "step is the ratio in the table made from?",
            "d": "Look at the rows of W: the claim is λ w divided by something. And does the loss "
            "hold a penalty on b at all?",
        },
        because="The claims for W are λ w / η where λ w belongs, and the loss knows no penalty "
        "on b.",
    ),
    Code(
        id="10-repair",
        title="a training step repaired",
        forward=penalised_layer,
        begins=handed_out,
        asks=Update("E", "W", "b"),
        call=("x", "t", "W", "b", "eta", "lam"),
        draw=draw_layer,
        batches=(4, 6),
        slips=OF_A_REPAIR,
        points=3,
    ),
    Number(
        id="10-zero_gradient",
        title="the gradient of E by w5 when all weights are zero",
        forward=network,
        given={"x1": 0.23, "x2": 0.82, "t": 1.0, **ZERO},
        asks=Gradient("E", "w5"),
    ),
    Code(
        id="10-spread",
        title="initial weights of the right size",
        forward=spread,
        asks=Value("W"),
        call=("Z",),
        draw=draw_spread,
        slips=OF_A_SPREAD,
        points=2,
    ),
    Choice(
        id="10-quarter",
        title="sigmoids until less than a thousandth is left",
        right=5,
        hints={
            4: "¼ · ¼ · ¼ · ¼ is 1/256. Is that less than a thousandth?",
            250: "The factors are multiplied, not added. What is ¼ of ¼?",
            10: "That would be right for factors of ½. How large is the slope of a sigmoid at "
            "most?",
            3: "That many factors of a tenth make a thousandth. How large is the slope of a "
            "sigmoid at most?",
        },
        because="4⁵ = 1024: five factors of at most a quarter.",
    ),
]
