"""nbgrader's own configuration for this course: which steps it takes, and whose.

A course folder reaches this file from its nbgrader_config.py with `load_subconfig`, so that
`autograder grade`, `nbgrader autograde` and formgrader take the same steps.
"""

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (nbgrader puts it there)

STOCK = "nbgrader.preprocessors."
OURS = "autograder.grading."

c.GenerateAssignment.preprocessors = [
    STOCK + "LockCells",
    "autograder.building.stub.ClearSolutions",
    STOCK + "ClearOutput",
    STOCK + "CheckCellMetadata",
    STOCK + "ComputeChecksums",
    STOCK + "SaveCells",
    STOCK + "CheckCellMetadata",
]

c.Autograde.exporter_class = OURS + "exporter.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [
    OURS + "heal_cells.HealCells",
    STOCK + "ClearOutput",
    STOCK + "DeduplicateIds",
    STOCK + "OverwriteKernelspec",
    STOCK + "OverwriteCells",
    STOCK + "CheckCellMetadata",
]
# A kernel answers (Execute), the grader's process judges (Judge), nbgrader records.
c.Autograde.autograde_preprocessors = [
    OURS + "execute.Execute",
    OURS + "judge.Judge",
    STOCK + "LimitOutput",
    OURS + "save_grades.SaveGrades",
    STOCK + "CheckCellMetadata",
]

# `nbgrader export` would otherwise overwrite grades.csv.
c.ExportPlugin.to = "gradebook.csv"

# Every page that shows a submission is cleaned first: feedback, and formgrader's own pages.
c.HTMLExporter.preprocessors = [OURS + "escape.Escape"]
c.GenerateFeedback.exporter_class = OURS + "page.FeedbackPage"
c.GenerateFeedback.preprocessors = [
    OURS + "marks.Marks",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
