"""Mistakes in the derivative of one step."""

from autograder.checking.arithmetic import ACTIVATIONS
from autograder.checking.asks import Local
from autograder.checking.misconceptions.kinds import Mistakes, scaled
from autograder.checking.trace import Trace, elements


def of_local(asks: Local, trace: Trace) -> Mistakes:
    """A wrong sign or size, a value instead of a slope, a mixed-up f', the whole gradient."""
    yield from scaled(asks.truth(trace))
    node, of = trace[asks.name], trace[asks.of]
    yield ("value-for-slope", asks.of), {asks.name: of.value}
    if of.op in ACTIVATIONS:
        yield ("f-prime-at-a", asks.name), {asks.name: ACTIVATIONS[of.op][1](of.value)}
        yield ("a-times-one-minus-n", asks.name), {asks.name: of.value * (1 - node.value)}
    if "E" in trace.names:
        (loss,) = elements(trace["E"])
        yield ("whole-for-local", asks.of), {asks.name: trace.gradient(loss)[node.index]}
