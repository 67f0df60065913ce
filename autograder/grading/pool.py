"""Many submissions at once, a process each, and none of them can take the others down."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from autograder.processes import stop, workers


class Pool:
    """Worker processes that have imported the grader once.

    jobs: how many. A worker that dies (out of memory, perhaps) takes its pool with it; what was
    under way is tried again, one at a time, and only what kills a worker of its own is given up.
    """

    def __init__(self, jobs: int) -> None:
        """Start nothing yet; workers start with the first piece of work."""
        self.jobs = jobs
        self._pool = _start(jobs)

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        """End the workers; after an error or Ctrl-C without waiting for what they do."""
        if error:
            stop(self._pool)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def submit(self, function: Callable[..., Any], *args: Any) -> "Future[Any]":
        """Hand one piece of work to the workers."""
        try:
            return self._pool.submit(function, *args)
        except BrokenProcessPool:
            self._pool = _start(self.jobs)
            return self._pool.submit(function, *args)

    def run(
        self, function: Callable[..., Any], work: dict[Any, tuple[Any, ...]]
    ) -> Iterator[tuple[Any, Any]]:
        """Yield (key, function(*args)) for each key, as it is done; (key, None) when given up."""
        waiting = {self.submit(function, *args): key for key, args in work.items()}
        lost = []
        while waiting:
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                key = waiting.pop(future)
                try:
                    yield key, future.result()
                except BrokenProcessPool:
                    lost.append(key)
        for key in lost:
            with _start(1) as alone:
                try:
                    yield key, alone.submit(function, *work[key]).result()
                except BrokenProcessPool:
                    yield key, None


def _start(jobs: int) -> ProcessPoolExecutor:
    return workers(jobs, "autograder.grading.answer", "autograder.grading.feedback")
