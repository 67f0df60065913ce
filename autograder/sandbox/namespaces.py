"""A private world: users, processes, network, and a root that holds only what is shown.

Works as root and as an ordinary user, without anything installed. There is no /proc in it: nothing
that a notebook does needs one, and where it is masked, as in most containers, it could not be
mounted.
"""

import contextlib
import ctypes
import os
import stat
import struct

from autograder.sandbox.system import (
    MACHINE,
    PR_CAPBSET_DROP,
    Refused,
    mount,
    pivot_root,
    prctl,
    syscall,
    unmount,
    unshare,
)
from autograder.sandbox.view import DEVICES, View

USER, PROCESSES, MOUNTS = 0x10000000, 0x20000000, 0x00020000
OTHERS = 0x40000000 | 0x08000000 | 0x04000000 | 0x02000000  # network, IPC, host name, cgroups
NOSUID, NODEV, NOEXEC, BIND, REC, PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
ATTR_READ_ONLY, ATTR_NOSUID, ATTR_NODEV, ATTR_NOEXEC = 1, 2, 4, 8
MOUNT_SETATTR, AT_RECURSIVE = 442, 0x8000
CAPSET = {"x86_64": 126, "aarch64": 91}
NOBODY = 65534
SCRATCH, TEMPORARY = "/scratch", "/scratch/tmp"


def new_user_and_processes() -> None:
    """Leave this process's users; its next child is the first process of a world of its own.

    Root becomes a root of that world which is mapped to itself, so that it can look into folders of
    its own while it builds the view, and hands over to nobody afterwards. Raises Refused.
    """
    uid, gid = os.getuid(), os.getgid()
    if uid == 0 and _mapped_by_helper():
        return
    if uid != 0:
        unshare(USER | PROCESSES)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")


def _mapped_by_helper() -> bool:
    """Map root and nobody. Only a process that stayed outside may map two. Whether it could."""
    ready, go = os.pipe()
    me = os.getpid()
    helper = os.fork()
    if helper == 0:
        os.close(go)
        code = 1
        with contextlib.suppress(OSError):
            if os.read(ready, 1):
                for kind in ("uid_map", "gid_map"):
                    _write(f"/proc/{me}/{kind}", f"0 0 1\n{NOBODY} {NOBODY} 1\n")
                code = 0
        os._exit(code)
    os.close(ready)
    try:
        unshare(USER | PROCESSES)
        os.write(go, b"1")
    finally:
        os.close(go)
        _, status = os.waitpid(helper, 0)
    return status == 0


def _write(path: str, text: str) -> None:
    try:
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
    except OSError as error:
        raise Refused(error.errno, f"{path}: {error.strerror}") from None


def new_root(shown: View, at: str, disk: int) -> None:
    """Make the file system anew below the empty folder `at`: what is shown, and SCRATCH.

    disk: bytes that SCRATCH may hold. Raises Refused.
    """
    unshare(MOUNTS | OTHERS)
    mount("none", "/", "", REC | PRIVATE)
    mount("root", at, "tmpfs", NOSUID | NODEV, "size=1m,nr_inodes=4k,mode=755")
    _private_folder(at, disk)
    for path in shown.shown:
        _show(path, at, ATTR_READ_ONLY | ATTR_NOSUID | ATTR_NODEV)
    for folder, names in shown.only.items():
        os.makedirs(at + folder, exist_ok=True)
        mount("only", at + folder, "tmpfs", NOSUID | NODEV, "size=64k,mode=755")
        for name in names:
            _show(f"{folder}/{name}", at, ATTR_READ_ONLY | ATTR_NOSUID | ATTR_NODEV)
        _set(at + folder, ATTR_READ_ONLY, 0)
    for path in DEVICES:
        _show(path, at, ATTR_READ_ONLY | ATTR_NOSUID | ATTR_NOEXEC)
    os.chdir(at)
    pivot_root(".", ".")
    unmount(".")
    os.chdir("/")
    _set("/", ATTR_READ_ONLY, 0)


def _private_folder(at: str, disk: int) -> None:
    """Mount the folder that may be written, and let it stand for the usual temporary ones too."""
    os.mkdir(at + SCRATCH)
    mount("scratch", at + SCRATCH, "tmpfs", NOSUID | NODEV, f"size={disk},nr_inodes=20k,mode=700")
    os.mkdir(at + TEMPORARY, 0o700)
    if os.getuid() == 0:
        for path in (at + SCRATCH, at + TEMPORARY):
            with contextlib.suppress(OSError):  # only root is mapped, inside another container
                os.chown(path, NOBODY, NOBODY)
    for path in ("/tmp", "/dev/shm"):
        os.makedirs(at + path)
        mount(at + TEMPORARY, at + path, "", BIND)


def _show(path: str, at: str, flags: int) -> None:
    """Show one path of this machine, read-only, at the same place below `at`."""
    try:
        kind = os.lstat(path).st_mode
    except OSError:
        return
    if not os.path.isdir(os.path.dirname(at + path)):
        os.makedirs(os.path.dirname(at + path))
    if stat.S_ISLNK(kind):
        if not os.path.lexists(at + path):
            os.symlink(os.readlink(path), at + path)
        return
    if stat.S_ISDIR(kind):
        os.makedirs(at + path, exist_ok=True)
    else:
        os.close(os.open(at + path, os.O_CREAT | os.O_RDONLY, 0o644))
    mount(path, at + path, "", BIND | REC)
    _set(at + path, flags, AT_RECURSIVE)


def _set(path: str, flags: int, how: int) -> None:
    attributes = ctypes.create_string_buffer(struct.pack("4Q", flags, 0, 0, 0), 32)
    name = ctypes.c_char_p(path.encode())
    syscall(f"make {path} read-only", MOUNT_SETATTR, -100, name, how, attributes, 32)


def become_nobody() -> None:
    """Leave root, where there is somebody else to become in this world."""
    if os.getuid() == 0:
        with contextlib.suppress(OSError):  # only root is mapped, inside another container
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)


def drop_capabilities() -> None:
    """Give up every privilege that root has over others. Raises Refused."""
    for capability in range(64):
        with contextlib.suppress(Refused):  # the kernel knows fewer, or there are none to drop
            prctl("drop a capability", PR_CAPBSET_DROP, capability)
    header = ctypes.create_string_buffer(struct.pack("Ii", 0x20080522, 0), 8)
    syscall("drop capabilities", CAPSET.get(MACHINE, -1), header, ctypes.create_string_buffer(24))
