"""Unit 04: a linear 2-2-1 network (lecture 003, HMKCode's example)."""

from typing import Any

import numpy as np

from autograder.checking.asks import Gradient, Update, Value
from autograder.checking.own import Picker
from autograder.checking.slip import Slip
from autograder.checking.task import Choice, Code, Number, OwnNumber, Shape, Task
from autograder.checking.trace import Trace

Inputs = dict[str, Any]
WEIGHTS = ("w1", "w2", "w3", "w4", "w5", "w6")


def network(
    x1: Any, x2: Any, t: Any, w1: Any, w2: Any, w3: Any, w4: Any, w5: Any, w6: Any
) -> Inputs:
    """Lecture 003's network: w1, w2 lead to a1 and w3, w4 to a2; no activation function."""
    a1 = w1 * x1 + w2 * x2
    a2 = w3 * x1 + w4 * x2
    y = w5 * a1 + w6 * a2
    error = y - t
    E = error**2 / 2
    return locals()


def with_eta(eta: Any, **inputs: Any) -> Inputs:
    """The same network, where a step is to follow."""
    return {"eta": eta} | network(**inputs)


GIVEN = dict(x1=2.0, x2=3.0, t=1.0, w1=0.11, w2=0.21, w3=0.12, w4=0.08, w5=0.14, w6=0.15, eta=0.05)
NEW = Update("E", *WEIGHTS).truth(Trace(with_eta, GIVEN))
BEFORE = {name: Trace(with_eta, GIVEN).value(name) for name in ("y", "E")}


def stepped(**inputs: Any) -> Inputs:
    """The forward pass with the new weights, beside what came out with the old ones."""
    nothing = 0 * inputs["x1"]
    before = {f"{name} before the step": value + nothing for name, value in BEFORE.items()}
    return before | network(**inputs)


OLD = {name: GIVEN[name] for name in WEIGHTS}
STEP = {name: float(NEW[name]) - OLD[name] for name in WEIGHTS}
FIRST, LAST = WEIGHTS[:4], WEIGHTS[4:]
PATTERN = {name: GIVEN[name] for name in ("x1", "x2", "t")}


def after(**weights: Any) -> Inputs:
    """The forward pass with the new weights, but for those that are given."""
    return network(**PATTERN | NEW | weights)


# One layer took its step first, and the gradients of the other were made from it.
LAST_FIRST = {
    name: OLD[name] + STEP[name] * NEW[behind] / OLD[behind]
    for name, behind in zip(FIRST, ("w5", "w5", "w6", "w6"), strict=True)
}
FIRST_FIRST = {
    name: OLD[name] + STEP[name] * after()[carried] / after(**OLD)[carried]
    for name, carried in zip(LAST, ("a1", "a2"), strict=True)
}


def y_slip(name: str, weights: Inputs, where: str = "") -> Slip:
    """A slip on the way to the new output, by the weights that it leads to."""
    return Slip(name, lambda _: float(after(**weights)["y"]), where)


Y_SLIPS = (
    *(
        y_slip("rounded-weights", {n: round(float(NEW[n]), digits) for n in WEIGHTS}, where)
        for digits, where in ((2, "two"), (3, "three"))
    ),
    y_slip("updated-too-early", LAST_FIRST),
    y_slip("updated-too-early", FIRST_FIRST),
    y_slip("ascent", {n: OLD[n] - STEP[n] for n in WEIGHTS}),
    y_slip("lost-eta", {n: OLD[n] + STEP[n] / GIVEN["eta"] for n in WEIGHTS}),
    y_slip("one-layer-only", {n: OLD[n] for n in FIRST}, "w5 and w6"),
    y_slip("one-layer-only", {n: OLD[n] for n in LAST}, "w1 to w4"),
)


def proof(h: Any, **inputs: Any) -> Inputs:
    """What the slide's line says of ∂E/∂w6 as it is printed, and what two nudged losses say."""
    here = network(**inputs)
    up = network(**inputs | {"w6": inputs["w6"] + h})["E"]
    down = network(**inputs | {"w6": inputs["w6"] - h})["E"]
    literal = here["E"] * here["a2"]
    measured = (up - down) / (2 * h)
    return inputs | {"h": h} | {name: here[name] for name in ("a1", "a2", "y", "error", "E")} | {
        "literal": literal, "measured": measured
    }  # fmt: skip


def layered(x: Any, t: Any, W1: Any, W2: Any, eta: Any = 0.1) -> Inputs:
    """Two linear layers; the patterns are columns, and the loss is their average."""
    A1 = W1 @ x
    y = W2 @ A1
    E = ((y - t) ** 2).sum() / 2 / x.shape[1]
    return locals()


def one_pattern(x: Any, t: Any, W1: Any, W2: Any) -> Inputs:
    """The same for a single pattern, where nothing is averaged."""
    return {name: value for name, value in layered(x, t, W1, W2).items() if name != "eta"}


def draw(random: np.random.Generator) -> Inputs:
    """Four patterns for a 2-3-1 network, with numbers away from zero."""

    def away(*shape: int) -> np.ndarray:
        return random.choice([-1.0, 1.0], shape) * random.uniform(0.3, 1.4, shape)

    return {
        "x": away(2, 4),
        "t": away(1, 4),
        "W1": away(3, 2),
        "W2": away(1, 3),
        "eta": float(random.uniform(0.05, 0.3)),
    }


def draw_own(pick: Picker) -> dict[str, float]:
    """One student's numbers, with one decimal."""
    x1, x2, t = pick.tenths(3, 0.2, 3.0)
    return {"x1": x1, "x2": x2, "t": t} | dict(
        zip(WEIGHTS, pick.tenths(len(WEIGHTS), -1.5, 1.5), strict=True)
    )


def _gradient(name: str, points: float = 1) -> Number:
    return Number(
        id=f"04-dE_d{name}",
        title=f"the gradient of E by {name}",
        forward=with_eta,
        given=GIVEN,
        asks=Gradient("E", name),
        lecture=f"torok.hmk.dE_d{name}" if name in WEIGHTS else None,
        points=points,
    )


def handed_out(x: Any, t: Any, W1: Any, W2: Any, eta: Any) -> Any:
    """Task 14 as it is handed out: a sum for an average, and the new W2 too early."""
    A1 = W1 @ x
    Delta = W2 @ A1 - t
    W2 = W2 - eta * Delta @ A1.T
    return W1 - eta * (W2.T @ Delta) @ x.T, W2


TASKS: list[Task] = [
    Choice(
        id="04-predict",
        title="the weight that takes the longest step",
        right="c",
        because="Its line carries the strongest activity, 0.85, straight to the output; an input "
        "of 3 is weakened by 0.14 or 0.15 first.",
        hints={
            "a": "w2 carries the large input 3. But what is a change of a1 multiplied by before it "
            "reaches the output?",
            "b": "w4 is the smallest weight. Is its own size a factor of its slope?",
            "d": "w5 and w6 both lead straight to the output. Which of the two lines carries more?",
        },
    ),
    Number(
        id="04-forward",
        title="the second hidden unit, the output and the loss",
        forward=with_eta,
        given=GIVEN,
        asks=Value("a2", "y", "E"),
        points=3,
    ),
    Choice(
        id="04-doubled",
        title="the effect of doubling all weights",
        right=4,
        because="Each term of the prediction holds one weight of either layer: two factors 2.",
        hints={
            2: "That would be so if every term held one weight. Look at w1 x1 w5: how many are "
            "there in it?",
            8: "Count the weights in one term, such as w1 x1 w5. Is the input doubled too?",
            64: "There are six weights, but are they all multiplied with each other? Take one term "
            "of the sum.",
        },
    ),
    _gradient("w5"),
    _gradient("w2"),
    _gradient("x1", points=2),
    OwnNumber(
        id="04-own",
        title="the gradient of E by w4, with numbers of your own",
        forward=network,
        asks=Gradient("E", "w4"),
        draw=draw_own,
        points=2,
    ),
    Number(
        id="04-proof",
        title="the printed line and the measured slope",
        forward=proof,
        given={k: v for k, v in GIVEN.items() if k != "eta"} | {"h": 0.01},
        asks=Value("literal", "measured"),
        points=2,
    ),
    Number(
        id="04-new_weights",
        title="w5 and w1 after one step",
        forward=with_eta,
        given=GIVEN,
        asks=Update("E", "w5", "w1"),
        points=2,
    ),
    Number(
        id="04-y_new",
        title="the output after one step",
        forward=stepped,
        given={k: v for k, v in (GIVEN | NEW).items() if k != "eta"},
        asks=Value("y"),
        slips=Y_SLIPS,
        lecture="torok.hmk.step1.prediction",
    ),
    Shape(
        id="04-shape",
        title="the shape of dW[1] in a 3-4-2 network",
        forward=layered,
        given={
            "x": np.full((3, 5), 0.1),
            "t": np.full((2, 5), 0.5),
            "W1": np.full((4, 3), 0.2),
            "W2": np.full((2, 4), 0.3),
        },
        asks=Gradient("E", "W1"),
    ),
    Number(
        id="04-dW1",
        title="dW[1] for another pattern",
        forward=one_pattern,
        given={
            "x": np.array([[1.0], [-2.0]]),
            "t": np.array([[0.5]]),
            "W1": np.array([[0.11, 0.21], [0.12, 0.08]]),
            "W2": np.array([[0.14, 0.15]]),
        },
        asks=Gradient("E", "W1"),
        points=2,
    ),
    Choice(
        id="04-dot",
        title="what np.dot makes of two flat arrays",
        right="b",
        because="Two flat arrays have no column and no row, so np.dot adds up their products, and "
        "NumPy spreads the one number over the matrix.",
        hints={
            "a": "That is what a column times a row gives. Do flat arrays of shape (2,) know which "
            "of them is the column?",
            "c": "A matrix minus a single number: does NumPy complain about that?",
        },
    ),
    Code(
        id="04-batch",
        title="the gradients, averaged over patterns",
        forward=layered,
        asks=Gradient("E", "W1", "W2"),
        call=("x", "t", "W1", "W2"),
        draw=draw,
        points=3,
    ),
    Code(
        id="04-repair",
        title="the step, repaired",
        forward=layered,
        asks=Update("E", "W1", "W2"),
        call=("x", "t", "W1", "W2", "eta"),
        draw=draw,
        begins=handed_out,
        points=2,
    ),
]
