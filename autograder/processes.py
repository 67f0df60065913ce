"""Worker processes that have imported everything once."""

import multiprocessing
from multiprocessing.context import BaseContext


def context(*modules: str) -> BaseContext:
    """How to start workers: forks of one clean process that has imported `modules`.

    A fork of the process that asks would copy its threads' locks. Where there are no forks, each
    worker imports for itself.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(list(modules))
    return forks
