"""The gate objects of lecture 000, whole: each keeps what its backward pass needs.

The slide's `MultiplyGate.backward` computes dW from dx and returns a name it never made; here both
gradients start from the upstream dz, and both are returned. `tests/engine` hold these classes
against `Graph`.
"""

from __future__ import annotations

import math


class AddGate:
    """z = x + y, the gradient distributor: ∂z/∂x = ∂z/∂y = 1."""

    def forward(self, x: float, y: float) -> float:
        return x + y

    def backward(self, dz: float) -> list[float]:
        return [dz, dz]


class MultiplyGate:
    """z = x y, the gradient switcher: ∂z/∂x = y, ∂z/∂y = x."""

    def forward(self, x: float, y: float) -> float:
        self.x, self.y = x, y
        return x * y

    def backward(self, dz: float) -> list[float]:
        return [self.y * dz, self.x * dz]


class MaxGate:
    """z = max(x, y), the gradient router: lecture 001, "Patterns in gradient flow"."""

    def forward(self, x: float, y: float) -> float:
        self.first = x >= y
        return max(x, y)

    def backward(self, dz: float) -> list[float]:
        return [dz, 0.0] if self.first else [0.0, dz]


class SigmoidGate:
    """z = 1 / (1 + e^-x); ∂z/∂x = (1 - z) z."""

    def forward(self, x: float) -> float:
        self.z = 1 / (1 + math.exp(-x))
        return self.z

    def backward(self, dz: float) -> list[float]:
        return [(1 - self.z) * self.z * dz]


Gate = AddGate | MultiplyGate | MaxGate | SigmoidGate


class ComputationalGraph:
    """Gates in topological order, each with the names of its inputs and of its output.

    `ComputationalGraph([(AddGate(), ["y", "z"], "q"), (MultiplyGate(), ["x", "q"], "f")])`.
    """

    def __init__(self, gates: list[tuple[Gate, list[str], str]]) -> None:
        self.gates = gates

    def forward(self, inputs: dict[str, float]) -> float:
        """Run every gate in order; return the last output."""
        self.values = dict(inputs)
        for gate, operands, name in self.gates:
            self.values[name] = gate.forward(*(self.values[operand] for operand in operands))
        return self.values[name]

    def backward(self) -> dict[str, float]:
        """Run every gate backward, last one first; return each ∂f/∂input. Paths add."""
        gradients = {**dict.fromkeys(self.values, 0.0), self.gates[-1][2]: 1.0}
        for gate, operands, name in reversed(self.gates):
            for operand, gradient in zip(operands, gate.backward(gradients[name]), strict=True):
                gradients[operand] += gradient
        made = {name for _, _, name in self.gates}
        return {name: gradients[name] for name in self.values if name not in made}
