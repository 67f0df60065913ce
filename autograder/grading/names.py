"""Which names a piece of code binds and uses, without running it.

The names are remembered until they are forgotten, the trees are not: those of one notebook can take
gigabytes.
"""

import ast
import functools
import warnings

LONGEST = 200_000  # characters; a tree takes a hundred times the memory of its text


def parsed(source: str) -> ast.Module | None:
    """The syntax tree; None for what is no Python, a line of IPython's own magic included."""
    if len(source) > LONGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of an odd backslash: the student's own business
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@functools.cache
def is_python(source: str) -> bool:
    """Whether it is Python, and short enough to be read."""
    return parsed(source) is not None


@functools.cache
def bound(source: str) -> frozenset[str]:
    """The names that the top level of `source` gives a value, loops and branches included."""
    tree = parsed(source)
    try:
        return frozenset(name for node in (tree.body if tree else ()) for name in _bound(node))
    except RecursionError:  # a sum of a thousand terms is a tree a thousand deep
        return frozenset()


def alike(one: str, other: str) -> bool:
    """Whether two pieces of code differ in comments and white space at most."""
    trees = parsed(one), parsed(other)
    try:
        return None not in trees and len({ast.dump(tree) for tree in trees if tree}) == 1
    except RecursionError:
        return False


@functools.cache
def used(source: str) -> frozenset[str]:
    """The names that `source` looks up, anywhere in it."""
    tree = parsed(source)
    nodes = ast.walk(tree) if tree else ()
    names = (n for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))
    return frozenset(n.id for n in names)


def forget() -> None:
    """Let go of what is known of a notebook."""
    for each in (is_python, bound, used):
        each.cache_clear()


def _bound(node: ast.AST) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(each.asname or each.name).partition(".")[0] for each in node.names}
    if isinstance(node, ast.Name):
        return {node.id} if isinstance(node.ctx, ast.Store) else set()
    if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return set()
    return {name for child in ast.iter_child_nodes(node) for name in _bound(child)}
