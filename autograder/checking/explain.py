"""Put a comparison into words: what is wrong, or how the slide prints what is right."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checking import display
from autograder.checking.asks import Update
from autograder.checking.batch_size import fixed_size
from autograder.checking.compare import distance
from autograder.checking.exposed import has_few_digits
from autograder.checking.messages import MISTAKES, PROBLEMS
from autograder.checking.misconceptions.two_slips import BOTH
from autograder.checking.recognise import Comparison, recognise
from autograder.checking.task import Code, Computed, Number
from autograder.checking.verdict import Verdict

FEW, MANY = 6, 24  # numbers that one looks at in an answer, and in what went in
NEARLY = 100  # times what code may be off: four digits are right


def explain(
    task: Computed,
    comparisons: list[Comparison],
    right: list[str],
    following: list[str] | None = None,
) -> Verdict:
    """The verdict on an answer of which only some parts are right, or none.

    following: the wrong parts that follow rightly from an earlier mistake; they earn their credit.
    """
    first = comparisons[0]
    credit = [*right, *(following or [])]
    still_open = [name for name, given in first.given.items() if np.all(np.isnan(given))]
    wrong = [name for name in first.truth if name not in credit and name not in still_open]
    follows = _listed(task, "follow-through", following or [])
    if not wrong and not still_open:
        points = float(task.points)
        return Verdict(task.id, points, task.points, "right", "follow-through", follows)
    message, name = _slip(task, comparisons, wrong) if wrong else ("", None)
    intro = _listed(task, "still-open", still_open) + _which(task, first, wrong, right)
    points = round(task.points * len(credit) / len(first.truth), 6)
    misfits = name is None and wrong and _misfits(first, wrong)
    status = "partly" if credit else "error" if misfits else "wrong"
    return Verdict(
        task.id, points, task.points, status, name, f"{intro}{message} {follows}".strip()
    )


def _slip(
    task: Computed, comparisons: list[Comparison], wrong: list[str]
) -> tuple[str, str | None]:
    """The message about the wrong parts, and the name of the mistake if it has one."""
    first = comparisons[0]
    if all(not np.any(c.given[name]) for c in comparisons for name in first.given):
        return MISTAKES["zero"], "zero"
    told = _wrong_print(task, first)
    if told:
        return told, "wrong-print"
    short = [n for n in wrong if len(comparisons) == 1 and has_few_digits(first, n)]
    if short and len(short) == len(wrong):
        return MISTAKES["too-few-digits"] + _as_printed(task, first), "too-few-digits"
    parts, found = recognise(comparisons, wrong)
    if not found and all(not np.any(c.given[name]) for c in comparisons for name in wrong):
        return MISTAKES["zero"], "zero"
    if short and not found:
        listed = ", ".join(display.quantity(task.asks, name) for name in short)
        return f"In {listed}: {MISTAKES['too-few-digits']}", "too-few-digits"
    if not found and _misfits(first, wrong):
        misfit = _misfits(first, wrong)
        return PROBLEMS[_kind_of_misfit(first, wrong[0])].format(**misfit), None
    fixed, size = ("", "") if found else fixed_size(comparisons, wrong)
    if fixed:
        return MISTAKES[fixed].format(where=size), fixed
    if not found and len(comparisons) > 1 and _is_constant(comparisons, wrong):
        return MISTAKES["constant"], "constant"
    if not found and _is_near(comparisons, wrong):
        return MISTAKES["nearly"], "nearly"
    if not found and (which := _wrong_entries(task, first, wrong)):
        return MISTAKES["some-entries"].format(where=which), None
    if not found:
        where = _what_came(task, first, wrong[0])
        return MISTAKES["not-recognised"].format(where=where), None
    part = next(name for name in parts if name in wrong)
    # Said of every wrong part, unless it was found in one of them alone.
    where_found = "" if len(parts) > 1 or len(wrong) == 1 else display.quantity(task.asks, part)
    told = f"In {where_found}: " if where_found else ""
    told += " Or: ".join(tell(task, part, name, where) for name, where in found)
    return told, " or ".join(name for name, _ in found)


def _kind_of_misfit(first: Comparison, name: str) -> str:
    given, truth = first.given[name], first.truth[name]
    if not given.ndim:
        return "one-number"
    without_slot = truth.ndim == 1 and given.shape == truth[1:].shape and truth[0] == 0
    return "lost-slot" if without_slot else "shape"


def _misfits(first: Comparison, wrong: list[str]) -> dict[str, str]:
    """The first wrong part that has neither its shape nor, transposed, the numbers for it."""
    for name in wrong:
        given, wanted = first.given[name].shape, first.truth[name].shape
        if given not in (wanted, wanted[::-1]):
            return {"given": str(given), "wanted": str(wanted)}
    return {}


def _listed(task: Computed, message: str, names: list[str]) -> str:
    if not names:
        return ""
    listed = ", ".join(display.quantity(task.asks, name) for name in names)
    return MISTAKES[message].format(where=listed)


def about_print(task: Number, compared: Comparison) -> str:
    """After a right answer: the exact value, and how the slide prints it."""
    if len(compared.truth) > 1 or next(iter(compared.truth.values())).ndim:
        return ""
    ((name, value),) = compared.truth.items()
    text = f"{display.quantity(task.asks, name)} = {display.number(float(value))}."
    if task.lecture:
        from autograder.numbers import find  # 294 numbers, read only where one is wanted

        number = find(task.lecture)
        if number.printed is not None:
            text += f" The {number.place} prints {number.printed.replace('-', '−')}."
            text += f" {number.reason}" if number.reason else ""
    return text


def _which(task: Computed, first: Comparison, wrong: list[str], right: list[str]) -> str:
    if len(first.truth) == 1:
        return ""
    listed = ", ".join(display.quantity(task.asks, name) for name in wrong)
    told = f"Wrong: {listed}. " if wrong else ""
    return told + ("The rest is right. " if right else "")


def tell(task: Computed, part: str, name: str, where: str) -> str:
    """The message for one mistake found in part `part`."""
    if BOTH in name:
        return _tell_two(task, part, name, where)
    what_of = f"the old {part}" if isinstance(task.asks, Update) else part
    if name == "another-one":
        where = display.quantity(task.asks, where)
    what = display.quantity(task.asks, part)
    of = getattr(task.asks, "of", "the result")
    return MISTAKES[name].format(where=where, what=what, what_of=what_of, of=of)


def _tell_two(task: Computed, part: str, name: str, where: str) -> str:
    """What happened, twice; the questions are left out, there is enough to do."""
    happened = [tell(task, part, each, where).split(". ")[0] for each in name.split(BOTH)]
    return f"Two slips at once. {'. '.join(happened)}."


def _is_constant(comparisons: list[Comparison], wrong: list[str]) -> bool:
    """The same numbers for every input, where the truth moves."""
    first = comparisons[0]
    pairs = [(c, name) for c in comparisons[1:] for name in wrong]
    same = all(np.array_equal(c.given[name], first.given[name]) for c, name in pairs)
    return same and not any(np.array_equal(c.truth[n], first.truth[n]) for c, n in pairs)


def _is_near(comparisons: list[Comparison], wrong: list[str]) -> bool:
    """Computed by code and right to three digits at least: something is lost on the way."""
    pairs = [(c, name) for c in comparisons for name in wrong]
    return all(
        not c.by_hand and c.distance(name, c.given[name], c.truth[name]) < 1000 for c, name in pairs
    )


def _wrong_entries(task: Computed, compared: Comparison, wrong: list[str]) -> str:
    """Where the wrong numbers of a hand-made array stand, if most of it is right."""
    given, truth = compared.given[wrong[0]], compared.truth[wrong[0]]
    if not compared.by_hand or not truth.ndim or given.shape != truth.shape:
        return ""
    kind = task.asks.kind(wrong[0])
    far = [distance(g, t, kind, by_hand=True) for g, t in zip(given.flat, truth.flat, strict=True)]
    places = [k for k, each in enumerate(far) if each > 1]
    if len(places) > truth.size / 2:
        return ""
    told = [_place(np.unravel_index(k, truth.shape)) for k in places]
    be = "is" if len(places) == 1 else "are"
    return f"{truth.size - len(places)} of {truth.size} numbers fit; {' and '.join(told)} {be} off"


def _place(where: Sequence[Any]) -> str:
    """Rows and columns counted from 1, as on paper."""
    row, *column = (int(each) + 1 for each in where)
    return f"row {row}, column {column[0]}" if column else f"number {row}"


def _what_came(task: Computed, comparison: Comparison, name: str) -> str:
    """For an answer that fits no known mistake: the inputs, and what came back for them."""
    given = comparison.given[name]
    if given.size > FEW or sum(map(np.size, comparison.trace.inputs.values())) > MANY:
        return "Take a small case that you can work out by hand and compare step by step."
    came = ", ".join(display.number(float(each)) for each in given.ravel())
    if not isinstance(task, Code):
        return f"You gave {came}. Write down every step with its number and compute again."
    inputs = [f"{n} = {display.array(comparison.trace.argument(n))}" for n in task.call]
    what = display.quantity(task.asks, name)
    return (
        f"For {', '.join(inputs)} your function gives {what} = {came}: work that case out by hand."
    )


def printed(task: Number) -> float | None:
    """What the slide prints, unless that is wrong."""
    if not task.lecture:
        return None
    from autograder.numbers import find

    number = find(task.lecture)
    return None if number.printed is None or number.kind == "wrong" else float(number.printed)


def _as_printed(task: Computed, compared: Comparison) -> str:
    """A word of comfort where the slide prints no more digits than were given."""
    on_slide = printed(task) if isinstance(task, Number) else None
    given = next(iter(compared.given.values()))
    same = on_slide is not None and not given.ndim and float(given) == on_slide
    return " (The slide prints no more than that.)" if same else ""


def _wrong_print(task: Computed, compared: Comparison) -> str:
    """That the slide's number is wrong and why, if that is the number that was given."""
    if not (isinstance(task, Number) and task.lecture):
        return ""
    from autograder.numbers import find

    number = find(task.lecture)
    (given,) = compared.given.values()
    if number.kind != "wrong" or number.printed is None or given.ndim:
        return ""
    same = np.isclose(float(given), float(number.printed), rtol=1e-9)
    message = MISTAKES["wrong-print"].format(place=number.place, where=number.reason)
    return message if same else ""
