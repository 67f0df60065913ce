"""Submissions that want points for nothing."""

from ..attack import Attack, answers

NO_ANSWER = {"06-E": 0.0, "06-f_prime": 0.0, "06-step": 0.0}
BLANK = {"E": "E = 0.1", "f_prime": "def f_prime(n):\n    return n", "step": "step = None"}

ATTACKS = [
    Attack(
        "replaces check",
        "cheating",
        answers("check = lambda *args: 99.0", **BLANK),
        points=NO_ANSWER,
    ),
]
