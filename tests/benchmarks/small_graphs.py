"""The lecture's 2-2-1 network, one forward and backward pass, as everybody would write it."""

from collections.abc import Callable
from math import exp
from typing import Any

from backprop import Graph, sigmoid

START = {"w1": 0.1, "w2": 0.5, "w3": 0.4, "w4": 0.3, "w5": 0.2, "w6": 0.6}
X1, X2, T = 0.23, 0.82, 1.0


def hand_written(w1, w2, w3, w4, w5, w6):
    ha = 1 / (1 + exp(-(X1 * w1 + X2 * w3)))
    hb = 1 / (1 + exp(-(X1 * w2 + X2 * w4)))
    y = 1 / (1 + exp(-(ha * w5 + hb * w6)))
    E = 0.5 * (T - y) ** 2
    delta = (y - T) * y * (1 - y)
    delta_a = delta * w5 * ha * (1 - ha)
    delta_b = delta * w6 * hb * (1 - hb)
    return E, {"w1": delta_a * X1, "w2": delta_b * X1, "w3": delta_a * X2, "w4": delta_b * X2,
               "w5": delta * ha, "w6": delta * hb}  # fmt: skip


def engine(w1: Any, w2: Any, w3: Any, w4: Any, w5: Any, w6: Any) -> Any:
    ha, hb = sigmoid(X1 * w1 + X2 * w3), sigmoid(X1 * w2 + X2 * w4)
    return (T - sigmoid(ha * w5 + hb * w6)) ** 2 / 2


def micrograd() -> Callable[[], object]:
    from micrograd.engine import Value

    def run() -> float:
        w = {name: Value(value) for name, value in START.items()}
        n = (X1 * w["w1"] + X2 * w["w3"], X1 * w["w2"] + X2 * w["w4"])
        ha, hb = (1 / (1 + _exp(-k)) for k in n)
        y = 1 / (1 + _exp(-(ha * w["w5"] + hb * w["w6"])))
        E = (T - y) ** 2 / 2
        E.backward()
        return w["w1"].grad

    def _exp(v: Value) -> Value:  # micrograd has no exp: written as its own operations are
        out = Value(exp(v.data), (v,), "exp")

        def back() -> None:
            v.grad += out.data * out.grad

        out._backward = back
        return out

    return run


def torch() -> Callable[[], object]:
    import torch as t

    t.set_num_threads(1)
    x, target = t.tensor([[X1], [X2]]), t.tensor([[T]])
    W1 = t.tensor([[0.1, 0.4], [0.5, 0.3]], requires_grad=True)
    W2 = t.tensor([[0.2, 0.6]], requires_grad=True)

    def run() -> object:
        W1.grad = W2.grad = None
        y = t.sigmoid(W2 @ t.sigmoid(W1 @ x))
        ((target - y) ** 2 / 2).sum().backward()
        return W1.grad

    return run


def contenders() -> dict[str, Callable[[], object]]:
    graph = Graph(engine)
    run = graph.compile()

    def replay() -> dict[str, Any]:
        graph.forward(**START)
        return graph.backward()

    return {
        "hand-written": lambda: hand_written(**START),
        "flat code": lambda: run(**START),
        "graph": replay,
    }
