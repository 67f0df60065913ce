"""The process that stands outside a sandbox: it ends all of it, in time and without exception."""

import contextlib
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from autograder.sandbox.limits import Limits
from autograder.sandbox.system import LINUX

EVERY = 0.05  # seconds between two looks
PROC = Path("/proc")


def watch(child: int, leash: socket.socket, bounds: Limits, private: bool, scratch: str) -> str:
    """Wait until the child ends, the leash is let go, or a limit is reached; then end everything.

    private: the child is the first process of its own world, so its end is everybody's. scratch: a
    folder whose size nobody else limits, or empty. Returns why it ended: closed, ended, time,
    memory, processes or disk.
    """
    started, why = time.monotonic(), "ended"
    looks = 0
    while True:
        poll = select.poll()
        poll.register(leash, select.POLLIN | select.POLLHUP)
        if poll.poll(EVERY * 1000):
            why = "closed"
            break
        if os.waitpid(child, os.WNOHANG)[0]:
            if not private:
                kill(child, os.killpg)
                end_all(os.getpid())
            return why
        looks += 1
        if time.monotonic() - started > bounds.seconds + 5:
            why = "time"
        elif memory(child) > bounds.memory:
            why = "memory"
        elif len(children(child)) > bounds.processes:
            why = "processes"
        elif scratch and looks % 10 == 0 and size(scratch) > bounds.disk:
            why = "disk"
        else:
            continue
        break
    if not private:
        kill(child, os.killpg)
    kill(child)
    os.waitpid(child, 0)
    if not private:
        end_all(os.getpid())
    return why


def kill(process: int, end: Callable[[int, int], None] = os.kill) -> None:
    """End a process at once, if it is still there. end: `os.killpg` for all of its group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        end(process, signal.SIGKILL)


def children(process: int) -> list[int]:
    """The processes that a process started and those that they started; empty where unknown."""
    found: list[int] = []
    waiting = [process]
    while waiting:
        for path in (PROC / str(waiting.pop()) / "task").glob("*/children"):
            try:
                new = [int(each) for each in path.read_text().split()]
            except (OSError, ValueError):
                continue
            found += new
            waiting += new
    return found


def end_all(process: int) -> None:
    """End whatever a process has started, and bury it. Orphans come to this process."""
    for _ in range(1000):
        left = children(process)
        for each in left:
            kill(each)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            if not left:
                return
        time.sleep(0.001)


def memory(process: int) -> int:
    """Bytes of memory that a process and its children hold for themselves."""
    if not LINUX:
        return 0
    whole = 0
    for each in (process, *children(process)):
        try:
            text = (PROC / str(each) / "status").read_text()
        except OSError:
            continue
        for line in text.splitlines():
            if line.startswith(("RssAnon:", "RssShmem:")):
                whole += int(line.split()[1]) * 1024
    return whole


def size(folder: str) -> int:
    """Bytes of all files below a folder."""
    whole = 0
    for here, _, names in os.walk(folder):
        for name in names:
            try:
                whole += os.lstat(os.path.join(here, name)).st_size
            except OSError:
                continue
    return whole
