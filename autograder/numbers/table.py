"""The table of the lectures' numbers: each with its exact value, its class and the reason."""

from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache

from autograder.errors import UserError
from autograder.numbers import hand
from autograder.numbers.classes import classify
from autograder.numbers.exact import exact, is_given
from autograder.numbers.reasons import explain
from autograder.numbers.rows import Row, named, rows
from autograder.numbers.shortening import decimals, rounded


class UnknownNumber(UserError):
    """There is no number with that id."""


@dataclass(frozen=True)
class LectureNumber:
    """One number of a lecture.

    printed: the text on the slide; None where it prints none.
    figure: where the slide shows the number only in a picture, the text in that picture's published
    original; else None.
    exact: the true value, to 50 significant digits.
    digits: how many decimals are printed; rounded: the true value with as many, as it should read.
    kind: given, exact, rounded, truncated, accumulated, wrong, or none where nothing is printed.
    reason: one or two plain sentences.
    by_hand: what the slide's own formula gives on its shortened operands, where it has such.
    slip: for a wrong number, what its mistake gives at full precision.
    spoilt_by: the ids of the wrong numbers that this one was computed from.
    place: where it is printed, the slide or a page that the slides link to.
    """

    id: str
    lecture: str
    quantity: str
    printed: str | None
    figure: str | None
    exact: Decimal
    digits: int | None
    rounded: str | None
    kind: str
    reason: str
    by_hand: Decimal | None
    slip: Decimal | None
    spoilt_by: tuple[str, ...]
    place: str = "slide"


@cache
def find(id: str) -> LectureNumber:
    """The number with that id, such as `aksoy.221.dE_dw5`. Raises UnknownNumber."""
    if id not in rows():
        near = get_close_matches(id, rows(), n=5)
        hint = f"near it: {', '.join(near)}" if near else "`autograder numbers` lists all ids"
        raise UnknownNumber(f"the lectures have no number {id!r}; {hint}")
    row, value, kind, work, spoilt_by = rows()[id], exact(id), _kind(id), _work(id), _spoilt_by(id)
    digits = decimals(row.text) if row.text else None
    correct = None if digits is None else f"{rounded(value, digits):f}"
    return LectureNumber(
        id=id,
        lecture=row.lecture,
        quantity=row.quantity,
        printed=row.printed or None,
        figure=row.figure or None,
        exact=value,
        digits=digits,
        rounded=correct,
        kind=kind,
        reason=explain(row, value, kind, work, [rows()[each].quantity for each in spoilt_by]),
        by_hand=work.value if work else None,
        slip=_slip(row),
        spoilt_by=spoilt_by,
        place="page" if row.linked else "slide",
    )


def all_numbers() -> list[LectureNumber]:
    """Every number of the lectures, in their order."""
    return [find(id) for id, row in rows().items() if not row.linked]


def linked_numbers() -> list[LectureNumber]:
    """Every number of the pages that the slides link to."""
    return [find(id) for id, row in rows().items() if row.linked]


@cache
def _kind(id: str) -> str:
    row = rows()[id]
    if not row.text:
        return "none"
    # An input that is only seen in a picture is read off, and so it is checked like any other.
    if row.printed and is_given(id):
        return "given"
    work = _work(id)
    return classify(row.text, exact(id), work.value if work else None)


@cache
def _work(id: str) -> hand.Work | None:
    """The slide's own calculation, where it has one on shortened numbers."""
    row = rows()[id]
    texts = {name: named(row, name).text for name in hand.operands(row.by_hand)}
    return hand.Work(row.by_hand, texts) if row.by_hand else None


def _slip(row: Row) -> Decimal | None:
    if not row.slip:
        return None
    values = {name: exact(named(row, name).id) for name in hand.operands(row.slip)}
    return hand.calculate(row.slip, values, shortens=False)


@cache
def _spoilt_by(id: str) -> tuple[str, ...]:
    """The wrong numbers among all that a number was computed from, in the order of the lectures."""
    found: set[str] = set()
    for name in hand.operands(rows()[id].by_hand):
        operand = named(rows()[id], name).id
        found.update([operand] if _kind(operand) == "wrong" else _spoilt_by(operand))
    return tuple(each for each in rows() if each in found)
