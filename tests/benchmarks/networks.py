"""Training steps of layered networks: the engine, plain NumPy that allocates, torch eager."""

from collections.abc import Callable
from typing import Any

import numpy as np
from backprop import Network
from straight_line import straight_line

Array = np.ndarray
Step = Callable[[], object]


def plain_numpy(weights: list[Array], biases: list[Array], x: Array, t: Array, *, relu: bool,
                momentum: float = 0.0, l2: float = 0.0, eta: float = 0.01,
                from_a: bool = False) -> Step:  # fmt: skip
    """One step as a student writes the course's recursion down, with new arrays everywhere.

    f' is a function of n, as in the course's notation; `from_a` takes tanh' from a, and so saves
    a tanh.
    """
    velocity = [np.zeros_like(w) for w in weights + biases]

    def f_prime(n: Array, a: Array) -> Array:
        if relu:
            return n >= 0
        return 1 - (a if from_a else np.tanh(n)) ** 2

    def step() -> None:
        a, ns = [x], [x]
        for j, (W, b) in enumerate(zip(weights, biases, strict=True), 1):
            n = W @ a[-1] + b
            ns.append(n)
            if not relu:
                a.append(np.tanh(n))
            elif j < len(weights):
                a.append(np.maximum(n, 0))
            else:
                p = np.exp(n - n.max(axis=0))
                a.append(p / p.sum(axis=0))
        delta = a[-1] - t if relu else (a[-1] - t) * f_prime(ns[-1], a[-1])
        for j in reversed(range(len(weights))):
            dW, db = delta @ a[j].T, delta.sum(axis=1, keepdims=True)
            if j:
                delta = weights[j].T @ delta * f_prime(ns[j], a[j])
            if l2:
                dW = dW + l2 * weights[j]
            if momentum:
                k = j + len(weights)
                velocity[j] = momentum * velocity[j] + dW
                velocity[k] = momentum * velocity[k] + db
                dW, db = velocity[j], velocity[k]
            weights[j] = weights[j] - eta * dW
            biases[j] = biases[j] - eta * db

    return step


def engine(net: Network, x: Array, t: Array, momentum: float = 0.0, eta: float = 0.01) -> Step:
    def step() -> None:
        net.forward(x)
        net.backward(t)
        net.step(eta, momentum)

    return step


def matrix_products(net: Network, x: Array, tanh: bool = False) -> Step:
    """The products of one step, and a tanh a layer if told; nothing else, into ready arrays.

    What NumPy cannot go below, however it is called.
    """
    m = x.shape[1]
    layers = range(1, len(net.sizes))
    a = [np.ones((size, m), net.dtype) for size in net.sizes]
    delta = [np.ones((size, m), net.dtype) for size in net.sizes]
    W = [None, *(net.W[j].copy() for j in layers)]
    dW = [None, *(np.empty_like(W[j]) for j in layers)]

    def products() -> None:
        for j in layers:
            np.dot(W[j], a[j - 1], out=a[j])
            if tanh:
                np.tanh(a[j], a[j])
        for j in reversed(layers):
            np.dot(delta[j], a[j - 1].T, out=dW[j])
            if j > 1:
                np.dot(W[j].T, delta[j], out=delta[j - 1])

    return products


def torch_eager(sizes: list[int], x: Array, t: Array, relu: bool, **options: float) -> Step:
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float32 if x.dtype == np.float32 else torch.float64)
    layers: list[torch.nn.Module] = []
    for rows, columns in zip(sizes[1:], sizes[:-1], strict=True):
        layers += [torch.nn.Linear(columns, rows), torch.nn.ReLU() if relu else torch.nn.Tanh()]
    model = torch.nn.Sequential(*(layers[:-1] if relu else layers))
    optimiser = torch.optim.SGD(model.parameters(), lr=1e-6, **options)
    inputs, targets = torch.tensor(x.T.copy()), torch.tensor(t.T.copy())

    def step() -> None:
        optimiser.zero_grad()
        y = model(inputs)
        if relu:
            loss = -(targets * torch.log_softmax(y, 1)).sum()
        else:
            loss = 0.5 * ((targets - y) ** 2).sum()
        loss.backward()
        optimiser.step()

    return step


def contenders(sizes: list[int], m: int, *, relu: bool, torch: bool, momentum: float = 0.0,
               l2: float = 0.0, dtype: Any = np.float64) -> dict[str, Step]:  # fmt: skip
    """Everyone's step on the same sizes: 784-256-128-10 are ReLUs and softmax, the others tanh."""
    rng = np.random.default_rng(0)
    x, t = rng.normal(size=(sizes[0], m)).astype(dtype), np.zeros((sizes[-1], m), dtype)
    t[rng.integers(0, sizes[-1], m), np.arange(m)] = 1.0
    f = ["relu"] * (len(sizes) - 2) + ["softmax"] if relu else "tanh"
    options: dict[str, Any] = {"momentum": momentum, "eta": 1e-4 / m}  # a thousand steps stay tame
    net = Network(sizes, f=f, l2=l2, dtype=dtype)

    def plain(from_a: bool) -> Step:
        W, b = [w.copy() for w in net.W[1:]], [b.copy() for b in net.b[1:]]
        return plain_numpy(W, b, x, t, relu=relu, l2=l2, from_a=from_a, **options)

    found = {"numpy": plain(False), "engine": engine(net, x, t, **options),
             "products": matrix_products(net, x)}  # fmt: skip
    if relu:
        found["straight line"] = straight_line(net.W[1:], net.b[1:], x, t, l2=l2, **options)
    else:
        found["numpy, f' from a"] = plain(True)
        found["products + tanh"] = matrix_products(net, x, tanh=True)
    if torch:
        found["torch"] = torch_eager(sizes, x, t, relu, momentum=momentum, weight_decay=l2)
    return found
