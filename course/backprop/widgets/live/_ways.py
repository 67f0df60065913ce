"""Every path from the loss to a weight of a layered network, factor by factor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from backprop import Network

from ._layered import Weight, activation_name, unit, weights


@dataclass(frozen=True)
class Way:
    """One path from the loss to a weight: its units from the output down, its named factors."""

    units: tuple[tuple[int, int], ...]
    factors: tuple[tuple[str, float], ...]

    @property
    def product(self) -> float:
        return prod(value for _, value in self.factors)


def ways(net: Network, t: Sequence[float], w: Weight) -> Iterator[Way]:
    """Every path: ∂E/∂y f′(n) w f′(n) ... down to what the weight's own line carries."""
    sizes, top = net.sizes, len(net.sizes) - 1
    names = {(v.j, v.to, v.source): v.name for v in weights(sizes, False)}
    slope = [None, *(f.f_prime(n) for f, n in zip(net.f[1:], net.n[1:], strict=True))]
    for above in product(*(range(sizes[j]) for j in range(top, w.j, -1))):
        route = [*zip(range(top, w.j, -1), above, strict=True), (w.j, w.to)]
        k = route[0][1]
        factors = [(f"∂E/∂{activation_name(sizes, top, k)}", float(net.a[top][k, 0] - t[k]))]
        for at, (j, k) in enumerate(route):
            if at:
                to = route[at - 1][1]
                factors.append((names[j + 1, to, k], float(net.W[j + 1][to, k])))
            factors.append((f"f′(n_{unit(sizes, j, k)})", float(slope[j][k, 0])))
        carried = 1.0 if w.source < 0 else float(net.a[w.j - 1][w.source, 0])
        what = "1" if w.source < 0 else activation_name(sizes, w.j - 1, w.source)
        yield Way(tuple(route), (*factors, (what, carried)))
