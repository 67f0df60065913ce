"""Seccomp: which system calls a process may make at all.

Honest notebooks need none of the calls that are refused here. A refused call fails with EPERM, as
it would for lack of a privilege, so that a library may go on without it. `clone3` and all that is
newer than this file does not exist (ENOSYS): its arguments lie in memory, where a filter cannot
look. Denying `fork` would be useless, since libc makes processes by `clone`: there the flags that
make new namespaces are refused.
"""

import ctypes
import errno
import struct

from autograder.sandbox.system import MACHINE, PR_SET_SECCOMP, Refused, prctl

# What the filter sees of a call: its number, the machine it is for, two arguments.
NUMBER, ARCHITECTURE, FIRST, SECOND = 0, 4, 16, 24
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NEW_NAMESPACES = 0x7E020000
AF_UNIX = 1
NEWEST = 450  # of the calls that were looked at
# x86_64, aarch64
CALLS = {
    # into other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "kcmp": (312, 272), "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    # file systems and namespaces
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "unshare": (272, 97), "setns": (308, 268),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "fanotify_init": (300, 262),
    "quotactl": (179, 60), "quotactl_fd": (443, 443),
    # large and often attacked parts of the kernel
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "seccomp": (317, 277),
    "modify_ldt": (154, None), "iopl": (172, None), "ioperm": (173, None), "uselib": (134, None),
    "personality": (135, 92), "remap_file_pages": (216, 234), "vmsplice": (278, 75),
    "mbind": (237, 235), "set_mempolicy": (238, 237), "migrate_pages": (256, 238),
    "move_pages": (279, 239), "lookup_dcookie": (212, 18),
    # memory that no limit counts
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193),
    "semctl": (66, 191), "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189),
    "msgrcv": (70, 188), "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
    "setsockopt": (54, 208),  # a pair of sockets holds as much as its buffers are asked to
    # other machines
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242),
    # what others do with the files that all of them may read
    "inotify_init": (253, None), "inotify_init1": (294, 26),
    # this machine as a whole
    "sync": (162, 81), "syncfs": (306, 267),
    "acct": (163, 89), "swapon": (167, 224), "swapoff": (168, 225), "reboot": (169, 142),
    "sethostname": (170, 161), "setdomainname": (171, 162), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "syslog": (103, 116), "vhangup": (153, 58),
}  # fmt: skip
# Towards processes and files outside, where this one has no world of its own.
OUTWARD = {
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424), "setpriority": (141, 140),
    "ioprio_set": (251, 30), "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118), "sched_setattr": (314, 274),
    # of files, Landlock guards the contents and the names, and not what is known of them
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14),
    "lremovexattr": (198, 15), "fremovexattr": (199, 16),
}  # fmt: skip
# Nor their mode, owner and times. Such a call says that it went well, and does nothing: many a
# function that copies a file ends with one.
IDLE = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "chown": (92, None),
    "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54), "utime": (132, None),
    "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
}  # fmt: skip
OF_ITSELF = {"prlimit64": (302, 261)}  # process 0 is the caller
SPECIAL = {"clone": (56, 220), "clone3": (435, 435), "socketpair": (53, 199)}
# What some calls may not be asked for. A lease on a file lets nobody else open it for as long as
# 45 seconds, and a sandbox of the user who grades owns the packages that all of them read. The
# owner of a pipe or a socket is sent a signal, SIGKILL too, by the system itself.
ASKED = {
    "fcntl": ((72, 25), {"SETOWN": 8, "SETOWN_EX": 15, "SETLEASE": 1024, "NOTIFY": 1026}),
    "ioctl": ((16, 29), {"TIOCSTI": 0x5412, "FIOSETOWN": 0x8901, "SIOCSPGRP": 0x8902}),
}

Step = tuple[int, int, int, int]  # code, jumps if true and if false, value


def restrict(private: bool = True) -> None:
    """Filter the calls of this process and its children. Needs no_new_privs. Raises Refused.

    private: it can reach no process but those that it started, and change no file but its own.
    Otherwise it may do neither.
    """
    if MACHINE not in ARCHITECTURES:
        raise Refused(0, f"seccomp: no filter is known for {MACHINE}")
    steps = program(MACHINE, private)
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    header = struct.pack("@HP", len(steps), ctypes.addressof(code))
    prctl("seccomp", PR_SET_SECCOMP, 2, ctypes.create_string_buffer(header))


def program(machine: str, private: bool = True) -> list[Step]:
    """The filter, as the kernel's own small machine reads it."""
    column = list(ARCHITECTURES).index(machine)
    special = {name: numbers[column] for name, numbers in SPECIAL.items()}
    calls = CALLS if private else CALLS | OUTWARD
    refused = sorted(n for pair in calls.values() if (n := pair[column]) is not None)
    idle = () if private else [n for pair in IDLE.values() if (n := pair[column]) is not None]
    own = () if private else (pair[column] for pair in OF_ITSELF.values())
    steps: list[Step] = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, ARCHITECTURES[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        *_if(EQUAL, special["clone3"], errno.ENOSYS),
        *_if(AT_LEAST, NEWEST + 1, errno.ENOSYS),  # the old x32 calls too
        *(step for number in refused for step in _if(EQUAL, number, errno.EPERM)),
        *(step for number in idle for step in _if(EQUAL, number, 0)),
        *(step for number in own for step in _only_with(number, 0)),
        # clone: no new namespaces
        (EQUAL, 0, 3, special["clone"]),
        (LOAD, 0, 0, FIRST),
        *_if(ANY_BIT, NEW_NAMESPACES, errno.EPERM),
        (LOAD, 0, 0, NUMBER),
        *_only_with(special["socketpair"], AF_UNIX),  # within this machine
        *(step for pair, wishes in ASKED.values() for step in _never(pair[column], wishes)),
        (RETURN, 0, 0, ALLOW),
    ]
    return steps


def _if(test: int, value: int, error: int) -> list[Step]:
    return [(test, 0, 1, value), (RETURN, 0, 0, ERROR | error)]


def _never(number: int, wishes: dict[str, int]) -> list[Step]:
    """Refuse a call whose second argument is one of these."""
    refused = [step for wish in wishes.values() for step in _if(EQUAL, wish, errno.EPERM)]
    ask = [(LOAD, 0, 0, SECOND), *refused, (LOAD, 0, 0, NUMBER)]
    return [(EQUAL, 0, len(ask), number), *ask]


def _only_with(number: int, first: int) -> list[Step]:
    """Refuse a call unless its first argument is this."""
    return [
        (EQUAL, 0, 4, number),
        (LOAD, 0, 0, FIRST),
        (EQUAL, 1, 0, first),
        (RETURN, 0, 0, ERROR | errno.EPERM),
        (LOAD, 0, 0, NUMBER),
    ]
