"""What a build makes of a source."""

import json
import re
from typing import Any

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator


def cells(text: str) -> dict[str, Any]:
    return {cell["id"]: cell for cell in json.loads(text)["cells"]}


def source(cell: Any) -> str:
    return "".join(cell["source"])


def test_does_a_second_build_change_nothing(made, small, build_text):
    again = build_text(small)
    assert {name.split("/")[0]: text for name, text in again.files.items()} == made


@pytest.mark.parametrize("folder", ["solutions", "course"])
def test_does_nbgrader_accept_the_metadata(made, folder: str):
    notebook = nbformat.reads(made[folder], as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)


def test_does_one_id_name_task_cell_and_grade(made):
    for text in made.values():
        found = cells(text)
        assert list(found) == [
            "06-a-small-unit", "06-a-small-unit-2", "06-a-small-unit-3", "06-E-answer", "06-E",
            "06-f_prime-answer", "06-f_prime", "06-step-answer", "06-step", "06-a-small-unit-4",
            "06-why", "06-a-small-unit-5",
        ]  # fmt: skip
        graded = {i: c for i, c in found.items() if "nbgrader" in c["metadata"]}
        assert all(c["metadata"]["nbgrader"]["grade_id"] == i for i, c in graded.items())


def test_do_the_points_come_from_the_tasks(made):
    points = {
        i: c["metadata"]["nbgrader"]["points"]
        for i, c in cells(made["course"]).items()
        if c["metadata"].get("nbgrader", {}).get("grade")
    }
    assert points == {"06-E": 1, "06-f_prime": 1, "06-step": 2, "06-why": 3}


def test_does_run_all_stop_nowhere_at_top_level(made):
    found = cells(made["course"])
    assert source(found["06-E-answer"]).splitlines() == [
        "E = None  # replace None by your number",
        "# YOUR CODE HERE",
    ]
    assert source(found["06-f_prime-answer"]).endswith(
        "    # YOUR CODE HERE\n    raise NotImplementedError()"
    )
    assert source(found["06-why"]) == "YOUR ANSWER HERE"


def test_does_the_stub_below_code_to_be_repaired_point_at_that_code(small, build_text):
    stands = "def repaired(n):\n    return -n\n\n\n### BEGIN SOLUTION\n"
    broken = small.replace('def f_prime(n):\n    """The', f'{stands}def f_prime(n):\n    """The')
    broken = broken.replace("    ### BEGIN SOLUTION\n    squashed", "    squashed")
    broken = broken.replace("(1 - squashed)\n    ###", "(1 - squashed)\n###")
    built = build_text(broken)
    assert not built.problems
    course = next(text for name, text in built.files.items() if name.startswith("course"))
    assert source(cells(course)["06-f_prime-answer"]).splitlines() == [
        "def repaired(n):",
        "    return -n",
        "",
        "",
        "# YOUR CODE HERE: change the code above",
    ]


def test_are_checks_locked_and_answers_not(made):
    found = cells(made["course"])
    assert found["06-E"]["metadata"]["editable"] is False
    assert "editable" not in found["06-E-answer"]["metadata"]


def test_are_text_outputs_kept_and_pictures_not(made):
    found = cells(made["solutions"])
    assert found["06-a-small-unit-2"]["outputs"][0]["text"] == ["π is about 3.142\n"]
    assert found["06-a-small-unit-5"]["outputs"][0]["data"] == {
        "text/plain": ["array([1.   , 2.123])"]
    }
    (picture,) = found["06-a-small-unit-3"]["outputs"]
    assert list(picture["data"]) == ["text/plain"]
    counts = [c["execution_count"] for c in found.values() if c["cell_type"] == "code"]
    assert counts == list(range(1, len(counts) + 1))


def test_does_the_student_get_no_output(made):
    code = [c for c in cells(made["course"]).values() if c["cell_type"] == "code"]
    assert all(c["outputs"] == [] and c["execution_count"] is None for c in code)


@pytest.mark.parametrize("folder", ["solutions", "course"])
def test_is_there_no_trace_of_the_machine(made, folder: str):
    assert json.loads(made[folder])["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert not re.search(r"iopub|execution\": \{|/tmp/|0x[0-9a-f]{6}|\d{4}-\d\d-\d\d", made[folder])


@pytest.mark.parametrize("secret", ["secret", "SOLUTION", "0.615", "squashed", "delta2", "quarter"])
def test_is_nothing_of_a_solution_released(made, secret: str):
    assert secret in made["solutions"]
    assert secret not in made["course"]


def test_does_a_line_that_is_both_secret_and_shown_count_as_shown(small, build_text):
    line = "    squashed = 1 / (1 + np.exp(-n))  # secret-two"
    shown = small.replace("print(", f"if False:\n{line}\nprint(")
    assert not build_text(shown).problems


def test_does_a_line_that_begins_the_broken_code_and_ours_count_as_shown(small, build_text):
    line = "target, output = 1.0, 0.61555824  # secret-one\n"
    twice = small.replace("E = None  #", f"{line}E = None  #")
    assert twice.count(line) == 2
    assert not build_text(twice).problems


def test_is_what_is_said_to_linters_kept_from_the_notebooks(small, build_text):
    said = {
        "target, output": "spare = 1  # noqa: F841\ntarget, output",
        "import numpy as np": "import numpy as np  # noqa: F401 - for the next cell",
        '    """The slope': '    # fmt: off is no word for a student\n    """The slope',
        "from autograder import check\n": "from autograder import check  # fmt: skip\n",
    }
    for plain, remarked in said.items():
        assert plain in small
        small = small.replace(plain, remarked)
    built = build_text(small)
    assert not built.problems
    for text in built.files.values():
        assert "noqa" not in text and "fmt:" not in text and "import numpy as np" in text


def test_is_a_solution_that_comes_through_a_build_error(small, build_text, monkeypatch):
    from autograder.building import unit

    monkeypatch.setattr(unit, "release", lambda name, solution: solution)
    (first, *_) = build_text(small).problems
    assert "in the student's notebook" in first and "secret" in first


def test_is_an_index_without_code_built_as_it_is(build_text):
    built = build_text("# %% [markdown]\n# # The map\n", "index")
    assert list(built.files) == ["course/index.ipynb"]
    assert "# The map" in built.files["course/index.ipynb"]
