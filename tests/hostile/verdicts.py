"""What an outcome says about each attack, and the table of all."""

from .attack import GOOD, TASKS, Attack, listed
from .batch import Outcome

KINDS = ("cheating", "escaping", "exhausting", "breaking")


def allowed(attack: Attack, task: str) -> set[float]:
    """The points that a task of an attack may get."""
    points = attack.points.get(task, GOOD[task])
    return points if isinstance(points, set) else {points}


def wrong_points(attack: Attack, rows: dict[str, dict[str, str]]) -> list[str]:
    """The tasks of a submission whose points are not what they must be."""
    if not attack.graded:
        return [] if list(rows) == [""] else [f"graded after all: {list(rows)}"]
    found = []
    for task in TASKS:
        row = rows.get(task)
        if row is None or float(row["points"]) not in allowed(attack, task):
            found.append(f"{task}: {row or rows}")
    return found


def good_rows(outcome: Outcome) -> dict[str, dict[str, dict[str, str]]]:
    """The rows of the good submissions."""
    return {name: rows for name, rows in outcome.rows.items() if name.endswith(" good")}


def wronged(outcome: Outcome) -> list[str]:
    """The good submissions whose grade did not come out right."""
    return [
        name
        for name, rows in good_rows(outcome).items()
        if {t: float(r["points"]) if r["points"] else None for t, r in rows.items()} != GOOD
    ]


def summary(attacks: list[Attack], outcome: Outcome) -> str:
    """The table: tried, wrong points given, data seen or changed, batches stopped, left."""
    lines = [f"{'':14}{'tried':>7}{'wrong points':>14}"]
    for kind in KINDS:
        of_kind = [(n, a) for n, a in enumerate(attacks, start=1) if a.kind == kind]
        wrong = sum(bool(wrong_points(a, outcome.rows.get(listed(n, a), {}))) for n, a in of_kind)
        lines.append(f"{kind:14}{len(of_kind):7}{wrong:14}")
    goods = len(good_rows(outcome))
    lines.append(f"{'good, between':14}{goods:7}{len(wronged(outcome)):14}")
    lines.append(f"data seen {sum(map(len, outcome.seen.values()))}, data changed "
                 f"{len(outcome.changed)}, calls received {len(outcome.calls)}, batches stopped "
                 f"{int(outcome.exit_code != 0)}, processes left {len(outcome.left)}")  # fmt: skip
    lines.append(f"{goods + len(attacks)} submissions in {outcome.seconds:.0f} s")
    return "\n".join(lines)
