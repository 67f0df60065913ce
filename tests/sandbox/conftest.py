from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from autograder.sandbox.kernel import Kernel, Reply, Zygote, zygote
from autograder.sandbox.limits import Limits


@pytest.fixture
def kernel(sandbox: str) -> Callable[..., Iterator[Kernel]]:
    """`with kernel(memory=...) as k`: a sandbox with other limits than usual."""

    @contextmanager
    def start(of: Zygote | None = None, **limits: float) -> Iterator[Kernel]:
        with (of or zygote()).start(Limits(**limits)) as found:
            found.begin({"beside.txt": b"handed in"}, {})
            yield found

    return start


@pytest.fixture
def run(kernel) -> Callable[..., str]:
    """Run one cell in a sandbox of its own, and return all that it showed as text."""

    def shown(source: str, seconds: float = 20, output: int = 1_000_000, **limits: float) -> str:
        with kernel(**limits) as found:
            return text(found.run(source, seconds, output))

    return shown


def text(reply: Reply) -> str:
    """All that a cell showed: streams, errors and values."""
    kept = ("text", "ename", "evalue", "data")
    return " ".join(str(frame[key]) for frame in reply.outputs for key in kept if key in frame)
