"""Lock this process in, for good: everything it starts is locked in with it."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

from autograder.sandbox import landlock, limits, namespaces, seccomp
from autograder.sandbox.limits import Limits
from autograder.sandbox.system import LINUX, PR_SET_NO_NEW_PRIVS, die_with_parent, prctl
from autograder.sandbox.view import DEVICES, View


@dataclass(frozen=True)
class Strength:
    """What of the sandbox is used; `level` finds out what of it the machine can do."""

    namespaces: bool = True
    landlock: bool = True
    seccomp: bool = True


def spawn(
    strength: Strength,
    shown: View,
    bounds: Limits,
    at: str,
    then: Callable[[], object],
    failed: Callable[[str], object],
) -> int:
    """Fork a child that locks itself in and goes on with `then`. Returns its process id.

    at: an empty folder; the child's private folder where it has no file system of its own. The
    child of the child is what runs `then`, so that the first process of its world only waits.
    failed: told why, in the child, when it could not be locked in or `then` raised. Raises Refused
    where the very first step fails.
    """
    if strength.namespaces:
        namespaces.new_user_and_processes()
    parent = os.getpid()
    tied, tie = os.pipe()
    child = os.fork()
    if child:
        os.close(tied)
        os.write(tie, b"1")
        os.close(tie)
        return child
    try:
        os.close(tie)
        os.setsid()  # a group of its own, which can be ended as one
        lock(strength, shown, bounds, at)
        _tied(tied, parent, strength)
        worker = os.fork()
        if worker == 0:
            then()
            os._exit(0)
        _wait_for(worker)
    except BaseException as error:
        failed(f"{type(error).__name__}: {error}")
    finally:
        os._exit(1)
    raise AssertionError


def _tied(tied: int, parent: int, strength: Strength) -> None:
    """End when the parent ends. A change of user undoes this, so it comes after that."""
    if LINUX:
        die_with_parent(0 if strength.namespaces else parent)
    if not os.read(tied, 1):
        os._exit(1)  # the parent had ended before
    os.close(tied)


def _wait_for(worker: int) -> None:
    """Let every orphan be buried, until the one that matters ends."""
    os.closerange(3, 1024)
    while True:
        ended, status = os.wait()
        if ended == worker:
            os._exit(os.waitstatus_to_exitcode(status) & 0x7F)


def lock(strength: Strength, shown: View, bounds: Limits, at: str) -> None:
    """Take every step on this process. Raises Refused with the first one that fails."""
    scratch = at
    if strength.namespaces:
        namespaces.new_root(shown, at, bounds.disk)
        scratch = namespaces.SCRATCH
        namespaces.become_nobody()
    if LINUX:
        namespaces.drop_capabilities()
    os.umask(0o077)
    _at_home(scratch)
    if LINUX:
        prctl("no new privileges", PR_SET_NO_NEW_PRIVS, 1)
    limits.apply(bounds, count_processes=strength.namespaces)
    if strength.landlock:
        # The temporary folder is reached by other names too, which do not lead through `scratch`.
        writable = [scratch, os.path.join(scratch, "tmp"), *DEVICES]
        landlock.restrict(shown.readable(), writable, shown.listable(strength.namespaces))
    if strength.seccomp:
        seccomp.restrict(private=strength.namespaces)


def _at_home(scratch: str) -> None:
    """Make the private folder home, current and temporary."""
    home, temporary = os.path.join(scratch, "work"), os.path.join(scratch, "tmp")
    for folder in (home, temporary):
        os.makedirs(folder, 0o700, exist_ok=True)
    os.chdir(home)
    os.environ.update(
        HOME=home, TMPDIR=temporary, MPLCONFIGDIR=temporary, IPYTHONDIR=temporary,
        XDG_CACHE_HOME=temporary,
    )  # fmt: skip
    tempfile.tempdir = temporary
