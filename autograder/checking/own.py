"""Your own numbers: hand-computed tasks whose weights differ from student to student.

A student's numbers come from a token, and the token from the course's secret and the student's id.
Nobody without the secret can make another one's; the grader, who has it, rebuilds all of them.
Everything is drawn from SHA-256, so the same token gives the same numbers in ten years.
"""

import hashlib
import hmac
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

from autograder.checking.arithmetic import ACTIVATIONS
from autograder.checking.asks import Ask, Gradient, Parts, Update, stepped
from autograder.checking.compare import HAND_RELATIVE
from autograder.checking.task import OwnNumber
from autograder.checking.trace import Changes, Node, Trace, elements

EVERYONE = "everyone"  # the token of a copy of the course that was released to nobody by name
TRIES = 1000


def token(secret: bytes, student: str) -> str:
    """The student's token: an HMAC of the id under the course's secret."""
    return hmac.new(secret, student.encode(), hashlib.sha256).hexdigest()


class Picker:
    """Reproducible choices: the n-th is decided by SHA-256 of the seed and n."""

    def __init__(self, seed: str) -> None:
        self._seed, self._count = seed, 0

    def choose(self, options: Any) -> Any:
        """One of the options."""
        self._count += 1
        digest = hashlib.sha256(f"{self._seed}/{self._count}".encode()).digest()
        return options[int.from_bytes(digest[:8], "big") % len(options)]

    def tenths(self, count: int, low: float, high: float) -> list[float]:
        """Different numbers with one decimal, such as 0.3: nice to compute with by hand.

        Never 0 and never 1, which hide that a factor was forgotten.
        """
        left = [n for n in range(round(low * 10), round(high * 10) + 1) if abs(n) not in (0, 10)]
        found = []
        for _ in range(count):
            found.append(self.choose(left))
            left = [n for n in left if abs(n) != abs(found[-1])]
        return [n / 10 for n in found]


def own_numbers(task: OwnNumber, student_token: str) -> dict[str, float]:
    """The numbers of one student for one task.

    Draws again until the loss of any one factor or path shows by hand, and no two gradients are
    nearly the same. Raises ValueError if the task's draw never gets there.
    """
    for count in range(TRIES):
        drawn = task.draw(Picker(f"{student_token}/{task.id}/{count}"))
        if _is_clear(task, Trace(task.forward, drawn)):
            return drawn
    raise ValueError(f"{task.id}: none of {TRIES} draws tells its mistakes apart")


def _is_clear(task: OwnNumber, trace: Trace) -> bool:
    drawn = [abs(value) for value in trace.inputs.values()]
    if 0 in drawn or len(set(drawn)) < len(drawn):
        return False  # equal numbers hide that two were swapped
    truth = task.asks.truth(trace)
    sizes = [abs(float(value)) for value in truth.values()]
    if min(sizes) < 1e-4 or any(_close(p, q) for p, q in combinations(sizes, 2)):
        return False
    if isinstance(task.asks, Gradient):
        inputs = Gradient(task.asks.of, *(n for n in trace.inputs if n not in task.asks.names))
        others = [abs(float(v)) for v in inputs.truth(trace).values() if v]
        if any(_close(own, other) for own in sizes for other in others):
            return False
    return all(not _close_parts(wrong, truth) for wrong in _plain_slips(task.asks, trace, truth))


def _plain_slips(asks: Ask, trace: Trace, truth: Parts) -> Iterator[Parts]:
    """The gradient with a local derivative missing, squared or taken elsewhere, if that matters.

    Fixed for good, whatever the checker learns to name: else a new name during a term would change
    the numbers that students already hold.
    """
    if not isinstance(asks, Gradient | Update):
        return
    (of,) = elements(trace[asks.of])
    edges = [(node.index, k) for node in trace.nodes for k in range(len(node.parents))]
    slips: list[Changes] = [
        {(i, k): value} for i, k in edges for value in (0.0, 1.0, trace.nodes[i].locals[k] ** 2)
    ]
    steps = [node for node in trace.nodes if node.op in ACTIVATIONS]
    slips += [{(a.index, 0): b.locals[0]} for a in steps for b in steps if a is not b]
    for instead in zip(*(_instead_of_a_slope(a) for a in steps), strict=True):
        each = {(a.index, 0): slope for a, slope in zip(steps, instead, strict=True)}
        slips += [each, *({edge: slope} for edge, slope in each.items())]
    found = trace.gradients(of, slips)
    for column in range(len(slips)):
        slopes = {name: trace.pick(name, found[:, column].tolist()) for name in asks.names}
        wrong = stepped(trace, slopes) if isinstance(asks, Update) else slopes
        if any(not np.isclose(wrong[n], truth[n], rtol=1e-9, atol=0) for n in truth):
            yield wrong


def _instead_of_a_slope(a: Node) -> tuple[float, ...]:
    """What may stand where f'(n) belongs: nothing, f'(a), f, 1 - f, f'(n)², n (1 - n)."""
    n = a.parents[0].value
    at_a = ACTIVATIONS[a.op][1](a.value)
    return 1.0, at_a, a.value, 1 - a.value, a.locals[0] ** 2, n * (1 - n)


def _close_parts(wrong: Parts, truth: Parts) -> bool:
    return all(_close(float(wrong[name]), float(truth[name])) for name in truth)


def _close(p: float, q: float) -> bool:
    """Closer than twice what a hand answer may be off."""
    return abs(p - q) <= 2 * HAND_RELATIVE * max(abs(p), abs(q))
