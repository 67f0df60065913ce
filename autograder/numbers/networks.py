"""The lectures' worked examples in the course's notation, each with the numbers it is given.

Weights and inputs keep the lecture's own names; net inputs are `n`, activations `a`, targets `t`.
"""

from typing import Any

from autograder.checking.arithmetic import exp, relu, sigmoid
from autograder.numbers.example import Example

Number = Any  # a float, a Decimal or a traced node
Steps = dict[str, Any]


def _named(prefix: str, *values: str) -> dict[str, str]:
    """w1, w2, ... with their values."""
    return {f"{prefix}{index}": value for index, value in enumerate(values, 1)}


def _names(prefix: str, count: int) -> tuple[str, ...]:
    """w1, w2, ... as far as `count`."""
    return tuple(f"{prefix}{index}" for index in range(1, count + 1))


def scores(
    x1: Number, x2: Number, x3: Number, x4: Number,
    W11: Number, W12: Number, W13: Number, W14: Number,
    W21: Number, W22: Number, W23: Number, W24: Number,
) -> Steps:  # fmt: skip
    """The scores s = Wx: four pixels, two classes."""
    s1 = W11 * x1 + W12 * x2 + W13 * x3 + W14 * x4
    s2 = W21 * x1 + W22 * x2 + W23 * x3 + W24 * x4
    return locals()


def x_times_sum(x: Number, y: Number, z: Number) -> Steps:
    """One product of an input and a sum: f = x(y + z)."""
    q = y + z
    f = x * q
    return locals()


def sum_times_z(x: Number, y: Number, z: Number) -> Steps:
    """One product of a sum and an input: f = (x + y)z."""
    q = x + y
    f = q * z
    return locals()


def squared_norm(
    W11: Number, W12: Number, W21: Number, W22: Number, x1: Number, x2: Number
) -> Steps:
    """The squared length of a vector: f = ||q||², with q = Wx."""
    q1 = W11 * x1 + W12 * x2
    q2 = W21 * x1 + W22 * x2
    f = q1**2 + q2**2
    return locals()


def pixels(
    x1: Number, x2: Number, x3: Number, x4: Number,
    w1: Number, w2: Number, w3: Number, w4: Number,
) -> Steps:  # fmt: skip
    """A neuron that looks at a four-pixel image: weighted sum, then squash."""
    n = x1 * w1 + x2 * w2 + x3 * w3 + x4 * w4
    a = sigmoid(n)
    return locals()


def absolute_errors(
    t1: Number, t2: Number, t3: Number, t4: Number,
    o1: Number, o2: Number, o3: Number, o4: Number,
) -> Steps:  # fmt: skip
    """The sum of |t - o|; one of the two rectified differences is always 0."""
    e1 = relu(t1 - o1) + relu(o1 - t1)
    e2 = relu(t2 - o2) + relu(o2 - t2)
    e3 = relu(t3 - o3) + relu(o3 - t3)
    e4 = relu(t4 - o4) + relu(o4 - t4)
    total = e1 + e2 + e3 + e4
    return locals()


def sigmoid_221(
    x1: Number, x2: Number, t: Number,
    w1: Number, w2: Number, w3: Number, w4: Number, w5: Number, w6: Number,
) -> Steps:  # fmt: skip
    """Two inputs, two sigmoid units a and b, one sigmoid output; no biases; E = ½(t - y)²."""
    n_a = x1 * w1 + x2 * w3
    a_a = sigmoid(n_a)
    n_b = x1 * w2 + x2 * w4
    a_b = sigmoid(n_b)
    n_c = a_a * w5 + a_b * w6
    y = sigmoid(n_c)
    E = (t - y) ** 2 / 2
    return locals()


def sigmoid_322(
    x1: Number, x2: Number, x3: Number, t1: Number, t2: Number,
    w1: Number, w2: Number, w3: Number, w4: Number, w5: Number,
    w6: Number, w7: Number, w8: Number, w9: Number, w10: Number,
    b1: Number, b2: Number, b3: Number, b4: Number,
) -> Steps:  # fmt: skip
    """Three inputs, two sigmoid units a and b, two sigmoid outputs c and d, a bias each."""
    n_a = x1 * w1 + x2 * w3 + x3 * w5 + b1
    a_a = sigmoid(n_a)
    n_b = x1 * w2 + x2 * w4 + x3 * w6 + b2
    a_b = sigmoid(n_b)
    n_c = a_a * w7 + a_b * w9 + b3
    y1 = sigmoid(n_c)
    n_d = a_a * w8 + a_b * w10 + b4
    y2 = sigmoid(n_d)
    E = ((t1 - y1) ** 2 + (t2 - y2) ** 2) / 2
    return locals()


def shared_322(b_hidden: Number, b_output: Number, **given: Number) -> Steps:
    """The same with one bias for both hidden units and one for both outputs."""
    biases = {"b1": b_hidden, "b2": b_hidden, "b3": b_output, "b4": b_output}
    steps = sigmoid_322(**given, **biases) | {"b_hidden": b_hidden, "b_output": b_output}
    return {name: value for name, value in steps.items() if name not in biases}


def sigmoid_circuit(w0: Number, x0: Number, w1: Number, x1: Number, w2: Number) -> Steps:
    """A sigmoid neuron, one gate a line: f = 1 / (1 + e**-(w0 x0 + w1 x1 + w2))."""
    m0 = w0 * x0
    m1 = w1 * x1
    m = m0 + m1
    n = m + w2
    neg = n * -1
    e = exp(neg)
    den = e + 1
    f = 1 / den
    return locals()


def linear_221(
    x1: Number, x2: Number, t: Number,
    w1: Number, w2: Number, w3: Number, w4: Number, w5: Number, w6: Number,
) -> Steps:  # fmt: skip
    """Two inputs, two linear units, one linear output; no biases; E = ½(y - t)²."""
    a1 = x1 * w1 + x2 * w2
    a2 = x1 * w3 + x2 * w4
    y = a1 * w5 + a2 * w6
    E = (y - t) ** 2 / 2
    return locals()


_IMAGE = _named("x", "0.50", "0.00", "-0.75", "0.75")

MILES_SCORES = Example(
    "miles.scores",
    scores,
    _named("x", "56", "89", "10", "43")
    | _named("W1", "0.2", "0.4", "1.3", "2.0")
    | _named("W2", "0", "-2.3", "0.1", "-1.3"),
    out="s1",
)
MILES_XYZ = Example("miles.xyz", x_times_sum, {"x": "3", "y": "4", "z": "-2"}, out="f")
MILES_NORM = Example(
    "miles.norm",
    squared_norm,
    _named("W1", "0.3", "-0.5") | _named("W2", "0.7", "0.1") | _named("x", "0.3", "0.7"),
    out="f",
)
AKSOY_PIXELS_1 = Example(
    "aksoy.pixels.1", pixels, _IMAGE | _named("w", "1.0", "1.0", "1.0", "1.0"), out="a"
)
AKSOY_PIXELS_2 = Example(
    "aksoy.pixels.2", pixels, _IMAGE | _named("w", "-0.2", "0.6", "0.84", "-0.5"), out="a"
)
AKSOY_ERRORS = Example(
    "aksoy.errors",
    absolute_errors,
    _named("t", "0", "0", "0", "1") | _named("o", "0.5", "0.75", "-0.25", "-0.75"),
    out="total",
)
AKSOY_221 = Example(
    "aksoy.221",
    sigmoid_221,
    _named("x", "0.23", "0.82")
    | {"t": "1.0"}
    | _named("w", "0.1", "0.5", "0.4", "0.3", "0.2", "0.6"),
    eta="0.7",
    learned=_names("w", 6),
    symbols={
        "y_t": "t", "z_a": "n_a", "h_a": "a_a", "z_b": "n_b", "h_b": "a_b", "z_c": "n_c",
    },
)  # fmt: skip
AKSOY_322 = Example(
    "aksoy.322",
    sigmoid_322,
    _named("x", "1", "4", "5")
    | _named("t", "0.1", "0.05")
    | _named("w", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "0.1")
    | _named("b", "0.5", "0.5", "0.5", "0.5"),
    eta="0.01",
    learned=_names("w", 10) + _names("b", 4),
    symbols={
        "y_t1": "t1", "y_t2": "t2", "z_a": "n_a", "h_a": "a_a", "z_b": "n_b", "h_b": "a_b",
        "z_c": "n_c", "z_d": "n_d",
    },
)  # fmt: skip
SHARED_322 = Example(
    "shared.322",
    shared_322,
    {name: text for name, text in AKSOY_322.given.items() if not name.startswith("b")}
    | {"b_hidden": "0.5", "b_output": "0.5"},
)
SUM_TIMES_Z = Example("sum-times-z", sum_times_z, {"x": "-2", "y": "5", "z": "-4"}, out="f")
SIGMOID_CIRCUIT = Example(
    "sigmoid-circuit",
    sigmoid_circuit,
    {"w0": "2", "x0": "-1", "w1": "-3", "x1": "-2", "w2": "-3"},
    out="f",
)
SAYROL_NORM = Example(
    "sayrol.norm",
    squared_norm,
    _named("W1", "0.1", "0.5") | _named("W2", "-0.3", "0.8") | _named("x", "0.2", "0.4"),
    out="f",
)
TOROK_221 = Example(
    "torok.221",
    linear_221,
    _named("x", "2", "3")
    | {"t": "1"}
    | _named("w", "0.11", "0.21", "0.12", "0.08", "0.14", "0.15"),
    eta="0.05",
    learned=_names("w", 6),
    symbols={
        "i_1": "x1", "i_2": "x2", "actual": "t", "h_1": "a1", "h_2": "a2", "prediction": "y",
        "Error": "E", "a": "eta",
    },
)  # fmt: skip

EXAMPLES = {
    example.name: example
    for example in (
        MILES_SCORES, MILES_XYZ, MILES_NORM, AKSOY_PIXELS_1, AKSOY_PIXELS_2, AKSOY_ERRORS,
        AKSOY_221, AKSOY_322, SHARED_322, SUM_TIMES_Z, SIGMOID_CIRCUIT, SAYROL_NORM, TOROK_221,
    )
}  # fmt: skip
"""Every example by name."""
