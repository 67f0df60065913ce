"""The batch: every hostile submission between two good ones, graded in one run of the grader.

Run as a command it grades: `python batch.py SUBMITTED OUT COURSE`, in a process of its own, with
secrets in its environment.
"""

import copy
import csv
import hashlib
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

TIME_LIMIT = 15  # seconds a notebook
CANARIES = ("environment", "gradebook", "solutions", "submission", "home")


@dataclass
class Outcome:
    """What the batch left. rows: of grades.csv, by student and task. calls: who knocked."""

    out: Path
    exit_code: int
    seconds: float
    said: str
    rows: dict[str, dict[str, dict[str, str]]]
    audit: dict[str, str]
    seen: dict[str, list[str]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def grade(submitted: Path, out: Path, course: Path) -> None:
    """What `autograder grade` does, on a course of one small unit."""
    from autograder.grading.batch import Options, grade
    from autograder.grading.progress import Progress

    grade(
        Options(submitted=submitted, out=out, jobs=2, course=course, time_limit=TIME_LIMIT),
        Progress(),
    )


@contextmanager
def listening(folder: Path) -> Iterator[tuple[dict[str, object], list[str]]]:
    """Somebody listens, in four ways. Yields where, and a list of who called."""
    calls: list[str] = []
    over = threading.Event()
    tcp = socket.create_server(("127.0.0.1", 0))
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 0))
    name = f"backprop-{secrets.token_hex(4)}"
    path = folder / "listener.sock"
    unix = socket.socket(socket.AF_UNIX)
    unix.bind(str(path))
    abstract = socket.socket(socket.AF_UNIX)
    abstract.bind(f"\0{name}")
    for each in (unix, abstract):
        each.listen()

    def serve(what: str, each: socket.socket) -> None:
        while True:
            try:
                if each.type == socket.SOCK_DGRAM:
                    each.recvfrom(100)
                else:
                    each.accept()[0].close()
            except OSError:
                return
            if not over.is_set():
                calls.append(what)

    served = {"TCP": tcp, "UDP": udp, "a Unix socket": unix, "an abstract socket": abstract}
    for what, each in served.items():
        threading.Thread(target=serve, args=(what, each), daemon=True).start()
    where = {
        "port": tcp.getsockname()[1], "udp_port": udp.getsockname()[1], "abstract": name,
        "socket": path,
    }  # fmt: skip
    try:
        yield where, calls
    finally:
        over.set()
        for each in served.values():
            # A close alone does not wake a thread that waits in accept.
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


def hashes(folder: Path) -> dict[str, str]:
    """The contents of every file below a folder."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def strays(mark: str) -> list[str]:
    """Processes that a submission started: they bear the mark, or live in a namespace of theirs."""
    found = []
    ours = os.readlink("/proc/self/ns/pid") if os.path.exists("/proc/self/ns/pid") else ""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            line = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            own = sys.executable in line and "autograder" in line  # not another grader's here
            foreign = ours and own and os.readlink(path / "ns/pid") != ours
        except OSError:
            continue
        if mark in line or foreign:
            found.append(f"{path.name} {line[:100]}")
    return found


def run(attacks: list, good: dict, checkout: Path, folder: Path, mark: str) -> Outcome:
    """Hand everything in, grade it, and look around. mark: what started processes bear."""
    from .attack import FILE, UNIT, World, student_of, written

    tokens = {name: f"CANARY-{name}-{secrets.token_hex(12)}" for name in CANARIES}
    submitted, out = folder / "class" / "submitted", folder / "class" / "graded"
    beside = folder / "class" / "exam-2027.txt"
    with listening(folder) as (where, calls):
        world = World(
            root=folder, course=checkout / "course", solutions=checkout / "solutions",
            submitted=submitted, out=out, gradebook=out / "gradebook.db",
            other=submitted / "000 good", beside=beside, variable="LMS_PASSWORD",
            grader=os.getpid(), mark=mark, tokens=tokens, **where,
        )  # fmt: skip

        def hand_in(student: str, made: bytes) -> Path:
            path = submitted / student
            (path / UNIT).mkdir(parents=True)
            (path / UNIT / FILE).write_bytes(made)
            return path

        hand_in("000 good", written(good))
        (world.other / UNIT / "notes.txt").write_text(tokens["submission"])
        beside.write_text(tokens["gradebook"])
        (checkout / "solutions" / "answers.txt").write_text(tokens["solutions"])
        home = folder / "home"
        home.mkdir()
        (home / ".netrc").write_text(tokens["home"])
        for number, attack in enumerate(attacks, start=1):
            made = attack.edit(copy.deepcopy(good), world)
            attack.folder(hand_in(student_of(number, attack), written(made)), world)
            hand_in(f"{number:03} good", written(good))
        before = hashes(submitted) | hashes(checkout) | {str(beside): ""}
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, __file__, str(submitted), str(out), str(checkout / "course")],
            env={**os.environ, world.variable: tokens["environment"], "HOME": str(home)},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        seconds = time.monotonic() - started
        time.sleep(0.5)
    outcome = Outcome(out, done.returncode, seconds, done.stdout, *read(out), calls=calls)
    outcome.left = strays(mark)
    after = hashes(submitted) | hashes(checkout) | {str(beside): ""}
    outcome.changed = sorted(
        k for k in before.keys() | after.keys() if before.get(k) != after.get(k)
    )
    if beside.read_text() != tokens["gradebook"]:
        outcome.changed.append(str(beside))
    outcome.changed += [str(p) for p in folder.rglob("*PWNED*")]
    outcome.changed += [str(p) for p in Path(tempfile.gettempdir()).glob("*PWNED*")]
    look_for(tokens, outcome)
    return outcome


def look_for(tokens: dict[str, str], outcome: Outcome) -> None:
    """Search all that students and their outputs could have taken a secret to."""
    kept = [outcome.out / name for name in ("autograded", "feedback", "errors.log", "audit.log")]
    for path in (p for k in kept for p in ([k] if k.is_file() else k.rglob("*")) if p.is_file()):
        text = path.read_bytes().decode("utf-8", "replace")
        if path.name == "notes.txt":
            continue  # nbgrader's own copy of what that student handed in
        for name, token in tokens.items():
            # An attacker would turn a secret round to hide that it was taken.
            if token in text or token[::-1] in text:
                student = path.relative_to(outcome.out).parts[1:2]
                outcome.seen.setdefault(" ".join(student), []).append(name)


def read(out: Path) -> tuple[dict, dict[str, str]]:
    """The rows of grades.csv and the lines of the audit log, by student."""
    rows: dict[str, dict[str, dict[str, str]]] = {}
    audit: dict[str, str] = {}
    if (out / "grades.csv").is_file():
        with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                # A name that a spreadsheet would compute stands behind an apostrophe.
                rows.setdefault(row["student"].removeprefix("'"), {})[row["task"]] = row
    if (out / "audit.log").is_file():
        for line in (out / "audit.log").read_text(encoding="utf-8").splitlines():
            student = line.split("\t")[0]
            audit[student] = audit.get(student, "") + line + "\n"
    return rows, audit


def outputs(out: Path, student: str) -> str:
    """All that a submission's cells have shown, as text."""
    from .attack import FILE, UNIT

    path = out / "autograded" / student / UNIT / FILE
    if not path.is_file():
        return ""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return json.dumps([cell.get("outputs", []) for cell in cells], ensure_ascii=False)


if __name__ == "__main__":
    grade(*map(Path, sys.argv[1:4]))
