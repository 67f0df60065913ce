"""The functions of the gate table, to call inside a traced function or on plain numbers."""

from collections.abc import Callable
from typing import Any

import numpy as np

from .gates import GATES
from .node import Node
from .values import as_arrays, number, plain


def _function(name: str) -> Callable[..., Any]:
    """A gate as a function: on a node it adds a gate, on numbers and arrays it computes."""
    gate = GATES[name]

    def function(*operands: Any) -> Any:
        if len(operands) != gate.arity:
            raise TypeError(f"{name} takes {gate.arity} operands, not {len(operands)}")
        for operand in operands:
            if type(operand) is Node:
                return operand.graph.gate(gate, *operands)
        with np.errstate(all="ignore"):
            return plain(gate.up[1](*as_arrays([number(x, name) for x in operands])))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"y = {gate.value}; sends back {', '.join(gate.downstream)}."
    return function


FUNCTIONS = {name: _function(name) for name in
             ("exp", "log", "sigmoid", "tanh", "relu", "max", "sum", "logsumexp")}  # fmt: skip
exp, log, sigmoid, tanh, relu, maximum, total, logsumexp = FUNCTIONS.values()
