"""Flat code: a graph as straight-line Python, written out and run: what is read is what runs.

Lecture 001, "Backpropagation with flat code": a line for each gate, forward; then a line for each
gradient, in reverse.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from .gates import ARRAYS, FLOATS
from .values import as_arrays, has_nan, plain

if TYPE_CHECKING:
    from .graph import Graph

FAILURES = (ArithmeticError, ValueError, TypeError)  # 1 / 0, √-1: where NumPy's rules must say
# On floats the text runs as it stands. Whatever is no float, or leaves the finite numbers, starts
# again in `_careful`, on arrays. (`max` can swallow a NaN, hence the inputs in the sum.)
ON_FLOATS = """
def run({arguments}):
    try:
        if _float is {types}:
            {body}
            if -_inf < {total} < _inf:
                return {result}
    except _failures:
        pass
    return _careful({by_name})
"""
ON_ARRAYS = """
def run({arguments}):
    {body}
    return {result}
"""


def write(graph: Graph, arrays: bool = False) -> str:
    """The graph as Python text: imports, forward, backward. `arrays` may broadcast."""
    constants = {graph.name(k): c for k, c in graph.constants.items() if type(c) is not float}
    arrays = arrays or graph.shaped or bool(constants)
    body = "\n".join(_lines(graph, arrays)) + "\n"
    used = [name for name in ARRAYS if re.search(rf"\b{name}\(", body)]
    if not arrays:
        from_math = ", ".join(name for name in used if name in FLOATS and name != "max")
        return f"from math import {from_math}\n{body}" if from_math else body
    # A ufunc of NumPy 2.0 does not say where it comes from.
    origin = {name: getattr(ARRAYS[name], "__module__", "numpy") for name in used}
    ours = [name for name in used if origin[name].startswith("backprop")]
    others = ["array"] * bool(constants) + [name for name in used if name not in ours]
    head = [f"from backprop.arrays import {', '.join(ours)}"] * bool(ours)
    head += [f"from numpy import {', '.join(others)}".replace("max", "maximum as max")]
    head += [f"{name} = array({c.tolist()}, dtype='{c.dtype}')" for name, c in constants.items()]
    return "\n".join([*head, body])


def line(graph: Graph, k: int, rule: str = "") -> str:
    """A slot's gate as an assignment, `q = x + y`, or a rule of it, with everybody's names."""
    gate, operands = graph.row(k)
    names = dict(zip("ab", map(graph.name, operands), strict=False))
    names |= {"y": graph.name(k), "g": f"grad_{graph.name(k)}"}
    text = rule or f"y = {gate.value}"
    return re.sub(r"\b[abgy]\b", lambda letter: names[letter[0]], text)


def blame(graph: Graph, values: list[Any], test: Callable[[Any], Any], what: str) -> str:
    """The first gate whose value is bad, and what went into it."""
    given = graph.constants
    for k in graph.slots():
        if np.any(test(values[k])):
            known = [
                f"{graph.name(i)} = {plain(values[i])}" for i in graph.row(k)[1] if i not in given
            ]
            return f"{line(graph, k)} {what}, with {', '.join(known)}"
    return f"something {what}"


def _lines(graph: Graph, arrays: bool) -> Iterator[str]:
    slots = list(graph.slots())
    uses = Counter(i for k in slots for i in graph.row(k)[1])
    yield "# forward"
    yield from (line(graph, k) for k in slots)
    yield "# backward"
    f = graph.name(graph.out)
    yield f"grad_{f} = ones_like({f})" if arrays else f"grad_{f} = 1.0"
    started = {graph.out}
    for k in reversed(slots):
        gate, operands = graph.row(k)
        for place, rule in gate.sent(arrays):
            i = operands[place]
            if uses[i] > 1 and i not in started:
                yield f"grad_{graph.name(i)} = 0.0"
            started.add(i)
            yield f"grad_{graph.name(i)} {'+' * (uses[i] > 1)}= {line(graph, k, rule)}"
    yield from (f"grad_{name} = 0.0" for k, name in enumerate(graph.inputs) if k not in started)


def compile_flat(graph: Graph) -> Callable[..., tuple[Any, dict[str, Any]]]:
    """The flat code as a function `run(x=..., y=...) -> (value, gradients)`.

    Gradients have the shapes of their inputs. The same errors as `Graph.forward` and `backward`.
    """
    text, f = write(graph), graph.name(graph.out)
    terms = [f, *(f"grad_{name}" for name in graph.inputs)]
    terms += graph.inputs if "max(" in text else ()
    parts = {
        "arguments": ", ".join(graph.inputs),
        "types": " is ".join(f"_type({name})" for name in graph.inputs),
        "total": " + ".join(terms) if len(terms) < 50 else f"_sum(({', '.join(terms)}))",
        "result": f"{f}, {{{', '.join(f'{name!r}: grad_{name}' for name in graph.inputs)}}}",
        "by_name": ", ".join(f"{name}={name}" for name in graph.inputs),
    }  # fmt: skip
    scope: dict[str, Any] = {**ARRAYS, **{graph.name(k): c for k, c in graph.constants.items()}}
    body = write(graph, arrays=True).partition("# forward\n")[2].splitlines()
    exec(ON_ARRAYS.format(body="\n    ".join(body), **parts), scope)
    run = _careful(graph, scope["run"])
    if graph.floats:
        scope = {**FLOATS, "_float": float, "_type": type, "_sum": sum, "_inf": math.inf,
                 "_careful": run, "_failures": FAILURES, "__name__": __name__}  # fmt: skip
        body = text.partition("# forward\n")[2].splitlines()
        exec(ON_FLOATS.format(body="\n            ".join(body), **parts), scope)
        run = scope["run"]
    run.__doc__ = text
    return run


def _careful(graph: Graph, on_arrays: Callable[..., Any]) -> Callable[..., Any]:
    """The text on NumPy's numbers, with the inputs checked and the gradients in their shapes."""

    def run(**values: Any) -> tuple[Any, dict[str, Any]]:
        inputs = graph.checked(values)
        with np.errstate(all="ignore"):
            value, found = on_arrays(*as_arrays(inputs))
        sized = zip(found.items(), inputs, strict=True)
        gradients = {name: plain(g + np.zeros_like(x)) for (name, g), x in sized}
        if any(map(has_nan, (value, *gradients.values()))):
            graph.forward(**values)  # these two say which gate is to blame
            graph.backward()
        return plain(value), gradients

    return run
