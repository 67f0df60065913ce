"""Wrong hand numbers: a mutated worksheet, its steps and its result rounded as on paper."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from autograder.checking.judge import judge
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.checking.task import Number
from tests.checking.mutants.evaluate import Case
from tests.checking.mutants.mutate import mutants

# (digits that are carried from step to step, digits of the answer); None: all of them.
STYLES = ((None, 6), (None, 4), (5, 4), (4, 3))


def significant(value: float, digits: int | None) -> float:
    return float(value) if digits is None else float(f"{value:.{digits - 1}e}")


def cases(sheets: list[Any], names: dict[str, Any]) -> Iterator[Case]:
    """Every answer of every mutated sheet that is not right, once.

    Two mistakes that write the same number are one with two labels.
    """
    for function, forward, given, asks, of in sheets:
        made = list(mutants(function, names))
        truth = function(**given)
        for asked in truth:
            task = Number(
                id=f"00-{asked}", title="", forward=forward, given=given, asks=asks(of, asked)
            )
            for carried, digits in STYLES:
                yield from _on_one(task, asked, truth[asked], made, given, carried, digits)
            yield from _shortened(task, asked, function)


def _on_one(
    task: Number,
    asked: str,
    truth: float,
    made: list[Any],
    given: Any,
    carried: int | None,
    digits: int,
) -> Iterator[Case]:
    found: dict[float, Case] = {}
    for mutant in made:
        exact = mutant.function(**given)[asked]
        if abs(exact - truth) <= 1e-9 * abs(truth) or exact == 0:
            continue
        value = significant(_carried(mutant.function, carried)(**given)[asked], digits)
        if value in found:
            found[value].labels.add(mutant.label)
            continue
        verdict = judge(task, ask(task, 1), collect(ask(task, 1), value))
        if verdict.status == "right":
            continue  # too close to the truth for hand precision, which the audit reports
        told = [each for each in (verdict.misconception or "").split(" or ") if each]
        found[value] = Case(
            f"{task.forward.__name__} {asked} {value}",
            {mutant.label},
            mutant.change,
            told,
            verdict.status,
            verdict.message,
        )
    yield from found.values()


def _shortened(task: Number, asked: str, function: Any) -> Iterator[Case]:
    """The right sheet with every line rounded, or cut, to two or three decimals."""
    for label, shorten in (("rounded early", round), ("cut early", _cut)):
        for decimals in (2, 3):
            sheet = _rounding(function, decimals, shorten)
            value = float(f"{sheet(**task.given)[asked]:.4g}")
            verdict = judge(task, ask(task, 1), collect(ask(task, 1), value))
            if verdict.status != "right" and value:
                told = [each for each in (verdict.misconception or "").split(" or ") if each]
                name = f"{task.forward.__name__} {asked} {value}"
                change = f"{decimals} decimals"
                yield Case(name, {label}, change, told, verdict.status, verdict.message)


def _cut(value: float, decimals: int) -> float:
    return int(value * 10**decimals) / 10**decimals


def _carried(function: Callable[..., Any], digits: int | None) -> Callable[..., Any]:
    """The same sheet with every line rounded to some digits."""
    if digits is None:
        return function
    return _rounding(function, digits)


_sheets: dict[Any, Any] = {}


def _rounding(
    function: Callable[..., Any], digits: int, shorten: Callable[..., float] = significant
) -> Callable[..., Any]:
    tree = getattr(function, "tree", None) or ast.parse(
        textwrap.dedent(inspect.getsource(function))
    )
    key = ast.unparse(tree), digits, shorten
    if key not in _sheets:
        tree = ast.parse(key[0])
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                node.value = ast.Call(ast.Name("_round", ast.Load()), [node.value], [])
        ast.fix_missing_locations(tree)
        space = dict(function.__globals__) | {"_round": lambda v: float(shorten(v, digits))}
        exec(compile(tree, "<sheet>", "exec"), space)
        _sheets[key] = space[function.__name__]
    return _sheets[key]
