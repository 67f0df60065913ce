"""Unit 07: two outputs and biases (lecture 001, the 3-2-2 example; lecture 003, the sum over l)."""

from typing import Any

import numpy as np

from autograder.checking.arithmetic import sigmoid
from autograder.checking.asks import Gradient, Update, Value
from autograder.checking.own import Picker
from autograder.checking.task import Choice, Code, Number, Order, OwnNumber, Shape, Task
from autograder.checking.trace import Trace

Inputs = dict[str, Any]
LEARNED = (*(f"w{k}" for k in range(1, 11)), *(f"b{k}" for k in range(1, 5)))


def network(
    x1: Any, x2: Any, x3: Any, t1: Any, t2: Any,
    w1: Any, w2: Any, w3: Any, w4: Any, w5: Any,
    w6: Any, w7: Any, w8: Any, w9: Any, w10: Any,
    b1: Any, b2: Any, b3: Any, b4: Any, one: Any, eta: Any,
) -> Inputs:  # fmt: skip
    """Lecture 001's 3-2-2 network: odd weights lead to a and from it to c, a bias for each unit.

    A bias is a weight on a line that carries `one`, so that a forgotten bias is a term left out.
    """
    n_a = w1 * x1 + w3 * x2 + w5 * x3 + b1 * one
    n_b = w2 * x1 + w4 * x2 + w6 * x3 + b2 * one
    a_a, a_b = sigmoid(n_a), sigmoid(n_b)
    n_c = w7 * a_a + w9 * a_b + b3 * one
    n_d = w8 * a_a + w10 * a_b + b4 * one
    y1, y2 = sigmoid(n_c), sigmoid(n_d)
    E1 = (t1 - y1) ** 2 / 2
    E2 = (t2 - y2) ** 2 / 2
    E = E1 + E2
    return locals()


GIVEN = dict(
    x1=1.0, x2=4.0, x3=5.0, t1=0.1, t2=0.05,
    w1=0.1, w2=0.2, w3=0.3, w4=0.4, w5=0.5, w6=0.6, w7=0.7, w8=0.8, w9=0.9, w10=0.1,
    b1=0.5, b2=0.5, b3=0.5, b4=0.5, one=1.0, eta=0.01,
)  # fmt: skip


def shared(b_hidden: Any, b_output: Any, **inputs: Any) -> Inputs:
    """The same network with one bias for both hidden units and one for both outputs."""
    steps = network(b1=b_hidden, b2=b_hidden, b3=b_output, b4=b_output, **inputs)
    return {name: value for name, value in steps.items() if name not in LEARNED[10:]}


SHARED = {name: value for name, value in GIVEN.items() if name not in LEARNED[10:]}
SHARED |= {"b_hidden": 0.5, "b_output": 0.5}


def fork(x1: Any, x2: Any, t1: Any, t2: Any, w1: Any, w2: Any, w3: Any, w4: Any, b1: Any) -> Inputs:
    """One hidden unit a that two outputs c and d listen to: two inputs, one bias."""
    n_a = w1 * x1 + w2 * x2 + b1
    a_a = sigmoid(n_a)
    n_c = w3 * a_a
    n_d = w4 * a_a
    y1, y2 = sigmoid(n_c), sigmoid(n_d)
    E1 = (t1 - y1) ** 2 / 2
    E2 = (t2 - y2) ** 2 / 2
    E = E1 + E2
    return locals()


def layered(x: Any, t: Any, W1: Any, b1: Any, W2: Any, b2: Any) -> Inputs:
    """Two layers with biases in matrices: columns x (3, 1), t (2, 1); W1 (2, 3), W2 (2, 2)."""
    n1 = W1 @ x + b1
    a1 = sigmoid(n1)
    n2 = W2 @ a1 + b2
    y = sigmoid(n2)
    E = ((t - y) ** 2).sum() / 2
    return locals()


PATTERN = {"x": np.array([[1.0], [4.0], [5.0]]), "t": np.array([[0.1], [0.05]])}
OLD = {
    "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
    "b1": np.array([[0.5], [0.5]]),
    "W2": np.array([[0.7, 0.9], [0.8, 0.1]]),
    "b2": np.array([[0.5], [0.5]]),
}


def with_eta(eta: Any, **inputs: Any) -> Inputs:
    """The same network, where a step is to follow."""
    return {"eta": eta} | layered(**inputs)


NEW = {
    f"{name}_new": value
    for name, value in Update("E", *OLD)
    .truth(Trace(with_eta, PATTERN | OLD | {"eta": 0.01}))
    .items()
}


def fallen(**inputs: Any) -> Inputs:
    """How far the loss falls from the old weights and biases to the new ones."""
    pattern = {name: inputs[name] for name in PATTERN}
    before = layered(**pattern, **{name: inputs[name] for name in OLD})["E"]
    after = layered(**pattern, **{name: inputs[f"{name}_new"] for name in OLD})["E"]
    return {"E before the step": before, "E after the step": after, "fall": before - after}


def with_a_one(x: Any, t: Any, V1: Any, V2: Any) -> Inputs:
    """The same with the biases as last column of V1 and V2, and a 1 below x and below a1."""
    one = np.ones((1, x.shape[1]))
    a1 = sigmoid(V1 @ np.vstack([x, one]))
    y = sigmoid(V2 @ np.vstack([a1, one]))
    E = ((t - y) ** 2).sum() / 2
    return locals()


def _away_from_zero(random: np.random.Generator, *shape: int) -> np.ndarray:
    """Numbers of either sign between 0.3 and 1.2 in size, so that every factor leaves its mark."""
    return random.choice([-1.0, 1.0], shape) * random.uniform(0.3, 1.2, shape)


def draw(random: np.random.Generator) -> Inputs:
    """Another pattern, other weights and other biases for the 3-2-2 network."""
    return {
        "x": _away_from_zero(random, 3, 1),
        "t": random.uniform(0.05, 0.95, (2, 1)),
        "W1": _away_from_zero(random, 2, 3),
        "b1": _away_from_zero(random, 2, 1),
        "W2": _away_from_zero(random, 2, 2),
        "b2": _away_from_zero(random, 2, 1),
    }


def draw_own(pick: Picker) -> dict[str, float]:
    """One student's numbers, with one or two decimals.

    Of two targets the one far from its output, so that both paths have something to say.
    """
    x1, x2 = pick.tenths(2, 0.2, 2.0)
    w1, w2, w3, w4, b1 = pick.tenths(5, -1.5, 1.5)
    given = dict(x1=x1, x2=x2, t1=0.0, t2=0.0, w1=w1, w2=w2, w3=w3, w4=w4, b1=b1)
    steps = fork(**given)
    t1 = 0.05 if steps["y1"] > 0.5 else 0.95
    t2 = 0.15 if steps["y2"] > 0.5 else 0.85
    return given | {"t1": t1, "t2": t2}


WIDE = {  # a 6-4-3 network with its biases inside the matrices; only the shapes matter
    "x": np.full((6, 1), 0.1),
    "t": np.full((3, 1), 0.5),
    "V1": np.full((4, 7), 0.2),
    "V2": np.full((3, 5), 0.3),
}


def handed_out(x: Any, t: Any, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    """Task 16 as it is handed out: the last output's share overwrites, and a bias has its value."""
    a1 = sigmoid(W1 @ x + b1)
    y = sigmoid(W2 @ a1 + b2)
    delta2 = (y - t) * y * (1 - y)
    delta1 = W2[-1:].T * delta2[-1] * a1 * (1 - a1)
    return delta1 @ x.T, delta1 * b1


TASKS: list[Task] = [
    Choice(
        id="07-predict",
        title="what the second output alone would make of the gradient by w1",
        right="b",
        hints={
            "a": "w1 changes a_a. Which outputs hear of that, and which of them does the loss "
            "still count?",
            "c": "Both outputs are too large, and w7 and w8 are both positive. Do the two errors "
            "ask for opposite changes of w1, or for the same?",
        },
        because="Both errors ask w1 for the same thing, so each adds a share, and with one of them "
        "left out less remains.",
    ),
    Number(
        id="07-n_d",
        title="the net input of the second output",
        forward=network,
        given=GIVEN,
        asks=Value("n_d"),
        lecture="aksoy.322.z_d",
    ),
    Number(
        id="07-E",
        title="the loss over both outputs",
        forward=network,
        given=GIVEN,
        asks=Value("E"),
        lecture="aksoy.322.E",
    ),
    Number(
        id="07-dE_dw10",
        title="the gradient of E by w10",
        forward=network,
        given=GIVEN,
        asks=Gradient("E", "w10"),
        lecture="aksoy.322.dE_dw10",
    ),
    Number(
        id="07-dE_db4",
        title="the gradient of E by the bias b4",
        forward=network,
        given=GIVEN,
        asks=Gradient("E", "b4"),
        lecture="aksoy.322.dE_db4",
    ),
    Choice(
        id="07-routes",
        title="the number of paths from w3 to the loss",
        right=2,
        hints={
            1: "Follow w3 to unit a. How many lines leave that unit?",
            3: "Count the ways from a to the loss, one for each output that a leads to. Does w3 "
            "also touch unit b?",
            4: "That would be right if w3 led to both hidden units. To which one does it lead?",
        },
        because="w3 leads to a alone, and from a one way leads through y1 and one through y2.",
    ),
    Number(
        id="07-through_y2",
        title="the product along the path from w1 through y2",
        forward=network,
        given=GIVEN,
        asks=Gradient("E2", "w1"),
    ),
    Code(
        id="07-measure",
        title="the gradient of E by the hidden biases, measured",
        forward=layered,
        asks=Gradient("E", "b1"),
        call=("x", "t", "W1", "b1", "W2", "b2"),
        draw=draw,
        points=2,
    ),
    Choice(
        id="07-slip",
        title="what is missing in the eight printed gradients",
        right="c",
        hints={
            "a": "f′(n_a) is about 0.013. Without it, would a number come out larger or smaller, "
            "and by how much?",
            "b": "Compute the product along the path through y1 for w1 and lay it beside the "
            "slide's 0.0012. Then do the same with the other path.",
            "d": "Cut after its last digit a number loses less than one unit of that digit. How "
            "many units are missing here?",
        },
        because="Cut after their last digit, the products along the path through y2 are the eight "
        "numbers of the slide.",
    ),
    Number(
        id="07-dE_dw3",
        title="the gradient of E by w3",
        forward=network,
        given=GIVEN,
        asks=Gradient("E", "w3"),
        lecture="aksoy.322.dE_dw3",
    ),
    Number(
        id="07-dE_db2",
        title="the gradient of E by the bias b2",
        forward=network,
        given=GIVEN,
        asks=Gradient("E", "b2"),
        lecture="aksoy.322.dE_db2",
    ),
    OwnNumber(
        id="07-own",
        title="the gradient of E by w1, with numbers of your own",
        forward=fork,
        asks=Gradient("E", "w1"),
        draw=draw_own,
        points=2,
    ),
    Order(
        id="07-order",
        title="the order of the backward lines",
        steps={
            "A": "delta_a = g_a * f_prime(n_a)",
            "B": "dE_dw7 = delta_c * a_a, dE_db3 = delta_c",
            "C": "delta_c = (y1 - t1) * f_prime(n_c), delta_d = (y2 - t2) * f_prime(n_d)",
            "D": "dE_dw1 = delta_a * x1, dE_db1 = delta_a",
            "E": "y1 = f(n_c), y2 = f(n_d)",
            "F": "g_a = w7 * delta_c + w8 * delta_d",
            "G": "w7 -= eta * dE_dw7, w1 -= eta * dE_dw1",
        },
        after={"C": "E", "B": "C", "F": "C", "A": "F", "D": "A", "G": "BD"},
    ),
    Shape(
        id="07-shape",
        title="the shape of a weight matrix that holds its biases",
        forward=with_a_one,
        given=WIDE,
        asks=Gradient("E", "V2"),
    ),
    Code(
        id="07-backward",
        title="the backward pass with biases",
        forward=layered,
        asks=Gradient("E", "W1", "b1", "W2", "b2"),
        call=("x", "t", "W1", "b1", "W2", "b2"),
        draw=draw,
        points=3,
    ),
    Code(
        id="07-repair",
        title="the program behind the slide, repaired",
        forward=layered,
        begins=handed_out,
        asks=Gradient("E", "W1", "b1"),
        call=("x", "t", "W1", "b1", "W2", "b2"),
        draw=draw,
        points=2,
    ),
    Choice(
        id="07-hidden",
        title="which gradients four decimals cannot tell apart",
        right="d",
        hints={
            "a": "Take the second gradient and work out 0.1 − 0.01 · 0.00127. What stands in the "
            "fourth decimal when you round?",
            "b": "What is 0.1 − 0.01 · 0, rounded to four decimals?",
            "c": "And 0.1 − 0.01 · (−0.00198)? Write out six decimals and round to four.",
        },
        because="Every gradient between −0.005 and 0.005 gives 0.1000 here.",
    ),
    Number(
        id="07-fall",
        title="how far the loss falls in one step",
        forward=fallen,
        given=PATTERN | OLD | NEW,
        asks=Value("fall"),
        exact=True,
    ),
    Number(
        id="07-shared",
        title="the gradient of E by one bias that two units share",
        forward=shared,
        given=SHARED,
        asks=Gradient("E", "b_hidden"),
        lecture="notsorandom.322.dE_db_hidden",
    ),
    Choice(
        id="07-four_paths",
        title="which two of the four paths stand behind 0.0008",
        right="c",
        hints={
            "a": "Add the two products that go through y1 and round to four decimals.",
            "b": "Add the two products that go through y2 and round to four decimals.",
            "d": "Add these two products and round to four decimals: what comes out?",
        },
        because="One path from each hidden unit was kept, to a different output each time, and "
        "the other two were dropped.",
    ),
    Choice(
        id="07-many",
        title="the number of paths in a deeper network",
        right=10,
        hints={
            2: "Those are the last steps. In how many ways does one get to the last hidden layer?",
            7: "At each layer you choose a unit. Do independent choices add or multiply?",
            40: "This weight leads to one unit of the first hidden layer. Does a path from it "
            "have a choice there?",
        },
        because="The first unit is fixed; then 5 ways, and 2 for each of them.",
    ),
]
