"""Who may import whom, read from the sources and the notebooks themselves."""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

STDLIB = set(sys.stdlib_module_names)
ENGINE = STDLIB | {"numpy", "backprop"}
# IPython and traitlets come with ipywidgets, and are what its outputs and inputs are made of.
WIDGETS = ENGINE | {"matplotlib", "ipywidgets", "anywidget", "IPython", "traitlets"}


def imported(source: str) -> Iterator[str]:
    """The full name of every module that a source imports, at any depth, also by a literal call."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("import_module", "__import__")
        ):
            yield from (a.value for a in node.args if isinstance(a, ast.Constant))


def outside(source: str, allowed: set[str]) -> set[str]:
    """The modules that a source imports against the law."""
    return {name for name in imported(source) if name.split(".")[0] not in allowed}


def code(notebook: Path) -> str:
    """The code cells of a notebook, without IPython's magics."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    return re.sub(r"^[%!].*$", "", text, flags=re.MULTILINE)


def breaches(files: Iterable[Path], allowed: set[str]) -> dict[str, set[str]]:
    found = {str(f): outside(f.read_text(encoding="utf-8"), allowed) for f in files}
    assert found, "no file was read"
    return {file: names for file, names in found.items() if names}


@pytest.mark.parametrize(
    "source",
    [
        "import torch",
        "def f():\n    from torch.nn import Linear",
        "try:\n    import numpy, torch as t\nexcept ImportError:\n    pass",
        "import importlib\nimportlib.import_module('torch')",
        "__import__('torch')",
    ],
)
def test_is_an_import_against_the_law_found_wherever_it_hides(source):
    assert {name.split(".")[0] for name in outside(source, ENGINE)} == {"torch"}


def test_is_an_import_within_the_law_left_alone():
    assert outside("import os.path\nimport numpy as np\nfrom . import node", ENGINE) == set()


def test_does_the_engine_import_numpy_and_the_standard_library_alone(root):
    engine = root / "course" / "backprop"
    files = (f for f in engine.rglob("*.py") if "widgets" not in f.relative_to(engine).parts)
    assert breaches(files, ENGINE) == {}


def test_do_the_widgets_add_matplotlib_ipywidgets_and_anywidget_alone(root):
    assert breaches((root / "course/backprop/widgets").rglob("*.py"), WIDGETS) == {}


def test_does_the_grader_never_import_the_engine_and_declare_all_else(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = project["dependencies"] + extras["instructor"] + extras["postgres"]
    # What a declared package itself requires is at hand too: traitlets and SQLAlchemy of nbgrader.
    near = [r for d in declared for r in requires(Requirement(d).name) or [] if "extra ==" not in r]
    names = {Requirement(d).name.replace("-", "_").lower() for d in [*declared, *near]}
    allowed = STDLIB | names | {"autograder", "IPython"}
    assert breaches((root / "autograder").rglob("*.py"), allowed) == {}


def test_do_notebooks_import_what_a_student_has(root):
    notebooks = [*(root / "course").rglob("*.ipynb"), *(root / "solutions").rglob("*.ipynb")]
    notebooks = [n for n in notebooks if ".ipynb_checkpoints" not in n.parts]
    assert notebooks
    for notebook in notebooks:
        names = set(imported(code(notebook)))
        assert {n for n in names if n.split(".")[0] not in WIDGETS | {"autograder"}} == set()
        graders = {n for n in names if n.split(".")[0] == "autograder"} - {
            "autograder.check",
            "autograder.my_numbers",
        }
        assert {n for n in graders if not n.startswith("autograder.numbers.")} == set(), notebook
