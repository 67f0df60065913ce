"""Do functions of any number of layers get lists by layer, and may they return such lists?"""

import numpy as np
import pytest

from autograder.auditing.audit import audit
from autograder.checking.arithmetic import exp, log, sigmoid
from autograder.checking.asks import Gradient, Value
from autograder.checking.judge import judge
from autograder.checking.question import ask, traces
from autograder.checking.response import collect
from autograder.checking.task import Code

NAMES = ("W[1]", "W[2]", "b[1]", "b[2]")


def deep(x, t, **layers):
    """Sigmoid layers, as many as there are W[j]; the negative log of the last one's answers."""
    named = {"a[0]": x}
    j = 1
    while f"W[{j}]" in layers:
        named[f"n[{j}]"] = layers[f"W[{j}]"] @ named[f"a[{j - 1}]"] + layers[f"b[{j}]"]
        named[f"a[{j}]"] = sigmoid(named[f"n[{j}]"])
        j += 1
    y = named[f"a[{j - 1}]"]
    E = (t * log(y)).sum() * -1
    return {**named, "y": y, "E": E}


def draw_deep(layers):
    def draw(random):
        sizes = [2, 3, 1, 2][: layers + 1]
        shapes = list(enumerate(zip(sizes[1:], sizes, strict=False), 1))
        return {
            "x": random.uniform(0.3, 1.2, (sizes[0], 2)),
            "t": random.uniform(0.1, 0.9, (sizes[-1], 2)),
            **{f"W[{j}]": random.uniform(-1.2, 1.2, shape) for j, shape in shapes},
            **{f"b[{j}]": random.uniform(-1.2, 1.2, (shape[0], 1)) for j, shape in shapes},
        }

    return draw


BACKWARD = Code(
    id="99-backward",
    title="the gradients of two layers",
    forward=deep,
    asks=Gradient("E", *NAMES),
    call=("t", "W[]", "a[]"),
    draw=draw_deep(2),
    draws=2,
)
FORWARD = Code(
    id="99-forward",
    title="the output of three layers",
    forward=deep,
    asks=Value("y"),
    call=("x", "W[]", "b[]"),
    draw=draw_deep(3),
)


def backward(t, W, a):
    dW, db = [None] * len(W), [None] * len(W)
    delta = -t / a[-1] * a[-1] * (1 - a[-1])
    for j in range(len(W) - 1, 0, -1):
        dW[j], db[j] = delta @ a[j - 1].T, delta.sum(axis=1, keepdims=True)
        delta = W[j].T @ delta * a[j - 1] * (1 - a[j - 1])
    return dW, db


def verdict(answer, task=BACKWARD):
    question = ask(task, 3)
    return judge(task, question, collect(question, answer))


@pytest.mark.parametrize(
    "style",
    [
        lambda dW, db: (dW, db),
        lambda dW, db: [dW[1:], db[1:]],
        lambda dW, db: (*dW[1:], *db[1:]),
        lambda dW, db: ([0, *dW[1:]], [np.zeros((2, 2)), *db[1:]]),
        lambda dW, db: dict(zip(NAMES, (*dW[1:], *db[1:]), strict=True)),
    ],
)
def test_does_every_way_to_return_layers_count(style):
    assert verdict(lambda *given: style(*backward(*given))).status == "right"


def test_are_arguments_lists_with_slot_0():
    seen = []
    verdict(lambda t, W, a: seen.append((W, a)))
    W, a = seen[0]
    assert W[0] is None and [each.shape for each in W[1:]] == [(3, 2), (1, 3)]
    assert [each.shape for each in a] == [(2, 2), (3, 2), (1, 2)]


def test_does_a_function_of_any_depth_give_one_value():
    def forward(x, W, b):
        for j in range(1, len(W)):
            x = 1 / (1 + np.exp(-(W[j] @ x + b[j])))
        return x

    assert verdict(forward, FORWARD).status == "right"


def test_is_a_wrong_layer_wrong_alone_and_named():
    def turned(t, W, a):
        dW, db = backward(t, W, a)
        return [None, dW[1].T, dW[2]], db

    said = verdict(turned)
    assert (said.points, said.misconception) == (0.75, "transposed")
    assert "∂E/∂W[1]" in said.text


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (lambda t, W, a: backward(t, W, a)[0], "error"),
        (lambda t, W, a: backward(t, W, a)[::-1], "error"),
        (lambda t, W, a: ([None, None, backward(t, W, a)[0][2]], [None] * 3), "partly"),
        (lambda t, W, a: ([], []), "error"),
        (lambda t, W, a: {"W": 1, "b": 2}, "error"),
    ],
)
def test_does_an_answer_of_another_form_say_what_it_lacks(answer, status):
    said = verdict(answer)
    assert said.status == status and said.points < 1


def test_is_a_list_that_was_changed_remarked_upon():
    def greedy(t, W, a):
        found = backward(t, W, a)
        W[1] -= 1
        return found

    assert "your function changes W itself" in verdict(greedy).text


@pytest.mark.parametrize("task", [BACKWARD, FORWARD])
def test_do_layers_pass_the_audit(task):
    found = audit(task)
    assert found.passed and not found.misnamed


def test_is_the_logarithm_differentiated():
    (trace, *_) = traces(BACKWARD, 1)
    by_hand = -trace.value("t") / trace.value("y")
    assert Gradient("E", "y").truth(trace)["y"] == pytest.approx(by_hand, rel=1e-12)
    assert log(exp(np.array([0.3]))) == pytest.approx(np.array([0.3]))
