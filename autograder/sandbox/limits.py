"""How much one notebook may take."""

import contextlib
import resource
from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one notebook may take, all its processes together unless said otherwise.

    seconds: from start to end, and of CPU for each process. memory: bytes of it that are not
    shared with the file system. disk: bytes of its private folder. processes: at once, threads
    included. files: open at once, for each process.
    """

    seconds: float = 120
    memory: int = 1500 * MB
    disk: int = 100 * MB
    processes: int = 64
    files: int = 128


def apply(limits: Limits, count_processes: bool) -> None:
    """Set what the kernel itself can hold this process and its children to.

    count_processes: False where the count would take in all processes of the same user.
    """
    at_most("RLIMIT_CORE", 0)
    at_most("RLIMIT_CPU", int(limits.seconds) + 5)
    at_most("RLIMIT_FSIZE", limits.disk)
    at_most("RLIMIT_NOFILE", limits.files)
    at_most("RLIMIT_AS", 4 * limits.memory)  # addresses, of which a process uses but a part
    at_most("RLIMIT_DATA", limits.memory)
    at_most("RLIMIT_MEMLOCK", 0)
    at_most("RLIMIT_MSGQUEUE", 0)
    at_most("RLIMIT_SIGPENDING", 256)
    if count_processes:
        at_most("RLIMIT_NPROC", limits.processes)


def at_most(name: str, value: int) -> None:
    """Lower one limit for good, where the system knows it; never raise it."""
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS refuses some
        resource.setrlimit(kind, (value, value))
