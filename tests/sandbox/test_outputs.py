"""Is only kept of a sandbox's words what an honest one says?"""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.checking.check import MIME
from autograder.checking.plain import cleaned
from autograder.checking.response import collect
from autograder.grading.outputs import MOST, outputs, response

ODD = [
    {"kind": "stream", "name": ["x"], "text": {"a": 1}}, {"kind": "stream", "text": "\ud800\0"},
    {"kind": "display", "data": 7, "metadata": "x", "id": []}, {"kind": "result", "data": None},
    {"kind": "display", "data": {"text/html": 5, "text/\ud800": "x", "image/png": [1]}, "id": {}},
    {"kind": "display", "update": True, "id": "nobody"}, {"kind": ["x"]}, {"kind": None}, {},
    {"kind": "error", "traceback": "x", "ename": 5}, {"kind": "error", "traceback": [1, None]},
    {"kind": "verdict", "points": 2.0}, {"kind": "refused"}, {"kind": "ready"},
]  # fmt: skip


@pytest.mark.parametrize("frame", ODD)
def test_does_an_odd_frame_leave_a_sound_notebook(frame):
    cell = new_code_cell("x")
    cell.outputs = outputs([frame], 1)
    notebook = new_notebook(cells=[cell])
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode()


def test_do_streams_join_and_displays_change():
    found = outputs(
        [
            {"kind": "stream", "name": "stdout", "text": "a"},
            {"kind": "stream", "name": "stdout", "text": "b"},
            {"kind": "display", "data": {"text/plain": "old"}, "id": "d"},
            {"kind": "display", "data": {"text/plain": "new"}, "id": "d", "update": True},
            {"kind": "result", "data": {"text/plain": "3"}},
        ],
        7,
    )
    assert found[0].text == "ab" and found[1].data == {"text/plain": "new"}
    assert (found[2].output_type, found[2].execution_count) == ("execute_result", 7)
    assert outputs([{"kind": "stream", "text": "x"}, {"kind": "clear"}], 1) == []


def test_is_a_flood_of_outputs_cut():
    assert len(outputs([{"kind": "error"}] * 5000, 1)) == MOST


def test_does_an_honest_response_come_through_as_it_was():
    for answer in (1.5, None, "a", True, [1, [2.0]], {"W1": 3.0}, float("nan"), print):
        honest = json.loads(json.dumps(collect({"task": "06-E"}, answer)))
        assert cleaned(honest) == honest
        frames = [{"kind": "display", "data": {MIME: honest}}]
        assert response(frames, "06-E") == honest and response(frames, "06-step") is None
    honest = collect({"task": "06-step", "calls": [[[1.0]]]}, lambda x: x * 2)
    assert cleaned(json.loads(json.dumps(honest))) == honest


def test_is_what_a_forged_response_adds_gone():
    deep = {"type": "number", "value": 1.0}
    for _ in range(500):
        deep = {"type": "list", "value": [deep]}
    forged = {
        "task": "06-E", "verdict": "right", "junk": deep,
        "answer": {"type": "number", "value": 1.0, "dtype": deep, "shape": "x", "more": deep},
    }  # fmt: skip
    assert cleaned(forged) == {"task": "06-E", "answer": {"type": "number", "value": 1.0}}
    assert cleaned({"task": "06-E", "answer": deep}) is None
    assert cleaned({"task": "06-E", "answer": {"type": ["number"], "value": 1}}) is None
