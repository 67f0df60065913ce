"""An error surface in one call, and a gradient check in one pass, each beside its loop."""

from collections.abc import Callable

import numpy as np
from backprop import Graph, Network, gradient_check, sigmoid

X = np.array([[0.23], [0.82]])
W1 = np.array([[0.1, 0.4], [0.5, 0.3]])


def squash(n: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-n))


def surface_loop(points: int) -> Callable[[], object]:
    """E over w5 and w6, one NumPy forward pass a point, as a student's double loop does it."""

    def run() -> None:
        for w5 in np.linspace(-4, 4, 200)[:points]:
            for w6 in np.linspace(-4, 4, 200):
                y = squash(np.array([[w5, w6]]) @ squash(W1 @ X))
                0.5 * np.sum((1.0 - y) ** 2)

    return run


def surface_call() -> Callable[[], object]:
    def E(w5, w6, x1, x2):
        ha, hb = sigmoid(x1 * 0.1 + x2 * 0.4), sigmoid(x1 * 0.5 + x2 * 0.3)
        return (1 - sigmoid(ha * w5 + hb * w6)) ** 2 / 2

    graph, w = Graph(E), np.linspace(-4, 4, 200)
    return lambda: graph.forward(w5=w[:, None], w6=w[None, :], x1=0.23, x2=0.82)


def check_by_engine() -> Callable[[], object]:
    """The 3-2-2 network's fourteen slopes, two forward passes of the engine each."""
    net, x, t = Network([3, 2, 2]), np.array([[1.0], [4.0], [5.0]]), np.array([[0.1], [0.05]])

    def run() -> list[float]:
        net.forward(x)
        net.backward(t)
        slopes = []
        for parameter in (*net.W[1:], *net.b[1:]):
            for k in np.ndindex(parameter.shape):
                kept = parameter[k]
                parameter[k] = kept + 1e-5
                net.forward(x)
                up = net.loss(t)
                parameter[k] = kept - 1e-5
                net.forward(x)
                slopes.append((up - net.loss(t)) / 2e-5)
                parameter[k] = kept
        return slopes

    return run


def check_loop() -> Callable[[], object]:
    """The same loop over plain NumPy, with no input checked."""
    net = Network([3, 2, 2])
    parameters = [net.W[1].copy(), net.b[1].copy(), net.W[2].copy(), net.b[2].copy()]
    x, t = np.array([[1.0], [4.0], [5.0]]), np.array([[0.1], [0.05]])

    def loss() -> float:
        a = squash(parameters[0] @ x + parameters[1])
        return 0.5 * float(np.sum((t - squash(parameters[2] @ a + parameters[3])) ** 2))

    def run() -> list[float]:
        slopes = []
        for parameter in parameters:
            for k in np.ndindex(parameter.shape):
                kept = parameter[k]
                parameter[k] = kept + 1e-5
                up = loss()
                parameter[k] = kept - 1e-5
                slopes.append((up - loss()) / 2e-5)
                parameter[k] = kept
        return slopes

    return run


def check_call() -> Callable[[], object]:
    net, x, t = Network([3, 2, 2]), np.array([[1.0], [4.0], [5.0]]), np.array([[0.1], [0.05]])
    return lambda: gradient_check(net, x, t, quiet=True)
