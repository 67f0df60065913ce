"""Random graphs, as a list of gates that any library's numbers can go through."""

from typing import Any, NamedTuple

import autograd.numpy as anp
import backprop as bp
from hypothesis import strategies as st

OURS = {"exp": bp.exp, "log": bp.log, "tanh": bp.tanh, "sigmoid": bp.sigmoid, "relu": bp.relu,
        "max": bp.maximum}  # fmt: skip
AUTOGRAD = {"exp": anp.exp, "log": anp.log, "tanh": anp.tanh, "max": anp.maximum,
            "sigmoid": lambda n: 1 / (1 + anp.exp(-n)),
            "relu": lambda n: anp.maximum(n, 0.0)}  # fmt: skip
STEPS = {  # each keeps its result small, so that the graph's size and not one step is tested
    "add": lambda f, a, b: a + b,
    "subtract": lambda f, a, b: a - b,
    "multiply": lambda f, a, b: a * b * 0.5,
    "divide": lambda f, a, b: a / (b * b + 1),
    "reflected": lambda f, a, b: 1.5 - a / 2 + 2 / (3 + b**2),
    "power": lambda f, a, b: f["tanh"](a) ** 3 - (1 + b * b) ** 0.5,
    "variable power": lambda f, a, b: (1 + a * a) ** f["sigmoid"](b),
    "exp": lambda f, a, b: f["exp"](f["tanh"](a)) + b,
    "log": lambda f, a, b: f["log"](1 + a * a) - b,
    "sigmoid": lambda f, a, b: f["sigmoid"](a - b),
    "relu": lambda f, a, b: f["relu"](a) + b,
    "max": lambda f, a, b: f["max"](a, -b),
    "same twice": lambda f, a, b: f["tanh"](a * a + a),
}


class Plan(NamedTuple):
    """What to compute: for each step its kind and which earlier values it takes."""

    inputs: int
    steps: list[tuple[str, int, int]]

    def build(self, functions: dict[str, Any], *values: Any) -> Any:
        known = list(values)
        for kind, i, j in self.steps:
            a, b = known[-1 - i % len(known)], known[-1 - j % len(known)]
            known.append(STEPS[kind](functions, a, b))
        return sum(known[1:], known[0])  # every value counts, and every node fans out

    @property
    def names(self) -> list[str]:
        return [f"x{k}" for k in range(self.inputs)]

    def graph(self) -> bp.Graph:
        arguments = ", ".join(self.names)
        return bp.Graph(eval(f"lambda {arguments}: build(f, {arguments})",
                             {"build": self.build, "f": OURS}))  # fmt: skip


numbers = st.floats(-3, 3, allow_subnormal=False)
reach = st.integers(0, 5)
plans = st.builds(
    Plan,
    st.integers(1, 4),
    st.lists(st.tuples(st.sampled_from(sorted(STEPS)), reach, reach), max_size=8),
)
