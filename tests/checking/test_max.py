"""Does max send the whole derivative to the larger operand, and nothing to the other?"""

from decimal import Decimal

import numpy as np
import pytest

from autograder.auditing.dual import slope
from autograder.checking.arithmetic import maximum
from autograder.checking.asks import Gradient, by_paths
from autograder.checking.trace import Trace


def forward(x, y):
    w = maximum(x * y, y)
    f = w * y
    return locals()


@pytest.mark.parametrize(("x", "df_dx", "df_dy"), [(3.0, 4.0, 12.0), (0.5, 0.0, 4.0)])
def test_do_all_three_ways_to_differentiate_route_it_alike(x, df_dx, df_dy):
    inputs = {"x": x, "y": 2.0}
    trace, asks = Trace(forward, inputs), Gradient("f", "x", "y")
    assert asks.truth(trace) == pytest.approx({"x": df_dx, "y": df_dy})
    assert by_paths(asks, trace) == pytest.approx({"x": df_dx, "y": df_dy})
    assert [slope(forward, inputs, "f", name, 0) for name in inputs] == [df_dx, df_dy]


def test_is_it_the_larger_number_of_any_kind():
    assert maximum(2.0, 3.0) == maximum(3.0, 2.0) == 3.0
    assert maximum(Decimal("0.1"), Decimal("0.3")) == Decimal("0.3")
    assert maximum(2 + 1e-30j, 1.0).imag == 1e-30
    assert maximum(np.array(2.0), 1.0) == 2.0
