"""Does the filter let through what it should, on each machine? A small interpreter of it says."""

import errno
import re
from pathlib import Path

import pytest

from autograder.sandbox import seccomp
from autograder.sandbox.seccomp import (
    ARCHITECTURES,
    ASKED,
    CALLS,
    IDLE,
    OF_ITSELF,
    OUTWARD,
    SPECIAL,
    program,
)

MACHINES = list(ARCHITECTURES)
HARMLESS = {"x86_64": (0, 1, 9, 57, 59, 61), "aarch64": (63, 64, 222, 221, 260)}


def answer(
    machine: str,
    number: int,
    first: int = 0,
    second: int = 0,
    on: str | None = None,
    private: bool = True,
) -> str | int:
    """What the filter says to a call: `allow`, `kill`, or the number of an error."""
    steps, at, held = program(machine, private), 0, 0
    data = {0: number, 4: ARCHITECTURES[on or machine], 16: first, 24: second}
    tests = {
        seccomp.EQUAL: lambda value: held == value,
        seccomp.AT_LEAST: lambda value: held >= value,
        seccomp.ANY_BIT: lambda value: bool(held & value),
    }
    while True:
        code, true, false, value = steps[at]
        at += 1
        if code == seccomp.LOAD:
            held = data[value]
        elif code == seccomp.RETURN:
            names = {seccomp.ALLOW: "allow", seccomp.KILL: "kill"}
            return names.get(value, value & 0xFFFF)
        else:
            at += true if tests[code](value) else false


@pytest.mark.parametrize("machine", MACHINES)
def test_is_each_dangerous_call_refused_and_each_harmless_one_not(machine):
    column = MACHINES.index(machine)
    for name, numbers in CALLS.items():
        if numbers[column] is not None:
            assert answer(machine, numbers[column]) == errno.EPERM, name
    for number in HARMLESS[machine]:
        assert answer(machine, number) == "allow"


@pytest.mark.parametrize("machine", MACHINES)
def test_may_processes_be_made_but_no_namespaces(machine):
    clone, clone3, _ = (SPECIAL[name][MACHINES.index(machine)] for name in SPECIAL)
    assert answer(machine, clone, 0x01200011) == "allow"  # fork
    assert answer(machine, clone, 0x003D0F00) == "allow"  # a thread
    for flag in (1 << 17, 1 << 25, 1 << 26, 1 << 27, 1 << 28, 1 << 29, 1 << 30):
        assert answer(machine, clone, flag | 17) == errno.EPERM
    assert answer(machine, clone3) == errno.ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_is_a_call_of_another_machine_deadly_and_a_new_one_unknown(machine):
    assert answer(machine, 0, on=next(m for m in MACHINES if m != machine)) == "kill"
    assert answer(machine, 451) == errno.ENOSYS
    assert answer(machine, 0x40000000) == errno.ENOSYS  # x32


@pytest.mark.parametrize("machine", MACHINES)
def test_is_only_a_pair_of_local_sockets_allowed(machine):
    pair = SPECIAL["socketpair"][MACHINES.index(machine)]
    assert answer(machine, pair, 1) == "allow"
    assert answer(machine, pair, 2) == errno.EPERM


@pytest.mark.parametrize("machine", MACHINES)
def test_is_every_process_out_of_reach_where_there_is_no_world_of_its_own(machine):
    column = MACHINES.index(machine)
    for calls, said in ((OUTWARD, errno.EPERM), (IDLE, 0)):
        for name, numbers in calls.items():
            if numbers[column] is not None:
                assert answer(machine, numbers[column]) == "allow"
                assert answer(machine, numbers[column], private=False) == said, name
    limits = OF_ITSELF["prlimit64"][column]
    assert answer(machine, limits, 4711) == "allow"
    assert answer(machine, limits, 0, private=False) == "allow"
    assert answer(machine, limits, 4711, private=False) == errno.EPERM
    assert answer(machine, SPECIAL["clone"][column], 0x01200011, private=False) == "allow"
    assert answer(machine, SPECIAL["socketpair"][column], 2, private=False) == errno.EPERM


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("machine", MACHINES)
def test_may_files_be_asked_for_all_but_what_reaches_others(machine, private):
    for numbers, wishes in ASKED.values():
        number = numbers[MACHINES.index(machine)]
        for name, wish in wishes.items():
            assert answer(machine, number, 3, wish, private=private) == errno.EPERM, name
            assert answer(machine, number, wish, private=private) == "allow"
        for wish in (0, 1, 2, 3, 4, 1030, 0x5401, 0x5413):
            assert answer(machine, number, 3, wish, private=private) == "allow"


HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("machine", MACHINES)
def test_are_the_numbers_those_of_the_systems_own_header(machine):
    if not HEADERS[machine].exists():
        pytest.skip(f"{HEADERS[machine]} is not installed")
    text = HEADERS[machine].read_text(encoding="utf-8")
    known = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text))
    asked = {name: numbers for name, (numbers, _) in ASKED.items()}
    for name, numbers in (CALLS | OUTWARD | IDLE | OF_ITSELF | SPECIAL | asked).items():
        number = numbers[MACHINES.index(machine)]
        assert str(number) == known.get(name, "None"), name
