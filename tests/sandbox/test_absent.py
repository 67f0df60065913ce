"""Is the engine really gone where it may not be used, and everything around it still there?"""

import pytest

from autograder.checking.engine_use import ENGINE
from autograder.sandbox.kernel import zygote
from autograder.sandbox.shell import statements

from .conftest import text

WITHOUT = tuple(sorted(ENGINE))


@pytest.fixture
def alone(kernel):
    def run(source: str) -> str:
        with kernel(zygote(WITHOUT)) as found:
            return text(found.run(source, 20, 100_000, apart=True))

    return run


def test_do_the_tools_stay(alone):
    shown = alone("import numpy as np\nfrom backprop import sigmoid\nprint(round(sigmoid(0.0), 3))")
    assert shown == "0.5\n"


@pytest.mark.parametrize(
    "use",
    [
        "Network([2, 2, 1])", "Graph('x * y')", "gradient_check(lambda w: w, 3.0, 1.0)",
        "backprop.alternatives.FeedbackAlignment([2, 2, 1])",
        "backprop.widgets.circuit.Graph('x')",
    ],
)  # fmt: skip
def test_does_the_engine_compute_nothing(alone, use):
    shown = alone(
        "import backprop, backprop.alternatives, backprop.widgets.circuit\n"
        f"from backprop import Graph, Network, gradient_check\nprint({use})\nprint('after')"
    )
    assert "EngineAbsent" in shown and shown.endswith("after\n")


def test_are_its_files_and_its_code_nowhere(alone):
    source = """
import backprop, gc, glob, os, types
folder = backprop.__path__[0]
print(glob.glob(folder + "/**/network.*", recursive=True), glob.glob(folder + "/**/tape*"))
names = [o.co_filename for o in gc.get_objects() if isinstance(o, types.CodeType)]
names += [f.__code__.co_filename for f in gc.get_objects() if isinstance(f, types.FunctionType)]
print([n for n in names if n.endswith(("backprop/network.py", "backprop/graph.py"))])
"""
    assert alone(source) == "[] []\n[]\n"


def test_does_an_error_in_one_statement_leave_the_next_alone(alone):
    shown = alone("1 / 0\n\n@staticmethod\ndef f():\n    return 3\n\nprint(f())")
    assert "ZeroDivisionError" in shown and shown.endswith("3\n")


@pytest.mark.parametrize(
    ("source", "count"),
    [("x = 1", 1), ("x = 1; y = 2\nz = 3", 2), ("@d\ndef f():\n    pass\nf()", 2), ("%magic", 1),
     ("# only a comment", 1), ("def f(:", 1), ("if x:\n    y\nelse:\n    z\nw = '''\na\n'''", 2)],
)  # fmt: skip
def test_is_a_cell_cut_between_its_statements(source, count):
    found = statements(source)
    assert len(found) == count and "".join(found) == source
