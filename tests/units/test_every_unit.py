"""What holds for every unit: it marks itself as right, tells nothing too early, lacks no part.

One unit alone: `pytest tests/units/test_every_unit.py -k 06`.
"""

import ast
import re
from copy import copy

import nbformat
import numpy as np
import pytest

from autograder.checking.own import own_numbers, token
from autograder.checking.task import Choice, Code, Computed, Number, Order, OwnNumber, Shape
from autograder.checking.trace import Trace
from autograder.numbers import find as find_number
from autograder.tasks import units as units_with_tasks
from tests.units.running import TASKS, UNITS, code, unit, verdict

TWELVE = [f"{number:02}" for number in range(12)]
STUDENTS = [token(b"the course's secret", f"student {n}") for n in range(20)]
HINTS = re.compile(r"<details>.*?</details>", re.DOTALL)
TO_TRY = re.compile(r"^Your turn: .*$", re.MULTILINE)  # numbers to put in, not to come out
DECIMAL = re.compile(r"(?<![\d.])\d*\.\d{3,}")
HEADING = re.compile(r"^### Task (\d+)\. (.+) \((\d+) points?, (O\d)\)$", re.MULTILINE)
PARTS = {
    "objectives": r"\*\*What you will be able to do\*\*",
    "time": r"\*\*Time\*\* About \d+ minutes",
    "what one needs": r"\*\*What you need\*\*",
    "set-up": r"## Set-up",
    "how to work": r"\*\*How to work\.\*\*",
    "the lecture's symbols beside ours": r"## .*[Ss]ymbols[^|]*\n\| *lecture[^|\n]*\|.*\|\n\|--",
    "a prediction": r"### Task \d+\. .*[Pp]redict",
    "a worked example": r"^#+ .*[Ww]orked",
    "a question to talk about": r"## Think, pair, share",
    "its answer, folded": r"<details><summary>After you have talked</summary>",
    "a reflection": r"## Reflection \(\d points, marked by hand",
    "its rubric": r"## Reflection .*(\n.*)*?\n\| points? \|",
    "what the lecture says otherwise": r"## What the lectures? .+ differently",
    "further reading": r"## Further reading",
    "return to the objectives": r"## Back to the objectives",
}

each_unit = pytest.mark.parametrize("name", UNITS)
each_task = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
all_twelve = pytest.mark.skipif(
    [name[:2] for name in UNITS] != TWELVE, reason="units: the course is not complete yet"
)


def tasks(*kinds):
    chosen = [task for task in TASKS if isinstance(task, kinds)]
    return pytest.mark.parametrize("task", chosen, ids=lambda task: task.id)


def is_repair(task):
    """Whether the student begins with something that runs already, and is wrong."""
    source = unit(task.unit).cell(f"{task.id}-answer", cleared=True).source
    return "NotImplementedError" not in source and not re.search(r"= None\b", source)


# Points


@each_task
def test_does_the_solution_earn_every_point(task):
    answer = unit(task.unit).solved.answers[task.id]
    for seed in (1, 2, 3):
        earned = verdict(task, answer, seed)
        assert (earned.status, earned.points) == ("right", task.points), earned.text


@each_task
def test_does_an_untouched_answer_earn_nothing(task):
    earned = verdict(task, unit(task.unit).untouched.answers[task.id])
    assert (earned.points, earned.status) == (0, "unanswered"), earned.text
    assert ("still does what it did" in earned.message) == is_repair(task)


@tasks(Number)
def test_is_the_number_on_the_slide_accepted_or_its_slip_explained(task):
    number = find_number(task.lecture) if task.lecture else None
    if number and number.printed is not None:
        said = verdict(task, float(number.printed))
        if number.kind == "wrong":
            assert (said.points, said.misconception) == (0, "wrong-print")
            assert number.reason in said.message
        elif said.misconception != "too-few-digits":  # of -1.105 a slide may print -1.1
            assert said.status == "right", said.text


@tasks(OwnNumber)
def test_does_the_solution_fit_everybodys_own_numbers(task):
    of, answers = unit(task.unit), set()
    ids = [cell.id for cell in code(of.notebook)]
    first = next(i for i in ids if f'my_numbers("{task.id}")' in of.cell(i).source)
    cells = [of.cell(i) for i in ids[ids.index(first) : ids.index(task.id) + 1]]
    for student in STUDENTS:
        numbers = own_numbers(task, student)
        again = copy(of.solved)
        again.answers = {}
        again.names = of.solved.names | {
            "my_numbers": lambda _, numbers=numbers: numbers,
            "check": again.answers.__setitem__,
        }
        for cell in cells:
            again.of(cell)
        answer = again.answers[task.id]
        said = verdict(task, answer, student=student)
        assert (said.status, said.points) == ("right", task.points), (numbers, said.text)
        answers.add(str(answer))
    assert len(answers) > 15


# Running


@each_unit
def test_do_both_notebooks_run_within_the_time(name):
    assert max(unit(name).solved.seconds, unit(name).untouched.seconds) < 30


@each_unit
@pytest.mark.parametrize("direction", [1, -1], ids=["forward", "backward"])
def test_does_going_back_to_a_cell_print_the_same(name, direction):
    of = unit(name)
    again = copy(of.solved)
    again.names, again.answers = dict(of.solved.names), {}
    for cell in code(of.notebook)[::direction]:
        assert again.of(cell) == of.solved.printed[cell.id], cell.source
    assert again.answers.keys() == of.solved.answers.keys()


@each_unit
def test_are_the_notebooks_small(root, name):
    assert len(nbformat.writes(unit(name).cleared).encode()) < 300_000
    built = root / "solutions" / name / f"{name}.ipynb"
    assert not built.is_file() or built.stat().st_size < 600_000


@each_unit
def test_does_the_student_learn_what_to_do_when_the_set_up_is_broken(name):
    cells = unit(name).notebook.cells
    first = next(n for n, cell in enumerate(cells) if cell.cell_type == "code")
    before = "\n".join(cell.source for cell in cells[:first])
    (alert,) = re.findall(r'<div class="alert alert-info">(.+?)</div>', before, re.DOTALL)
    assert "ModuleNotFoundError" in alert and "backprop lab" in alert and "index.ipynb" in alert
    assert "import" in cells[first].source and "check" in cells[first].source


@each_unit
def test_has_every_picture_a_sentence_that_says_what_it_shows(name):
    pictures = unit(name).solved.pictures
    assert pictures, "no cell ends on a picture"
    for cell, says in pictures.items():
        assert len(says.split()) >= 8 and says.endswith("."), (cell, says)


# Tasks and their texts


def test_has_every_unit_tasks_and_all_tasks_a_unit():
    assert units_with_tasks() == UNITS


@each_unit
def test_does_every_task_stand_in_the_notebook_in_its_order(name):
    checks = [cell.id for cell in unit(name).notebook.cells if cell.source.startswith("check(")]
    assert checks == [task.id for task in unit(name).tasks]


@each_unit
def test_do_the_headings_say_number_points_and_objective(name):
    found = HEADING.findall(unit(name).text)
    assert len(found) == unit(name).text.count("### Task")
    assert [int(number) for number, *_ in found] == list(range(1, len(found) + 1))
    assert [float(points) for *_, points, _ in found] == [t.points for t in unit(name).tasks]
    assert all(len(HEADING.findall(text)) == 1 for text in unit(name).asked.values())


@each_unit
def test_is_every_objective_listed_served_by_a_task_and_returned_to(name):
    text = unit(name).text
    promised, returned = text.split("## Back to the objectives")
    listed = re.findall(r"^- \*\*(O\d)\*\*", promised, re.MULTILINE)
    assert listed == [f"O{n}" for n in range(1, len(listed) + 1)]
    assert {objective for *_, objective in HEADING.findall(text)} == set(listed)
    assert re.findall(r"^- \*\*(O\d)\*\*", returned, re.MULTILINE) == listed


@each_task
def test_has_every_task_three_hints(task):
    text = unit(task.unit).asked[task.id]
    assert re.findall(r"<summary>(Hint \d)", text) == ["Hint 1", "Hint 2", "Hint 3"]
    assert text.count("<details>") == text.count("</details>") == 3
    assert "neighbour" in text[text.index("Hint 3") :]


@each_task
def test_does_each_answer_cell_hold_the_names_that_are_checked(task):
    """A student who follows the cells in order never meets a NameError."""
    cells = unit(task.unit).notebook.cells
    check = next(n for n, cell in enumerate(cells) if cell.id == task.id)
    assert cells[check - 1].id == f"{task.id}-answer"
    (call,) = ast.parse(cells[check].source).body
    used = {node.id for node in ast.walk(call.value.args[1]) if isinstance(node, ast.Name)}
    student = unit(task.unit).cell(f"{task.id}-answer", cleared=True).source
    assert used and all(re.search(rf"\b{each}\b", student) for each in used)


def shown_in(text):
    """The numbers of a text that have three digits or more, as floats with their places."""
    found = re.findall(r"(?<![\w.])[-−]?(\d*\.\d+|\d+)(?![\w.]*\w)", text)
    return {
        (float(number), len(number.partition(".")[2]))
        for number in found
        if len(number.replace(".", "").lstrip("0")) >= 3
    }


@tasks(Number)
def test_does_no_hint_hold_the_number_that_is_asked_for(task):
    hints = "\n".join(HINTS.findall(unit(task.unit).asked[task.id]))
    for name, true in task.asks.truth(Trace(task.forward, task.given)).items():
        for value in np.ravel(np.abs(np.asarray(true, float))):
            told = [n for n, places in shown_in(hints) if n and round(value, places) == n]
            assert not told, (name, told)


@tasks(Number)
def test_does_no_message_about_a_wrong_number_hold_the_right_one(task):
    truth = task.asks.truth(Trace(task.forward, task.given))
    values = [np.asarray(true, float) for true in truth.values()]
    for slip in (lambda v: -v, lambda v: 2 * v, lambda v: v * 0 + 12345.0):
        answer = tuple(slip(value) if value.ndim else float(slip(value)) for value in values)
        said = verdict(task, answer if len(answer) > 1 else answer[0])
        if said.points == 0:
            text = said.message.partition("You gave")[0]
            for value in np.ravel(np.abs(np.concatenate([np.ravel(v) for v in values]))):
                assert not [n for n, places in shown_in(text) if n and round(value, places) == n]


@tasks(Order, Choice, Shape)
def test_does_no_hint_hold_the_letters_option_or_shape_that_is_asked_for(task):
    answer = unit(task.unit).solved.answers[task.id]
    hints = "\n".join(HINTS.findall(unit(task.unit).asked[task.id]))
    hints += "\n".join(getattr(task, "hints", {}).values())
    if isinstance(task, Shape):
        assert str(answer).replace(" ", "") not in hints.replace(" ", "")
    elif len(str(answer)) > 1:
        assert not re.search(rf"(?<![\w.]){re.escape(str(answer))}(?![\w.]*\w)", hints)


@tasks(Order)
def test_do_the_letters_to_order_stand_in_the_text(task):
    lettered = re.findall(r"^(?:- `|\| `?|- \*\*)([A-Z])\b", unit(task.unit).asked[task.id], re.M)
    assert lettered == list(task.steps)


@tasks(Choice)
def test_do_the_options_stand_in_the_text_each_wrong_one_with_a_thought_of_its_own(task):
    text = HINTS.sub("", unit(task.unit).asked[task.id])
    options = [task.right, *task.hints]
    for option in options:  # a number may be asked for without a list to choose from
        assert not isinstance(option, str) or f'"{option}"' in text
    assert len(set(task.hints.values())) == len(task.hints) >= 2
    assert {verdict(task, option).status for option in task.hints} == {"wrong"}


@each_unit
def test_are_there_enough_tasks_of_enough_kinds(name):
    of = unit(name)
    assert len(of.tasks) >= (4 if of.number in ("00", "11") else 8)
    assert len({type(task) for task in of.tasks}) >= 3
    assert by_hand(of)


def by_hand(of):
    """The cells with an answer that is marked by hand."""
    marked = [cell for cell in of.notebook.cells if "nbgrader" in cell.metadata]
    return [cell for cell in marked if cell.cell_type == "markdown"]


@all_twelve
def test_are_there_a_hundred_tasks_of_every_kind():
    assert len(TASKS) >= 100
    arrays = [
        task
        for task in TASKS
        if isinstance(task, Number)
        and any(np.ndim(v) for v in task.asks.truth(Trace(task.forward, task.given)).values())
    ]
    heads = {task.id: unit(task.unit).asked[task.id].partition("<details>")[0] for task in TASKS}
    proofs = [t for t in TASKS if re.search("gradient check|[Pp]rove|central diff", heads[t.id])]
    predictions = [t for t in TASKS if isinstance(t, Choice) and "redict" in heads[t.id]]
    for kind in (Number, Code, Order, Shape, OwnNumber, Choice):
        assert sum(isinstance(task, kind) for task in TASKS) >= 5, kind
    assert len(arrays) >= 5 and len(proofs) >= 5 and len(predictions) >= 12
    assert sum(is_repair(task) for task in TASKS) >= 8
    assert sum(isinstance(task, Computed) for task in TASKS) > len(TASKS) / 2


# Parts


@each_unit
@pytest.mark.parametrize("part", PARTS)
def test_has_the_unit_all_its_parts(name, part):
    assert re.search(PARTS[part], unit(name).text, re.MULTILINE), PARTS[part]


@each_unit
def test_is_a_prediction_asked_before_anything_is_worked_out(name):
    cells = unit(name).notebook.cells
    predict = next(n for n, c in enumerate(cells) if re.search(r"### Task 1\. .*redict", c.source))
    graded = [n for n, cell in enumerate(cells) if "nbgrader" in cell.metadata]
    assert predict < graded[0] and isinstance(unit(name).tasks[0], Choice)


@each_unit
def test_do_the_parts_of_a_unit_add_up_to_its_time(name):
    (total, parts) = re.findall(r"\*\*Time\*\* About (\d+) minutes(.+)", unit(name).text)[0]
    assert 30 <= int(total) <= 60
    # A part is "its name 12," or "its name 12."; what stands in brackets is not counted.
    minutes = re.findall(r"[A-Za-z] (\d+)\s*[,.]", re.sub(r"\([^)]*\)", "", parts))
    assert sum(map(int, minutes)) == int(total)


@each_unit
def test_do_the_points_of_the_rubric_add_up_to_those_of_the_reflection(name):
    text = unit(name).text.partition("## Reflection")[2].partition("\n## ")[0]
    rubric = [float(points) for points in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
    (promised,) = re.findall(r"\((\d+) points, marked by hand", "## Reflection" + text)
    given = [cell.metadata["nbgrader"]["points"] for cell in by_hand(unit(name))]
    assert sum(rubric) == float(promised)
    assert float(promised) in given


@each_unit
def test_is_every_decimal_in_the_text_printed_by_a_cell(name):
    printed = {float(each) for each in DECIMAL.findall(unit(name).solved.output)}
    for text in unit(name).texts:
        for shown in DECIMAL.findall(TO_TRY.sub("", HINTS.sub("", text))):
            places = len(shown.partition(".")[2])
            rounded = {round(value, places) for value in printed}
            assert float(shown) in rounded, (shown, text[:80])
