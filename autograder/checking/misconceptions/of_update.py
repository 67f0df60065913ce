"""Mistakes in one step of gradient descent."""

import numpy as np

from autograder.checking.asks import Gradient, Parts, Update
from autograder.checking.misconceptions.kinds import Mistakes, another_one, others
from autograder.checking.misconceptions.of_gradient import of_gradient
from autograder.checking.trace import Node, Trace, elements

# A mistake in the gradient, as it shows in the step.
OF_A_STEP = {
    "doubled": "step-doubled",
    "halved": "step-halved",
    "another-one": "another-gradient",
}


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
    if len(asks.names) == 1 and isinstance(trace[asks.names[0]], Node):
        (own,) = asks.names
        inputs = [n for n in others(own, trace) if n in trace.inputs and n != "eta"]
        yield from another_one(own, Update(asks.of, *inputs), trace)
    yield ("gradient-for-weight", ""), truth
    yield ("gradient-for-weight", ""), {n: -truth[n] for n in asks.names}
    for mistake, parts in of_gradient(gradient, trace):
        fits = all(np.shape(parts[n]) == np.shape(old[n]) for n in asks.names)
        name, where = mistake
        if fits and name != "flipped-sign":  # that is the ascent above
            name = OF_A_STEP.get(name, name)
            yield (name, where), {n: old[n] - eta * parts[n] for n in asks.names}
    yield from _updated_too_early(asks, truth, old, trace)


def _updated_too_early(asks: Update, truth: Parts, old: Parts, trace: Trace) -> Mistakes:
    """The backward pass reads weights that the same step has already changed."""
    eta = trace["eta"].value
    new = {
        node.index: node.value - eta * slope
        for name in asks.names
        for node, slope in zip(elements(trace[name]), np.ravel(truth[name]), strict=True)
    }
    changed = {
        (node.index, k): new[factor.index]
        for node in trace.nodes
        if node.op == "mul"
        for k, factor in enumerate(reversed(node.parents))
        if factor.index in new
    }
    gradients = trace.gradient(elements(trace[asks.of])[0], changed)
    parts = {name: old[name] - eta * trace.pick(name, gradients) for name in asks.names}
    yield ("updated-too-early", ""), parts
