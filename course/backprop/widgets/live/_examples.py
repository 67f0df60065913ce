"""Graphs to step through: the lectures', and the course's."""

# name: the expression, and the numbers of the lecture or of the course's unit
EXAMPLES: dict[str, tuple[str, dict[str, float]]] = {
    "(x + y) z": ("q = x + y; f = q * z", {"x": -2, "y": 5, "z": -4}),
    "x (y + z)": ("q = y + z; f = x * q", {"x": 3, "y": 4, "z": -2}),
    "a neuron, gate by gate": (
        "1 / (1 + exp(-(w0*x0 + w1*x1 + w2)))",
        {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3},
    ),
    "a neuron with one σ": (
        "n = w0*x0 + w1*x1 + w2; f = sigmoid(n)",
        {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3},
    ),
    "a value used twice: x x + x y": ("s = x * x; p = x * y; f = s + p", {"x": 3, "y": 2}),
    "max and copy": (
        "u = a * b; v = a + c; w = max(u, v); f = w * v", {"a": 2, "b": 3, "c": -1},
    ),
    "2-2-1 network: the way to w5": (
        "n_c = w5*a_a + w6*a_b; y = sigmoid(n_c); E = 0.5*(t - y)**2",
        {"w5": 0.2, "a_a": 0.5869, "w6": 0.6, "a_b": 0.5893, "t": 1.0},
    ),
    "2-2-1 network: the way to w1": (
        "n_a = w1*x1 + w3*x2; a_a = sigmoid(n_a); n_c = w5*a_a + w6*a_b; "
        "y = sigmoid(n_c); E = 0.5*(t - y)**2",
        {"w1": 0.1, "x1": 0.23, "w3": 0.4, "x2": 0.82, "w5": 0.2, "w6": 0.6, "a_b": 0.5893, "t": 1},
    ),
}  # fmt: skip
OWN = "your own"
