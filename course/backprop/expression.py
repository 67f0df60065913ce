"""Expression strings: checked piece by piece against what is allowed, then traced as a function."""

import ast
import sys
from collections.abc import Callable
from typing import Any

from .functions import FUNCTIONS
from .gates import GATES
from .node import Node

RESULT = "_"  # what a last line without a name is assigned to
OPERATIONS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.MatMult, ast.USub, ast.UAdd)


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
    text = text.strip()
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        column = min(error.offset or 1, len(text) + 1) - 1
        raise ExpressionError(error.msg, text, error.lineno or 1, column) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"too long or not text: {error}", text[:60]) from None
    inputs, made = _names(tree, text)
    code = compile(tree, "expression", "exec")

    def function(*nodes: Any) -> Any:
        known = {"__builtins__": {}, **FUNCTIONS, **dict(zip(inputs, nodes, strict=True))}
        try:
            exec(code, known)
        except (ArithmeticError, TypeError, ValueError) as error:
            step: Any = error.__traceback__ and error.__traceback__.tb_next
            line, _, column, _ = list(code.co_positions())[step.tb_lasti // 2]
            place = ast.Pass(lineno=line or 1, col_offset=column or 0)
            raise _error(str(error), text, place) from None
        for name in made:
            if type(known[name]) is Node and name != RESULT:
                known[name].graph.name_if_new(known[name].index, name)
        return known[made[-1]]

    return inputs, function


def _names(tree: ast.Module, text: str) -> tuple[list[str], list[str]]:
    """The inputs and the names assigned; every piece is checked before any of it runs."""
    inputs: dict[str, None] = {}
    made: list[str] = []
    for line in tree.body:
        if isinstance(line, ast.Expr) and line is tree.body[-1]:
            name = RESULT
            place = ast.copy_location(ast.Name(name, ast.Store()), line)
            tree.body[-1] = ast.copy_location(ast.Assign([place], line.value), line)
        elif isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            name = line.targets[0].id
            if len(line.targets) > 1 or name in {*inputs, *made, RESULT}:
                raise _error("each name is assigned once, before it is used", text, line)
        else:
            raise _error("write one expression, or lines like q = x + y", text, line)
        inputs |= dict.fromkeys(n for n in _used(line.value, text) if n not in made)
        made.append(name)
    if not made:
        raise ExpressionError("the expression is empty", text)
    return list(inputs), made


def _used(root: ast.expr, text: str) -> list[str]:
    """The names one expression uses, in the order they appear, every piece of it allowed."""
    pieces = list(ast.walk(root))
    called = [piece.func for piece in pieces if isinstance(piece, ast.Call)]
    names = []
    for piece in pieces:
        fault = _fault(piece)
        if isinstance(piece, ast.Name) and piece not in called:
            names.append((piece.lineno, piece.col_offset, piece.id))
            if piece.id in FUNCTIONS:
                fault = f"{piece.id} is a function: write {piece.id}(...)"
        if fault:
            raise _error(fault, text, piece)
    return [name for _, _, name in sorted(names)]


def _fault(piece: ast.AST) -> str | None:
    """What is wrong with one piece of an expression, its operands aside; None when nothing is."""
    match piece:
        case ast.Constant(value=int() | float() as value) if type(value) is not bool:
            if abs(value) > sys.float_info.max:
                return f"a constant must be finite, not {value}"
            piece.value = float(value)
            return None
        case ast.BinOp(op=ast.BitXor()):
            return "^ is not a power: write **"
        case ast.BinOp(op=op) | ast.UnaryOp(op=op) if isinstance(op, OPERATIONS):
            return None
        case ast.Name() | ast.Attribute(attr="T") | ast.expr_context():
            return None
        case ast.operator() | ast.unaryop():
            return None  # seen with the piece it belongs to
        case ast.Call(func=ast.Name(id=name), args=args) if name in FUNCTIONS:
            arity = GATES[name].arity
            wrong = piece.keywords or len(args) != arity
            return f"{name} takes {arity} operand{'s' * (arity > 1)}" if wrong else None
        case ast.Call(func=ast.Name(id=name)):
            return f"unknown function {name}: there are {', '.join(FUNCTIONS)}"
    return f"{type(piece).__name__} is not allowed in an expression"


def _error(reason: str, text: str, place: Any) -> ExpressionError:
    """An error at a piece of the tree: its column counts bytes, a reader's letters."""
    start = text.splitlines()[place.lineno - 1].encode()[: place.col_offset]
    return ExpressionError(reason, text, place.lineno, len(start.decode()))
