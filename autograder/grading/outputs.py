"""What a sandbox sent, made into outputs of a notebook. Nothing in it is to be trusted."""

from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.checking.check import MIME

MOST = 2000  # outputs of one cell
TEXTS = ("text/", "image/", "application/javascript")  # kinds whose data are text


def outputs(found: Iterable[dict[str, Any]], count: int | None) -> list[NotebookNode]:
    """The outputs of one cell. What is no output, or of a kind that is not kept, is left out."""
    made: list[NotebookNode] = []
    named: dict[str, NotebookNode] = {}
    for frame in found:
        match frame.get("kind"):
            case "stream":
                _add(made, frame)
            case "display":
                _display(made, named, frame)
            case "result":
                bundle = data(frame.get("data"))
                made.append(new_output("execute_result", data=bundle, execution_count=count))
            case "error":
                lines = frame.get("traceback")
                trace = [text(line) for line in lines] if isinstance(lines, list) else []
                name, value = text(frame.get("ename")), text(frame.get("evalue"))
                made.append(new_output("error", ename=name, evalue=value, traceback=trace))
            case "clear":
                made.clear()
    return made[:MOST]


def size(made: Iterable[NotebookNode]) -> int:
    """How many characters outputs hold, or nearly so."""
    return sum(len(str(value)) for output in made for value in output.values())


def _add(made: list[NotebookNode], frame: dict[str, Any]) -> None:
    name = "stderr" if frame.get("name") == "stderr" else "stdout"
    if made and made[-1].output_type == "stream" and made[-1].name == name:
        made[-1].text += text(frame.get("text"))
    else:
        made.append(new_output("stream", name=name, text=text(frame.get("text"))))


def _display(
    made: list[NotebookNode], named: dict[str, NotebookNode], frame: dict[str, Any]
) -> None:
    name = text(frame.get("id") or "")
    if frame.get("update") is True:
        if name in named:
            named[name].data = NotebookNode(data(frame.get("data")))
        return
    made.append(new_output("display_data", data=data(frame.get("data"))))
    if name:
        named[name] = made[-1]


def data(bundle: Any) -> dict[str, Any]:
    """The parts of a bundle of MIME types that a notebook keeps."""
    if not isinstance(bundle, dict):
        return {}
    kept: dict[str, Any] = {
        kind: text(value)
        for kind, value in bundle.items()
        if kind.startswith(TEXTS) and isinstance(value, str)
    }
    if isinstance(bundle.get(MIME), dict):
        kept[MIME] = bundle[MIME]
    return kept


def text(value: Any) -> str:
    """A text that can be written to a file: half a character becomes a question mark."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
