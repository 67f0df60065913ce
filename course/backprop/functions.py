"""The functions of the gate table, to call inside a traced function or on plain numbers."""

from typing import Any

import numpy as np

from .gates import GATES
from .node import Node
from .values import number, plain


class Function:
    """One gate as a function: on a node it adds a gate, on a number or an array it computes."""

    def __init__(self, gate: str) -> None:
        self.gate, self.arity = GATES[gate], GATES[gate].arity
        self.__doc__ = f"y = {self.gate.value}; sends back {', '.join(self.gate.downstream)}."

    def __call__(self, *operands: Any) -> Any:
        if len(operands) != self.arity:
            raise TypeError(f"{self.gate.name} takes {self.arity} operands, not {len(operands)}")
        for operand in operands:
            if type(operand) is Node:
                return operand.graph.gate(self.gate, *operands)
        numbers = [np.asarray(number(x, self.gate.name))[()] for x in operands]
        with np.errstate(all="ignore"):
            return plain(self.gate.on_arrays(*numbers))

    def __repr__(self) -> str:
        return f"<function {self.gate.name}: {self.gate.value}>"


exp, log, sigmoid, tanh, relu = map(Function, ("exp", "log", "sigmoid", "tanh", "relu"))
maximum, total, logsumexp = map(Function, ("max", "sum", "logsumexp"))
BY_NAME = {"exp": exp, "log": log, "sigmoid": sigmoid, "tanh": tanh, "relu": relu,
           "max": maximum, "sum": total, "logsumexp": logsumexp}  # fmt: skip
