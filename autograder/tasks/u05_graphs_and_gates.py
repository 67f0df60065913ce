"""Unit 05: graphs and gates (lectures 000, 001 and 002: computational graphs)."""

from typing import Any

import numpy as np

from autograder.checking.arithmetic import exp, maximum, sigmoid
from autograder.checking.asks import Gradient, Value
from autograder.checking.own import Picker
from autograder.checking.slip import Slip
from autograder.checking.task import Choice, Code, Number, Order, OwnNumber, Task

Inputs = dict[str, Any]


def sum_first(x: Any, y: Any, z: Any) -> Inputs:
    """Lectures 001 and 002: f = (x + y) z."""
    q = x + y
    f = q * z
    return locals()


def sigmoid_circuit(w0: Any, x0: Any, w1: Any, x1: Any, w2: Any) -> Inputs:
    """Lecture 001's Example II, one gate a line."""
    s0 = w0 * x0
    s1 = w1 * x1
    s2 = s0 + s1
    n = s2 + w2
    m = n * -1
    e = exp(m)
    d = e + 1
    f = 1 / d
    return locals()


def neuron(w0: Any, x0: Any, w1: Any, x1: Any, w2: Any) -> Inputs:
    """The same with the sigmoid as one gate."""
    s0 = w0 * x0
    s1 = w1 * x1
    s2 = s0 + s1
    n = s2 + w2
    f = sigmoid(n)
    return locals()


def sigmoid_gate(n: Any, upstream: Any) -> Inputs:
    """A sigmoid as one gate, with more of the computation behind it."""
    a = sigmoid(n)
    f = upstream * a
    return locals()


def squashed_again(v: Any) -> Any:
    """The sigmoid applied to the value a that it has made already."""
    a = sigmoid(v("a"))
    return v("upstream") * (1 - a) * a


def copied(x: Any, y: Any, z: Any) -> Inputs:
    """The input x is used twice."""
    p = x + y
    q = x * z
    f = p * q
    return locals()


def all_gates(a: Any, b: Any, c: Any) -> Inputs:
    """Our Example III: every kind of gate, and two values that are used twice."""
    u = a * b
    v = a + c
    w = maximum(u, v)
    f = w * v
    return locals()


def own_graph(x: Any, y: Any, z: Any) -> Inputs:
    """A small graph in which x is used twice."""
    p = x * y
    q = p + z
    f = q * x
    return locals()


def multiplied(x: Any, W: Any, dz: Any) -> Inputs:
    """A multiply gate whose output the rest of the computation multiplies by dz."""
    z = x * W
    f = dz * z
    return locals()


SIGMOID = dict(w0=2.0, x0=-1.0, w1=-3.0, x1=-2.0, w2=-3.0)


def _away_from_zero(random: np.random.Generator, count: int) -> list[float]:
    """Numbers of either sign between 0.3 and 2 in size."""
    drawn = random.choice([-1.0, 1.0], count) * random.uniform(0.3, 2.0, count)
    return [float(each) for each in drawn]


def draw_circuit(random: np.random.Generator) -> Inputs:
    """Five numbers for the sigmoid circuit."""
    return dict(zip(SIGMOID, _away_from_zero(random, 5), strict=True))


def draw_gate(random: np.random.Generator) -> Inputs:
    """A net input and the gradient that arrives from behind."""
    n, upstream = _away_from_zero(random, 2)
    return {"n": n, "upstream": upstream}


def draw_three(random: np.random.Generator) -> Inputs:
    """x, y and z."""
    return dict(zip("xyz", _away_from_zero(random, 3), strict=True))


def draw_multiplied(random: np.random.Generator) -> Inputs:
    """Two operands and the upstream gradient."""
    return dict(zip(("x", "W", "dz"), _away_from_zero(random, 3), strict=True))


def draw_own(pick: Picker) -> dict[str, float]:
    """One student's numbers."""
    return dict(zip("xyz", pick.tenths(3, -3.0, 3.0), strict=True))


def handed_out(x: Any, W: Any, dz: Any) -> Any:
    """Task 15 as it is handed out: the slide's gate returns a name that it never made."""
    raise NameError("name 'dy' is not defined")


TASKS: list[Task] = [
    Choice(
        id="05-predict",
        title="which input moves f most",
        right="c",
        hints={
            "a": "x multiplies a bracket. How large is that bracket here, and how large is the "
            "number that y and z are multiplied by?",
            "b": "y is the largest number, but f does not see it alone. What happens to a change "
            "of y on its way to f, and is it any different for z?",
            "d": "Try it for x and for y: by how much does x (y + z) change if x becomes 3.01, and "
            "by how much if y becomes 4.01?",
        },
        because="A change of y or z passes the sum as it is and is then multiplied by x = 3; a "
        "change of x is multiplied by y + z = 2.",
    ),
    Number(
        id="05-qz_forward",
        title="the two nodes of (x + y) z",
        forward=sum_first,
        given=dict(x=-2.0, y=5.0, z=-4.0),
        asks=Value("q", "f"),
        points=2,
    ),
    Number(
        id="05-qz_backward",
        title="the three gradients of (x + y) z",
        forward=sum_first,
        given=dict(x=-2.0, y=5.0, z=-4.0),
        asks=Gradient("f", "x", "y", "z"),
        slips=(
            Slip("own-value", lambda v: {"x": v("q"), "y": v("q"), "z": v("z")}),
            Slip("own-value", lambda v: {"x": v("q"), "y": v("q")}),
            Slip("own-value", lambda v: {"z": v("z")}),
        ),
        points=3,
    ),
    Number(
        id="05-df_dneg",
        title="the gradient that the exp gate sends back",
        forward=sigmoid_circuit,
        given=SIGMOID,
        asks=Gradient("f", "m"),
        slips=(Slip("sign-lost-in-power", lambda v: -1 / v("d") ** 2 / v("e")),),
        lecture="aksoy.sig.fig.df_dneg",
    ),
    Number(
        id="05-df_dx1",
        title="the gradient of f by x1",
        forward=sigmoid_circuit,
        given=SIGMOID,
        asks=Gradient("f", "x1"),
        lecture="aksoy.sig.fig.df_dx1",
    ),
    Choice(
        id="05-unique",
        title="what changes when four gates become one",
        right="a",
        hints={
            "b": "Both circuits compute the same number from the same inputs, for any inputs. Can "
            "their slopes differ?",
            "c": "The four gates stand behind w2. Does what arrives at w2 depend on how the way "
            "back is cut into pieces, or on the product of the pieces?",
            "d": "f is computed by both circuits. What is ∂f/∂f, whatever the circuit?",
        },
        because="The one gate's local derivative is the product of the four: cutting a computation "
        "into other pieces moves no gradient.",
    ),
    Code(
        id="05-sigmoid_gate",
        title="what a sigmoid gate sends back",
        forward=sigmoid_gate,
        asks=Gradient("f", "n"),
        call=("a", "upstream"),
        draw=draw_gate,
        slips=(Slip("squashed-again", squashed_again),),
    ),
    Choice(
        id="05-patterns",
        title="the gate behind the numbers",
        right="c",
        hints={
            "a": "An add gate hands the same number to both of its inputs. Are these the same?",
            "b": "A multiply gate sends back the upstream gradient times the other input's value. "
            "Work that out for the input with the value 4.",
            "d": "A copy has one input. How many has this gate?",
        },
        because="The larger input gets all of the upstream gradient, the smaller one none: only "
        "max routes.",
    ),
    Number(
        id="05-copy",
        title="the gradient of an input that is used twice",
        forward=copied,
        given=dict(x=2.0, y=3.0, z=-4.0),
        asks=Gradient("f", "x"),
        points=2,
    ),
    OwnNumber(
        id="05-own",
        title="the gradient of f by x, with numbers of your own",
        forward=own_graph,
        asks=Gradient("f", "x"),
        draw=draw_own,
        points=2,
    ),
    Order(
        id="05-order",
        title="an order for the way back",
        steps={
            "A": "send back through f = w · v",
            "B": "send back through u = a · b",
            "C": "send back through w = max(u, v)",
            "D": "send back through v = a + c",
        },
        after={"C": "A", "B": "C", "D": "AC"},
    ),
    Number(
        id="05-example3",
        title="the gradients of Example III",
        forward=all_gates,
        given=dict(a=2.0, b=3.0, c=-1.0),
        asks=Gradient("f", "a", "b", "c"),
        points=3,
    ),
    Code(
        id="05-flat",
        title="the sigmoid circuit as flat code",
        forward=neuron,
        asks=Gradient("f", "w0", "x0", "w1", "x1", "w2"),
        call=("w0", "x0", "w1", "x1", "w2"),
        draw=draw_circuit,
        points=3,
    ),
    Choice(
        id="05-proof",
        title="what the gradient check says about the gate",
        right="d",
        hints={
            "a": "Central differences agree with a right gradient to many digits. Do both rows?",
            "b": "Look at the two rows one by one: is the number for x wrong?",
            "c": "With the sign lost, the ratio of the two numbers would be −1. What is it here, "
            "for one W and for another?",
        },
        because="The claim for W is W times too large: what was multiplied in is not the gradient "
        "that arrived.",
    ),
    Code(
        id="05-repair",
        title="the multiply gate, repaired",
        forward=multiplied,
        asks=Gradient("f", "x", "W"),
        call=("x", "W", "dz"),
        draw=draw_multiplied,
        begins=handed_out,
        points=2,
    ),
    Code(
        id="05-graph_backward",
        title="the backward pass of a graph of gates",
        forward=copied,
        asks=Gradient("f", "x", "y", "z"),
        call=("x", "y", "z"),
        draw=draw_three,
        points=3,
    ),
]
