"""Functions of the engine that a student has copied, word for word.

A copied function computes as the engine does and is no more the student's own. Where the engine
holds nothing, copies of it hold nothing either. What was copied and then rewritten is not found.
"""

import ast
import copy
import functools
import importlib.util
from collections.abc import Iterator
from pathlib import Path

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
        copied = [each for each in _functions(tree) if shape(each) in shapes()]
        for each in copied:
            each.body = ast.parse("raise RuntimeError('copied from the engine')").body
        return ast.unparse(tree) if copied else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@functools.cache
def shapes() -> frozenset[str]:
    """The functions of the engine, each as its shape. The files are read, never imported."""
    found = set()
    for name in ENGINE:
        package, module = name.split(".", 1)
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or []) if spec else []:
            tree = ast.parse(Path(folder, f"{module}.py").read_text(encoding="utf-8"))
            found |= {text for each in _functions(tree) if (text := shape(each))}
    return frozenset(found)


def shape(function: ast.FunctionDef) -> str:
    """What a function does, without its name, its docstring and its annotations.

    Empty for one that is too small to be known by its shape.
    """
    bare = copy.deepcopy(function)
    bare.name, bare.returns, bare.decorator_list = "", None, []
    for node in ast.walk(bare):
        if isinstance(node, ast.arg):
            node.annotation = None
    first = bare.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        bare.body = bare.body[1:]
    if sum(1 for _ in ast.walk(bare)) < SMALLEST:
        return ""
    return ast.dump(bare)


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
