"""The clean process that sandboxes are forked from: it has imported everything once.

It never sees a submission, so a fork of it holds nobody's secret. It runs as
`python -P -m autograder.sandbox.zygote`, ends when the grader lets go of its socket, and gives its
own socket to no child.
"""

import importlib
import json
import os
import pkgutil
import shutil
import signal
import socket
import sys
import tempfile
from typing import Any

from autograder.sandbox import absent, frames, level, shell
from autograder.sandbox.enter import spawn
from autograder.sandbox.limits import Limits
from autograder.sandbox.view import View, view
from autograder.sandbox.watch import end_all, watch

USEFUL = ("numpy", "matplotlib.pyplot", "ipywidgets", "anywidget")


def main() -> None:
    """Get ready, say at what level, then fork for each request until there are no more."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings = json.loads(sys.argv[2])
    kernel = shell.make()
    load(settings["engine"], settings["without"])
    shown = view(absent.files(settings["engine"], settings["without"]), not settings["without"])
    at = tempfile.mkdtemp(prefix="autograder-")
    try:
        name, why = level.best(shown, at, settings["level"])
        control.sendall(json.dumps({"level": name, "why": why}).encode())
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # forks are buried by themselves
        while True:
            message, given, _, _ = socket.recv_fds(control, 1 << 16, 3)
            if not message:
                return
            if os.fork() == 0:
                control.close()
                _fork(kernel, json.loads(message), given, name, shown, at)
            for number in given:
                os.close(number)
    finally:
        shutil.rmtree(at, ignore_errors=True)


def load(engine: str, without: list[str]) -> None:
    """Import what most notebooks use. What is missing or broken here is so for a student too."""
    if without:
        absent.hide(without)
    names = [*USEFUL, engine] if engine else [*USEFUL]
    for name in names:
        _import(name)
    found = sys.modules.get(engine)
    for module in pkgutil.walk_packages(getattr(found, "__path__", []), f"{engine}."):
        if ".widgets" in module.name:
            _import(module.name)
    _import("autograder.checking.response")
    if not without:
        _import("autograder.numbers")


def _import(name: str) -> None:
    try:
        importlib.import_module(name)
    except Exception as error:
        print(f"{name}: {error}", file=sys.stderr)


def _fork(
    kernel: shell.Shell, wish: dict[str, Any], given: list[int], name: str, shown: View, at: str
) -> None:
    """Start one sandbox and stay outside it until all of it has ended. Never returns."""
    requests, replies, leash = given
    strength, bounds = level.LEVELS[name], Limits(**wish)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    scratch = ""
    why = "ended"
    try:
        if not strength.namespaces:
            at = scratch = tempfile.mkdtemp(prefix="answer-")
            adopt_orphans()

        def begin() -> None:
            keep_only(requests, replies)
            shell.serve(kernel, requests, replies)

        def failed(reason: str) -> None:
            frames.send(replies, {"kind": "refused", "why": reason})

        child = spawn(strength, shown, bounds, at, begin, failed)
        os.close(requests)
        os.close(replies)
        held = socket.socket(fileno=leash)
        why = watch(child, held, bounds, strength.namespaces, scratch)
        held.send(why.encode())
    except BrokenPipeError:
        pass  # nobody waits for the reason any more
    finally:
        if scratch:
            end_all(os.getpid())
            shutil.rmtree(scratch, ignore_errors=True)
        os._exit(0)


def adopt_orphans() -> None:
    """Become the parent of every process below whose own parent ends."""
    from autograder.sandbox.system import LINUX, PR_SET_CHILD_SUBREAPER, prctl

    if LINUX:
        prctl("adopt orphans", PR_SET_CHILD_SUBREAPER, 1)


def keep_only(*numbers: int) -> None:
    """Close every file but the standard ones and these."""
    low = 3
    for number in sorted(numbers):
        os.closerange(low, number)
        low = number + 1
    os.closerange(low, 4096)


if __name__ == "__main__":
    main()
