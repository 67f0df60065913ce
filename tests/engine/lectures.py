"""The lectures' networks as data: expression, inputs, and 20 digits of every value and gradient."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import autograd.numpy as anp
import numpy as np
from autograd import grad
from backprop import Graph, Network


class Lecture(NamedTuple):
    expression: str
    inputs: dict[str, float]
    out: str
    values: dict[str, float]
    gradients: dict[str, float]


def _read(entry: dict[str, Any]) -> Lecture:
    lines = entry["expression"].splitlines()
    last = next(k for k, line in enumerate(lines) if line.startswith(f"{entry['out']} ="))
    expression = "\n".join(lines[: last + 1])
    used = Graph(expression).inputs
    kept = {*used, *(line.split(" = ")[0] for line in lines[: last + 1])}
    numbers = [{k: float(v) for k, v in entry[table].items() if k in kept}
               for table in ("inputs", "values", "gradients")]  # fmt: skip
    return Lecture(expression, numbers[0], entry["out"], *numbers[1:])


_file = Path(__file__).with_name("lecture_networks.json")
LECTURES = {name: _read(entry) for name, entry in json.loads(_file.read_text("utf-8")).items()}


def by_autograd(lecture: Lecture) -> dict[str, float]:
    """∂out/∂input by HIPS autograd, another library than ours."""
    known = {"sigmoid": lambda n: 1 / (1 + anp.exp(-n)), "exp": anp.exp}

    def f(inputs: dict[str, float]) -> float:
        scope = {**known, **inputs}
        exec(lecture.expression, scope)
        return scope[lecture.out]

    return grad(f)(lecture.inputs)


def network(name: str) -> tuple[Network, np.ndarray, np.ndarray, list[dict[str, list[list[str]]]]]:
    """The engine's Network for a lecture, x, t, and where each named weight sits."""
    lecture = LECTURES[name]
    value = lecture.inputs
    if name == "aksoy.221":
        sizes, f, x, t = [2, 2, 1], "sigmoid", ["x1", "x2"], ["yt"]
        W = [[["w1", "w3"], ["w2", "w4"]], [["w5", "w6"]]]
        b = None
    elif name == "hmk":
        sizes, f, x, t = [2, 2, 1], "linear", ["i1", "i2"], ["t"]
        W = [[["w1", "w2"], ["w3", "w4"]], [["w5", "w6"]]]
        b = None
    else:
        sizes, f, x, t = [3, 2, 2], "sigmoid", ["x1", "x2", "x3"], ["yt1", "yt2"]
        W = [[["w1", "w3", "w5"], ["w2", "w4", "w6"]], [["w7", "w9"], ["w8", "w10"]]]
        b = [["b1", "b2"], ["b3", "b4"]]
    net = Network(sizes, f=f, bias=b is not None)
    places = []
    for j, names in enumerate(W, 1):
        net.W[j] = [[value[w] for w in row] for row in names]
        places.append({"W": names, "b": [[w] for w in b[j - 1]] if b else None})
        if b:
            net.b[j] = [[value[w]] for w in b[j - 1]]
    return net, np.array([[value[k]] for k in x]), np.array([[value[k]] for k in t]), places
