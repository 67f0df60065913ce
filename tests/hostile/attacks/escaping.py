"""Submissions that want to see or change what is not theirs."""

from ..attack import Attack, runs

ATTACKS = [
    Attack(
        "prints the environment", "escaping",
        runs("import os\nprint(dict(os.environ), os.environ.get(@variable@))"),
    ),
]  # fmt: skip
