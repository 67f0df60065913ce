"""nbgrader's ClearSolutions with stubs that let "Run all" go on."""

import re

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions as Stock

from autograder.building.regions import inside

CODE = "# YOUR CODE HERE"
TEXT = "YOUR ANSWER HERE"
TO_REPAIR = f"{CODE}: change the code above"
DEFINES = re.compile(r"^(def|class) ", re.MULTILINE)
RAISES_AT_TOP_LEVEL = re.compile(rf"^{CODE}\nraise NotImplementedError\(\)$", re.MULTILINE)


class ClearSolutions(Stock):
    """Inside a function the stub raises NotImplementedError; at top level it is a comment alone.

    So a student's "Run all" stops nowhere, and a function that was never written says so when it is
    called. Below code that is there to be repaired, it says so.

    A cell that is cleared already stays as it is, so that a release can be registered
    with a gradebook where the solutions are not at hand.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """Clear one cell."""
        if not inside(cell.source) and (CODE in cell.source or TEXT in cell.source):
            return cell, resources
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.cell_type == "code":
            stub = TO_REPAIR if DEFINES.search(cell.source) else CODE
            cell.source = RAISES_AT_TOP_LEVEL.sub(stub, cell.source)
        return cell, resources
