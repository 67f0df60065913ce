"""A layered network as plain data that the browser draws: places, numbers and bold paths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backprop import Network

from ..network_diagram import network_diagram
from ..style import Picture
from ._layered import Weight, activation_name, unit, weights
from ._ways import Way
from .base import View, fmt, table

LEFT, TOP, BIAS = 31, 46, 34  # the middle of the first unit; what a bias needs above it
ROOM = 80, 37  # of a line's number: across and down
LOSS = 174  # from the outputs to the right edge
LETTERS = 7  # of a gradient, so that it has room on its plate


def network_picture(
    net: Network, t: Sequence[float], chosen: Weight, paths: list[Way], E: float, seen: bool
) -> View:
    """Units, lines and numbers. seen: deltas and gradients are in it; else nothing tells them."""
    sizes = net.sizes
    places, width, height = _places(sizes, net.bias)
    nodes = [
        _node(net, j, k, places[j, k], seen) for j in range(len(sizes)) for k in range(sizes[j])
    ]
    middle = (places[len(sizes) - 1, 0][1] + places[len(sizes) - 1, sizes[-1] - 1][1]) / 2
    loss = {"x": width - 33, "y": middle, "value": fmt(E)}
    top = len(sizes) - 1
    targets = [
        {
            "name": f"t{k + 1}" if sizes[-1] > 1 else "t", "k": k, "value": t[k],
            "slope": short(float(net.a[top][k, 0] - t[k])) if seen else "",
        }
        for k in range(sizes[top])
    ]  # fmt: skip
    return {
        "nodes": nodes, "loss": loss, "targets": targets, "width": width, "height": height,
        "lines": [_line(net, w, places, w == chosen, seen) for w in weights(sizes, net.bias)],
        "paths": [[f"{j}-{k}" for j, k in way.units] for way in paths],
        "source": f"{chosen.j - 1}-{chosen.source}" if chosen.source >= 0 else "",
    }  # fmt: skip


def _places(sizes: Sequence[int], bias: bool) -> tuple[dict[tuple[int, int], Any], int, int]:
    """The middle of every unit, so far apart that each line has room for its numbers."""
    most = max(sizes[1:])
    across, down = max(ROOM[0] * (most + 1), 200), max(ROOM[1] * (most + 1), 116 + 28 * bias)
    rows, top = max(sizes), TOP + BIAS * bias
    places = {
        (j, k): (LEFT + across * j, top + round(down * (k + (rows - size) / 2)))
        for j, size in enumerate(sizes)
        for k in range(size)
    }
    return places, LEFT + across * (len(sizes) - 1) + LOSS, top + 76 + down * (rows - 1)


def short(x: float) -> str:
    """A gradient in at most seven letters: as many digits as have room."""
    texts = [fmt(x, 3), fmt(x, 2)]  # the second one has an exponent where x is tiny or huge
    return next((text for text in texts if len(text) <= LETTERS), f"{x:.0e}".replace("-", "−"))


def _node(net: Network, j: int, k: int, place: Any, seen: bool) -> View:
    name = unit(net.sizes, j, k)
    node = {"id": f"{j}-{k}", "layer": j, "k": k, "x": place[0], "y": place[1], "name": name,
            "sends": activation_name(net.sizes, j, k), "value": float(net.a[j][k, 0])}  # fmt: skip
    if j:
        node["n"] = f"n = {fmt(net.n[j][k, 0])}"
        node["delta"] = f"δ = {short(net.delta[j][k, 0])}" if seen else ""
    return node


def _line(net: Network, w: Weight, places: Any, chosen: bool, seen: bool) -> View:
    value, gradient = w.of(net)
    line = {"name": w.name, "j": w.j, "to": w.to, "source": w.source, "value": value,
            "gradient": f"∂ {short(gradient)}" if seen else "", "chosen": chosen}  # fmt: skip
    x, y = places[w.j, w.to]
    if w.source < 0:
        return {**line, "x": x, "y": y - 48}
    # Its numbers stand where those of all other lines of the layer are as far away as can be.
    share = 1 / (net.sizes[w.j] + 1)
    x0, y0 = places[w.j - 1, w.source]
    return {**line, "x": round(x0 + share * (x - x0), 1), "y": round(y0 + share * (y - y0), 1)}


def network_table(net: Network, t: Sequence[float], seen: bool) -> View:
    """Every number of the network with the derivative of E by it."""
    sizes, top, rows = net.sizes, len(net.sizes) - 1, []
    for k in range(sizes[0]):
        rows.append([f"x{k + 1}", net.a[0][k, 0], "–"])
    for j in range(1, top + 1):
        for k in range(sizes[j]):
            delta = float(net.delta[j][k, 0])
            rows.append([f"n_{unit(sizes, j, k)}", net.n[j][k, 0], delta if seen else "?"])
            upstream = _by_activation(net, t, j, k)
            sends = activation_name(sizes, j, k)
            rows.append([sends, net.a[j][k, 0], upstream if seen else "?"])
    for w in weights(sizes, net.bias):
        value, gradient = w.of(net)
        rows.append([w.name, value, gradient if seen else "?"])
    return table("number", "value", "∂E by it", rows=rows)


def _by_activation(net: Network, t: Sequence[float], j: int, k: int) -> float:
    """∂E/∂a of a unit: the error at an output, else what its lines bring back."""
    if j == len(net.sizes) - 1:
        return float(net.a[j][k, 0] - t[k])
    return float(net.W[j + 1][:, k] @ net.delta[j + 1][:, 0])


def still_network(net: Network, t: Sequence[float], chosen: Weight, title: str) -> Picture:
    """The network with its values and deltas, for a page without a kernel."""
    picture: Any = network_picture(net, t, chosen, [], net.loss(t), True)
    layers = range(len(net.sizes))
    names = [[n["name"] for n in picture["nodes"] if n["layer"] == j] for j in layers]
    says = f"{title}: sizes {'-'.join(map(str, net.sizes))}, activations in the units, δ below."
    line_names = [np.full(W.shape, "", dtype=object) for W in net.W[1:]]
    for w in weights(net.sizes, False):
        line_names[w.j - 1][w.to, w.source] = w.name
    return network_diagram(
        [W.round(3) for W in net.W[1:]], names, says,
        values=[a.ravel() for a in net.a], weight_names=line_names,
        deltas=[[None] * net.sizes[0], *(d.ravel() for d in net.delta[1:])],
    )  # fmt: skip
