"""What the grader holds of a sandbox: start it, let it run a cell, end it."""

import atexit
import base64
import contextlib
import functools
import json
import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from autograder.kernel import environment
from autograder.sandbox import frames
from autograder.sandbox.limits import Limits

ENGINE = "backprop"
GRACE = 3  # seconds in which a cell may end by itself after its time is over
START = 60  # seconds that a busy machine may take to start
LARGEST = 64_000_000  # bytes of one frame


class SandboxError(Exception):
    """A sandbox could not be started; the message says why."""


@dataclass
class Reply:
    """What a cell gave: its outputs as the sandbox sent them, not to be trusted, and its number."""

    outputs: list[dict[str, Any]] = field(default_factory=list)
    count: int | None = None
    size: int = 0  # bytes


class Ended(Exception):
    """The kernel has ended, or had to be. partial: what the last cell had shown.

    why: ended, time, memory, processes, disk or output.
    """

    def __init__(self, why: str, partial: Reply) -> None:
        super().__init__(why)
        self.why, self.partial = why, partial


class Zygote:
    """The process that sandboxes of one kind are forked from."""

    def __init__(self, without: tuple[str, ...] = (), highest: str = "full") -> None:
        """Start it.

        without: the modules of the engine that are hidden. highest: the level to use at most.
        Raises SandboxError.
        """
        ours, theirs = socket.socketpair()
        settings = json.dumps({"engine": ENGINE, "without": without, "level": highest})
        command = [sys.executable, "-P", "-m", "autograder.sandbox.zygote"]
        with theirs:
            self._process = subprocess.Popen(
                [*command, str(theirs.fileno()), settings],
                pass_fds=[theirs.fileno()], env=zygote_environment(drawing=not without),
                cwd=tempfile.gettempdir(),
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        self._control = ours
        ours.settimeout(START)
        try:
            hello = json.loads(ours.recv(1 << 16) or b"{}")
            self.level, self.why = str(hello["level"]), str(hello["why"])
        except (OSError, ValueError, KeyError):
            self.stop()
            raise SandboxError("the process that sandboxes come from did not start") from None

    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End it, and with it every sandbox that is still held."""
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        if self.alive():
            self._process.kill()
            self._process.wait()

    def start(self, limits: Limits) -> "Kernel":
        """Fork a sandbox. Raises SandboxError."""
        requests = os.pipe()
        replies = os.pipe()
        ours, theirs = socket.socketpair()
        given = [requests[0], replies[1], theirs.fileno()]
        try:
            socket.send_fds(self._control, [json.dumps(asdict(limits)).encode()], given)
        except OSError as error:
            raise SandboxError(f"no sandbox could be asked for: {error}") from None
        finally:
            os.close(requests[0])
            os.close(replies[1])
            theirs.close()
        return Kernel(requests[1], replies[0], ours)


class Kernel:
    """One sandbox with a notebook in it."""

    def __init__(self, requests: int, replies: int, leash: socket.socket) -> None:
        self._requests, self._replies, self._leash = requests, replies, leash
        self._reader = frames.Reader(replies, LARGEST)

    def __enter__(self) -> "Kernel":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, files: dict[str, bytes], named: dict[str, str]) -> None:
        """Wait until it is locked in, and give it the files beside the notebook.

        named: environment variables that hold the path of one of them. Raises SandboxError.
        """
        try:
            first, _ = self._reader.frame(monotonic() + START)
            if first.get("kind") != "ready":
                raise SandboxError(str(first.get("why"))[:200])
            texts = {name: base64.b64encode(data).decode() for name, data in files.items()}
            frames.send(self._requests, {"kind": "files", "files": texts, "named": named})
        except (frames.Broken, TimeoutError, OSError) as error:
            raise SandboxError(f"it ended before the first cell ({error})") from None

    def run(self, source: str, seconds: float, output: int, apart: bool = False) -> Reply:
        """Run one cell. apart: its statements one by one, whatever one of them raises.

        Raises Ended.
        """
        wish = {
            "kind": "cell", "source": source, "seconds": seconds, "output": output, "apart": apart,
        }  # fmt: skip
        reply, until = Reply(), monotonic() + seconds + GRACE
        try:
            frames.send(self._requests, wish)
            while True:
                frame, length = self._reader.frame(until)
                reply.size += length
                if frame.get("kind") == "done":
                    count = frame.get("count")
                    reply.count = count if type(count) is int and 0 < count < 10**6 else None
                    return reply
                if reply.size > 4 * output + 1_000_000:
                    raise Ended("output", reply)
                reply.outputs.append(frame)
        except TimeoutError:
            raise Ended("time", reply) from None
        except (frames.Broken, OSError):
            raise Ended(self._last_word(), reply) from None

    def _last_word(self) -> str:
        """What the watch outside says of the end."""
        self._leash.settimeout(GRACE)
        try:
            return self._leash.recv(100).decode("ascii", "replace") or "ended"
        except OSError:
            return "ended"

    def close(self) -> None:
        """End the kernel and all that it started, and wait until they are gone."""
        if self._requests < 0:
            return
        os.close(self._requests)
        os.close(self._replies)
        self._requests = -1
        with contextlib.suppress(OSError):
            self._leash.shutdown(socket.SHUT_WR)
            self._leash.settimeout(10)
            while self._leash.recv(100):
                pass
        self._leash.close()


def zygote_environment(drawing: bool = True) -> dict[str, str]:
    """What the zygote, and so a notebook, finds in its environment.

    drawing: False where nobody will look at the pictures.
    """
    backend = "module://matplotlib_inline.backend_inline" if drawing else "agg"
    more = {"OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES"} if sys.platform == "darwin" else {}
    return environment(Path(tempfile.gettempdir()), MPLBACKEND=backend, **more)


@functools.cache
def _zygotes() -> dict[tuple[str, ...], Zygote]:
    atexit.register(stop)
    return {}


def zygote(without: tuple[str, ...] = ()) -> Zygote:
    """This process's zygote of a kind, started when it is first asked for."""
    found = _zygotes().get(without)
    if found is None or not found.alive():
        found = _zygotes()[without] = Zygote(without)
    return found


def stop() -> None:
    """End this process's zygotes."""
    for each in _zygotes().values():
        each.stop()
    _zygotes().clear()
