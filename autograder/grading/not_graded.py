"""Why a submission has no grade."""


class NotGraded(Exception):
    """The submission cannot be graded; the message is the reason, for grades.csv and the report."""
