"""The worked examples as authors of tasks use them."""

import numpy as np
import pytest

from autograder.numbers import find
from autograder.numbers.networks import AKSOY_221, AKSOY_322, EXAMPLES, MILES_XYZ


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=lambda example: example.name)
def test_does_the_forward_computation_run_on_floats(example):
    steps = example.forward(**example.floats())
    assert steps[example.out] == pytest.approx(float(example.value(example.out)), rel=1e-13)


def test_does_the_forward_computation_run_on_arrays():
    inputs = AKSOY_221.floats() | {"w5": np.linspace(-1, 1, 5)}
    assert AKSOY_221.forward(**inputs)["E"].shape == (5,)


@pytest.mark.parametrize("example", [AKSOY_221, AKSOY_322], ids=lambda example: example.name)
def test_do_the_symbols_lead_to_steps_of_the_example(example):
    assert set(example.symbols.values()) <= set(example.trace.names)


def test_does_a_step_change_the_learned_parameters_alone_and_lower_the_loss():
    after = AKSOY_221.stepped
    assert {name for name in after.given if after.given[name] != AKSOY_221.given[name]} == set(
        AKSOY_221.learned
    )
    assert after.value("w5") == pytest.approx(find("aksoy.221.w5_new").exact)
    assert after.value("E") < AKSOY_221.value("E")


def test_is_a_step_without_a_learning_rate_refused():
    with pytest.raises(ValueError, match=r"miles\.xyz has no learning rate"):
        _ = MILES_XYZ.rate
