"""Problems for groups to solve and present: numbers 2, 3 and 4, other numbers for every group.

Lecture 000 hands problem 2 to groups 1, 4, 7, 10 and 13, problem 3 to groups 2, 5, 8, 11 and 14,
problem 4 to groups 3, 6, 9, 12 and 15. Here any group number has its own formula and numbers.
"""

import random

from .worksheet import Exercise, Worksheet

FORMULAS = {  # problem: several formulas of one kind, taken in turns
    2: (  # add and multiply, and a value that is used twice
        "p = x + y; q = y * z; f = p * q",
        "p = x * y; q = p + z; f = q * y",
        "p = x + y; q = y + z; f = p * q",
        "p = x * y; q = y * z; f = p + q",
        "p = x + y; q = p * z; f = q + y",
    ),
    3: (  # with a max, which routes
        "p = max(x, y); q = y + z; f = p * q",
        "p = x * y; m = max(p, z); f = m * y",
        "p = x + y; m = max(p, z); f = m * x",
        "p = y * z; m = max(x, p); f = m + p",
        "m = max(x, y); p = m * z; f = p + x",
    ),
    4: (  # with a bend: e to the power of x, or a sigmoid
        "n = x * w + b; f = sigmoid(n)",
        "n = x * w; m = n + b; e = exp(-m); f = 1 / (1 + e)",
        "n = x + w; a = sigmoid(n); f = a * w",
        "n = x * w; a = sigmoid(n); f = a * x",
        "n = x * w + b; e = exp(n); f = e * w",
    ),
}
WHOLE, SMALL = (-6, -5, -4, -3, -2, 2, 3, 4, 5, 6), (-1.5, -1.2, -0.8, -0.5, 0.5, 0.8, 1.2, 1.5)


def group_problem(*groups: int) -> Worksheet:
    """The problem of each group, with its solution folded away."""
    return Worksheet([exercise(group) for group in groups])


def exercise(group: int) -> Exercise:
    """The problem of one group: the same whenever it is asked for.

    Raises ValueError when the group's number is not 1 or more.
    """
    if group < 1:
        raise ValueError(f"groups count from 1, so there is no group {group}")
    problem = 2 + (group - 1) % 3
    turn = (group - 1) // 3
    formula = FORMULAS[problem][turn % len(FORMULAS[problem])]
    names = [name for name in "xyzwb" if name in Exercise("", formula, _ones(formula)).inputs]
    for attempt in range(1000):
        numbers = random.Random(f"group {group}, attempt {attempt}")
        values = numbers.sample(WHOLE if problem < 4 else SMALL, len(names))
        made = Exercise(
            f"Group {group}, problem {problem}", formula, dict(zip(names, values, strict=True))
        )
        if _is_good(made):
            return made
    raise ValueError(f"no numbers are good for {formula}")


def _ones(formula: str) -> dict[str, float]:
    left = {line.split("=")[0].strip() for line in formula.split(";")}
    letters = {name for name in "xyzwb" if name not in left}
    text = formula.replace("max", "").replace("exp", "")
    return {name: 1.0 for name in letters if name in text}


def _is_good(made: Exercise) -> bool:
    """Small numbers, no tie in a max, and at most one gradient that is zero."""
    values = [node.value for node in made.graph.nodes]
    gradients = [made.graph.node(name).grad for name in made.inputs]
    tied = any(
        node.gate == "max" and node.parents[0].value == node.parents[1].value
        for node in made.graph.nodes
    )
    small = max(map(abs, [*values, *gradients])) <= 100
    return small and not tied and sum(g == 0 for g in gradients) <= 1
