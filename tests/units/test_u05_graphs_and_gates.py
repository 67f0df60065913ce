"""Does unit 05 name the typical slips, and do its pictures and worksheets say what is true?"""

import math
import re

import numpy as np
import pytest
from backprop import Graph, gradient_check
from backprop.widgets.circuit import circuit
from backprop.widgets.gate_patterns import gate_patterns, patterns
from backprop.widgets.group_problem import exercise, group_problem
from backprop.widgets.worksheet import Exercise, worksheet

from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.tasks import find


def verdict(task_id, answer, seed=1):
    task = find(task_id)
    question = ask(task, seed)
    return judge(task, question, collect(question, answer))


def sigmoid(n):
    return 1 / (1 + math.exp(-n))


def slope(a):
    return a * (1 - a)


def flat(switched=True, slope=slope, own_bias=False):
    """The sigmoid circuit with a slip in it."""

    def gradients(w0, x0, w1, x1, w2):
        g = slope(sigmoid(w0 * x0 + w1 * x1 + w2))
        found = (g * x0, g * w0, g * x1, g * w1) if switched else (g * w0, g * x0, g * w1, g * x1)
        return (*found, g * w2 if own_bias else g)

    return gradients


WRONG = [
    ("05-predict", "a", "wrong-choice", 0),
    ("05-predict", "d", "wrong-choice", 0),
    ("05-qz_forward", (3, 12), "flipped-value", 1),
    ("05-qz_backward", (3, 3, -4), "own-value", 0),
    ("05-qz_backward", (-4, -4, -4), "own-value", 2),
    ("05-qz_backward", (3, 3, 3), "own-value", 1),
    ("05-df_dneg", -1.4528, "sign-lost-in-power", 0),
    ("05-qz_backward", (4, 4, -3), "flipped-sign", 0),
    ("05-df_dneg", 0.1966, "flipped-sign", 0),
    ("05-df_dx1", -0.3932, "another-one", 0),
    ("05-df_dx1", 0.5898, "flipped-sign", 0),
    ("05-unique", "b", "wrong-choice", 0),
    ("05-sigmoid_gate", lambda a, upstream: upstream * a, "a-for-f-prime", 0),
    ("05-sigmoid_gate", lambda a, upstream: upstream * slope(sigmoid(a)), "squashed-again", 0),
    ("05-patterns", "b", "wrong-choice", 0),
    ("05-copy", -8, "dropped-path", 0),
    ("05-copy", -20, "dropped-path", 0),
    ("05-order", "ADCB", "wrong-order", 0),
    ("05-order", "BDCA", "wrong-order", 0),
    ("05-example3", (6, 0, 6), "dropped-path", 1),
    ("05-flat", flat(switched=False), "not-switched", 0.6),
    ("05-flat", lambda w0, x0, w1, x1, w2: (*flat()(w0, x0, w1, x1, w2)[:4], w2), None, 2.4),
    ("05-flat", flat(slope=lambda a: a), "a-for-f-prime", 0),
    ("05-flat", flat(own_bias=True), "times-itself", 2.4),
    ("05-example3", (10, 2, 7), "max-both", 1),
    ("05-proof", "b", "wrong-choice", 0),
    ("05-repair", lambda x, W, dz: [W * dz, x * W * dz], "from-the-other", 1),
    ("05-repair", lambda x, W, dz: [W * x * dz, x * dz], "from-the-other", 1),
    ("05-repair", lambda x, W, dz: [x * dz, W * dz], None, 0),
]


@pytest.mark.parametrize(("task_id", "answer", "name", "points"), WRONG)
def test_is_a_typical_slip_told_and_paid_rightly(task_id, answer, name, points):
    said = verdict(task_id, answer)
    assert said.points == pytest.approx(points), said.text
    assert said.points < find(task_id).points
    assert name is None or name in (said.misconception or "nothing"), said.text
    assert "loss" not in said.text  # the end of these graphs is f


def test_do_the_four_patterns_agree_with_the_engine():
    for pattern, formula in zip(
        patterns(3.0, -4.0, 2.0, 5.0), ("p + q", "p * q", "2 * p + 5 * p", "max(p, q)"), strict=True
    ):
        graph = Graph(formula if "5" in formula else f"2 * ({formula})")
        inputs = dict(zip("pq", (value for value, _ in pattern.into), strict=False))
        graph.forward(**inputs)
        assert list(graph.backward().values()) == [gradient for _, gradient in pattern.into]


def test_does_a_circuit_show_every_value_above_its_gradient():
    graph = Graph("q = y + z; f = x * q")
    graph.forward(x=3, y=4, z=-2)
    graph.backward()
    texts = {t.get_text(): t.get_position() for t in circuit(graph, "…").axes[0].texts}
    assert {"x", "y", "z", "q: +", "f: ×", "−2", "6", "4"} <= texts.keys()
    assert texts["6"][1] > texts["f: ×"][1] > texts["1"][1]
    assert len(gate_patterns("…").axes) == 4


@pytest.mark.parametrize("group", range(1, 61))
def test_has_every_group_a_problem_of_its_own_kind_that_is_differentiated_rightly(group):
    made = exercise(group)
    assert made == exercise(group)
    assert made.name == f"Group {group}, problem {2 + (group - 1) % 3}"
    floats = {name: float(value) for name, value in made.inputs.items()}
    assert gradient_check(made.graph, quiet=True, **floats)
    assert ("max" in made.formula) == (group % 3 == 2)


def test_are_there_more_problems_than_groups():
    assert len({(exercise(g).formula, *exercise(g).inputs.values()) for g in range(1, 61)}) == 60
    with pytest.raises(ValueError, match="no group 0"):
        exercise(0)


def test_are_solutions_folded_and_left_out_of_the_plain_text():
    sheet = worksheet(Exercise("A1", "p = x * y; f = p + x", {"x": 2, "y": -3}))
    page = sheet._repr_html_()
    folded = re.findall(r"<details>.*?</details>", page)
    assert len(folded) == 1 and "<td>−2</td>" in folded[0]  # ∂f/∂x = y + 1
    assert repr(sheet) == "A1. p = x * y; f = p + x   at   x = 2, y = −3"
    assert group_problem(1, 2)._repr_html_().count("<details>") == 2


def test_has_the_doubling_graph_the_paths_that_the_text_counts():
    short = Graph("a = x + x; b = a + a; f = b + b")
    short.forward(x=1.0)
    assert len(list(short.paths("x"))) == 2**3 == short.backward()["x"]
    assert np.log2(1073741824) == 30
