"""Which names a piece of code binds and uses, without running it."""

import ast


def parsed(source: str) -> ast.Module | None:
    """The syntax tree; None for what is no Python, a line of IPython's own magic included."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def bound(source: str) -> set[str]:
    """The names that the top level of `source` gives a value, loops and branches included."""
    tree = parsed(source)
    return set() if tree is None else {name for node in tree.body for name in _bound(node)}


def used(source: str) -> set[str]:
    """The names that `source` looks up, anywhere in it."""
    tree = parsed(source)
    nodes = ast.walk(tree) if tree else ()
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


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
