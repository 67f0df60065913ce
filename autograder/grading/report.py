"""report.html: what the class can do and what it believes, on one page without scripts."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType

from autograder.grading.grades import Row, number
from autograder.sandbox import level
from autograder.tasks import UnknownTask, find

STATUSES = {
    "right": "right",
    "partly": "partly",
    "wrong": "wrong",
    "unanswered": "blank",
    "error": "unusable",
    "manual": "by hand",
}
# What the short column headings leave open.
MEANS = {
    "partly": ": some parts right",
    "error": ": an error, or of the wrong kind",
    "manual": ": a written answer",
}
FOLLOWS = "follow-through"  # right, on an earlier slip: the slip is counted where it happened
CSS = Path(__file__).with_suffix(".css")


Heads = list[str | tuple[str, str]]


def report(rows: list[Row], levels: Mapping[str, int] = MappingProxyType({})) -> str:
    """The page for the rows of grades.csv. Every text in it is escaped.

    levels: how many submissions were run in a sandbox of each level.
    """
    graded = [row for row in rows if row.task]
    lost = [row for row in rows if not row.task]
    students = {row.student for row in rows}
    units = sorted({row.unit for row in graded})
    body = [
        "<h1>How the class did</h1>",
        f"<p>{count(len(students), 'student')}, {count(len(units), 'unit')}, "
        f"{count(len({(r.student, r.unit) for r in graded}), 'graded submission')}, "
        f"{len(lost)} not graded.</p>",
        beliefs(graded),
        *[tasks(unit, [row for row in graded if row.unit == unit]) for unit in units],
        totals(rows),
        failures(lost),
        sandboxes(levels),
    ]
    css = CSS.read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Class report</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(part for part in body if part)
        + "\n</main>\n</body>\n</html>\n"
    )


def beliefs(rows: list[Row]) -> str:
    """The misconceptions, most held first: by how many students, and where."""
    who: dict[str, set[str]] = defaultdict(set)
    where: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.misconception and row.misconception != FOLLOWS:
            who[row.misconception].add(row.student)
            where[row.misconception][row.task] += 1
    if not who:
        return "<h2>Misconceptions</h2>\n<p>No wrong answer fits a known misconception.</p>"
    lines = [
        cells(
            words(name),
            number(len(who[name])),
            ", ".join(f"{task} × {n}" if n > 1 else task for task, n in where[name].most_common()),
        )
        for name in sorted(who, key=lambda each: (-len(who[each]), each))
    ]
    head: Heads = ["What the answers show", ("Students", "n"), "In which tasks"]
    return "<h2>Misconceptions</h2>\n" + grid("Misconceptions that the class holds", head, lines)


def tasks(unit: str, rows: list[Row]) -> str:
    """A bar for each task of a unit."""
    by_task: dict[str, Counter[str]] = {}
    for row in rows:
        by_task.setdefault(row.task, Counter())[row.status] += 1
    used = [s for s in STATUSES if any(counts[s] for counts in by_task.values())]
    key = "".join(f'<li><i class="{s}"></i>{STATUSES[s]}{MEANS.get(s, "")}</li>' for s in used)
    lines = [
        f'<tr><th scope="row">{escape(task)}<span class="title">{escape(title(task))}</span></th>'
        f"<td>{bar(counts)}</td>"
        + "".join(f'<td class="n">{counts[s] or "–"}</td>' for s in used)
        + "</tr>"
        for task, counts in by_task.items()
    ]
    head: Heads = ["Task", "How many students", *[(STATUSES[s], "n") for s in used]]
    return f'<h2>Tasks of {escape(unit)}</h2>\n<ul class="key">{key}</ul>\n' + grid(
        f"Answers to each task of {unit}", head, lines, "tasks"
    )


def bar(counts: Counter[str]) -> str:
    """One horizontal bar, drawn as SVG; the columns beside it say the same in numbers."""
    whole, x, parts = sum(counts.values()), 0.0, []
    for status in STATUSES:
        width = 100 * counts[status] / whole
        if width:
            parts.append(
                f'<rect class="{status}" x="{x:.3f}" width="{width:.3f}" height="10" '
                'stroke="#fff" stroke-width="1" vector-effect="non-scaling-stroke"/>'
            )
        x += width
    label = ", ".join(f"{n} {STATUSES.get(status, status)}" for status, n in counts.items())
    return (
        f'<svg class="bar" role="img" aria-label="{escape(label)}" viewBox="0 0 100 10" '
        f'preserveAspectRatio="none">{"".join(parts)}</svg>'
    )


def totals(rows: list[Row]) -> str:
    """What each student has, unit by unit."""
    units = sorted({row.unit for row in rows if row.max_points})
    students = sorted({row.student for row in rows})
    lines = []
    for student in students:
        own = [row for row in rows if row.student == student]
        each = [points([row for row in own if row.unit == unit]) for unit in units]
        lines.append(cells(student, *each, points(own), numeric=True))
    head: Heads = ["Student", *[(unit, "n") for unit in units], ("All", "n")]
    note = "<p>Points of points that could be had. + means: written answers still to be marked.</p>"
    return "<h2>Students</h2>\n" + note + grid("Points of each student", head, lines)


def points(rows: list[Row]) -> str:
    """Points in words: `7 of 10 +`; a dash where nothing was graded."""
    done = [row for row in rows if row.task]
    if not done:
        return "–"
    text = f"{number(sum(row.points or 0 for row in done))} of "
    text += number(sum(row.max_points for row in rows))
    return text + (" +" if any(row.points is None for row in done) else "")


def failures(lost: list[Row]) -> str:
    """The submissions without a grade, and why."""
    if not lost:
        return ""
    reasons = [(row.student, row.unit, row.status.removeprefix("not graded: ")) for row in lost]
    lines = [cells(*each) for each in reasons]
    return "<h2>Not graded</h2>\n" + grid(
        "Submissions without a grade", ["Student", "Unit", "Why"], lines
    )


def sandboxes(levels: Mapping[str, int]) -> str:
    """How strong the sandboxes were that the submissions ran in."""
    lines = [
        f"<p>{escape(count(levels[name], 'submission'))} ran in a sandbox of level {escape(name)}: "
        f"{escape(level.MEANS[name])}.</p>"
        for name in level.MEANS
        if levels.get(name)
    ]
    return "<h2>Sandbox</h2>\n" + "\n".join(lines) if lines else ""


def grid(caption: str, head: Heads, lines: list[str], kind: str = "plain") -> str:
    """A table; a heading given with a class name aligns its column."""
    heads = "".join(
        f'<th scope="col">{escape(each)}</th>'
        if isinstance(each, str)
        else f'<th scope="col" class="{each[1]}">{escape(each[0])}</th>'
        for each in head
    )
    rows = "\n".join(lines)
    return (
        f'<div class="wide"><table class="{kind}" aria-label="{escape(caption)}">\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def cells(first: str, *rest: str, numeric: bool = False) -> str:
    """A row whose first cell is its heading; cells that are numbers stand to the right."""
    made = "".join(
        f'<td class="n">{escape(each)}</td>'
        if numeric or each.isdigit()
        else f"<td>{escape(each)}</td>"
        for each in rest
    )
    return f'<tr><th scope="row">{escape(first)}</th>{made}</tr>'


def title(task: str) -> str:
    """What the task asks for."""
    try:
        return find(task).title
    except UnknownTask:
        return "a written answer"


def words(name: str) -> str:
    """The name of a misconception as words."""
    return name.replace("-", " ")


def count(n: int, what: str) -> str:
    """`1 student`, `2 students`."""
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
