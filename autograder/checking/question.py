"""The question as it is put to a kernel: inputs, and nothing that leads to the answer."""

import functools
import itertools
from typing import Any

import numpy as np

from autograder.checking.own import EVERYONE, own_numbers
from autograder.checking.task import Code, Number, OwnNumber, Shape, Task
from autograder.checking.trace import Trace


def ask(task: Task, seed: int, token: str = EVERYONE) -> dict[str, Any]:
    """The question of a task, as JSON data: {"task", "seed", "calls" or "numbers"}.

    calls: for a function, one list of arguments per drawn set of inputs. numbers: for a task with
    own numbers, those of the student with that token. The same seed and token always give the same
    question.
    """
    question: dict[str, Any] = {"task": task.id, "seed": seed}
    if isinstance(task, OwnNumber):
        question["numbers"] = own_numbers(task, token)
    if isinstance(task, Code):
        question["calls"] = [_arguments(task, trace) for trace in traces(task, seed)]
    return question


@functools.lru_cache(maxsize=16)
def traces(task: Code, seed: int) -> list[Trace]:
    """The forward computation on every drawn set of inputs."""
    random = np.random.default_rng(seed)
    sizes = itertools.cycle([(size,) for size in task.batches] or [()])
    return [Trace(task.forward, task.draw(random, *next(sizes))) for _ in range(task.draws)]


@functools.lru_cache(maxsize=64)
def trace(task: Number | Shape) -> Trace:
    """The forward computation on the inputs that the task gives."""
    return Trace(task.forward, task.given)


def _arguments(task: Code, trace: Trace) -> list[Any]:
    return [_plain(trace.argument(name)) for name in task.call]


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return {"layers": [layer if layer is None else _plain(layer) for layer in value]}
    if isinstance(value, int):  # a count, which range() takes
        return value
    return value.tolist() if isinstance(value, np.ndarray) else float(value)
