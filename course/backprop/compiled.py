"""The flat code as a function: the text that the student reads is what runs."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from .arrays import sum_to
from .flat import write
from .gates import ARRAYS, FLOATS
from .values import as_arrays, has_nan, plain

if TYPE_CHECKING:
    from .graph import Graph

Run = Callable[..., tuple[Any, dict[str, Any]]]

# On floats the text runs as it stands. Whatever is no float, or leaves the finite numbers, starts
# again in `careful`, where the same text runs on NumPy's numbers.
ON_FLOATS = """
def run({arguments}):
    try:
        if _float is {types}:
            {body}
            if -_inf < {total} < _inf:
                return {result}
    except _Failures:
        pass
    return _careful({by_name})
"""
ON_ARRAYS = """
def run({arguments}):
    {body}
    return {result}
"""


class Fixed(np.ndarray):
    """An array that `+=` replaces, as it replaces a float, so that no other name sees it change."""

    def __iadd__(self, other: Any) -> Any:  # type: ignore[misc] # as of a float
        return self + other


def compile_flat(graph: Graph) -> Run:
    """The flat code as a function `run(x=..., y=...) -> (value, gradients)`.

    Gradients have the shapes of their inputs. The same errors as `Graph.forward` and `backward`.
    """
    text = write(graph)
    body = text[text.index("# forward") :].splitlines()
    careful = _on_arrays(graph, body)
    careful.__doc__ = text
    if graph.shaped or any(type(c) is not float for c in graph.constants):
        return careful
    scope: dict[str, Any] = {
        **FLOATS, "_careful": careful, "_float": float, "_type": type, "_sum": sum,
        "_inf": math.inf, "_Failures": (ArithmeticError, ValueError, TypeError),
    }  # fmt: skip
    exec(ON_FLOATS.format(body="\n            ".join(body), **_parts(graph)), scope)
    run: Run = scope["run"]
    run.__doc__ = text
    return run


def _on_arrays(graph: Graph, body: list[str]) -> Run:
    """The text on NumPy's numbers, with the inputs checked and the gradients in their shapes."""
    constants = {f"c{k - 1}": _fixed(c) for k, c in enumerate(graph.constants)}
    scope: dict[str, Any] = {**ARRAYS, **constants}
    exec(ON_ARRAYS.format(body="\n    ".join(body), **_parts(graph)), scope)

    def run(**values: Any) -> tuple[Any, dict[str, Any]]:
        inputs = graph.checked(values)
        with np.errstate(all="ignore"):
            value, found = scope["run"](*map(_fixed, as_arrays(inputs)))
        shape = None if graph.shaped else np.shape(value)
        gradients = {
            name: plain(_fit(found[name], x, shape))
            for name, x in zip(graph.inputs, inputs, strict=True)
        }
        if any(map(has_nan, (value, *gradients.values()))):
            graph.forward(**values)  # these two say which gate is to blame
            graph.backward()
        return plain(value), gradients

    return run


def _parts(graph: Graph) -> dict[str, str]:
    """The pieces of text around the body."""
    f = graph.name(graph.out)
    gates = {graph.row(k)[0].name for k in range(len(graph.inputs), graph.size)}
    hidden = graph.inputs if gates & {"max", "relu"} else ()  # a gate that can swallow a NaN
    terms = [f, *(f"grad_{name}" for name in graph.inputs), *hidden]
    return {
        "arguments": ", ".join(graph.inputs),
        "types": " is ".join(f"_type({name})" for name in graph.inputs),
        "total": " + ".join(terms) if len(terms) < 50 else f"_sum(({', '.join(terms)}))",
        "result": f"{f}, {{{', '.join(f'{name!r}: grad_{name}' for name in graph.inputs)}}}",
        "by_name": ", ".join(f"{name}={name}" for name in graph.inputs),
    }


def _fit(gradient: Any, x: Any, shape: tuple[int, ...] | None) -> Any:
    """One gradient in the shape and the precision of its input.

    Flat code without array gates leaves it repeated over the elements of f, of this `shape`.
    """
    if shape is None or (np.ndim(gradient) == 0 and gradient == 0):
        shape = np.shape(x)
    return np.asarray(sum_to(np.broadcast_to(gradient, shape), x)).astype(np.result_type(x))


def _fixed(value: Any) -> Any:
    return value.view(Fixed) if isinstance(value, np.ndarray) else value
