"""What the feedback page knows of each cell's points."""

from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades


class Marks(GetGrades):
    """nbgrader's own, which shows 0 points for an answer that nobody has marked yet."""

    def _get_score(self, cell: NotebookNode, resources: dict) -> None:
        """Note the points, and whether a person still has to give them."""
        super()._get_score(cell, resources)
        where = (self.notebook_id, self.assignment_id, self.student_id)
        grade = self.gradebook.find_grade(cell.metadata.nbgrader["grade_id"], *where)
        cell.metadata.nbgrader["waits"] = grade.auto_score is None and grade.manual_score is None
