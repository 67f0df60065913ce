"""Does each limit hold, and is everything gone afterwards?"""

import subprocess
import time
from pathlib import Path

import pytest

from autograder.sandbox.kernel import Ended, zygote
from autograder.sandbox.limits import Limits

from .conftest import text

MB = 1_000_000
STUBBORN = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    pass
"""


@pytest.fixture
def ends(kernel):
    """Why a kernel ended that ran this."""

    def run(source: str, wait: float = 60, output: int = 10_000, **limits: float) -> str:
        with kernel(**limits) as found, pytest.raises(Ended) as end:
            found.run(source, wait, output)
        return end.value.why

    return run


def test_is_a_cell_interrupted_when_its_time_is_over(kernel):
    with kernel() as found:
        assert "TimeLimit" in text(found.run("while True:\n    pass", 0.5, 1000))
        assert text(found.run("1 + 1", 5, 1000)) == "{'text/plain': '2'}"


def test_is_a_cell_that_cannot_be_interrupted_ended(ends):
    assert ends(STUBBORN, wait=0.5) == "time"


def test_does_a_notebook_end_when_all_its_time_is_over(ends):
    # Whoever holds the sandbox waits for a minute here; the watch outside does not.
    started = time.monotonic()
    assert ends("import time\ntime.sleep(60)", seconds=-4) == "time"
    assert time.monotonic() - started < 30


def test_is_a_process_that_computes_for_too_long_ended(run):
    spin = (
        "import os, resource\nif os.fork() == 0:\n"
        "    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\n    while True:\n        pass\n"
        "print(os.waitstatus_to_exitcode(os.wait()[1]), resource.getrlimit(resource.RLIMIT_CPU))"
    )
    shown = run(spin, seconds=20)
    assert "-9" in shown or "-24" in shown
    assert "(125, 125)" in shown  # of the two minutes that a notebook has, and five seconds


def test_does_one_process_get_no_more_memory_than_it_may(run):
    source = "try:\n    held = bytearray(600_000_000)\nexcept MemoryError:\n    print('refused')"
    assert "refused" in run(source, memory=500 * MB)


def test_do_many_processes_together_get_no_more_memory_than_one(ends):
    source = """
import os, time
for _ in range(6):
    if os.fork() == 0:
        held = bytearray(150_000_000)
        held[::4096] = b"x" * len(held[::4096])
        time.sleep(60)
time.sleep(60)
"""
    assert ends(source, memory=500 * MB) == "memory"


def test_is_shared_memory_counted(ends):
    source = """
import mmap, time
held = []
for _ in range(70):
    held.append(mmap.mmap(-1, 10**7))
    held[-1].write(b"x" * 10**7)
time.sleep(60)
"""
    assert ends(source, memory=500 * MB) == "memory"


def test_is_the_number_of_processes_limited(run, sandbox):
    source = """
import os, time
made = 0
try:
    while made < 100:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
        made += 1
except OSError as error:
    print(made, type(error).__name__)
time.sleep(1)
"""
    shown = run(source, processes=20)
    assert "BlockingIOError" in shown and int(shown.split()[0]) < 20


def test_are_threads_counted(run):
    source = """
import threading, time
try:
    for made in range(100):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
except RuntimeError:
    print("refused after", made)
"""
    assert "refused after" in run(source, processes=20)


def test_is_the_number_of_open_files_limited(run):
    assert "Too many open files" in run("held = [open('/dev/null') for _ in range(300)]")


def test_is_the_disk_limited_whatever_is_written(run):
    one = "with open('big', 'wb') as f:\n    for _ in range(30):\n        f.write(b'x' * 10**6)"
    many = (
        "for n in range(30):\n    with open(f'/tmp/{n}', 'wb') as f:\n        f.write(b'x' * 10**6)"
    )
    holes = "with open('holes', 'wb') as f:\n    f.truncate(10**12)"
    for source in (one, many, holes):
        shown = run(source, disk=20 * MB)
        assert "No space left" in shown or "File too large" in shown, source


def test_is_the_number_of_files_limited(run, sandbox):
    if sandbox == "landlock":
        pytest.skip("the private folder is on the machine's own disk")
    assert "No space left" in run("for n in range(30_000):\n    open(str(n), 'w').close()")


@pytest.mark.parametrize(
    "source",
    [
        "while True:\n    print('x' * 1000)",
        "print('x' * 10_000_000)",
        "raise ValueError('x' * 10_000_000)",
        "from IPython.display import Image\nImage(b'x' * 10_000_000, format='png')",
    ],
)
def test_is_output_limited_and_the_notebook_goes_on(kernel, source):
    with kernel() as found:
        reply = found.run(source, 20, 100_000)
        assert "wrote more than 0.1 MB" in str(reply.outputs)
        assert len(str(reply.outputs)) < 150_000
        assert text(found.run("1 + 1", 5, 1000)) == "{'text/plain': '2'}"


def test_is_a_flood_of_frames_ended(ends):
    source = """
import json, os, struct
frame = json.dumps({"kind": "stream", "name": "stdout", "text": "x" * 100_000}).encode()
while True:
    for number in range(3, 10):
        try:
            os.write(number, struct.pack("<I", len(frame)) + frame)
        except OSError:
            pass
"""
    assert ends(source) == "output"


def test_is_no_core_dumped(run):
    source = "import resource\nprint(resource.getrlimit(resource.RLIMIT_CORE))"
    assert "(0, 0)" in run(source)


def test_can_no_limit_be_raised_again(run):
    source = """
import resource
for name in dir(resource):
    if name.startswith("RLIMIT_"):
        kind = getattr(resource, name)
        soft, hard = resource.getrlimit(kind)
        if hard not in (-1, 0):
            try:
                resource.setrlimit(kind, (hard + 1, hard + 1))
                print("raised", name)
            except (OSError, ValueError):
                pass
"""
    assert "raised" not in run(source)


def test_is_everything_gone_when_a_notebook_is_over(kernel):
    mark = "27182.8"
    source = f"""
import os, signal, subprocess
subprocess.Popen(["sleep", "{mark}"], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        os.closerange(0, 100)
        os.execvp("sleep", ["sleep", "{mark}"])
    os._exit(0)
"""
    with kernel() as found:
        found.run(source, 10, 1000)
        assert reaches(mark, 2)
    assert running(mark) == 0


def reaches(mark: str, count: int) -> bool:
    """Whether so many processes with this mark run, within some seconds."""
    until = time.monotonic() + 20
    while running(mark) != count and time.monotonic() < until:
        time.sleep(0.05)
    return running(mark) == count


def running(mark: str) -> int:
    count = 0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            count += path.read_bytes().endswith(mark.encode() + b"\0")
        except OSError:
            continue
    return count


def test_is_everything_gone_when_the_grader_is_killed(sandbox, tmp_path):
    mark = "27182.9"
    program = f"""
import os, signal
from autograder.sandbox.kernel import zygote
from autograder.sandbox.limits import Limits
with zygote().start(Limits()) as kernel:
    kernel.begin({{}}, {{}})
    kernel.run("import subprocess; subprocess.Popen(['sleep', '{mark}'])", 10, 1000)
    print("started", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    import sys

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "started" in done.stdout, done.stderr
    assert reaches(mark, 0)


def test_is_the_next_notebook_untouched_by_the_one_before(kernel):
    with kernel() as first:
        first.run("open('left.txt', 'w').write('x'); import numpy; numpy.pi = 3", 10, 1000)
    with kernel() as second:
        shown = text(second.run("import os, numpy\nprint(os.listdir('.'), numpy.pi)", 10, 1000))
    assert shown == "['beside.txt'] 3.141592653589793\n"


def test_do_many_sandboxes_run_side_by_side(sandbox):
    started = [zygote().start(Limits()) for _ in range(8)]
    try:
        for number, each in enumerate(started):
            each.begin({}, {})
            each.run(f"x = {number}", 20, 1000)
        found = [text(each.run("print(x)", 20, 1000)) for each in started]
    finally:
        for each in started:
            each.close()
    assert found == [f"{number}\n" for number in range(8)]
