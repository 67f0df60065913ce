"""Does unit 07 name the lost path, and is what its text says of the numbers so?"""

import numpy as np
import pytest
from backprop import Graph, sigmoid
from backprop.widgets.path_products import path_products
from backprop.widgets.path_shares import path_shares

from autograder.checking.judge import judge
from autograder.checking.own import EVERYONE, own_numbers, token
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.numbers import all_numbers
from autograder.tasks import find
from autograder.tasks.u07_two_outputs_and_biases import GIVEN, network

FIRST_LAYER = ("w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2")
PRINTED = {n.id.removeprefix("aksoy.322.dE_d"): n for n in all_numbers() if ".322.dE_d" in n.id}


def verdict(task_id, answer):
    task = find(task_id)
    question = ask(task, 1, EVERYONE)
    return judge(task, question, collect(question, answer))


def two_layers(collect_deltas, bias_line=1.0):
    """Gradients of the hidden layer, with the deltas collected in some way."""

    def hidden(x, t, W1, b1, W2, b2):
        a1 = sigmoid(W1 @ x + b1)
        y = sigmoid(W2 @ a1 + b2)
        delta2 = (y - t) * y * (1 - y)
        delta1 = collect_deltas(W2, delta2) * a1 * (1 - a1)
        return delta1 @ x.T, delta1 * (b1 if bias_line is None else bias_line)

    return hidden


def all_paths(W2, delta2):
    return W2.T @ delta2


def last_path(W2, delta2):
    return W2[1:].T @ delta2[1:]


WRONG = [
    ("07-n_d", 0.8888, "dropped-term", 0),
    ("07-E", 0.3117, "another-one", 0),
    ("07-E", 1.1865, "doubled", 0),
    ("07-dE_dw10", 0.1183, "another-one", 0),
    ("07-dE_dw10", 0.7467, "missing-f-prime", 0),
    ("07-dE_db4", 0.75040, "missing-f-prime", 0),
    ("07-dE_dw3", 0.0050, "wrong-print", 0),
    ("07-dE_db2", 0.00005, "wrong-print", 0),
    ("07-routes", 4, "wrong-choice", 0),
    ("07-slip", "b", "wrong-choice", 0),
    ("07-order", "ECBGFAD", "wrong-order", 0),
    ("07-shape", (5, 3), "transposed-shape", 0),
    ("07-hidden", "a", "wrong-choice", 0),
    ("07-through_y2", 0.000717, "another-end", 0),
    ("07-through_y2", 0.001984, "another-end", 0),
    ("07-shared", 0.0008, "wrong-print", 0),
    ("07-shared", 0.001984, "dropped-path", 0),
    ("07-repair", two_layers(all_paths, bias_line=None), "times-itself", 1),
    ("07-repair", two_layers(last_path), "dropped-path", 0),
]


@pytest.mark.parametrize(("task_id", "answer", "mistake", "points"), WRONG)
def test_is_a_typical_mistake_named(task_id, answer, mistake, points):
    said = verdict(task_id, answer)
    assert said.points == points, said.text
    assert mistake is None or mistake in str(said.misconception), said.text


def test_does_a_path_lost_in_a_hand_answer_go_by_its_name():
    said = verdict("07-dE_dw3", 0.005067)
    assert (said.misconception, said.points) == ("dropped-path", 0), said.text


def test_is_every_printed_gradient_of_the_second_layer_accepted_and_none_of_the_first():
    for name, number in PRINTED.items():
        assert (number.kind == "wrong") == (name in FIRST_LAYER)
    for task_id, name in (("07-dE_dw10", "w10"), ("07-dE_db4", "b4")):
        assert verdict(task_id, float(PRINTED[name].printed)).status == "right"


def test_is_each_wrong_print_the_path_through_y2_cut_after_its_digits():
    given = dict(GIVEN)
    first = network(**given)
    for name in FIRST_LAYER:
        step = 1e-6
        up, down = (network(**given | {name: given[name] + s})["E2"] for s in (step, -step))
        through_y2 = (up - down) / (2 * step)
        number = PRINTED[name]
        cut = np.floor(through_y2 * 10**number.digits) / 10**number.digits
        assert float(number.printed) == pytest.approx(cut, abs=1e-12), name
    assert first["E"] == pytest.approx(0.593244871904)


def test_do_the_kept_paths_of_the_shared_bias_give_the_page_s_number():
    expression = (
        "a = sigmoid(4.3 + p)\nb = sigmoid(5.3 + q)\n"
        "E = (0.1 - sigmoid(0.7 * a + 0.9 * b + 0.5)) ** 2 / 2"
        " + (0.05 - sigmoid(0.8 * a + 0.1 * b + 0.5)) ** 2 / 2"
    )
    graph = Graph(expression)
    graph.forward(p=0.0, q=0.0)
    products = [[path.product for path in graph.paths(name)] for name in ("p", "q")]
    (a1, a2), (b1, b2) = (sorted(each) for each in products)  # y1 is the smaller for a, not for b
    sums = {"a": a1 + b2, "b": a2 + b1, "c": a1 + b1, "d": a2 + b2}
    assert [k for k, v in sums.items() if f"{v:.4f}" == "0.0008"] == ["c"]
    assert verdict("07-shared", a1 + a2 + b1 + b2).status == "right"


@pytest.mark.parametrize("student", [token(b"secret", f"student{n}") for n in range(6)])
def test_do_both_paths_matter_in_everybodys_own_numbers(student):
    mine = own_numbers(find("07-own"), student)
    a = sigmoid(mine["w1"] * mine["x1"] + mine["w2"] * mine["x2"] + mine["b1"])
    shares = []
    for w, t in ((mine["w3"], mine["t1"]), (mine["w4"], mine["t2"])):
        y = sigmoid(w * a)
        shares.append((y - t) * y * (1 - y) * w * a * (1 - a) * mine["x1"])
    assert min(map(abs, shares)) > 0.04 * abs(sum(shares))


def test_does_the_picture_of_the_paths_draw_shared_steps_once_and_paths_differently():
    figure = path_products(
        [["x1", "x2"], ["a"], ["c", "d"], ["E"]],
        {"one": [0, 0, 0, 0], "two": [0, 0, 1, 0]}, {(0, 0, 0): "w1"}, {(1, 0): "f′"}, "Paths.",
    )  # fmt: skip
    bold = [line for line in figure.axes[0].lines if line.get_linewidth() > 3]
    looks = {(line.get_color(), line.get_linestyle()) for line in bold}
    assert len(looks) == 3  # shared, one, two: told apart by colour and by dash
    assert {dash for _, dash in looks} == {"-", "--"}
    assert figure.png().startswith(b"\x89PNG")


def test_do_the_bars_stand_where_the_numbers_say():
    figure = path_shares({"w1": [3.0, 1.0]}, ["p", "q"], {"w1": 2.0}, "Shares.")
    axes = figure.axes[0]
    assert [bar.get_width() for bar in axes.patches] == [0.75, 0.25]
    assert axes.lines[0].get_xdata()[0] == 0.5
    assert axes.patches[0].get_hatch() != axes.patches[1].get_hatch()
