"""Landlock: which files a process may touch, whatever the file system's own permissions say.

The kernel's version is asked at run time; each adds rights that can be withheld.
"""

import ctypes
import os
import struct
from collections.abc import Iterable

from autograder.sandbox.system import LINUX, Refused, syscall

CREATE, ADD_RULE, RESTRICT = 444, 445, 446  # the same on every machine
PATH_BENEATH = 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
READ = EXECUTE | READ_FILE | READ_DIR
# By version: how many of the file rights it knows.
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
NETWORK = 3  # bind and connect TCP, from version 4
SCOPES = 3  # abstract Unix sockets and signals stay within, from version 6
TRUNCATE_SINCE = 3  # before that, what cannot be opened can still be emptied


def version() -> int:
    """The kernel's Landlock version; 0 where there is none."""
    if not LINUX:
        return 0
    try:
        return syscall("Landlock", CREATE, None, 0, 1)
    except Refused:
        return 0


def restrict(
    readable: Iterable[str], writable: Iterable[str], listable: Iterable[str] = ()
) -> None:
    """Allow this process and its children to read some paths, to write others, and nothing else.

    listable: folders of which only the names of what they hold may be read.
    No TCP connection either, and no signal to a process outside. Needs no_new_privs. Raises
    Refused.
    """
    known = version()
    if not known:
        raise Refused(0, "Landlock: this kernel has none")
    every = (1 << RIGHTS.get(known, 16)) - 1
    sizes = 1 + (known >= 4) + (known >= 6)
    fields = (every, NETWORK, SCOPES)[:sizes]
    rules = ctypes.create_string_buffer(struct.pack(f"{sizes}Q", *fields))
    ruleset = syscall("Landlock rules", CREATE, rules, 8 * sizes, 0)
    try:
        for path in readable:
            _allow(ruleset, path, READ)
        for path in listable:
            _allow(ruleset, path, READ_DIR)
        for path in writable:
            _allow(ruleset, path, every & ~IOCTL_DEV)
        syscall("Landlock", RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        at = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what cannot be opened cannot be read either
    try:
        if not os.path.isdir(path):
            rights &= ON_FILES
        rights &= (1 << RIGHTS.get(version(), 16)) - 1
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, at), 12)
        syscall(f"Landlock on {path}", ADD_RULE, ruleset, PATH_BENEATH, rule, 0)
    finally:
        os.close(at)
