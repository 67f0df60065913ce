"""Is every gradient right, on graphs nobody thought of?"""

import autograd.numpy as anp
import numpy as np
from autograd import grad
from backprop import gradient_check
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from .random_graphs import AUTOGRAD, numbers, plans

thorough = settings(derandomize=True, deadline=None, max_examples=150)


def by_autograd(plan, values):
    def total(values):
        return anp.sum(plan.build(AUTOGRAD, *values))

    return grad(total)([np.asarray(value, float) for value in values])


def close(found, expected, rtol):
    """Relative to the largest gradient: one that cancels to nothing keeps the others' rounding."""
    for f, e in zip(found, expected, strict=True):
        np.testing.assert_allclose(f, e, rtol=rtol, atol=rtol * 1e-3 * np.max(np.abs(e)) + 1e-13)


@thorough
@given(plans, st.data())
def test_does_a_graph_of_numbers_agree_with_autograd_and_with_its_flat_code(plan, data):
    values = data.draw(st.lists(numbers, min_size=plan.inputs, max_size=plan.inputs))
    graph, inputs = plan.graph(), dict(zip(plan.names, values, strict=True))
    check = gradient_check(graph, quiet=True, **inputs)
    assume(not check.kink.any())
    assert check, str(check)
    value, gradients = graph.forward(**inputs), graph.backward()
    close(gradients.values(), by_autograd(plan, values), 1e-9)
    flat_value, flat = graph.compile()(**inputs)
    close([flat_value, *flat.values()], [value, *gradients.values()], 1e-12)
    scope = dict(inputs)
    exec(graph.flat_code(), scope)
    close([scope[f"grad_{name}"] for name in plan.names], gradients.values(), 1e-12)


shapes = st.sampled_from([(), (3,), (2, 3), (2, 1), (1, 3), (1, 1)])


@thorough
@given(plans, st.data())
def test_does_a_graph_of_arrays_that_broadcast_agree_with_autograd(plan, data):
    rng = np.random.default_rng(data.draw(st.integers(0, 1000)))
    values = [rng.normal(size=data.draw(shapes)) for _ in range(plan.inputs)]
    graph, inputs = plan.graph(), dict(zip(plan.names, values, strict=True))
    value, gradients = graph.forward(**inputs), graph.backward()
    close(gradients.values(), by_autograd(plan, values), 1e-9)
    for name, x in inputs.items():
        assert np.shape(gradients[name]) == np.shape(x)
    flat_value, flat = graph.compile()(**inputs)
    close([flat_value, *flat.values()], [value, *gradients.values()], 1e-12)
    assert gradient_check(graph, quiet=True, **inputs)


@thorough
@given(plans, st.data())
def test_do_the_paths_of_every_input_add_up_to_its_gradient(plan, data):
    plan = plan._replace(steps=plan.steps[:4])
    values = data.draw(st.lists(numbers, min_size=plan.inputs, max_size=plan.inputs))
    graph, inputs = plan.graph(), dict(zip(plan.names, values, strict=True))
    graph.forward(**inputs)
    for name, gradient in graph.backward().items():
        products = [path.product for path in graph.paths(name)]
        scale = sum(map(abs, products)) + 1e-300
        assert abs(sum(products) - gradient) <= 1e-12 * scale
