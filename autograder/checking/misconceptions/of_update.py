"""Mistakes in one step of gradient descent."""

from collections.abc import Sequence
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from autograder.checking.asks import Gradient, Parts, Update, by_paths
from autograder.checking.misconceptions.kinds import Mistakes, another_one, others, transposed
from autograder.checking.misconceptions.of_gradient import of_gradient
from autograder.checking.trace import Node, Trace, elements

# A mistake in the gradient, as it shows in the step.
OF_A_STEP = {
    "doubled": "step-doubled",
    "halved": "step-halved",
    "another-one": "another-gradient",
    "flipped-sign": "ascent",
}
RATES = ("lam", "decay", "mu", "rho", "beta", "alpha", "l2", "wd")  # how inputs beside eta begin


def of_update(asks: Update, trace: Trace) -> Mistakes:
    """No step, a step uphill, a step without eta, or a right step along a wrong gradient."""
    gradient = Gradient(asks.of, *asks.names)
    truth = gradient.truth(trace)
    eta = trace["eta"].value
    old = {name: trace.value(name) for name in asks.names}
    yield ("no-step", ""), old
    yield ("ascent", ""), {n: old[n] + eta * truth[n] for n in asks.names}
    yield ("lost-eta", ""), {n: old[n] - truth[n] for n in asks.names}
    yield ("eta-twice", ""), {n: old[n] - eta * eta * truth[n] for n in asks.names}
    yield ("change-for-weight", ""), {n: -eta * truth[n] for n in asks.names}
    yield ("change-for-weight", ""), {n: eta * truth[n] for n in asks.names}
    yield from _exchanged(truth, old, eta)
    yield from _updated_too_early(asks, trace)
    yield from _swapped_rates(asks, trace)
    if len(asks.names) == 1 and isinstance(trace[asks.names[0]], Node):
        (own,) = asks.names
        inputs = [n for n in others(own, trace) if n in trace.inputs and n != "eta"]
        yield from another_one(own, Update(asks.of, *inputs), trace)
    yield ("gradient-for-weight", ""), truth
    yield ("gradient-for-weight", ""), {n: -truth[n] for n in asks.names}
    yield ("lost-upstream", "the step"), {n: old[n] - eta for n in asks.names}
    yield from transposed({n: old[n] - eta * truth[n] for n in asks.names})
    for (name, where), parts in of_gradient(gradient, trace):
        if all(_fits(parts[n], old[n]) for n in asks.names):
            mistake = OF_A_STEP.get(name, name), where
            yield mistake, {n: old[n] - eta * parts[n] for n in asks.names}


def _exchanged(truth: Parts, old: Parts, eta: float) -> Mistakes:
    """Two weights that each step along the other's slope."""
    single = [name for name in truth if np.ndim(truth[name]) == 0]
    for one, other in combinations(single, 2):
        turned = truth | {one: truth[other], other: truth[one]}
        yield ("exchanged-slopes", f"{one} and {other}"), {n: old[n] - eta * turned[n] for n in old}


def _fits(gradient: Any, weight: Any) -> bool:
    """Whether NumPy subtracts the one from the other without a word."""
    try:
        together = np.broadcast_shapes(np.shape(gradient), np.shape(weight))
    except ValueError:
        return False
    return bool(together == np.shape(weight))


def _updated_too_early(asks: Update, trace: Trace) -> Mistakes:
    """The backward pass reads weights that the same step has already changed.

    Some lines stand too early: one alone, or all of them, from the last weight to the first or from
    the first to the last.
    """
    names = list(asks.names)
    for order in (names[::-1], names):
        yield ("updated-too-early", ""), _one_after_the_other(asks, trace, order)
    for early in names if len(names) > 1 else ():
        yield ("updated-too-early", ""), _one_after_the_other(asks, trace, [early])


def _one_after_the_other(asks: Update, trace: Trace, order: Sequence[str]) -> Parts:
    """Each weight steps along a gradient that is computed with the weights changed before it."""
    eta = trace["eta"].value
    (of,) = elements(trace[asks.of])
    new: dict[int, float] = {}
    found = {}
    for name in (*order, *(n for n in asks.names if n not in order)):
        gradients = trace.gradient(of, _read_again(trace, new))
        found[name] = trace.value(name) - eta * trace.pick(name, gradients)
        if name in order:
            values = np.ravel(found[name])
            new |= {n.index: v for n, v in zip(elements(trace[name]), values, strict=True)}
    return found


def _read_again(trace: Trace, new: dict[int, Any]) -> dict[tuple[int, int], Any]:
    """Local derivatives of products in which a factor has changed; the forward pass is not redone.

    A product of several weights without a name of its own is read again as a whole.
    """
    values: dict[int, Any] = {}
    changed: dict[tuple[int, int], Any] = {}
    for node in trace.nodes:
        factors = [values.get(parent.index, parent.value) for parent in node.parents]
        is_new = any(parent.index in values for parent in node.parents)
        if node.index in new:
            values[node.index] = new[node.index]
        elif is_new and node.op in ("mul", "mul const") and not node.name and node.rule:
            values[node.index] = node.rule(*factors)
        if node.op == "mul" and is_new:
            changed |= {(node.index, k): factors[1 - k] for k in (0, 1)}
    return changed


def _swapped_rates(asks: Update, trace: Trace) -> Mistakes:
    """The learning rate and the rate of the decay, taken for each other."""
    eta = trace["eta"]
    for name in trace.inputs:
        if name.lower().startswith(RATES) and isinstance(trace[name], Node):
            rate = trace[name]
            values = {eta.index: rate.value, rate.index: eta.value}
            swapped = trace.changed(partial(_or_given, values))
            yield ("swapped-rates", f"eta and {name}"), by_paths(asks, swapped)


def _or_given(given: dict[int, Any], node: Node, value: Any) -> Any:
    return given.get(node.index, value)
