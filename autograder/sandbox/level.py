"""How much of the sandbox this machine can do, found out by doing it."""

import json
import os
import socket
import tempfile
from pathlib import Path

from autograder.sandbox import landlock
from autograder.sandbox.enter import Strength, spawn
from autograder.sandbox.limits import Limits
from autograder.sandbox.view import View, view

# From strong to weak.
LEVELS = {
    "full": Strength(),
    "namespaces": Strength(landlock=False),
    "landlock": Strength(namespaces=False),
    "limits": Strength(namespaces=False, landlock=False, seccomp=False),
}
MEANS = {
    "full": "namespaces, Landlock, seccomp and limits",
    "namespaces": "namespaces, seccomp and limits; this kernel has no Landlock",
    "landlock": "Landlock, seccomp and limits; no namespaces may be made here",
    "limits": "limits on time and memory alone: files, network and processes are open",
}
WEAKEST = "limits"
HIDDEN = Path(__file__).resolve().parent.parent / "tasks" / "__init__.py"


def best(shown: View, at: str, highest: str = "full") -> tuple[str, str]:
    """The strongest level up to `highest` that holds here, and why stronger ones do not.

    at: an empty folder. Must be called in a process with one thread, which forks.
    """
    reasons: list[str] = []
    names = list(LEVELS)
    for name in names[names.index(highest) :]:
        reason = tried(name, LEVELS[name], shown, at)
        if not reason:
            return name, "; ".join(reasons)
        reasons.append(f"{name}: {reason}")
    return WEAKEST, "; ".join(reasons)


def tried(name: str, strength: Strength, shown: View, at: str) -> str:
    """What stands in the way of a level; empty when a process was locked in and is tight."""
    if name == WEAKEST:
        return ""
    if not strength.namespaces and landlock.version() < landlock.TRUNCATE_SINCE:
        return f"Landlock {landlock.version()} does not keep a file from being emptied"
    said, say = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(said)
        _try(strength, shown, at, say)
    os.close(say)
    with os.fdopen(said, "rb") as pipe:
        text = pipe.read().decode("utf-8", "replace")
    os.waitpid(child, 0)
    return "" if text == "tight" else text or "it ended without a word"


def _try(strength: Strength, shown: View, at: str, say: int) -> None:
    def tell(text: str) -> None:
        os.write(say, text.encode())

    try:
        started = spawn(strength, shown, Limits(), at, lambda: tell(leaks() or "tight"), tell)
        os.waitpid(started, 0)
    except BaseException as error:
        tell(str(error))
    finally:
        os._exit(0)


def leaks() -> str:
    """What this process can still do, though it should not; empty when it is tight."""
    try:
        HIDDEN.read_bytes()
        return "the grader's tasks can be read"
    except OSError:
        pass
    try:
        socket.socket().close()
        return "a socket can be made"
    except OSError:
        pass
    return ""


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(best(view({}), folder)))
