"""Submissions that want all of the machine: time, memory, processes, files, output, disk."""

from ..attack import Attack, runs

ATTACKS = [
    Attack(
        "loops forever before the last answer", "exhausting",
        runs("while True:\n    pass", before="06-step-answer"),
        points={"06-step": {0.0, 2.0}},
    ),
]  # fmt: skip
