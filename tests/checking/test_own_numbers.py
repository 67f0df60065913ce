"""Does every student get numbers of their own, and does nobody else's answer fit them?"""

import functools
import json

import pytest

from autograder.checking.asks import Gradient
from autograder.checking.judge import judge
from autograder.checking.mine import FILE, my_token
from autograder.checking.own import EVERYONE, own_numbers, token
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.checking.task import OwnNumber
from autograder.checking.trace import Trace
from tests.checking import networks as net

SECRET = b"the course's secret"
CLASS = [f"student{n}" for n in range(40)]


def draw(pick):
    x1, x2 = pick.tenths(2, 0.2, 0.9)
    names = ("w1", "w2", "w3", "w4", "w5", "w6")
    weights = dict(zip(names, pick.tenths(6, -1.5, 1.5), strict=True))
    return {"x1": x1, "x2": x2, **weights, "t": pick.choose([0.05, 0.95]), "eta": 0.75}


OWN = OwnNumber(
    id="00-own", title="", forward=net.scalars, asks=Gradient("E", "w3"), draw=draw, points=2
)


@functools.cache
def numbers(student):
    return own_numbers(OWN, token(SECRET, student))


def truth(student):
    return OWN.asks.truth(Trace(net.scalars, numbers(student)))["w3"]


def verdict(student, answer, others=()):
    question = ask(OWN, 5, token(SECRET, student))
    return judge(
        OWN, question, collect(question, answer), others=[numbers(other) for other in others]
    )


def test_are_the_numbers_the_same_next_year():
    """A changed draw would give every student of a running course other numbers."""
    assert (
        token(SECRET, "ada") == "d5abe0a7393a0ab0a28c1fdc182392d925d39774c42ef2b87d417546e5878c50"
    )
    assert list(numbers("ada").values()) == [0.7, 0.6, -1.1, 1.2, -0.2, 0.9, -0.5, -1.4, 0.05, 0.75]


def test_do_students_have_different_numbers_and_different_answers():
    assert len({json.dumps(numbers(student)) for student in CLASS}) == len(CLASS)
    assert len({round(truth(student), 9) for student in CLASS}) == len(CLASS)


def test_are_the_numbers_nice_to_compute_with():
    for student in CLASS:
        assert all(round(value, 2) == value for value in numbers(student).values())


@pytest.mark.parametrize("student", CLASS)
def test_is_the_right_answer_to_my_numbers_right(student):
    assert verdict(student, float(f"{truth(student):.4g}")).points == 2


@pytest.mark.parametrize("slip", ["flipped-sign", "doubled"])
def test_is_a_slip_named_on_anybodys_numbers(slip):
    factor = {"flipped-sign": -1, "doubled": 2}[slip]
    for student in CLASS:
        found = verdict(student, factor * truth(student))
        assert slip in (found.misconception or ""), (student, found)


def test_is_a_copied_answer_recognised_without_saying_whose():
    copied = [other for other in CLASS[1:] if abs(truth(other) / truth(CLASS[0]) - 1) > 0.05]
    assert len(copied) > 30
    for other in copied:
        found = verdict(CLASS[0], truth(other), others=CLASS[1:])
        assert (found.points, found.misconception) == (0, "somebody-elses-numbers")
        assert other not in found.text


def test_can_nobody_make_a_token_without_the_secret():
    assert token(SECRET, "ada") != token(b"a guess", "ada")
    assert "ada" not in token(SECRET, "ada")


def test_is_the_token_found_above_the_notebook(tmp_path, monkeypatch):
    unit = tmp_path / "06_nonlinear_network"
    unit.mkdir()
    monkeypatch.chdir(unit)
    assert my_token() == EVERYONE
    (tmp_path / FILE).write_text(json.dumps({"student": "ada", "token": "abc"}))
    assert my_token() == "abc"
    (unit / FILE).write_text("{broken")
    assert my_token() == "abc"


def test_does_a_newly_named_mistake_leave_everybodys_numbers_alone(monkeypatch):
    """A name that is added during a term must not change the numbers that students hold."""

    def no_longer(*_):
        raise AssertionError("own numbers must not depend on the list of mistakes")

    before = numbers("ada")
    monkeypatch.setattr("autograder.checking.misconceptions.mistakes", no_longer)
    monkeypatch.setattr("autograder.checking.misconceptions._made", no_longer)
    assert own_numbers(OWN, token(SECRET, "ada")) == before


def test_does_a_draw_that_hides_every_mistake_say_so():
    bad = OwnNumber(
        id="00-bad", title="", forward=net.scalars, asks=Gradient("E", "w3"),
        draw=lambda pick: dict.fromkeys(net.GIVEN, 0.5),
    )  # fmt: skip
    with pytest.raises(ValueError, match="00-bad: none of"):
        own_numbers(bad, "abc")
