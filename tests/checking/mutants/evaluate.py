"""Hand every mutant in, and count how often its mistake gets the right name."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.judge import judge
from autograder.checking.plain import as_array
from autograder.checking.question import ask
from autograder.checking.response import collect
from autograder.checking.task import Code
from tests.checking.mutants.mutate import mutants

# What was done to the source -> the names that say so.
ACCEPTED: dict[str, set[str]] = {
    "missing f'": {"missing-f-prime"},
    "f' at a": {"f-prime-at-a"},
    "f' of the wrong layer": {"wrong-f-prime"},
    "flipped sign": {"flipped-sign", "ascent", "flipped-path"},
    "doubled": {"doubled", "step-doubled", "doubled-path"},
    "halved": {"halved", "step-halved", "halved-path"},
    "mean over the batch forgotten": {"batch-summed"},
    "averaged over the batch": {"batch-averaged"},
    "sum over the batch forgotten": {"not-summed", "one-pattern"},
    "transpose": {"transposed", "weights-not-transposed", "not-transposed"},
    "stopped a step early": {"stopped-early"},
    "dropped path": {"dropped-path", "overwritten", "one-path"},
    "overwritten": {"overwritten", "one-pattern", "dropped-path", "one-path"},
    "updated too early": {"updated-too-early"},
    "lost factor": {"lost-factor", "lost-error", "lost-eta", "max-both"},
    "lost upstream": {"lost-upstream", "lost-factor", "lost-error", "one-factor"},
    "doubled factor": {"doubled-factor", "slope-twice", "eta-twice"},
    "eta and decay swapped": {"swapped", "swapped-rates"},
    "rounded early": {"rounded-early", "too-few-digits"},
    "cut early": {"rounded-early", "too-few-digits"},
}


@dataclass
class Case:
    """One wrong answer: what was done, what it was called, and whether that is right."""

    program: str
    labels: set[str]
    change: str
    told: list[str]
    status: str
    message: str

    @property
    def outcome(self) -> str:
        """right, wrong, unnamed, or stopped (an error message instead of a verdict)."""
        if self.status == "right":
            return "accepted"
        accepted = set().union(*(ACCEPTED[label] for label in self.labels))
        if accepted & set(self.told):
            return "right"
        if self.status == "error":
            return "stopped"
        # "All zero" and "always the same" state a fact and name no mistake.
        return "wrong" if set(self.told) - {"zero", "constant"} else "unnamed"


def cases(
    programs: list[tuple[Callable[..., Any], Code]], names: dict[str, Any], seed: int = 3
) -> Iterator[Case]:
    """Every mutant of every program, once for each answer it gives.

    Two mutants that return the same numbers on every drawn input are one mistake with two labels:
    no checker can tell them apart, and either name is right.
    """
    for function, task in programs:
        question = ask(task, seed)
        right = _key(collect(question, function))
        assert judge(task, question, collect(question, function)).status == "right", task.id
        found: dict[Any, Case] = {}
        for mutant in mutants(function, names):
            response = collect(question, mutant.function)
            key = _key(response)
            if key is None or key == right:
                continue  # it stops with an error of its own, or changes nothing
            if key in found:
                found[key].labels.add(mutant.label)
                continue
            verdict = judge(task, question, response)
            told = (verdict.misconception or "").replace(" and ", " or ").split(" or ")
            told = [each for each in told if each]
            found[key] = Case(
                task.id, {mutant.label}, mutant.change, told, verdict.status, verdict.message
            )
        yield from found.values()


def _key(response: dict[str, Any]) -> Any:
    """What came back, to nine digits; None where the function raised."""
    found = []
    for call in response["calls"]:
        if "raised" in call:
            return None
        plain = call["returned"]
        parts = plain["value"] if plain["type"] == "list" else [plain]
        for part in parts:
            array = as_array(part)
            if array is None or not np.all(np.isfinite(array)):
                return None
            found.append((array.shape, tuple(f"{each:.9e}" for each in np.ravel(array) + 0.0)))
    return tuple(found)


def table(found: list[Case]) -> str:
    """One row a label."""
    columns = ("right", "unnamed", "stopped", "wrong", "accepted")
    rows = [f"{'':<34}" + "".join(f"{column:>10}" for column in columns)]
    labels = sorted({label for case in found for label in case.labels})
    for label in labels:
        counts = Counter(case.outcome for case in found if label in case.labels)
        rows.append(f"{label:<34}" + "".join(f"{counts[column]:>10}" for column in columns))
    counts = Counter(case.outcome for case in found)
    rows.append(f"{'in all':<34}" + "".join(f"{counts[column]:>10}" for column in columns))
    return "\n".join(rows)
