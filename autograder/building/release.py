"""The student's notebook, made by nbgrader's own GenerateAssignment."""

import logging
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions as StockClearSolutions
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config

from autograder.building.stub import ClearSolutions
from autograder.building.write import write

# nbgrader's list, with our stubs, and without the gradebook: building marks nobody.
PREPROCESSORS = [
    ClearSolutions if step is StockClearSolutions else step
    for step in GenerateAssignment.preprocessors.default()
    if step is not SaveCells
]


def release(unit: str, solution: NotebookNode) -> NotebookNode:
    """The notebook of `unit` as a student gets it: no answers, no outputs, the same ids."""
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        root = Path(folder).resolve()
        write(solution, root / "source" / unit / f"{unit}.ipynb")
        config = Config()
        config.GenerateAssignment.preprocessors = PREPROCESSORS
        converter = GenerateAssignment(
            coursedir=CourseDirectory(root=str(root), assignment_id=unit),
            config=config,
            no_database=True,
        )
        converter.log.setLevel(logging.ERROR)
        converter.start()
        made = nbformat.read(root / "release" / unit / f"{unit}.ipynb", as_version=4)
    for cell in made.cells:
        cell.metadata.pop("execution", None)
    return made
