"""Functions of the engine that a student has copied, word for word.

A copied function computes as the engine does and is no more the student's own. Where the engine
holds nothing, copies of it hold nothing either. What was copied and then rewritten is not found.
"""

import ast
import copy
import functools
import importlib.util
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.checking.engine_use import ENGINE

SMALLEST = 60  # parts of the syntax tree; two people may well write the same few lines
LONGEST = 100_000  # characters of a cell; nobody's own work is longer


def without_copies(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells, with an error in the place of each body that was copied from the engine."""
    found = []
    for cell in cells:
        if cell.cell_type == "code" and (emptied := _emptied(cell.source)) is not None:
            cell = copy.copy(cell)
            cell.source = emptied
        found.append(cell)
    return found


def file_without_copies(name: str, data: bytes) -> bytes:
    """A file that was handed in beside the notebook; a module of Python in the same way."""
    if not name.endswith(".py"):
        return data
    try:
        emptied = _emptied(data.decode())
    except UnicodeDecodeError:
        return data
    return data if emptied is None else emptied.encode()


def _emptied(source: str) -> str | None:
    """The source without copied bodies; None where there are none, or it cannot be read."""
    if len(source) > LONGEST:
        return None
    try:
        tree = ast.parse(source)
        copied = [each for each, shape in _functions(tree) if shape in shapes()]
        for each in copied:
            each.body = ast.parse("raise RuntimeError('copied from the engine')").body
        return ast.unparse(tree) if copied else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@functools.cache
def shapes() -> frozenset[int]:
    """The functions of the engine, each as its shape. The files are read, never imported."""
    found: set[int] = set()
    for name in ENGINE:
        package, module = name.split(".", 1)
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or []) if spec else []:
            tree = ast.parse(Path(folder, f"{module}.py").read_text(encoding="utf-8"))
            found |= {shape for _, shape in _functions(tree)}
    return frozenset(found)


def _functions(tree: ast.AST) -> list[tuple[ast.FunctionDef, int]]:
    """Every function that is large enough to be known by its shape, and that shape.

    A shape is what a function does, without its name, its docstring and its annotations.
    """
    found: list[tuple[ast.FunctionDef, int]] = []
    _measure(tree, found)
    return found


def _measure(node: Any, found: list[tuple[ast.FunctionDef, int]]) -> tuple[int, int]:
    """How many parts a piece of a tree has, and a number that only the same piece has.

    Each part is looked at once: functions can be nested ninety deep. The functions in it are added
    to `found`.
    """
    if isinstance(node, list):
        parts = [_measure(each, found) for each in node]
        return sum(size for size, _ in parts), hash(tuple(mark for _, mark in parts))
    if not isinstance(node, ast.AST):
        return 0, hash(repr(node))
    fields = dict(ast.iter_fields(node))
    if isinstance(node, ast.arg):
        del fields["annotation"]
    if isinstance(node, ast.FunctionDef) and ast.get_docstring(node, clean=False) is not None:
        fields["body"] = node.body[1:]
    inner = {name: _measure(value, found) for name, value in fields.items()}
    if isinstance(node, ast.FunctionDef):
        bare = {name: inner[name] for name in ("args", "body")}
        if 1 + sum(size for size, _ in bare.values()) >= SMALLEST:
            found.append((node, hash(tuple(mark for _, mark in bare.values()))))
    marks = tuple((name, mark) for name, (_, mark) in inner.items())
    return 1 + sum(size for size, _ in inner.values()), hash((type(node).__name__, marks))
