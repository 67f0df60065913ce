"""All audits, on as many processors as there are."""

import os
from collections.abc import Sequence

from autograder.auditing.audit import Audit, audit
from autograder.checking.task import Task
from autograder.processes import workers
from autograder.tasks import find

FEW = 6  # tasks; starting workers takes as long as auditing these


def audit_all(tasks: Sequence[Task]) -> list[Audit]:
    """One audit a task, in the order of the tasks."""
    processors = os.cpu_count() or 1
    if processors == 1 or len(tasks) <= FEW:
        return [audit(task) for task in tasks]
    with workers(processors, __name__) as pool:
        return list(pool.map(audit_by_id, [task.id for task in tasks]))


def audit_by_id(task_id: str) -> Audit:
    """The audit of a task of the course; a task itself, with its functions, does not travel."""
    return audit(find(task_id))
