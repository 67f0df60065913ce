"""The rules for authors, checked before anything runs."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

from autograder.building.read import Cell
from autograder.building.regions import complaint, inside

KINDS = ("answer", "check", "manual")
KNOWN_KEYS = {*KINDS, "points", "tags"}
Find = Callable[[str], Any]
ID = re.compile(r"\d\d-[A-Za-z0-9_-]{1,50}")


def problems(number: str, cells: list[Cell], find: Find) -> Iterator[tuple[int, str]]:
    """Every mistake as (line, what is wrong and what to do).

    number: the unit's, `06`. find: the task registry's look-up, which raises LookupError.
    """
    for cell in cells:
        for problem in _cell(number, cell, find):
            yield cell.line, problem
    yield from _between(cells)


def _cell(number: str, cell: Cell, find: Find) -> Iterator[str]:
    if unknown := sorted(set(cell.keys) - KNOWN_KEYS):
        yield f"unknown key {unknown[0]!r}; known are {', '.join(sorted(KNOWN_KEYS))}"
    kinds = [kind for kind in KINDS if kind in cell.keys]
    if len(kinds) > 1:
        yield f"a cell is one of {', '.join(KINDS)}, not {' and '.join(kinds)}; split it"
    if cell.kind not in ("code", "markdown"):
        yield f"a {cell.kind} cell; use code or markdown"
    if "points" in cell.keys and "manual" not in cell.keys:
        yield "points on a cell that is not manual; those of a check stand in autograder/tasks"
    if wrong := complaint(cell.source):
        yield wrong
    elif inside(cell.source) and not {"answer", "manual"} & set(kinds):
        yield 'a solution region in a plain cell; add answer="..." or manual="..."'
    for kind in kinds:
        name = cell.keys[kind]
        if not (isinstance(name, str) and ID.fullmatch(name) and name.startswith(f"{number}-")):
            yield f"{kind}={name!r}; an id is {number}- and then letters, digits, _ or -"
        else:
            rule = {"answer": _answer, "check": _check, "manual": _manual}[kind]
            yield from rule(cell, name, find)


def _answer(cell: Cell, name: str, find: Find) -> Iterator[str]:
    if cell.kind != "code":
        yield f'an answer cell is code; for a written answer use manual="{name}"'
    if not inside(cell.source):
        yield "an answer cell without a solution region; put the answer between the two markers"


def _check(cell: Cell, name: str, find: Find) -> Iterator[str]:
    try:
        find(name)
    except LookupError as error:
        yield f"{error.args[0]}" if error.args else f"unknown task {name!r}"
    if cell.kind != "code" or not is_check(cell.source, name):
        yield f'a check cell is the one line check("{name}", answer) and nothing else'


def is_check(source: str, name: str) -> bool:
    """Whether a cell's source is exactly one check call of the task `name`."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    match body:
        case [ast.Expr(ast.Call(ast.Name("check"), [ast.Constant(given), _], []))]:
            return given == name and len(source.strip().splitlines()) == 1
    return False


def _manual(cell: Cell, name: str, find: Find) -> Iterator[str]:
    points = cell.keys.get("points")
    if cell.kind != "markdown":
        yield "a hand-marked answer is a markdown cell"
    if isinstance(points, bool) or not isinstance(points, int | float) or not 0 < points < 1000:
        yield f"a hand-marked answer needs points=..., a number above 0; got {points!r}"
    if not inside(cell.source):
        yield "a hand-marked answer without a model answer between the two markers"
    try:
        find(name)
    except LookupError:
        return
    yield f"{name!r} is an autograded task; give the hand-marked answer an id of its own"


def _between(cells: list[Cell]) -> Iterator[tuple[int, str]]:
    first: dict[tuple[str, str], int] = {}
    for cell in cells:
        for kind in KINDS:
            if kind not in cell.keys:
                continue
            # One id names one task: a check and a manual cell may not share it.
            key = ("answer" if kind == "answer" else "graded", str(cell.keys[kind]))
            if key in first:
                yield (
                    cell.line,
                    f"{kind}={key[1]!r} stands in line {first[key]} already; rename one",
                )
            first.setdefault(key, cell.line)
    checks = {cell.keys["check"]: cell.line for cell in cells if "check" in cell.keys}
    for cell in cells:
        name = cell.keys.get("answer")
        if name is not None and name not in checks:
            yield cell.line, f'answer={name!r} is never checked; add a cell with check="{name}"'
        elif name is not None and checks[name] < cell.line:
            yield cell.line, f"answer={name!r} follows its check in line {checks[name]}; swap them"
