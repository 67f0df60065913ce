"""The kernel inside the sandbox: IPython runs the cells, and what they show goes out as frames.

All of this belongs to the student who runs in it. It keeps honest notebooks within their limits and
says so politely; that nobody gets past the limits is the business of those outside.
"""

import ast
import base64
import io
import json
import os
import signal
import subprocess
import sys
import threading
from types import FrameType
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.sandbox import frames

PIECE = 8192  # characters of a stream that are sent together
SHORT = 2000  # characters that are left of an error that is too long
Data = dict[str, Any]


class OutputLimit(KeyboardInterrupt):
    """A cell wrote more than it may."""


class TimeLimit(KeyboardInterrupt):
    """A cell ran for longer than it may."""


class Outputs:
    """Sends what one cell shows, and no more than it may."""

    def __init__(self, to: int) -> None:
        self._to, self._lock = to, threading.RLock()
        self._streams: list[tuple[str, str]] = []
        self.left, self.limit = 0, 0

    def open(self, limit: int) -> None:
        """A cell begins, which may write `limit` characters."""
        self.left = self.limit = limit

    def write(self, name: str, text: str) -> None:
        """Add to stdout or stderr."""
        with self._lock:
            room, self.left = self.left, self.left - len(text)
            if room < 0:
                return
            self._streams.append((name, text[:room]))
            if sum(len(each) for _, each in self._streams) > PIECE:
                self.flush()
        if len(text) > room:
            self._cut()

    def flush(self) -> None:
        """Send what is held back."""
        with self._lock:
            held, self._streams = self._streams, []
            merged: list[list[str]] = []
            for name, text in held:
                if merged and merged[-1][0] == name:
                    merged[-1][1] += text
                else:
                    merged.append([name, text])
            for name, text in merged:
                frames.send(self._to, {"kind": "stream", "name": name, "text": text})

    def send(self, kind: str, **data: Any) -> None:
        """Send one rich output, an error or an end."""
        with self._lock:
            self.flush()
            size = len(json.dumps(data))
            room, self.left = self.left, self.left - size
            if kind == "error" and size > room:
                line = f"{data['ename']}: {data['evalue']}"[:SHORT]
                data = {
                    "ename": data["ename"][:SHORT], "evalue": data["evalue"][:SHORT],
                    "traceback": [line, self._note()],
                }  # fmt: skip
            elif kind not in ("error", "done") and size > room:
                if room >= 0:
                    self._cut()
                return
            frames.send(self._to, {"kind": kind, **data})

    def _cut(self) -> None:
        """Say that there is more, and interrupt the cell: a loop that prints would go on."""
        self.flush()
        if threading.current_thread() is threading.main_thread():
            raise OutputLimit(f"{self._note()}; the rest of it was not run")
        frames.send(self._to, {"kind": "stream", "name": "stderr", "text": self._note() + "\n"})

    def _note(self) -> str:
        return f"cut off: this cell wrote more than {self.limit / 1e6:g} MB"


class Stream(io.TextIOBase):
    """What stands in for sys.stdout and sys.stderr."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.name, self._outputs = name, outputs

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Send text on; it may be held back until the cell ends."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.write(self.name, text)
        return len(text)


class Publisher(DisplayPublisher):
    """`display(...)`."""

    def publish(self, data: Data, metadata: Data | None = None, *_: Any, **more: Any) -> None:
        """Send a bundle of MIME types."""
        shell: Any = self.shell
        named = (more.get("transient") or {}).get("display_id")
        shell.outputs.send(
            "display", data=_plain(data), metadata=_plain(metadata or {}),
            id=named if isinstance(named, str) else None, update=bool(more.get("update")),
        )  # fmt: skip

    def clear_output(self, wait: bool = False) -> None:
        """Take back what the cell has shown."""
        shell: Any = self.shell
        shell.outputs.send("clear")


class Hook(DisplayHook):
    """The value of a cell's last line."""

    def write_output_prompt(self) -> None:
        """The frame holds the count."""

    def write_format_data(self, format_dict: Data, md_dict: Data | None = None) -> None:
        """Send the value in all its formats."""
        shell: Any = self.shell
        shell.outputs.send("result", data=_plain(format_dict), metadata=_plain(md_dict or {}))

    def finish_displayhook(self) -> None:
        """No line is to be ended."""


class Shell(InteractiveShell):
    """IPython, with frames for a front end."""

    display_pub_class = Publisher
    displayhook_class = Hook
    outputs: Outputs

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no window to draw in."""

    def system(self, cmd: str) -> None:
        """`!cmd`: what it prints is the cell's."""
        command = ["/bin/sh", "-c", self.var_expand(cmd, depth=1)]  # type: ignore[no-untyped-call]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.outputs.write("stdout", done.stdout.decode("utf-8", "replace"))
        self.user_ns["_exit_code"] = done.returncode

    def ask_exit(self) -> None:
        """`exit()` ends nothing here: the cells below are to be graded."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        name = getattr(etype, "__name__", "Error")
        self.outputs.send("error", ename=str(name), evalue=_text(evalue), traceback=list(stb))


def _text(value: object) -> str:
    try:
        return str(value)
    except Exception:
        return "<an error that cannot be printed>"


def _plain(data: Data) -> Data:
    """A bundle as JSON; bytes, which pictures are, as base64."""
    made = {}
    for kind, value in dict(data).items():
        made[str(kind)] = base64.b64encode(value).decode() if isinstance(value, bytes) else value
    return json.loads(json.dumps(made, default=str))  # type: ignore[no-any-return]


def make() -> Shell:
    """The shell, before the fork: without history, whose thread would not survive one."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Context"
    return Shell.instance(config=config)


def serve(shell: Shell, requests: int, replies: int) -> None:
    """Answer requests until there are no more: first the files, then cell after cell."""
    outputs = shell.outputs = Outputs(replies)
    frames.send(replies, {"kind": "ready"})
    sys.stdin = open(os.devnull)  # noqa: SIM115 - it stays open as long as the process lives
    sys.stdout, sys.stderr = Stream("stdout", outputs), Stream("stderr", outputs)
    sys.path.insert(0, "")
    signal.signal(signal.SIGALRM, _late)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    reader = frames.Reader(requests, 1 << 30)
    while True:
        try:
            request, _ = reader.frame()
        except frames.Broken:
            return
        if request["kind"] == "files":
            for name, text in request["files"].items():
                with open(name, "wb") as file:
                    file.write(base64.b64decode(text))
            for variable, name in request["named"].items():
                os.environ[variable] = os.path.abspath(name)
        else:
            _answer(shell, request)


def _answer(shell: Shell, request: Data) -> None:
    outputs = shell.outputs
    outputs.open(request["output"])
    count = shell.execution_count
    signal.setitimer(signal.ITIMER_REAL, request["seconds"])
    try:
        source = request["source"]
        pieces = [source]
        if request["apart"]:
            pieces = statements(shell.transform_cell(source))  # type: ignore[no-untyped-call]
        for piece in pieces:
            shell.run_cell(piece, store_history=len(pieces) == 1)  # type: ignore[no-untyped-call]
    except (OutputLimit, TimeLimit):
        pass  # it came in the moment in which the cell ended
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    outputs.left = max(outputs.left, 0)
    outputs.send("done", count=count)


def statements(source: str) -> list[str]:
    """The statements of a cell one by one, so that an error in one does not stop the next."""
    try:
        lines = source.splitlines(keepends=True)
        starts = [_first_line(node) - 1 for node in ast.parse(source).body]
    except (SyntaxError, ValueError, RecursionError):
        return [source]  # a magic, perhaps: IPython knows
    starts = sorted({0, *starts[1:]}) if starts else [0]
    return ["".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], None], strict=True)]


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _late(number: int, frame: FrameType | None) -> None:
    raise TimeLimit("this cell ran for longer than it may")
