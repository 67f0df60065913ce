"""`heal` as an nbgrader preprocessor, first in `Autograde.sanitize_preprocessors`."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.heal import heal


class HealCells(NbGraderPreprocessor):
    """Restores what the grade hangs on from release/<unit>/<unit>.ipynb of the course folder."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Heal one notebook, and log each thing that was put right."""
        unit = resources["nbgrader"]["assignment"]
        # nbgrader's converters work with the course folder as the current one.
        path = Path("release", unit, f"{resources['nbgrader']['notebook']}.ipynb")
        if not path.is_file():
            self.log.warning("%s is missing: damaged cells cannot be put right", path)
            return nb, resources
        for note in heal(nb, nbformat.read(path, as_version=4)):
            self.log.warning("%s/%s: %s", resources["nbgrader"]["student"], unit, note)
        return nb, resources
