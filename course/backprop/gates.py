"""The gate table: what each step of a graph computes, and what it sends back.

In every rule `a` and `b` are the operands, `y` the gate's value and `g` the upstream gradient
∂f/∂y. A rule gives the downstream gradient: upstream times local. Read `g * b` as "the local
derivative is b". The texts are the engine: graphs run them and flat code prints them.

Sources: lectures 000 to 002 (gates and their backward pass), 001 (derivatives of σ and ReLU; its
ReLU'(0) is 1, so a tie in max goes to the first operand).
"""

from __future__ import annotations

import math
from copy import copy
from operator import add, mul, sub, truediv
from typing import Any

import numpy as np

from . import arrays

TABLE = {  # gate: (y, downstream to a, downstream to b)
    "add": ("a + b", "g", "g"),
    "subtract": ("a - b", "g", "-g"),
    "multiply": ("a * b", "g * b", "g * a"),
    "divide": ("a / b", "g / b", "-g * y / b"),
    "power": ("a ** b", "g * b * a ** (b - 1)", "g * y * log(a)"),
    "negative": ("-a", "-g"),
    "square": ("a * a", "g * 2 * a"),
    "exp": ("exp(a)", "g * y"),
    "log": ("log(a)", "g / a"),
    "sigmoid": ("1 / (1 + exp(-a))", "g * (1 - y) * y"),
    "tanh": ("tanh(a)", "g * (1 - y * y)"),
    "relu": ("max(a, 0.0)", "g * (a >= 0)"),
    "max": ("max(a, b)", "g * (a >= b)", "g * (a < b)"),
    # Gates on whole arrays. Their local derivative is a matrix, so the rule is a product with it.
    "matmul": ("a @ b", "times_right_T(g, a, b)", "left_T_times(g, a, b)"),  # g @ b.T, a.T @ g
    "transpose": ("a.T", "g.T"),
    "sum": ("sum(a)", "g * ones_like(a)"),
    "logsumexp": ("logsumexp(a)", "g * softmax(a)"),  # log of a sum of exponentials, by column
}
SHAPED = ("matmul", "transpose", "sum", "logsumexp")

FLOATS = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "max": max}
ARRAYS = {
    "exp": np.exp, "log": np.log, "tanh": np.tanh, "max": np.maximum, "sum": np.sum,
    "ones_like": np.ones_like, "times_right_T": arrays.times_right_T,
    "left_T_times": arrays.left_T_times, "logsumexp": arrays.logsumexp, "softmax": arrays.softmax,
    "sum_to": arrays.sum_to,
}  # fmt: skip
QUICK = {"a + b": add, "a - b": sub, "a * b": mul, "a / b": truediv}


class Gate:
    """One row of the table, its texts as functions: for Python floats and for arrays."""

    def __init__(self, name: str, value: str, *downstream: str) -> None:
        self.name, self.value, self.downstream = name, value, downstream
        self.arity, self.shaped = len(downstream), name in SHAPED
        self.up = _floats("a, b=0", value), _arrays("a, b=0", value)
        self.send_back = [_arrays("g, a, b, y", rule) for rule in downstream]
        self.sends = "ab"[: self.arity]  # the operands that a gradient is sent to: no constants
        self.a_constant, self.b_constant = self, self

    def sent(self, arrays: bool) -> list[tuple[int, str]]:
        """Where gradients go: the operand's place, 0 or 1, and its rule (for arrays, summed up)."""
        repeats = arrays and self.arity == 2 and not self.shaped
        rules = zip((0, 1), "ab", self.downstream, strict=False)
        return [(place, f"sum_to({rule}, {operand})" if repeats else rule)
                for place, operand, rule in rules if operand in self.sends]  # fmt: skip

    def beside_constants(self) -> Gate:
        """This gate, and its likes for a constant on the left and on the right."""
        self.a_constant, self.b_constant = copy(self), copy(self)
        self.a_constant.sends, self.b_constant.sends = self.sends[1:], self.sends[:1]
        return self


class Given(Gate):
    """A slot that computes nothing: an input, whose number comes later, or a constant."""

    def __init__(self, name: str, number: Any = 0.0) -> None:
        self.name, self.number = name, number
        self.arity, self.shaped, self.sends = 0, False, ""
        self.up = (lambda a, b: number,) * 2


# `eval` sees the table above and never a user's text.
def _floats(letters: str, text: str) -> Any:
    return QUICK[text] if text in QUICK else eval(f"lambda {letters}: {text}", {**FLOATS})


def _arrays(letters: str, text: str) -> Any:
    return eval(f"lambda {letters}: {text}", {**ARRAYS})


GATES = {name: Gate(name, *row).beside_constants() for name, row in TABLE.items()}
INPUT, UNUSED = Given("input"), Given("unused")
