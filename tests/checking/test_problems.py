"""Does every answer that can't be compared get its own clear message, and no traceback?"""

import json
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import check
from autograder.checking.check import MIME
from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.checking.task import Choice, Order, Shape
from tests.checking import networks as net
from tests.checking.test_right import verdict


def unfinished(x, t, W1, W2):
    raise NotImplementedError


def forgets_to_return(x, t, W1, W2):
    net.backward(x, t, W1, W2)


def divides_by_zero(x, t, W1, W2):
    return 1 / 0


def too_few_arguments(x, t):
    return x


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (lambda x, t, W1, W2: x.T @ W1, "left of an @ there are 3 columns, and right of it 2 rows"),
        (lambda x, t, W1, W2: W1 - W2, "shapes (2,3) (2,2)"),
    ],
)
def test_are_arrays_that_do_not_fit_told_with_the_shapes_that_came_in(function, told):
    said = verdict(net.BACKWARD, function)
    assert said.status == "error" and told in said.message, said.message
    assert "x (3, 3), t (2, 3), W1 (2, 3), W2 (2, 2)" in said.message
    assert "gufunc" not in said.message


class Odd:
    def __eq__(self, other):
        return True

    def __float__(self):
        raise RuntimeError("no")

    def __array__(self, *args, **kwargs):
        raise RuntimeError("no")


def itself():
    deep: list = []
    deep.append(deep)
    return deep


VALUES = [
    (None, "unanswered", "No answer yet"),
    (..., "unanswered", "No answer yet"),
    ("0.0739", "error", "quotation marks"),
    (True, "error", "truth value"),
    (float("nan"), "error", "NaN"),
    (float("inf"), "error", "infinite"),
    (1 + 2j, "error", "complex"),
    ([0.0739, 1], "error", "array of shape (2,)"),
    ({"E": 0.5}, "wrong", ""),
    ({"x": 0.5}, "error", "without E"),
    (net.backward, "error", "is a function"),
    (np.array(["a"]), "error", "array of"),
    (Odd(), "error", "Odd"),
    (itself(), "error", ""),
    ([[1], [2, 3]], "error", "no array"),
    ([], "error", ""),
]


@pytest.mark.parametrize(("answer", "status", "words"), VALUES)
def test_is_a_bad_value_named_for_what_it_is(answer, status, words):
    found = verdict(net.LOSS, answer)
    assert (found.status, found.points) == (status, 0)
    assert words in found.message


@pytest.mark.parametrize("answer", [Fraction(739, 10000), Decimal("0.0739"), np.float16(0.0739)])
def test_is_any_kind_of_real_number_taken(answer):
    assert verdict(net.LOSS, answer).status == "right"


FUNCTIONS = [
    (unfinished, "unanswered", "unfinished() is not written yet"),
    (forgets_to_return, "error", "returns None"),
    (divides_by_zero, "error", "ZeroDivisionError"),
    (too_few_arguments, "error", "TypeError"),
    (0.0739, "error", "number 0.0739"),
    (None, "unanswered", "No answer yet"),
    (lambda *a: net.backward(*a)[0], "error", "2 values"),
    (lambda *a: (*net.backward(*a), 0), "error", "2 values, and 3"),
    (lambda *a: (np.ones((3, 3)), np.ones((2, 2))), "error", "shape is (3, 3)"),
    (lambda *a: (np.full((2, 3), np.nan), np.ones((2, 2))), "error", "NaN"),
    (lambda *a: {"W1": 1}, "error", "without W2"),
]


@pytest.mark.parametrize(("answer", "status", "words"), FUNCTIONS)
def test_is_a_bad_function_named_for_what_it_is(answer, status, words):
    found = verdict(net.BACKWARD, answer)
    assert (found.status, found.points) == (status, 0)
    assert words in found.message


ORDER = Order(
    id="00-order", title="", steps={"A": "forward", "B": "delta", "C": "dW"},
    after={"B": "A", "C": "AB"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ("ABC", "right", ""),
        ("a, b, c", "right", ""),
        (["A", "B", "C"], "right", ""),
        ("ACB", "wrong", "then C comes too early"),
        ("BAC", "wrong", "can't be the first"),
        ("AB", "error", "each letter once"),
        ("AABC", "error", "each letter once"),
        (123, "error", "the number 123"),
        (None, "unanswered", "No answer yet"),
        ("", "error", "empty"),
    ],
)
def test_is_an_order_judged_by_what_each_step_needs(answer, status, words):
    found = verdict(ORDER, answer)
    assert found.status == status
    assert words in found.message


CHOICE = Choice(id="00-choice", title="", right="b", hints={"a": "Look again.", "c": "Closer."})


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ("b", "right", ""),
        (" B ", "right", ""),
        ("a", "wrong", "Look again."),
        ("d", "error", "Choose one of 'a', 'b', 'c'; the answer is the text 'd'."),
        (2, "error", "one of"),
        ([], "error", "one of"),
        (None, "unanswered", "No answer"),
    ],
)
def test_is_a_choice_answered_with_its_own_hint(answer, status, words):
    found = verdict(CHOICE, answer)
    assert found.status == status
    assert words in found.message


def test_are_the_options_that_are_numbers_listed_by_size():
    choice = Choice(id="00-choice", title="", right=4, hints={2: "", 64: "", 8: ""})
    assert "one of 2, 4, 8, 64;" in verdict(choice, 5).message


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ((2, 3), "right"), ([2, 3], "right"), ((3, 2), "wrong"), ((2, 2), "wrong"),
        (6, "error"), ((2.5, 3), "error"), ("2,3", "error"), (None, "unanswered"),
    ],
)  # fmt: skip
def test_is_a_shape_judged(answer, status):
    inputs = net.draw_layers(np.random.default_rng(0))
    task = Shape(
        id="00-s", title="", forward=net.layers, given=inputs, asks=net.Gradient("E", "W1")
    )
    assert verdict(task, answer).status == status


PLAIN = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "value", "calls", "answer", "function", "returned", "raised", "shape"]
            ),
            inner | st.sampled_from(["number", "array", "list", "dict", "nothing", "text", "bool"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(PLAIN)
def test_does_a_forged_response_earn_nothing_and_stop_nothing(response):
    for task in (net.LOSS, net.BACKWARD, ORDER, CHOICE):
        assert judge(task, ask(task, 1), response).points == 0


def test_do_a_question_and_a_response_survive_json():
    question = json.loads(json.dumps(ask(net.BACKWARD, 4), allow_nan=False))
    response = json.loads(json.dumps(collect(question, net.backward), allow_nan=False))
    assert judge(net.BACKWARD, question, response).status == "right"


def test_does_a_question_hold_nothing_of_the_answer():
    text = json.dumps(ask(net.BACKWARD, 4))
    for trace_truth in net.BACKWARD.asks.truth(net_trace(4)).values():
        assert all(repr(float(each)) not in text for each in np.ravel(trace_truth))


def net_trace(seed):
    from autograder.checking.question import traces

    return traces(net.BACKWARD, seed)[0]


def test_does_check_go_on_after_an_unknown_task(capsys):
    assert check("99-nothing", 1) == 0
    assert "There is no task '99-nothing'" in capsys.readouterr().out
    assert check("06-dE_dw55", 1) == 0
    assert "Did you mean '06-dE_dw5'" in capsys.readouterr().out


def test_does_check_only_answer_while_grading(tmp_path, monkeypatch, capsys):
    """The kernel gets a question and gives data; no verdict is reached or shown there."""
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    path = tmp_path / "questions.json"
    question = ask(net.BACKWARD, 4)
    path.write_text(json.dumps({"00-backward": question}))
    monkeypatch.setenv("AUTOGRADER_QUESTIONS", str(path))
    assert check("00-backward", net.backward) == 0
    (data,) = shown
    assert judge(net.BACKWARD, question, data[MIME]).status == "right"
    assert capsys.readouterr().out == ""
