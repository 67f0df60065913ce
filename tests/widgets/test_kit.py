"""Is what the browser writes what Python writes?"""

import pytest
from backprop.widgets.live.base import KIT, fmt

NUMBERS = [0.0, 1.0, -1.0, 0.1 + 0.2, -0.0533, 12345.678, 999999.4, 1e6, -2.5e7, 3.828e-05, 1e-4,
           -6.4289e-12, 1e300, 145.8, 0.00198, 100.0, -0.0, 1e-5, -1e-17, 0.99996e-4,
           999999.6, 1.2e22]  # fmt: skip


@pytest.mark.parametrize("digits", [3, 4])
def test_are_numbers_written_alike_in_python_and_in_the_browser(page, digits):
    script = f"(() => {{ {KIT}; return ({NUMBERS}).map((x) => fmt(x, {digits})); }})()"
    assert page.evaluate(script) == [fmt(x, digits) for x in NUMBERS]


def test_is_no_number_written_with_a_long_tail_or_a_negative_zero():
    assert [fmt(x) for x in (-0.0, 1e-5, -1.2e22, 1e-17)] == ["0", "1e−5", "−1.2e22", "1e−17"]
    assert [fmt(x) for x in (float("inf"), float("nan"))] == ["too large"] * 2
