"""Is the strength of the sandbox known, and the weakest refused?"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.errors import UserError
from autograder.grading import sandboxes
from autograder.grading.report import report
from autograder.sandbox import landlock
from autograder.sandbox.enter import lock
from autograder.sandbox.kernel import Zygote
from autograder.sandbox.level import LEVELS, MEANS, tried
from autograder.sandbox.limits import Limits
from autograder.sandbox.view import view

from .conftest import text


def test_does_every_level_say_what_it_means():
    assert LEVELS.keys() == MEANS.keys()


@pytest.mark.parametrize("name", ["full", "namespaces", "landlock"])
def test_does_a_level_hold_what_it_says_or_say_why_not(sandbox, name, tmp_path):
    reason = in_a_fork(lambda: tried(name, LEVELS[name], view({}), str(tmp_path)))
    if name == sandbox:
        assert reason == ""
    else:
        assert reason == "" or ":" in reason or "Landlock" in reason


def in_a_fork(function) -> str:
    """What a function returns in a process of its own: `tried` must be called in one."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, function().encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        found = pipe.read()
    os.waitpid(child, 0)
    return found


@pytest.mark.parametrize("name", ["landlock", "limits"])
def test_can_a_weaker_level_run_a_notebook_too(kernel, name, tmp_path):
    zygote = Zygote(highest=name)
    try:
        if zygote.level != name:
            pytest.skip(f"this machine does not reach {name}: {zygote.why}")
        with kernel(zygote) as found:
            shown = text(
                found.run("import os\nprint(open('beside.txt').read(), os.getcwd())", 20, 1000)
            )
            found.run("import subprocess; subprocess.Popen(['sleep', '27183.1'])", 20, 1000)
    finally:
        zygote.stop()
    assert shown.startswith("handed in")
    assert not Path(shown.split()[-1]).exists()
    left = subprocess.run(["pgrep", "-f", "sleep 27183.1"], capture_output=True)
    assert left.returncode == 1


def test_is_nothing_reached_at_the_level_without_namespaces(kernel, tmp_path):
    zygote = Zygote(highest="landlock")
    (tmp_path / "secret").write_text("swordfish")
    before = (tmp_path / "secret").stat()
    try:
        if zygote.level != "landlock":
            pytest.skip(f"this machine does not reach it: {zygote.why}")
        with kernel(zygote) as found:
            shown = text(found.run(f"print(open({str(tmp_path / 'secret')!r}).read())", 20, 1000))
            shown += text(found.run("import socket; socket.socket()", 20, 1000))
            shown += text(found.run(f"import os; os.kill({os.getpid()}, 0)", 20, 1000))
            limits = f"import resource as r\nr.prlimit({os.getpid()}, r.RLIMIT_CPU, (9, 9))"
            shown += text(found.run(limits, 20, 1000))
            shown += text(
                found.run(f"import os; os.truncate({str(tmp_path / 'secret')!r}, 0)", 20, 1000)
            )
            path = repr(str(tmp_path / "secret"))
            shown += text(found.run(f"os.setxattr({path}, 'user.x', b'')", 20, 1000))
            for ask in ("chmod(P, 0)", "chown(P, 1, 1)", "utime(P, (1, 1))"):
                shown += text(found.run(f"os.{ask.replace('P', path)}", 20, 1000))
            copy = "import shutil; shutil.copy2('beside.txt', 'copy'); print('copied')"
            assert "copied" in text(found.run(copy, 20, 1000))
    finally:
        zygote.stop()
    assert (tmp_path / "secret").stat() == before
    assert shown.count("PermissionError") == 6 and "swordfish" not in shown


SIGNALS = """
import fcntl, os, socket, struct
def go(ask, *words):
    try:
        ask(*words)
        print("asked")
    except OSError as error:
        print(error)
read, write = os.pipe()
a, b = socket.socketpair()
who = struct.pack("i", VICTIM)
go(fcntl.fcntl, read, fcntl.F_SETOWN, VICTIM)
go(fcntl.fcntl, read, 15, struct.pack("ii", 1, VICTIM))  # F_SETOWN_EX
go(fcntl.fcntl, read, 10, 9)  # F_SETSIG: not SIGIO, but SIGKILL
go(fcntl.fcntl, read, fcntl.F_SETFL, os.O_ASYNC)
go(fcntl.ioctl, a, 0x8901, who)  # FIOSETOWN
go(fcntl.ioctl, a, 0x8902, who)  # SIOCSPGRP
go(fcntl.ioctl, a, 0x5452, struct.pack("i", 1))  # FIOASYNC
os.write(write, b"x")
b.send(b"x")
"""


def test_does_no_signal_reach_others_where_an_old_landlock_lets_it(sandbox, tmp_path, monkeypatch):
    if landlock.version() < 5:
        pytest.skip(f"this machine has Landlock {landlock.version()}")
    monkeypatch.setattr(landlock, "version", lambda: 5)  # before signals were held back
    victim = subprocess.Popen(["sleep", "60"])

    def attack() -> str:
        lock(LEVELS["landlock"], view({}), Limits(), str(tmp_path))
        exec(SIGNALS.replace("VICTIM", str(victim.pid)), {"print": lambda _: None})
        return "came to its end"

    assert in_a_fork(attack) == "came to its end"
    time.sleep(0.2)
    left = victim.poll()
    victim.kill()
    victim.wait()
    assert left is None


def test_is_it_as_strong_for_an_ordinary_user(sandbox, root):
    python = shutil.which("python3", path="/usr/bin") if os.getuid() == 0 else sys.executable
    if not python or not (setpriv := shutil.which("setpriv")):
        pytest.skip("root needs setpriv and the system's own Python to be somebody else")
    become = [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"]
    done = subprocess.run(
        [*(become if os.getuid() == 0 else []), python, "-P", "-m", "autograder.sandbox.level"],
        env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"}, cwd="/", capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.stdout.startswith(f'["{sandbox}"'), done.stdout + done.stderr


def test_is_the_weakest_level_refused_unless_asked_for(monkeypatch):
    monkeypatch.setattr(sandboxes, "level", lambda: ("limits", "full: no namespaces"))
    with pytest.raises(UserError, match=r"--trust-submissions.*full: no namespaces"):
        sandboxes.require_sandbox(trusted=False)
    assert sandboxes.require_sandbox(trusted=True) == "limits"


def test_does_the_report_say_how_strong_the_sandboxes_were():
    page = report([], {"full": 2, "limits": 1})
    assert "2 submissions ran in a sandbox of level full" in page
    assert "1 submission ran in a sandbox of level limits: limits on time and memory alone" in page
    assert "Sandbox" not in report([])
