"""Submissions answered on the machines of a Dask cluster that is there already.

Bytes go out and an executed notebook comes back: no disk is shared, no gradebook leaves this
machine, and neither does the course's secret.
"""

import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from time import monotonic, sleep
from typing import Any

from distributed import Client, Future, KilledWorker, as_completed

from autograder.errors import UserError
from autograder.grading.answer import Answered, Job
from autograder.grading.sandboxes import require_sandbox

PATIENCE = 15  # seconds that a scheduler and its first worker may take to answer
AGAIN = "Nothing that was graded is lost: run the same command again to go on."
ADDRESS = re.compile(r"\w+://[^/\s]+:\d+/?")
_one = threading.Lock()


class Cluster:
    """What `Pool` is on one machine, as far as answering goes."""

    def __init__(self, address: str, trusted: bool) -> None:
        """Find the workers, each with the course installed and a sandbox.

        Raises UserError where there is no scheduler, no worker, no course or no sandbox.
        """
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        if not ADDRESS.fullmatch(address):
            raise _nobody_at(address, "that is no address")
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError, AssertionError) as error:
            # Dask asserts that its own thread has started within 10 seconds.
            raise _nobody_at(address, _first(error)) from None
        try:
            self._ready(address, trusted)
        except BaseException:
            self._client.close()
            raise

    def _ready(self, address: str, trusted: bool) -> None:
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            self._client.run(require_sandbox, trusted)
        except TimeoutError:
            raise UserError(
                f"The scheduler at {address} has no workers. Start some: dask worker {address} "
                "--nworkers auto --nthreads 1"
            ) from None
        except (ImportError, AttributeError) as error:
            raise UserError(
                f"A worker of {address} lacks the course ({error}). Install the same version of "
                "it there, with the instructor's packages."
            ) from None

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the cluster; what it still does for us is cancelled."""
        self._client.close()

    def run(
        self, function: Callable[[Job], Answered], work: dict[Any, tuple[Job]]
    ) -> Iterator[tuple[Any, Answered | None]]:
        """Yield (key, function(job)) for each key, as it is done; (key, None) when given up.

        What a lost worker was doing is tried again on others; Dask gives up what has killed four.
        Raises UserError when the scheduler is lost.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Dask would have large data on a shared disk
            waiting = {
                self._client.submit(_alone, function, *args, pure=False): key
                for key, args in work.items()
            }
        try:
            for future, result in self._done(list(waiting)):
                if isinstance(result, Answered):
                    yield waiting[future], result
                    continue
                error = result[1] if isinstance(result, tuple) else result
                if not isinstance(error, KilledWorker):
                    raise UserError(f"The Dask cluster failed: {_first(error)}. {AGAIN}")
                yield waiting[future], None
        except (CancelledError, OSError) as error:
            raise UserError(f"The Dask scheduler was lost: {_first(error)}. {AGAIN}") from None

    def _done(self, waiting: list[Future]) -> Iterator[tuple[Future, Any]]:
        """What is done, with its result: a worker that dies takes the results along that it holds.

        Raises UserError when no worker is left for the rest.
        """
        done = as_completed(waiting, loop=self._client.loop, with_results=True, raise_errors=False)
        heard = monotonic()
        while not done.is_empty():
            batch = done.next_batch(block=False)
            yield from batch
            if batch:
                heard = monotonic()
            elif monotonic() - heard < PATIENCE:
                sleep(0.05)
            elif self._client.ncores():
                heard = monotonic()
            else:
                raise UserError(f"The cluster has no worker any more. {AGAIN}")


def _alone(function: Callable[[Job], Answered], job: Job) -> Answered:
    """One at a time in each worker process, however many threads it has: they share a sandbox."""
    with _one:
        return function(job)


def _first(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0].rstrip(".")


def _nobody_at(address: str, why: str) -> UserError:
    return UserError(
        f"There is no Dask scheduler at {address}: {why}. Expected an address such as "
        "tcp://host:8786, where `dask scheduler` runs."
    )
