"""Does a check answer before a student has to wait?"""

import statistics
import time

import pytest

from autograder.checking.judge import judge
from autograder.checking.plain import encode
from autograder.checking.question import ask, trace, traces
from autograder.checking.task import Code, Number
from autograder.tasks import all_tasks

LIMIT = 0.05  # seconds


@pytest.mark.parametrize("factor", [1.0, 1.37], ids=["right", "wrong"])
def test_does_the_usual_check_take_under_50_ms(factor):
    """Also for an answer that is compared with every known mistake in vain."""
    taken = []
    for task in all_tasks():
        if isinstance(task, Code | Number):
            response = answered(task, factor)
            start = time.perf_counter()
            question = ask(task, 21)
            judge(task, question, response)
            taken.append(time.perf_counter() - start)
    assert statistics.median(taken) < LIMIT


def answered(task, factor):
    """A response whose every number is off by a factor; nothing of it is left in a cache."""
    inputs = traces(task, 21) if isinstance(task, Code) else [trace(task)]
    found = [encode(scaled(task.asks.truth(each), factor)) for each in inputs]
    for cached in (traces, trace):
        cached.cache_clear()
    if isinstance(task, Code):
        calls = [{"returned": each} for each in found]
        return {"task": task.id, "function": "answer", "calls": calls}
    return {"task": task.id, "answer": found[0]}


def scaled(parts, factor):
    return {name: factor * value for name, value in parts.items()}
