"""What can a notebook see and reach? Itself, Python, and nothing else of this machine."""

import os
import socket
import sys
from pathlib import Path

import pytest

from autograder.sandbox import view as seen
from autograder.sandbox.view import CLOSED


def test_is_there_no_network_at_all(run):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        source = f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 2)"
        assert "PermissionError" in run(source)
        with pytest.raises(TimeoutError):
            server.accept()


def test_is_nothing_of_the_grader_in_the_environment(run, monkeypatch):
    monkeypatch.setenv("LMS_PASSWORD", "swordfish")
    shown = run("import os\nprint(dict(os.environ))")
    assert "swordfish" not in shown and ("/scratch" in shown or "answer-" in shown)


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "/root", "/home", "/proc/1/environ", "/proc/self/environ", "/sys", "/var"],
)
def test_can_a_place_of_this_machine_not_be_read(run, path):
    source = (
        f"import os\nprint(os.listdir({path!r}) if os.path.isdir({path!r}) else open({path!r}))"
    )
    shown = run(source)
    assert "Error" in shown, shown


def test_can_the_tasks_and_the_grading_not_be_read(run, root):
    for name in ("autograder/tasks/__init__.py", "autograder/checking/judge.py", "solutions"):
        assert "Error" in run(f"open({str(root / name)!r})")
    assert "No module named" in run("import autograder.tasks") or "Permission" in run(
        "import autograder.tasks"
    )


def test_can_a_file_of_the_tests_own_not_be_read_or_written(run, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("swordfish")
    tmp_path.chmod(0o777)
    secret.chmod(0o666)
    shown = run(f"print(open({str(secret)!r}).read())")
    assert "swordfish" not in shown and "Error" in shown
    assert "Error" in run(f"open({str(tmp_path / 'new')!r}, 'w').write('x')")
    assert os.listdir(tmp_path) == ["secret.txt"]


def test_is_all_of_python_there_to_be_read_and_nothing_to_be_written(run):
    source = """
import os, sqlite3, email, numpy.linalg, matplotlib.pyplot, IPython, backprop
print(backprop.Network([2, 1]).W[1].shape)
for folder in (numpy.__path__[0], backprop.__path__[0], os.path.dirname(os.__file__)):
    try:
        open(folder + "/new.py", "w")
        print("written")
    except OSError:
        pass
"""
    shown = run(source)
    assert "(1, 2)" in shown and "written" not in shown and "Error" not in shown


def test_is_the_notebook_nobody_and_without_any_privilege(run, sandbox):
    source = """
import os, ctypes
data = ctypes.create_string_buffer(24)
header = ctypes.create_string_buffer(bytes.fromhex("2205082000000000"), 8)
header[0:4] = (0x20080522).to_bytes(4, "little")
number = {"x86_64": 125, "aarch64": 90}[os.uname().machine]
print(os.getuid(), ctypes.CDLL(None).syscall(number, header, data), sum(data.raw))
"""
    uid, *rest = run(source).split()
    assert rest == ["0", "0"]
    if sandbox in ("full", "namespaces"):
        assert uid == str(os.getuid() or 65534)


def test_is_no_other_process_to_be_seen_or_signalled(run):
    source = f"""
import os
for pid in ({os.getpid()}, os.getppid() or 1, 1):
    try:
        os.kill(pid, 0)
        print("reached", pid)
    except OSError:
        pass
"""
    assert f"reached {os.getpid()}" not in run(source)


def test_are_only_two_pipes_and_nothing_else_open(run):
    source = """
import os, stat
for number in range(3, 200):
    try:
        print(number, stat.S_ISFIFO(os.fstat(number).st_mode))
    except OSError:
        pass
"""
    kinds = run(source).split()[1::2]
    # IPython and /dev/null aside: the requests and the replies.
    assert kinds.count("True") == 2


@pytest.mark.parametrize(
    "call", ["ptrace", "bpf", "keyctl", "io_uring_setup", "userfaultfd", "unshare", "memfd_create"]
)
def test_is_a_dangerous_call_refused(run, call):
    from autograder.sandbox.seccomp import ARCHITECTURES, CALLS
    from autograder.sandbox.system import MACHINE

    number = CALLS[call][list(ARCHITECTURES).index(MACHINE)]
    source = f"""
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print(libc.syscall({number}, 0, 0, 0), ctypes.get_errno())
"""
    assert run(source).split() == ["-1", "1"]


def test_is_what_was_handed_in_beside_the_notebook_there(run):
    assert "handed in" in run("print(open('beside.txt').read())")


def test_does_every_ordinary_thing_of_a_notebook_work(run):
    source = """
import asyncio, subprocess, tempfile, threading, multiprocessing
import matplotlib.pyplot as plt
plt.plot([1, 2])
await asyncio.sleep(0.001)
print(subprocess.run(["echo", "a shell"], capture_output=True, text=True).stdout)
with tempfile.TemporaryFile() as file:
    file.write(b"x")
thread = threading.Thread(target=print, args=("a thread",))
thread.start(); thread.join()
import ipywidgets
ipywidgets.IntSlider()
"""
    shown = run(source)
    for part in ("a shell", "a thread", "IntSlider", "image/png"):
        assert part in shown, shown
    assert "Error" not in shown


def test_does_a_fresh_python_find_all_that_answering_needs(run):
    source = """
import subprocess, sys
program = "import autograder.checking.response as r; from autograder import check, my_numbers;"
program += "from autograder.numbers import all_numbers; import autograder.sandbox.zygote;"
program += "print(len(all_numbers()) > 50, r.collect({'task': '06-E'}, 1)['answer']['value'])"
done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
print(done.stdout, done.stderr[-500:])
"""
    assert run(source, seconds=60).split() == ["True", "1.0"]


def test_can_no_settings_of_this_machines_be_read(run):
    folders = [*CLOSED, os.path.join(sys.prefix, "etc", "jupyter")]
    there = [path for folder in folders for path in Path(folder).rglob("*") if path.is_file()]
    source = f"""
import os
for path in {[str(path) for path in there]}:
    try:
        open(path).close()
        print("opened", path)
    except OSError:
        pass
print("came to its end")
"""
    shown = run(source)
    assert "came to its end" in shown and "opened" not in shown


def test_is_a_closed_folder_below_no_path_that_may_be_read(monkeypatch, tmp_path):
    (tmp_path / "share" / "etc").mkdir(parents=True)
    (tmp_path / "share" / "doc").mkdir()
    (tmp_path / "lib").mkdir()
    monkeypatch.setattr(seen, "SYSTEM", (str(tmp_path),))
    monkeypatch.setattr(seen, "CLOSED", (str(tmp_path / "share" / "etc"),))
    paths = [path for path in seen.view({}).readable() if path.startswith(str(tmp_path))]
    assert sorted(paths) == [str(tmp_path / "lib"), str(tmp_path / "share" / "doc")]
