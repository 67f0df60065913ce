"""Is a function held to batches of every size, and told so if it was written for one?"""

import re

import numpy as np
import pytest

from autograder.auditing.audit import audit
from autograder.checking.arithmetic import sigmoid
from autograder.checking.asks import Gradient
from autograder.checking.question import ask, traces
from autograder.checking.task import Code
from tests.checking import networks as net
from tests.checking.test_right import verdict

SIZES = (3, 5)


def mean_loss(x, t, W):
    """A sigmoid layer; the loss is the mean over the batch."""
    n = W @ x
    y = sigmoid(n)
    E = ((t - y) ** 2).sum() / (2 * x.shape[1])
    return locals()


def draw(random, patterns):
    return {
        "x": random.uniform(0.3, 1.2, (2, patterns)),
        "t": random.uniform(0.1, 0.9, (1, patterns)),
        "W": random.uniform(-1.2, 1.2, (1, 2)),
    }


MEAN = Code(
    id="99-mean",
    title="the gradient of a mean",
    forward=mean_loss,
    asks=Gradient("E", "W"),
    call=("x", "t", "W"),
    draw=draw,
    batches=SIZES,
)


def gradient(x, t, W, size=None, slope=True):
    y = net.f(W @ x)
    delta = (y - t) * (y * (1 - y) if slope else 1)
    return delta @ x.T / (size or x.shape[1])


def test_do_the_draws_have_the_sizes_in_turn():
    assert [trace.value("x").shape[1] for trace in traces(MEAN, 3)] == [3, 5, 3, 5]
    assert [np.shape(call[0]) for call in ask(MEAN, 3)["calls"]] == [(2, 3), (2, 5)] * 2


def test_is_the_right_gradient_right_at_every_size():
    assert verdict(MEAN, gradient).status == "right"


@pytest.mark.parametrize("size", [3, 5, 4, 32])
def test_is_a_size_that_is_written_out_named(size):
    said = verdict(MEAN, lambda *given: gradient(*given, size=size))
    name = "fixed-size" if size in SIZES else "fixed-divisor"
    assert (said.points, said.misconception) == (0, name)
    assert re.search(rf"\b{size}\b", said.message)


def test_are_the_other_slips_still_named_when_the_sizes_differ():
    assert verdict(MEAN, lambda *a: gradient(*a, size=1)).misconception == "batch-summed"
    assert verdict(MEAN, lambda *a: gradient(*a, slope=False)).misconception == "missing-f-prime"
    assert verdict(MEAN, lambda *a: -gradient(*a)).misconception == "flipped-sign"
    two = verdict(MEAN, lambda *a: -gradient(*a, slope=False)).misconception
    assert two == "missing-f-prime and flipped-sign"


def test_is_random_code_never_said_to_be_written_for_one_size():
    random = np.random.default_rng(5)
    for seed in range(20):
        said = verdict(MEAN, lambda *a: random.normal(size=(1, 2)), seed)
        assert said.misconception is None


def test_does_the_audit_manage_draws_of_several_sizes():
    found = audit(MEAN)
    assert found.passed and found.mistakes > 50 and not found.unnamed and not found.misnamed
