"""Is everything but a well-formed frame turned away?"""

import contextlib
import os
import time

import pytest

from autograder.sandbox.frames import LENGTH, Broken, Reader, send


@pytest.fixture
def pipe():
    read, write = os.pipe()
    yield read, write
    os.close(read)
    with contextlib.suppress(OSError):
        os.close(write)


def test_does_what_was_sent_arrive(pipe):
    read, write = pipe
    for data in ({"kind": "stream", "text": "π\ud800\n"}, {}):
        send(write, data)
        assert Reader(read, 1000).frame()[0] == data


@pytest.mark.parametrize(
    "raw",
    [b"no json", b"[1]", b"null", b'"text"', b"\xff\xfe", b"", b"[" * 900, b'{"a":' * 150 + b"1"],
)
def test_is_what_is_no_dictionary_refused(pipe, raw):
    read, write = pipe
    os.write(write, LENGTH.pack(len(raw)) + raw)
    with pytest.raises(Broken):
        Reader(read, 1000).frame()


def test_is_a_frame_that_is_too_long_refused_unread(pipe):
    read, write = pipe
    os.write(write, b"\xff\xff\xff\xff")
    with pytest.raises(Broken, match="4294967295 bytes"):
        Reader(read, 1000).frame()


def test_is_half_a_frame_waited_for_only_so_long(pipe):
    read, write = pipe
    os.write(write, LENGTH.pack(10) + b"{")
    with pytest.raises(TimeoutError):
        Reader(read, 1000).frame(time.monotonic() + 0.05)


def test_is_an_end_in_the_middle_known(pipe):
    read, write = pipe
    os.write(write, LENGTH.pack(10) + b"{")
    os.close(write)
    with pytest.raises(Broken, match="ended"):
        Reader(read, 1000).frame()
