"""Reach the verdicts, in the grader's own process, from the data that the kernel answered."""

import dataclasses
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.checking.judge import by_engine, judge, lost
from autograder.checking.task import Code, Task
from autograder.checking.verdict import Verdict
from autograder.grading.own_numbers import of_others
from autograder.grading.roles import is_check, max_points
from autograder.tasks import UnknownTask, find


class Judge(NbGraderPreprocessor):
    """Replaces the outputs of each check cell by the verdict on its response.

    nbgrader's SaveAutoGrades, which comes later, reads the points from there. Whatever the cell
    wrote to stderr is gone by then, so that a warning costs nothing.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Judge every check cell, and keep the verdicts in the notebook's metadata."""
        run = resources["autograder"]
        verdicts = []
        before: dict[str, tuple[Task, Any]] = {}
        for cell in nb.cells:
            if is_check(cell):
                verdict = reach(cell, run, before)
                verdicts.append(dataclasses.asdict(verdict))
                cell.outputs = shown(verdict, cell.execution_count)
        nb.metadata["autograder"] = NotebookNode(
            {
                **nb.metadata.get("autograder", {}),
                "seed": run["seed"],
                "level": run.get("level", ""),
                "verdicts": verdicts,
            }
        )
        return nb, resources


def reach(cell: NotebookNode, run: dict[str, Any], before: dict[str, tuple[Task, Any]]) -> Verdict:
    """The verdict on one executed check cell.

    before: the tasks above it and the responses to them, by id, for credit where an answer follows
    rightly from an earlier slip; this one is added.
    """
    name = cell.metadata.nbgrader.grade_id
    try:
        task = find(name)
        question = run["questions"][name]
    except (UnknownTask, KeyError):
        reason = "this version of the course has no such task"
        return Verdict(name, 0.0, max_points(cell), "error", None, f"Not graded: {reason}.")
    found = run["responses"].get(name)
    if not found:
        return lost(task, why(cell, run))
    try:
        others = of_others(task, *run["class"]) if "class" in run else ()
        verdict = judge(task, question, found, before.values(), others)
        before[name] = task, found
        if verdict.points and isinstance(task, Code):
            alone = judge(task, run["questions_again"][name], run["again"].get(name))
            return verdict if alone.points >= verdict.points else by_engine(task, found)
        return verdict
    except Exception as error:
        # A response that `collect` did not write can hold anything.
        return lost(task, f"the answer could not be read ({type(error).__name__})")


def why(cell: NotebookNode, run: dict[str, Any]) -> str:
    """Why a check cell has no response."""
    for output in cell.outputs:
        if output.output_type == "error":
            return f"the cell stopped with {output.ename}: {output.evalue[:200]}"
    return run["stopped"] or "the cell did not answer"


def shown(verdict: Verdict, count: int | None) -> list[NotebookNode]:
    """The verdict as outputs: what the student reads, and the number that nbgrader reads."""
    return [
        new_output("stream", name="stdout", text=verdict.text + "\n"),
        new_output(
            "execute_result", data={"text/plain": repr(verdict.points)}, execution_count=count
        ),
    ]
