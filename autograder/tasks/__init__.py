"""Every task of the course, by id. One short module a unit, named `uNN_words` as the unit is.

Adding a task is adding it to its unit's TASKS; check, grading and audit find it from there.
"""

import difflib
import functools
import importlib
import pkgutil

from autograder.checking.task import Task


class UnknownTask(LookupError):
    """No task has that id; the message lists the ones there are."""


@functools.cache
def _modules() -> dict[str, str]:
    """Unit number -> module name."""
    names = [info.name for info in pkgutil.iter_modules(__path__) if info.name.startswith("u")]
    return {name[1:3]: name for name in sorted(names)}


@functools.cache
def _unit(number: str) -> dict[str, Task]:
    module = importlib.import_module(f"{__name__}.{_modules()[number]}")
    tasks: dict[str, Task] = {}
    for task in module.TASKS:
        if task.id in tasks or not task.id.startswith(f"{number}-"):
            raise ValueError(f"{module.__name__}: the id {task.id!r} is taken or of another unit")
        tasks[task.id] = task
    return tasks


def units() -> list[str]:
    """The names of the units that have tasks, `NN_words`, in teaching order."""
    return [name[1:] for name in _modules().values()]


def all_tasks() -> list[Task]:
    """Every task, unit by unit, in the order of its notebook."""
    return [task for number in _modules() for task in _unit(number).values()]


def find(task_id: str) -> Task:
    """The task with that id. Raises UnknownTask, which lists the known ones."""
    number = str(task_id).split("-")[0]
    known = list(_unit(number)) if number in _modules() else []
    if task_id in known:
        return _unit(number)[task_id]
    if not known:
        raise UnknownTask(
            f"There is no task {task_id!r}. A task's name begins with its unit's number, one of "
            f"{', '.join(_modules())}, as in 06-loss."
        )
    near = difflib.get_close_matches(str(task_id), known, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise UnknownTask(
        f"There is no task {task_id!r}.{hint} The tasks of unit {number} are: {', '.join(known)}."
    )
