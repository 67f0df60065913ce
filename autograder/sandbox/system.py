"""The system calls that Python does not offer, through ctypes."""

import ctypes
import os
import platform
import sys

LINUX = sys.platform == "linux"
MACHINE = platform.machine()
_libc = ctypes.CDLL(None, use_errno=True) if LINUX else None

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP = 1, 4, 22
PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 24, 36, 38, 47
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}


class Refused(OSError):
    """The system refused a step. The message names the step and the reason."""


def _check(what: str, value: int) -> int:
    if value < 0:
        number = ctypes.get_errno()
        raise Refused(number, f"{what}: {os.strerror(number)}")
    return value


def syscall(what: str, number: int, *args: object) -> int:
    """A system call by its number. Raises Refused."""
    if _libc is None:
        raise Refused(0, f"{what}: this is no Linux")
    longs = [ctypes.c_long(each) if isinstance(each, int) else each for each in args]
    return _check(what, int(_libc.syscall(ctypes.c_long(number), *longs)))


def prctl(what: str, option: int, *args: object) -> int:
    """prctl(2). Raises Refused."""
    if _libc is None:
        raise Refused(0, f"{what}: this is no Linux")
    longs = [ctypes.c_ulong(each) if isinstance(each, int) else each for each in args]
    longs += [ctypes.c_ulong(0)] * (4 - len(longs))
    return _check(what, int(_libc.prctl(option, *longs)))


def unshare(flags: int) -> None:
    """unshare(2). Raises Refused."""
    if _libc is None:
        raise Refused(0, "unshare: this is no Linux")
    _check("new namespaces", int(_libc.unshare(flags)))


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """mount(2). Raises Refused."""
    if _libc is None:
        raise Refused(0, "mount: this is no Linux")
    texts = [each.encode() for each in (source, target, kind)]
    done = _libc.mount(*texts, ctypes.c_ulong(flags), options.encode() or None)
    _check(f"mount on {target}", int(done))


def unmount(target: str) -> None:
    """Detach what is mounted there, now from the tree and later from memory."""
    if _libc is not None:
        _check(f"unmount {target}", int(_libc.umount2(target.encode(), 2)))


def pivot_root(new: str, old: str) -> None:
    """pivot_root(2). Raises Refused."""
    if MACHINE not in PIVOT_ROOT:
        raise Refused(0, f"pivot_root: no number is known for {MACHINE}")
    texts = [ctypes.c_char_p(each.encode()) for each in (new, old)]
    syscall("pivot_root", PIVOT_ROOT[MACHINE], *texts)


def die_with_parent(parent: int) -> None:
    """End this process as soon as its parent, which forked it just now, ends."""
    if LINUX:
        prctl("die with the parent", PR_SET_PDEATHSIG, 9)
        if os.getppid() != parent:  # it had ended already
            os._exit(1)
