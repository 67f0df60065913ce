"""Do a task's functions work on all the numbers that a forward computation meets?"""

from decimal import Decimal

import numpy as np
import pytest

from autograder.auditing.dual import slope
from autograder.checking.arithmetic import exp, log, maximum
from autograder.checking.asks import Gradient, by_paths
from autograder.checking.trace import Trace


def softmax(n, t):
    p = exp(n) / exp(n).sum()
    E = -(t * log(p)).sum()
    return locals()


def gates(x, y, v):
    larger = maximum(x * y, y)
    E = (maximum(v, 0.5) * larger).sum()
    return locals()


LOGITS = {"n": np.array([[0.2], [0.5], [-1.0]]), "t": np.array([[0.0], [1.0], [0.0]])}
INTO_GATES = {"x": 3.0, "y": 2.0, "v": np.array([0.2, 0.9])}


@pytest.mark.parametrize(
    ("forward", "inputs"), [(softmax, LOGITS), (gates, INTO_GATES)], ids=["softmax", "gates"]
)
def test_do_three_ways_to_differentiate_agree(forward, inputs):
    trace = Trace(forward, inputs)
    asks = Gradient("E", *inputs)
    truth, paths = asks.truth(trace), by_paths(asks, trace)
    for name, value in inputs.items():
        np.testing.assert_allclose(truth[name], paths[name], rtol=1e-12)
        dual = [slope(forward, inputs, "E", name, k) for k in range(np.size(value))]
        np.testing.assert_allclose(np.ravel(truth[name]), dual, rtol=1e-12)


def test_is_the_gradient_of_softmax_and_log_loss_the_textbook_one():
    found = Gradient("E", "n").truth(Trace(softmax, LOGITS))["n"]
    p = np.exp(LOGITS["n"]) / np.exp(LOGITS["n"]).sum()
    np.testing.assert_allclose(found, p - LOGITS["t"], rtol=1e-12)


def test_is_a_decimal_logarithm_exact():
    assert str(log(Decimal(2)))[:20] == "0.693147180559945309"
    assert maximum(Decimal(2), Decimal(3)) == 3
