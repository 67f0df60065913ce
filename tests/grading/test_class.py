"""Does every hand-in of the class get the grade that it deserves?"""

import re
import sqlite3
from html.parser import HTMLParser

import nbformat
import pytest

from .hand_ins import CLASS, UNIT


@pytest.mark.parametrize("student", [s for s, h in CLASS.items() if h.points is not None])
def test_does_each_task_get_its_points(student: str, graded):
    hand_in = CLASS[student]
    rows = graded.of(student)
    points = {t: float(r["points"]) if r["points"] else None for t, r in rows.items()}
    assert points == hand_in.points, rows
    whole = {t: float(r["max_points"]) for t, r in rows.items()}
    assert whole == {"06-E": 1, "06-f_prime": 1, "06-step": 2, "06-why": 3}
    for task, row in rows.items():
        expected = "right" if row["points"] == row["max_points"] else row["status"]
        assert row["status"] == hand_in.status.get(task, expected)
        assert row["status"] in ("right", "partly", "wrong", "unanswered", "error", "manual")
        if task in hand_in.named:
            assert row["misconception"] == hand_in.named[task]
    audit = [line for line in audit_of(graded) if line.startswith(f"{student}\t{UNIT}\t")]
    assert hand_in.says in "\n".join(audit), audit
    if student in ("right", "untouched", "uphill", "noisy", "scripts", "byte_order_mark"):
        assert audit == []


def audit_of(graded) -> list[str]:
    return (graded.out / "audit.log").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("student", [s for s, h in CLASS.items() if h.points is None])
def test_is_it_said_why_there_is_no_grade(student: str, graded):
    (row,) = graded.of(student).values()
    assert row["status"].startswith("not graded: ")
    assert CLASS[student].says in row["status"]
    assert (row["task"], row["points"], row["max_points"]) == ("", "", "7")


@pytest.mark.parametrize(
    ("student", "unit", "said"),
    [
        ("linked", UNIT, "a link to another place"),
        ("absent", UNIT, "nothing handed in"),
        ("with [brackets]", UNIT, "'[' in a name"),
        ("with a space at the end ", UNIT, "' ' at the end of a name"),
        ("right", "09_unknown", "known are 06_small"),
    ],
)
def test_is_nobody_forgotten(student: str, unit: str, said: str, graded):
    rows = [r for r in graded.rows if (r["student"], r["unit"]) == (student, unit)]
    assert len(rows) == 1 and said in rows[0]["status"]


def test_are_the_columns_the_ones_that_were_promised(graded):
    header = (graded.out / "grades.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == "student,unit,task,points,max_points,status,misconception"


def test_is_every_submission_left_as_it_was(graded):
    now = {p: p.read_bytes() for p in graded.submitted.rglob("*") if p.is_file()}
    assert now == graded.before


def test_is_the_result_a_course_folder_of_nbgrader(graded):
    for name in (
        "nbgrader_config.py", "gradebook.db", "grades.csv", "report.html",
        f"source/{UNIT}/{UNIT}.ipynb", f"release/{UNIT}/{UNIT}.ipynb",
        f"submitted/right/{UNIT}/{UNIT}.ipynb", f"autograded/right/{UNIT}/{UNIT}.ipynb",
        f"feedback/right/{UNIT}/{UNIT}.html",
    ):  # fmt: skip
        assert (graded.out / name).is_file(), name
    assert (graded.out / "seed.txt").read_text() == "7\n"


def test_does_the_gradebook_hold_the_same_points(graded):
    book = sqlite3.connect(graded.out / "gradebook.db")
    query = """SELECT student.id, base_cell.name, grade.auto_score, grade.manual_score
        FROM grade JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
        JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
        JOIN student ON submitted_assignment.student_id = student.id
        JOIN base_cell ON grade.cell_id = base_cell.id"""
    stored = {(student, task): auto for student, task, auto, _ in book.execute(query)}
    book.close()
    for student, hand_in in CLASS.items():
        for task, points in (hand_in.points or {}).items():
            assert stored[student, task] == points, (student, task)


def test_does_the_answer_stay_in_the_autograded_notebook(graded):
    path = graded.out / "autograded" / "noisy" / UNIT / f"{UNIT}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    check = next(cell for cell in notebook.cells if cell.id == "06-step")
    kinds = [output.output_type for output in check.outputs]
    assert kinds == ["stream", "execute_result"]
    assert check.outputs[1].data["text/plain"] == "2.0"
    assert "Right" in check.outputs[0].text


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes, and the text of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script":
            self.scripts.append(data)


def test_does_feedback_run_nothing_that_a_student_wrote(graded):
    page = (graded.out / "feedback" / "scripts" / UNIT / f"{UNIT}.html").read_text("utf-8")
    parsed = Tags(page)
    assert "secret" in page  # it is shown
    assert not any("alert" in script for script in parsed.scripts)
    assert not any(tag == "img" and "example" in str(a.get("src")) for tag, a in parsed.tags)
    assert not any(name.startswith("on") for tag, a in parsed.tags for name in a if tag != "body")


def test_does_feedback_show_the_verdicts_and_the_points(graded):
    page = (graded.out / "feedback" / "no_slope" / UNIT / f"{UNIT}.html").read_text("utf-8")
    assert "Partly right" in page and "Score: 3.0 / 7.0" in page


def test_is_the_report_one_page_without_scripts_or_remote_parts(graded):
    page = (graded.out / "report.html").read_text(encoding="utf-8")
    tags = {tag for tag, _ in Tags(page).tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed"}
    assert not re.search(r"https?:|url\(|@import", page)


def test_does_the_report_count_the_class(graded):
    page = (graded.out / "report.html").read_text(encoding="utf-8")
    assert "missing f prime" in page and "ascent" in page
    right = sum(r["task"] == "06-step" and r["status"] == "right" for r in graded.rows)
    bar = re.search(r'06-step<span.*?aria-label="([^"]*)"', page, re.DOTALL)
    assert bar and f"{right} right" in bar[1] and "1 partly" in bar[1]
