"""Worker processes that have imported everything once, and end with whoever asked for them."""

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import BaseContext


def workers(count: int, *modules: str) -> ProcessPoolExecutor:
    """A pool of `count` workers that have imported `modules`."""
    return ProcessPoolExecutor(count, mp_context=context(*modules), initializer=_prepare)


def stop(pool: ProcessPoolExecutor) -> None:
    """End the workers at once, whatever they are doing."""
    for process in list((pool._processes or {}).values()):
        process.terminate()
    pool.shutdown(wait=True, cancel_futures=True)


def context(*modules: str) -> BaseContext:
    """How to start workers: forks of one clean process that has imported `modules`.

    A fork of the process that asks would copy its threads' locks. Where there are no forks, each
    worker imports for itself.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    forks = multiprocessing.get_context("forkserver")
    # The first import leaves Ctrl-C to the process that asked, which then stops the others.
    forks.set_forkserver_preload(["autograder.no_interrupt", *modules])
    return forks


def _prepare() -> None:
    """Clean up when told to stop; end when the process that asked was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop_quietly)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _stop_quietly(*_: object) -> None:
    """Leave by an exception, so that folders and kernels go too; what breaks then is no news."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sys.exit(1)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
