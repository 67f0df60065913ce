"""Does the README tell the truth?"""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

SETUP = "python3 -m venv .venv && . .venv/bin/activate && pip install -c binder/constraints.txt -e"


@pytest.fixture(scope="module")
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def blocks(readme):
    """The fenced blocks, each with its language."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", readme, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def commands(blocks):
    """Every line of every shell block, without its comment."""
    lines = "".join(body for language, body in blocks if not language).splitlines()
    return [line.split("  #")[0].strip() for line in lines]


def test_do_two_lines_set_everything_up(commands):
    assert commands[0] == f"{SETUP} '.[instructor]' && backprop lab"
    assert commands[1] == f"{SETUP} '.[instructor,postgres,test]' && pytest"


def test_does_ci_install_and_test_by_the_second_line(root, commands):
    script = (root / ".ci/run").read_text(encoding="utf-8")
    install, test = commands[1].split(" && ")[-2:]
    assert f"{install.replace('pip install', 'pip install --quiet')}\n" in script
    assert script.endswith(f"exec {test}\n")


def test_is_every_command_one_that_the_programs_know(commands):
    own = [c.split() for c in commands if c.startswith(("backprop ", "autograder "))]
    assert len(own) >= 8
    helps = {}
    for program, command, *rest in own:
        if (program, command) not in helps:
            path = Path(sys.executable).with_name(program)
            done = subprocess.run([path, command, "--help"], capture_output=True, text=True)
            assert done.returncode == 0, f"{program} {command}: {done.stderr}"
            helps[program, command] = done.stdout
        for option in (word for word in rest if word.startswith("--")):
            assert option in helps[program, command], f"{program} {command} {option}"


def test_do_the_badge_the_project_and_the_index_agree(root, readme):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    owner_and_name = project["urls"]["Repository"].removeprefix("https://github.com/")
    index = "course/index.ipynb"
    binder = f"https://mybinder.org/v2/gh/{owner_and_name}/HEAD?urlpath=lab/tree/{index}"
    badge = f"[![Open the course on Binder](https://mybinder.org/badge_logo.svg)]({binder})"
    assert badge in readme
    assert (root / index).is_file()


def test_does_every_local_link_lead_somewhere(root, readme):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", readme)
    assert links and [link for link in links if not (root / link).exists()] == []


def test_is_the_house_drawn_as_it_stands(root, blocks):
    (tree,) = (body for _, body in blocks if body.startswith("course/"))
    parent = Path()
    for line in tree.splitlines():
        name = line.split()[0]
        path = parent / name if line.startswith(" ") else Path(name)
        parent = parent if line.startswith(" ") else Path(name)
        assert (root / path).is_dir(), path
    assert tree.count("\n") == 6


def test_does_the_example_print_what_it_says(blocks):
    """Each line whose comment is a Python value must give that value."""
    (example,) = (body for language, body in blocks if language == "python")
    space: dict[str, object] = {}
    checked = 0
    for line in example.splitlines():
        statement, _, comment = line.partition("  # ")
        try:
            expected = ast.literal_eval(comment)
        except (SyntaxError, ValueError):
            exec(statement, space)
            continue
        assert eval(statement, space) == expected
        checked += 1
    assert checked == 2
