"""What passes between the grader and a sandbox: JSON, each piece behind its length.

Nothing else is ever read from a sandbox: no pickle, no path, no file descriptor.
"""

import json
import os
import select
import struct
from time import monotonic
from typing import Any

LENGTH = struct.Struct("<I")


class Broken(Exception):
    """The other side has ended, or what it sent is no frame."""


def send(to: int, data: dict[str, Any]) -> None:
    """Write one frame. Raises OSError when nobody reads any more."""
    text = json.dumps(data).encode()
    rest = memoryview(LENGTH.pack(len(text)) + text)
    while rest:
        rest = rest[os.write(to, rest) :]


class Reader:
    """Reads frames and counts their bytes, with a time at which to give up."""

    def __init__(self, source: int, largest: int) -> None:
        """largest: bytes that one frame may have."""
        self._source, self._largest, self._held = source, largest, bytearray()

    def frame(self, until: float | None = None) -> tuple[dict[str, Any], int]:
        """The next frame and its length in bytes.

        Raises TimeoutError when the monotonic clock passes `until`, and Broken.
        """
        (length,) = LENGTH.unpack(self._take(LENGTH.size, until))
        if length > self._largest:
            raise Broken(f"a frame of {length} bytes")
        text = self._take(length, until)
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            raise Broken("a frame that is no JSON") from None
        if not isinstance(data, dict):
            raise Broken("a frame that is no dictionary")
        return data, length

    def _take(self, count: int, until: float | None) -> bytes:
        while len(self._held) < count:
            left = None if until is None else until - monotonic()
            if left is not None and (left <= 0 or not self._ready(left)):
                raise TimeoutError
            piece = os.read(self._source, min(1 << 20, count - len(self._held)))
            if not piece:
                raise Broken("the other side has ended")
            self._held += piece
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken

    def _ready(self, seconds: float) -> bool:
        poll = select.poll()  # select.select cannot watch a number above 1023
        poll.register(self._source, select.POLLIN | select.POLLHUP)
        return bool(poll.poll(seconds * 1000))
