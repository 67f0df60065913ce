"""Does the audit pass good tasks and catch bad ones?"""

import argparse
import dataclasses

import pytest

from autograder.auditing.audit import audit
from autograder.auditing.command import run
from autograder.checking.task import Choice, Code, Order
from autograder.errors import UserError
from autograder.tasks import all_tasks, find
from tests.checking import networks as net


@pytest.mark.parametrize("task", all_tasks(), ids=lambda task: task.id)
def test_does_every_task_take_all_that_is_right_and_nothing_that_is_wrong(task):
    found = audit(task)
    assert found.styles >= 1 and found.mistakes >= 4
    assert not found.rejected
    assert not found.accepted
    assert not found.misnamed
    # By hand two numbers may be too near to be told apart; no name is then the honest one.
    assert len(found.unnamed) <= (0 if isinstance(task, Code) else 0.1 * found.mistakes)


def test_is_a_function_tried_in_at_least_five_styles():
    assert audit(net.BACKWARD).styles >= 3 * 5


def test_does_a_draw_that_hides_a_mistake_fail_the_audit():
    def with_a_zero_input(random):
        return net.draw_layers(random) | {"x": net.draw_layers(random)["x"] * 0}

    hidden = dataclasses.replace(net.BACKWARD, draw=with_a_zero_input)
    assert not audit(hidden).passed


def test_does_an_input_of_one_that_hides_a_lost_factor_fail_the_audit():
    def with_ones(random):
        inputs = net.draw_layers(random)
        return inputs | {"W2": inputs["W2"] * 0 + 1.0}

    found = audit(dataclasses.replace(net.BACKWARD, draw=with_ones))
    assert any(what.startswith("lost-factor (W2)") for what in found.accepted)


def test_does_a_task_judged_by_a_wrong_forward_pass_differ_from_the_lecture():
    """The forward pass decides: another network has another truth."""
    other = dataclasses.replace(net.LOSS, given=net.GIVEN | {"w5": 0.6, "w6": 0.2})
    assert other.asks.truth(net_trace(other)) != net.LOSS.asks.truth(net_trace(net.LOSS))


def net_trace(task):
    from autograder.checking.trace import Trace

    return Trace(task.forward, task.given)


def test_does_a_choice_whose_hint_is_the_answer_fail_the_audit():
    assert not audit(Choice(id="00-c", title="", right="a", hints={"a": "No.", "b": "No."})).passed


def test_does_an_order_that_allows_everything_have_nothing_to_refuse():
    free = Order(id="00-o", title="", steps={"A": "one", "B": "two"}, after={})
    bound = dataclasses.replace(free, after={"B": "A"})
    assert audit(bound).mistakes == audit(free).mistakes + 1


def arguments(unit=None):
    return argparse.Namespace(unit=unit, verbose=False)


def test_does_the_command_print_a_row_a_task_and_the_sum(capsys, monkeypatch):
    few = [find("06-E"), find("06-order"), find("02-shape")]
    monkeypatch.setattr("autograder.auditing.command.all_tasks", lambda: few)
    assert run(arguments("06")) == 0
    printed = capsys.readouterr().out
    assert "06-E " in printed and "06-order " in printed and "02-shape" not in printed
    assert "in all" in printed and "2 of 2 tasks pass" in printed


def test_does_a_failing_task_fail_the_command(capsys, monkeypatch):
    bad = dataclasses.replace(find("06-predict"), hints={find("06-predict").right: "No."})
    monkeypatch.setattr("autograder.auditing.command.all_tasks", lambda: [bad])
    assert run(arguments()) == 1
    assert "a wrong answer was accepted" in capsys.readouterr().out


def test_does_an_unknown_unit_list_the_known_ones():
    with pytest.raises(UserError, match="06_nonlinear_network"):
        run(arguments("44"))
