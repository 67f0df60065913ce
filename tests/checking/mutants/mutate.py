"""Make one mistake at a time in the source of a right backward pass.

The mistake follows from the change to the source, so its name is known without the checker. Only
lines below the comment `# backward` are touched. Nothing here knows how the checker recognises.
"""

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

SLOPE_CALLS = ("f_prime", "g_prime")
RATES = {"eta", "lam"}
UPSTREAM = ("d", "up")  # how the programs name what comes from the loss side


@dataclass(frozen=True)
class Mutant:
    """A wrong function. about: words of the course that an exact message mentions, if any."""

    label: str
    change: str
    function: Callable[..., Any]
    about: str = ""


def mutants(function: Callable[..., Any], names: dict[str, Any]) -> Iterator[Mutant]:
    """Every single mistake that the source offers a place for. names: what the source may use."""
    source = textwrap.dedent(inspect.getsource(function))
    first = next(n for n, line in enumerate(source.split("\n"), 1) if "# backward" in line)
    tree = ast.parse(source)
    for label, about, changed in _changes(tree, first):
        ast.fix_missing_locations(changed)
        space = dict(names)
        exec(compile(changed, f"<{function.__name__}>", "exec"), space)
        wrong = space[function.__name__]
        wrong.tree = changed  # the source of what `exec` made, for whoever goes on from it
        yield Mutant(label, _difference(tree, changed), wrong, about)


def _difference(old: ast.AST, new: ast.AST) -> str:
    before, after = (ast.unparse(tree).split("\n") for tree in (old, new))
    gone = [line.strip() for line in before if line not in after]
    come = [line.strip() for line in after if line not in before]
    return f"{'; '.join(gone)} -> {'; '.join(come)}"


def _changes(tree: ast.Module, first: int) -> Iterator[tuple[str, str, ast.Module]]:
    count = len(list(ast.walk(tree)))
    for number in range(count):
        node = _at(tree, number)
        if getattr(node, "lineno", 0) <= first:
            continue
        for label, about, put in _of_node(node, _families(tree)):
            changed = copy.deepcopy(tree)
            _replace(changed, _at(changed, number), put)
            yield label, about, changed
    yield from _of_statements(tree, first)


def _at(tree: ast.AST, number: int) -> ast.AST:
    return list(ast.walk(tree))[number]


def _replace(tree: ast.AST, old: ast.AST, put: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, put)
            elif isinstance(value, list) and any(each is old for each in value):
                setattr(parent, field, [put if each is old else each for each in value])


Family = dict[str, str]  # a -> n for every a = f(n)


def _families(tree: ast.AST) -> Family:
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            call = node.value
            if isinstance(call.func, ast.Name) and call.func.id in ("f", "g", "relu") and call.args:
                found[ast.unparse(node.targets[0])] = ast.unparse(call.args[0])
    return found


def _parse(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


Change = tuple[str, str, ast.AST]


def _of_node(node: ast.AST, activations: Family) -> Iterator[Change]:
    if isinstance(node, ast.BinOp):
        yield from _of_operation(node, activations)
    if isinstance(node, ast.Call):
        yield from _of_call(node, activations)
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "transpose", "", node.value
    if isinstance(node, ast.AugAssign):
        if isinstance(node.op, ast.Sub):
            yield "flipped sign", "", _augmented(node, ast.Add())
        if isinstance(node.op, ast.Add):
            yield "overwritten", "", ast.Assign([node.target], node.value, lineno=node.lineno)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "flipped sign", "", node.operand
    if isinstance(node, ast.Return) and not isinstance(node.value, ast.Dict | None):
        yield from _of_return(node.value)


def _augmented(node: ast.AugAssign, op: ast.operator) -> ast.AST:
    return ast.AugAssign(node.target, op, node.value, lineno=node.lineno)


def _of_return(value: ast.expr) -> Iterator[Change]:
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    turned = [_parse(f"np.transpose({ast.unparse(part)})") for part in parts]
    whole = ast.Tuple(turned, ast.Load()) if len(parts) > 1 else turned[0]
    yield "transpose", "", ast.Return(whole)


def _of_call(call: ast.Call, activations: Family) -> Iterator[Change]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name in SLOPE_CALLS:
        here = ast.unparse(call.args[0])
        for a, n in activations.items():
            if n == here:
                yield "f' at a", n, _parse(f"{name}({a})")
            else:
                yield "f' of the wrong layer", n, _parse(f"{name}({n})")
    if isinstance(call.func, ast.Attribute) and call.func.attr == "sum" and call.keywords:
        yield "sum over the batch forgotten", "", call.func.value
        text = ast.unparse(call).replace(".sum(", ".mean(")
        yield "averaged over the batch", "", _parse(text)


def _factors(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return [*_factors(node.left), *_factors(node.right)]
    return [node]


def _inner_products(node: ast.expr) -> Iterator[ast.BinOp]:
    for each in (node.left, node.right) if isinstance(node, ast.BinOp) else ():
        if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Mult):
            yield each
            yield from _inner_products(each)


def _is_one_minus(node: ast.expr, other: ast.expr) -> bool:
    return ast.unparse(node) == f"1 - {ast.unparse(other)}"


def _slope_of(factor: ast.expr, activations: Family) -> str | None:
    """The net input, if a factor is the slope of an activation there."""
    text = ast.unparse(factor)
    for a, n in activations.items():
        if text in (f"f_prime({n})", f"g_prime({n})", f"1 - {a} ** 2", f"({n} > 0)", f"{n} > 0"):
            return n
        if text in (f"{a} * (1 - {a})",):
            return n
    return None


def _grouped(node: ast.BinOp) -> list[ast.expr]:
    """The factors of a product, with a * (1 - a) kept together."""
    found: list[ast.expr] = []
    for factor in _factors(node):
        if found and _is_one_minus(factor, found[-1]):
            found[-1] = ast.BinOp(found[-1], ast.Mult(), factor)
        else:
            found.append(factor)
    return found


def _of_operation(node: ast.BinOp, activations: Family) -> Iterator[Change]:
    left, right = node.left, node.right
    text = ast.unparse(node)
    if isinstance(node.op, ast.Mult) and not getattr(node, "inside", False):
        yield from _of_product(node, activations)
    if isinstance(node.op, ast.Sub) and text in ("y - t", "t - y", "o - t", "p - t", "t - o"):
        yield "flipped sign", "", ast.BinOp(right, ast.Sub(), left)
        yield "doubled", "", _parse(f"2 * ({text})")
        yield "halved", "", _parse(f"0.5 * ({text})")
    elif isinstance(node.op, ast.Sub) and "eta" in text:
        yield "flipped sign", "", ast.BinOp(left, ast.Add(), right)
    if isinstance(node.op, ast.Add) and not _is_number(left) and not _is_number(right):
        penalty = "lam" in text
        yield "dropped path", "", right
        yield "dropped path", "", left
        if penalty:
            yield "flipped sign", "", ast.BinOp(left, ast.Sub(), right)
    if isinstance(node.op, ast.Div) and ast.unparse(right) == "m":
        yield "mean over the batch forgotten", "", left


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def _of_product(node: ast.BinOp, activations: Family) -> Iterator[Change]:
    for inner in _inner_products(node):  # the same product is not taken apart again from inside
        inner.inside = True  # type: ignore[attr-defined]
    factors = _grouped(node)
    for k, factor in enumerate(factors):
        text = ast.unparse(factor)
        rest = factors[:k] + factors[k + 1 :]
        slope = _slope_of(factor, activations)
        if len(rest) and text not in ("1",):
            yield _label_of_lost(factor, slope), slope or "", _product(rest)
        if slope:
            yield "doubled factor", slope, _product([*factors, factor])
            yield from _other_slope(factors, k, text, slope, activations)
        elif not _is_number(factor) and not _is_upstream(factor):
            yield "doubled factor", "", _product([*factors, factor])


def _other_slope(
    factors: list[ast.expr], k: int, text: str, slope: str, activations: Family
) -> Iterator[Change]:
    """For slopes written out, a (1 - a); those written as a call are changed in `_of_call`."""
    if text.startswith(SLOPE_CALLS):
        return
    here = next(a for a, n in activations.items() if n == slope)
    for a, n in activations.items():
        words = text.replace(slope, n) if slope in text else text.replace(here, a)
        if n != slope:
            put = [*factors[:k], _parse(words), *factors[k + 1 :]]
            yield "f' of the wrong layer", n, _product(put)


def _is_upstream(factor: ast.expr) -> bool:
    names = {n.id for n in ast.walk(factor) if isinstance(n, ast.Name)}
    return any(name.startswith(UPSTREAM) for name in names)


def _label_of_lost(factor: ast.expr, slope: str | None) -> str:
    if slope:
        return "missing f'"
    if isinstance(factor, ast.Constant):
        return {2: "halved", 0.5: "doubled"}.get(factor.value, "lost factor")
    return "lost upstream" if _is_upstream(factor) else "lost factor"


def _product(factors: list[ast.expr]) -> ast.expr:
    found = factors[0]
    for each in factors[1:]:
        found = ast.BinOp(found, ast.Mult(), each)
    return copy.deepcopy(found)


def _of_statements(tree: ast.Module, first: int) -> Iterator[tuple[str, str, ast.Module]]:
    """Mistakes in the order of lines, or in a whole line."""
    yield from _updated_first(tree, first)
    yield from _swapped_rates(tree, first)
    for number, node in enumerate(list(ast.walk(tree))):
        if isinstance(node, ast.Assign) and node.lineno > first:
            here = ast.unparse(node.targets[0])
            used = {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
            upstream = sorted(n for n in used if n.startswith(UPSTREAM))
            is_step = here.startswith("delta") and not isinstance(node.value, ast.Name)
            if is_step and len(upstream) == 1:
                changed = copy.deepcopy(tree)
                twin = _at(changed, number)
                assert isinstance(twin, ast.Assign)
                twin.value = _parse(upstream[0])
                yield "stopped a step early", "", changed


def _updated_first(tree: ast.Module, first: int) -> Iterator[tuple[str, str, ast.Module]]:
    """The line that changes a weight moves up to just behind the line with its gradient."""
    (function,) = (n for n in tree.body if isinstance(n, ast.FunctionDef))
    body = function.body
    for k, line in enumerate(body):
        target = line.targets[0] if isinstance(line, ast.Assign) else getattr(line, "target", None)
        name = ast.unparse(target) if target is not None else ""
        is_update = "eta" in ast.unparse(line) and line.lineno > first and name[:1] in "Wwb"
        if not is_update or not isinstance(line, ast.Assign | ast.AugAssign):
            continue
        used = {n.id for n in ast.walk(line.value) if isinstance(n, ast.Name)} - {name}
        made = [
            j
            for j, other in enumerate(body[:k])
            if isinstance(other, ast.Assign) and ast.unparse(other.targets[0]) in used
        ]
        if made and max(made) + 1 < k:
            changed = copy.deepcopy(tree)
            lines = changed.body[tree.body.index(function)].body  # type: ignore[attr-defined]
            lines.insert(max(made) + 1, lines.pop(k))
            yield "updated too early", "", changed


def _swapped_rates(tree: ast.Module, first: int) -> Iterator[tuple[str, str, ast.Module]]:
    changed = copy.deepcopy(tree)
    other = {"eta": "lam", "lam": "eta"}
    hit = [
        node
        for node in ast.walk(changed)
        if isinstance(node, ast.Name) and node.id in RATES and node.lineno > first
    ]
    if {node.id for node in hit} == RATES:
        for node in hit:
            node.id = other[node.id]
        yield "eta and decay swapped", "", changed
