"""Expression strings, read without running anything: names, numbers, + - * / ** @ and functions."""

import ast
import operator
from collections.abc import Callable
from typing import Any

from . import functions
from .node import Node

OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow, ast.MatMult: operator.matmul, ast.USub: operator.neg,
    ast.UAdd: lambda a: a,
}  # fmt: skip


class ExpressionError(ValueError):
    """A malformed expression; the message points at the place."""

    def __init__(self, reason: str, text: str, line: int = 1, column: int = 0) -> None:
        shown = (text.splitlines() or [""])[line - 1]
        where = f"line {line}, column {column + 1}" if "\n" in text else f"column {column + 1}"
        super().__init__(f"{reason} ({where})\n    {shown}\n    {' ' * column}^")


def parse(text: str) -> tuple[list[str], Callable[..., Any]]:
    """Return the input names, in the order they appear, and the function that the text describes.

    `text` is an expression, or lines that end in one: "q = x + y; f = q * z". Raises
    ExpressionError (a ValueError) that says where the text goes wrong.
    """
    try:
        lines = ast.parse(text.strip()).body
    except SyntaxError as error:
        column = min(error.offset or 1, len(text.strip()) + 1) - 1
        raise ExpressionError(error.msg, text.strip(), error.lineno or 1, column) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"too long or not text: {error}", text[:60]) from None
    return _Reader(text.strip(), lines).read()


class _Reader:
    """Checks every piece of a syntax tree against the list of what is allowed, then replays it."""

    def __init__(self, text: str, lines: list[Any]) -> None:
        self.text, self.lines = text, lines

    def fail(self, reason: str, piece: Any) -> ExpressionError:
        line = self.text.splitlines()[piece.lineno - 1].encode()
        return ExpressionError(
            reason, self.text, piece.lineno, len(line[: piece.col_offset].decode())
        )

    def read(self) -> tuple[list[str], Callable[..., Any]]:
        if not self.lines:
            raise ExpressionError("the expression is empty", self.text)
        steps: list[tuple[str | None, list[Any]]] = []
        made: set[str] = set()
        inputs: dict[str, None] = {}
        for line in self.lines:
            name = self.target(line, made | inputs.keys())
            pieces = self.pieces(line.value)
            found = [p for p in pieces if isinstance(p, ast.Name) and p.id not in made]
            for p in sorted(found, key=lambda p: (p.lineno, p.col_offset)):
                inputs[p.id] = None
            made |= {name} if name else set()
            steps.append((name, pieces))
        names = list(inputs)
        return names, lambda *nodes: self.replay(steps, dict(zip(names, nodes, strict=True)))

    def target(self, line: Any, taken: set[str]) -> str | None:
        """The name a line assigns to; None for the bare expression that may come last."""
        if isinstance(line, ast.Expr) and line is self.lines[-1]:
            return None
        if not isinstance(line, ast.Assign) or not isinstance(line.targets[0], ast.Name):
            raise self.fail("write one expression, or lines like q = x + y", line)
        if len(line.targets) > 1 or line.targets[0].id in taken:
            raise self.fail("each name is assigned once, before it is used", line)
        return line.targets[0].id

    def pieces(self, root: Any) -> list[Any]:
        """The pieces of one expression, operands before their operator. No recursion."""
        waiting, order = [root], []
        while waiting:
            piece = waiting.pop()
            order.append(piece)
            waiting += self.operands(piece)
        return order[::-1]

    def operands(self, piece: Any) -> list[Any]:
        match piece:
            case ast.Constant(value=int() | float()) if not isinstance(piece.value, bool):
                return []
            case ast.Name(id=name):
                if name in functions.BY_NAME:
                    raise self.fail(f"{name} is a function: write {name}(...)", piece)
                return []
            case ast.BinOp(op=op) if type(op) in OPERATORS:
                return [piece.left, piece.right]
            case ast.BinOp(op=ast.BitXor()):
                raise self.fail("^ is not a power: write **", piece.right)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                return [piece.operand]
            case ast.Attribute(attr="T"):
                return [piece.value]
            case ast.Call(func=ast.Name(id=name)) if name in functions.BY_NAME:
                if piece.keywords or len(piece.args) != functions.BY_NAME[name].arity:
                    count = functions.BY_NAME[name].arity
                    raise self.fail(f"{name} takes {count} operand{'s' * (count > 1)}", piece)
                return piece.args
            case ast.Call(func=ast.Name(id=name)):
                known = ", ".join(functions.BY_NAME)
                raise self.fail(f"unknown function {name}: there are {known}", piece)
        raise self.fail(f"{type(piece).__name__} is not allowed in an expression", piece)

    def replay(self, steps: list[tuple[str | None, list[Any]]], known: dict[str, Any]) -> Any:
        result = None
        for name, pieces in steps:
            done: dict[int, Any] = {}
            for piece in pieces:
                try:
                    done[id(piece)] = self.apply(piece, done, known)
                except (ArithmeticError, TypeError, ValueError) as error:
                    raise self.fail(f"{error}", piece) from None
            result = done[id(pieces[-1])]
            if name:
                known[name] = result
                if type(result) is Node:
                    result.graph.name_if_new(result.index, name)
        return result

    def apply(self, piece: Any, done: dict[int, Any], known: dict[str, Any]) -> Any:
        match piece:
            case ast.Constant(value=int() | float() as value):
                return float(value)
            case ast.Name():
                return known[piece.id]
            case ast.Call(func=ast.Name(id=name)):
                return functions.BY_NAME[name](*(done[id(p)] for p in piece.args))
            case ast.Attribute():
                return done[id(piece.value)].T
        return OPERATORS[type(piece.op)](*(done[id(p)] for p in self.operands(piece)))
