"""`autograder grade --scheduler`: submissions answered by a Dask cluster, lost workers included."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client

from autograder import cli
from autograder.errors import UserError
from autograder.grading import cluster
from autograder.grading.answer import Answered
from autograder.grading.batch import Options, grade
from autograder.grading.cluster import Cluster
from autograder.grading.progress import Progress

from .test_again import hand_in

STUDENTS = ["no_slope", "right", "untouched"]


class Dask:
    """A scheduler and its workers, each a process of its own, as on other machines."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port)

    def work(self, threads: int = 1) -> None:
        command = ["worker", self.address, "--no-nanny", "--nthreads", str(threads)]
        self.workers.append(self._start(*command))

    def _start(self, *words: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *words, "--no-dashboard"],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def stop(self) -> None:
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dask]:
    monkeypatch.setattr(cluster, "PATIENCE", 60)
    made = Dask(tmp_path)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def near(tmp_path_factory, right, run_grade):
    """What one machine finds. Beside it lie in/ and secret."""
    folder = tmp_path_factory.mktemp("near")
    hand_in(folder / "in", right, *STUDENTS)
    (folder / "secret").write_text("s" * 32)
    return run_grade(folder / "in", folder / "out", secret=folder / "secret")


@pytest.fixture
def submitted(tmp_path: Path, near) -> Path:
    shutil.copytree(near.folder.root.parent / "in", tmp_path / "in")
    shutil.copy(near.folder.root.parent / "secret", tmp_path)
    return tmp_path / "in"


def nap(job: float) -> Answered:
    """Takes as many seconds as it is told."""
    time.sleep(job)
    return Answered(seconds=job)


nap.__module__ = "__main__"  # sent to the workers as it stands: they have no tests to import


def test_are_the_grades_those_of_one_machine(submitted, small, near, dask):
    dask.work(threads=2)  # which must not meet in one sandbox
    options = Options(
        submitted=submitted, out=submitted.with_name("far"), jobs=1, course=small / "course",
        seed=7, scheduler=dask.address, secret=submitted.with_name("secret"),
    )  # fmt: skip
    far = grade(options, Progress())
    assert far.rows == near.rows and far.fresh == len(STUDENTS)
    assert {row.status for row in far.rows} >= {"right", "partly", "unanswered", "manual"}


def test_does_a_lost_worker_cost_no_answer(dask):
    dask.work()
    dask.work()
    found = {}
    with Cluster(dask.address, trusted=True) as there:
        for key, answered in there.run(nap, {i: (0.1 * i,) for i in range(10)}):
            if not found:
                dask.workers[0].kill()
            found[key] = answered.seconds
    assert found == {i: 0.1 * i for i in range(10)}


@pytest.mark.parametrize("gone", ["workers", "scheduler"])
def test_is_a_lost_cluster_told_with_what_to_do(gone, dask, monkeypatch):
    dask.work()
    with Cluster(dask.address, trusted=True) as there:
        answers = there.run(nap, {"first": (0,), "second": (60,)})
        assert next(answers)[0] == "first"
        monkeypatch.setattr(cluster, "PATIENCE", 2)
        (dask.scheduler if gone == "scheduler" else dask.workers[0]).kill()
        with pytest.raises(UserError, match="run the same command again to go on"):
            next(answers)


def test_is_a_cluster_that_cannot_work_named(dask, monkeypatch):
    Client(dask.address, timeout=60, set_as_default=False).close()  # it has started
    monkeypatch.setattr(cluster, "PATIENCE", 8)
    with pytest.raises(UserError, match=f"has no workers. Start some: dask worker {dask.address}"):
        Cluster(dask.address, trusted=False)
    dask.scheduler.kill()
    dask.scheduler.wait()
    for address in (dask.address, "nonsense", "tcp://"):
        with pytest.raises(UserError, match=f"no Dask scheduler at {address}: .*tcp://host:8786"):
            Cluster(address, trusted=False)


def test_is_no_cluster_asked_when_nothing_is_left_to_grade(near, run_grade):
    root = near.folder.root
    done = run_grade(root.parent / "in", root, scheduler="tcp://127.0.0.1:1")
    assert (done.fresh, done.kept) == (0, len(STUDENTS))


def test_does_the_command_pass_the_address_on(monkeypatch):
    given = []
    monkeypatch.setattr(
        "autograder.grading.grade_command.grade", lambda options, _: given.append(options) or 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        cli.main(["grade", "in", "--scheduler", "tcp://host:8786"])
    assert given[0].scheduler == "tcp://host:8786"
