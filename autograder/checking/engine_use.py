"""Whether a function lets the course's engine do what it is asked to do itself.

A gradient copied from `Network` or `Graph` is right, and shows nothing of its author. `sigmoid` and
the like are tools, and free to use.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

ENGINE = {f"backprop.{name}" for name in ("check", "flat", "graph", "network", "subjects", "tape")}


@contextmanager
def watched() -> Iterator[set[str]]:
    """The engine's modules that are called inside the block, filled in while it runs."""
    seen: set[str] = set()

    def look(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_globals.get("__name__") in ENGINE:
            seen.add(frame.f_globals["__name__"])

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield seen
    finally:
        sys.setprofile(before)
