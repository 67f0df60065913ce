"""What a sandbox sent, made into outputs of a notebook. Nothing in it is to be trusted."""

from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode

from autograder.checking.check import MIME
from autograder.checking.plain import cleaned

MOST = 1000  # outputs of one cell
LONGEST = 100  # characters of the name of a kind
TEXTS = ("text/", "image/", "application/javascript")  # kinds whose data are text


def outputs(found: Iterable[dict[str, Any]], count: int | None) -> list[NotebookNode]:
    """The outputs of one cell. What is no output, or of a kind that is not kept, is left out."""
    made: list[NotebookNode] = []
    named: dict[str, NotebookNode] = {}
    for frame in found:
        kind = frame.get("kind")
        if kind == "clear":
            made.clear()
        elif kind == "display" and frame.get("update") is True:
            if (name := text(frame.get("id"))) in named:
                named[name].data = data(frame.get("data"))
        elif kind == "stream" and made and _continues(made[-1], frame):
            made[-1].text.append(text(frame.get("text")))
        elif isinstance(kind, str) and kind in MAKE and len(made) < MOST:
            made.append(MAKE[kind](frame, count))
            if kind == "display" and (name := text(frame.get("id"))):
                named[name] = made[-1]
    for output in made:
        if output.output_type == "stream":
            output.text = "".join(output.text)
    return made


def response(found: Iterable[dict[str, Any]], task: str) -> dict[str, Any] | None:
    """The last response of a task among what its cell sent; None when there is none."""
    last = None
    for frame in found:
        bundle = frame.get("data") if frame.get("kind") == "display" else None
        given = bundle.get(MIME) if isinstance(bundle, dict) else None
        if isinstance(given, dict) and given.get("task") == task:
            last = given
    return None if last is None else cleaned(last)


def _stream(frame: dict[str, Any], _: int | None) -> NotebookNode:
    return NotebookNode(output_type="stream", name=_name(frame), text=[text(frame.get("text"))])


def _display(frame: dict[str, Any], _: int | None) -> NotebookNode:
    bundle = data(frame.get("data"))
    return NotebookNode(output_type="display_data", data=bundle, metadata=NotebookNode())


def _result(frame: dict[str, Any], count: int | None) -> NotebookNode:
    made = _display(frame, count)
    made.update(output_type="execute_result", execution_count=count)
    return made


def _error(frame: dict[str, Any], _: int | None) -> NotebookNode:
    lines = frame.get("traceback")
    trace = [text(line) for line in lines[:MOST]] if isinstance(lines, list) else []
    name, value = text(frame.get("ename")), text(frame.get("evalue"))
    return NotebookNode(output_type="error", ename=name, evalue=value, traceback=trace)


MAKE = {"stream": _stream, "display": _display, "result": _result, "error": _error}


def _name(frame: dict[str, Any]) -> str:
    return "stderr" if frame.get("name") == "stderr" else "stdout"


def _continues(before: NotebookNode, frame: dict[str, Any]) -> bool:
    return bool(before.output_type == "stream" and before.name == _name(frame))


def data(bundle: Any) -> NotebookNode:
    """The parts of a bundle of MIME types that a notebook keeps: texts, and pictures as text."""
    if not isinstance(bundle, dict):
        return NotebookNode()
    return NotebookNode(
        {
            text(kind)[:LONGEST]: text(value)
            for kind, value in list(bundle.items())[:LONGEST]
            if kind.startswith(TEXTS) and isinstance(value, str)
        }
    )


def text(value: Any) -> str:
    """A text that can be written to a file: half a character becomes a question mark."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
