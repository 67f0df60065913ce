"""Does unit 06 mark its own solutions as right, name what is wrong, and show every number?"""

import contextlib
import io
import re
import time
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import nbformat
import numpy as np
import pytest
from nbformat import NotebookNode

from autograder.building.assemble import assemble
from autograder.building.read import read
from autograder.building.stub import ClearSolutions
from autograder.checking.judge import judge
from autograder.checking.misconceptions import mistakes
from autograder.checking.misconceptions.rounding import SHORTENED
from autograder.checking.own import EVERYONE, own_numbers, token
from autograder.checking.question import ask
from autograder.checking.recognise import FOR_CODE
from autograder.checking.response import collect
from autograder.checking.trace import Trace
from autograder.checking.verdict import Verdict
from autograder.numbers import all_numbers
from autograder.tasks import find
from autograder.tasks.u06_nonlinear_network import TASKS

IDS = [task.id for task in TASKS]
LECTURE = [number for number in all_numbers() if number.id.startswith("aksoy.221.")]
TOKENS = [token(b"the course's secret", f"student{n}") for n in range(20)]
HINTS = re.compile(r"<details>.*?</details>", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """A notebook run from top to bottom: what each cell printed, what was checked, how long."""

    printed: dict[str, str]
    answers: dict[str, Any]
    seconds: float
    names: dict[str, Any]

    @property
    def output(self) -> str:
        """All that was printed."""
        return "".join(self.printed.values())


@pytest.fixture(scope="module")
def notebook(root):
    return assemble("06", read(root / "solutions" / "06_nonlinear_network.py"), find)


@pytest.fixture(scope="module")
def cleared(notebook):
    return ClearSolutions().preprocess(deepcopy(notebook), {})[0]


@pytest.fixture(scope="module")
def solved(notebook):
    return run_all(notebook)


@pytest.fixture(scope="module")
def untouched(cleared):
    return run_all(cleared)


def run_all(notebook: NotebookNode) -> Run:
    """Every code cell in one namespace, once."""
    names: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    start = time.perf_counter()
    printed = {cell.id: run(cell, names, answers) for cell in code(notebook)}
    return Run(printed, answers, time.perf_counter() - start, names)


def code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def run(cell: NotebookNode, names: dict[str, Any], answers: dict[str, Any]) -> str:
    """What a cell prints, with a check that only takes the answers down."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(cell.source, names)
    names["check"] = answers.__setitem__
    return printed.getvalue()


def verdict(task_id: str, answer: Any, seed: int = 1, student: str = EVERYONE) -> Verdict:
    task = find(task_id)
    question = ask(task, seed, student)
    return judge(task, question, collect(question, answer))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("task_id", IDS)
def test_does_the_solution_earn_every_point(solved, task_id, seed):
    earned = verdict(task_id, solved.answers[task_id], seed)
    assert (earned.status, earned.points) == ("right", find(task_id).points), earned.text


@pytest.mark.parametrize("task_id", IDS)
def test_does_an_untouched_answer_earn_nothing(untouched, task_id):
    earned = verdict(task_id, untouched.answers[task_id])
    assert earned.points == 0
    # Only the broken backward pass is something already before the student begins.
    assert earned.status == ("wrong" if task_id == "06-repair" else "unanswered")


def test_do_both_notebooks_run_within_the_time(solved, untouched):
    assert max(solved.seconds, untouched.seconds) < 30


def test_does_the_unfinished_notebook_print_what_does_not_depend_on_answers(
    notebook, solved, untouched
):
    (own,) = (cell.id for cell in code(notebook) if "def E_of_W1" in cell.source)
    assert "4 of 4 gradients agree" in solved.printed[own]
    assert "No gradient to compare yet: NotImplementedError()" in untouched.printed[own]
    differ = [cell for cell in solved.printed if solved.printed[cell] != untouched.printed[cell]]
    assert differ == [own]


@pytest.mark.parametrize("direction", [1, -1])
def test_does_going_back_to_a_cell_print_the_same(notebook, solved, direction):
    names, answers = dict(solved.names), {}
    for cell in code(notebook)[::direction]:
        assert run(cell, names, answers) == solved.printed[cell.id], cell.source
    assert answers.keys() == solved.answers.keys()


@pytest.mark.parametrize("slip", ["None", "(dW1.T, dW2)", "(-dW1, dW2)", "5"])
def test_does_the_check_of_their_own_backward_pass_stand_any_slip(notebook, solved, slip):
    (cell,) = (cell for cell in code(notebook) if "def E_of_W1" in cell.source)
    right, names = solved.names["backward"], dict(solved.names)

    def wrong(*given):
        dW1, dW2 = right(*given)
        return {"None": None, "(dW1.T, dW2)": (dW1.T, dW2), "(-dW1, dW2)": (-dW1, dW2)}.get(slip, 5)

    names["backward"] = wrong
    said = run(cell, names, {})
    assert ("WRONG" if "dW1" in slip else "No gradient to compare yet: TypeError") in said


def test_does_the_answer_to_the_pair_question_say_how_the_run_ends(notebook, solved):
    (runs,) = (cell for cell in code(notebook) if cell.source.startswith("runs = "))
    twins = runs.source.replace("Network([2, 2, 1], seed=1)", "Network([2, 2, 1], init=0.5)")
    names = dict(solved.names)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(twins, names)
    answers = names["runs"]["start 1"].forward(names["x_xor"]).ravel()
    (text,) = (cell.source for cell in notebook.cells if "After you have talked" in cell.source)
    assert ", ".join(f"{answer:.2f}" for answer in answers) in text


def test_is_the_released_notebook_small(cleared):
    assert len(nbformat.writes(cleared)) < 300_000


def test_does_every_task_stand_in_the_notebook_in_its_order(notebook):
    assert [cell.id for cell in notebook.cells if cell.source.startswith("check(")] == IDS


def test_do_the_headings_say_the_points_and_an_objective(notebook):
    heading = r"### Task (\d+)\. .+ \((\d+) points?, (O[1-5])\)"
    found = [each for cell in notebook.cells for each in re.findall(heading, cell.source)]
    assert [int(number) for number, _, _ in found] == list(range(1, len(TASKS) + 1))
    assert [float(points) for _, points, _ in found] == [float(task.points) for task in TASKS]
    assert {objective for _, _, objective in found} == {"O1", "O2", "O3", "O4", "O5"}


def test_has_every_task_three_hints(notebook):
    texts = [cell.source for cell in notebook.cells if "### Task" in cell.source]
    assert len(texts) == len(TASKS)
    for text in texts:
        hints = re.findall(r"<summary>(Hint \d)</summary>", text)
        assert hints == ["Hint 1", "Hint 2", "Hint 3"], text.splitlines()[0]
        assert text.count("<details>") == text.count("</details>") == 3


def test_do_the_steps_to_order_read_as_the_task_has_them(notebook):
    (text,) = (cell.source for cell in notebook.cells if "### Task 13." in cell.source)
    shown = dict(re.findall(r"^- `([A-G])` (.+)$", text, re.MULTILINE))
    assert {k: v.replace("`", "") for k, v in shown.items()} == dict(find("06-order").steps)


def test_is_the_lecture_example_complete():
    assert sum(number.printed is not None for number in LECTURE) == 39
    assert len(LECTURE) == 39 + 7


@pytest.mark.parametrize("number", LECTURE, ids=lambda number: number.id)
def test_does_the_notebook_show_every_number_of_the_example(solved, number):
    row = re.escape(number.quantity) + r" +" + re.escape(number.printed or "-") + r" +(\S+) +"
    (exact,) = re.findall(rf"^{row}{number.kind}$", solved.output, re.MULTILINE)
    assert float(exact) == pytest.approx(float(number.exact), rel=1e-5)


@pytest.mark.parametrize(
    "name", [n.id for n in LECTURE if n.digits == 4 or n.id.startswith("aksoy.221.step1")]
)
def test_is_every_computed_number_worked_out_before_the_table(solved, name):
    worked = solved.output.split("input x1 ")[0]
    number = next(each for each in LECTURE if each.id == name)
    assert re.search(rf"(?<![\d.]){abs(number.exact):.4f}", worked)


def test_is_every_decimal_in_the_text_printed_by_a_cell(notebook, solved):
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and "nbgrader" not in cell.metadata:
            for decimal in re.findall(r"\d+\.\d{3,}", HINTS.sub("", cell.source)):
                assert decimal in solved.output, (decimal, cell.source[:80])


@pytest.mark.parametrize("task", [t for t in TASKS if getattr(t, "lecture", None)])
def test_is_the_number_on_the_slide_accepted(task):
    printed = next(n.printed for n in LECTURE if n.id == task.lecture)
    if printed is not None:  # the slide prints no second loss
        assert verdict(task.id, float(printed)).status == "right"


@pytest.mark.parametrize("student", TOKENS)
def test_does_the_solution_fit_everybodys_own_numbers(notebook, student):
    (cell,) = (cell for cell in notebook.cells if cell.id == "06-own-answer")
    names = {"sigmoid": sigmoid, "mine": own_numbers(find("06-own"), student)}
    exec(cell.source, names)
    for answer in (names["my_dE_dw3"], float(f"{names['my_dE_dw3']:.2e}")):
        assert verdict("06-own", answer, student=student).points == 2


@pytest.mark.parametrize("student", TOKENS[:6])
def test_is_every_slip_on_own_numbers_told_apart(student):
    task = find("06-own")
    trace = Trace(task.forward, own_numbers(task, student))
    true = task.asks.truth(trace)["w3"]
    slips = {
        float(f"{answer['w3']:.2e}"): mistake
        for (mistake, _), answer in mistakes(task.asks, trace)
        if mistake not in SHORTENED | FOR_CODE
        and not np.isclose(answer["w3"], true, rtol=1e-9, atol=0)
    }
    assert len(slips) > 30
    said = {answer: verdict("06-own", answer, student=student) for answer in slips}
    for answer, mistake in slips.items():
        assert said[answer].points == 0, (mistake, said[answer].text)
    # Three digits may fit several slips, and then none is named.
    assert sum(bool(each.misconception) for each in said.values()) >= 0.9 * len(slips)


def test_are_own_numbers_nice_and_everyones_own():
    numbers = [own_numbers(find("06-own"), student) for student in TOKENS]
    assert len({tuple(each.values()) for each in numbers}) == len(TOKENS)
    assert all(round(value, 2) == value for each in numbers for value in each.values())
    assert "eta" not in numbers[0]


def sigmoid(n):
    return 1 / (1 + np.exp(-n))


def slope(n):
    return sigmoid(n) * (1 - sigmoid(n))


def single_unit(f_prime=slope, sign=1.0):
    def scaled_delta(x, t, w, eta):
        n = w @ x
        return w + sign * eta * (t - sigmoid(n)) * f_prime(n) * x.T

    return scaled_delta


def two_layers(hidden=slope, output=slope, turned=False):
    """A backward pass with a slip in it."""

    def backward(x, t, W1, W2):
        n1 = W1 @ x
        a1 = sigmoid(n1)
        n2 = W2 @ a1
        delta2 = (sigmoid(n2) - t) * output(n2)
        delta1 = (W2.T @ delta2) * hidden(n1)
        return (x @ delta1.T if turned else delta1 @ x.T), delta2 @ a1.T

    return backward


def hidden_after_update(x, t, W1, W2, eta):
    n1 = W1 @ x
    a1 = sigmoid(n1)
    n2 = W2 @ a1
    delta2 = (sigmoid(n2) - t) * slope(n2)
    W2 = W2 - eta * delta2 @ a1.T
    return W1 - eta * ((W2.T @ delta2) * slope(n1)) @ x.T, W2


def one(n):
    return np.ones_like(n)


WRONG = [
    ("06-predict", "b", "wrong-choice", 0),
    ("06-E", 0.1478, "doubled", 0),
    ("06-E", 0.6156, "another-one", 0),
    ("06-E", 0.3844, "another-one", 0),
    ("06-f_prime", sigmoid, "a-for-f-prime", 0),
    ("06-f_prime", lambda n: slope(sigmoid(n)), "f-prime-at-a", 0),
    ("06-scaled_delta", single_unit(one), "missing-f-prime", 0),
    ("06-scaled_delta", single_unit(sign=-1.0), "ascent", 0),
    ("06-dE_dw5", 0.0534, "flipped-sign", 0),
    ("06-dE_dw5", -0.2256, "missing-f-prime", 0),
    ("06-dE_dw3", -0.0149, "missing-f-prime", 0),
    ("06-dE_dw3", -0.00101, "another-one", 0),
    ("06-dE_dw2", -0.0108, "another-one", 0),
    ("06-dE_dw4", -0.0036, "another-one", 0),
    ("06-slip", "a", "wrong-choice", 0),
    ("06-w5_new", 0.1626, "ascent", 0),
    ("06-w5_new", 0.2534, "lost-eta", 0),
    ("06-w5_new", 0.2, "no-step", 0),
    ("06-E_new", 0.0738791533687, "another-one", 0),
    ("06-order", "EBFGCAD", "wrong-order", 0),
    ("06-shape_dW", (4, 3), "transposed-shape", 0),
    ("06-shape_delta", (3, 1), "wrong-shape", 0),
    ("06-backward", two_layers(hidden=one), "missing-f-prime", 1.5),
    ("06-backward", two_layers(output=one), "missing-f-prime", 0),
    ("06-backward", two_layers(hidden=lambda n: slope(sigmoid(n))), "f-prime-at-a", 1.5),
    ("06-backward", two_layers(turned=True), "transposed", 1.5),
    ("06-step", hidden_after_update, "updated-too-early", 1),
    ("06-proof", "d", "wrong-choice", 0),
    ("06-linear", "a", "wrong-choice", 0),
    ("06-epochs", 6000, "wrong-choice", 0),
]


@pytest.mark.parametrize(("task_id", "answer", "mistake", "points"), WRONG)
def test_is_a_typical_mistake_named(task_id, answer, mistake, points):
    said = verdict(task_id, answer)
    assert (said.misconception, said.points) == (mistake, points), said.text


@pytest.mark.parametrize("fixed", ["sign", "slope", "biases", "sign slope", "slope biases"])
def test_does_a_repair_need_all_three_slips(fixed):
    def repaired(x, t, W1, b1, W2, b2):
        n1 = W1 @ x + b1
        a1 = sigmoid(n1)
        n2 = W2 @ a1 + b2
        error = sigmoid(n2) - t if "sign" in fixed else t - sigmoid(n2)
        delta2 = error * slope(n2)
        delta1 = (W2.T @ delta2) * (slope(n1) if "slope" in fixed else 1)
        add = np.sum if "biases" in fixed else np.mean
        db1, db2 = (add(delta, axis=1, keepdims=True) for delta in (delta1, delta2))
        return delta1 @ x.T, db1, delta2 @ a1.T, db2

    earned = {"sign": 0.75, "sign slope": 1.5}.get(fixed, 0)
    assert verdict("06-repair", repaired).points == earned


@pytest.mark.parametrize("letters", ["EBFADGC", "EBFAGDC", "EBFGADC"])
def test_is_every_order_that_runs_right(letters):
    assert verdict("06-order", letters).status == "right"
