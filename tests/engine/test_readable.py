"""Can the engine be read in one sitting?"""

import ast

import pytest

ENGINE = "course/backprop"
ELSEWHERE = {"cli.py", "lab.py", "serving.py"}  # the command, not the engine


@pytest.fixture(scope="module")
def files(root):
    return [path for path in sorted((root / ENGINE).glob("*.py")) if path.name not in ELSEWHERE]


def test_is_no_file_longer_than_150_lines(files):
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in files}
    assert len(lengths) > 10
    assert {name: length for name, length in lengths.items() if length > 150} == {}


def test_is_no_function_longer_than_30_lines(files):
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                length = node.end_lineno - node.lineno + 1
                documented = ast.get_docstring(node)
                code = length - (documented.count("\n") + 2 if documented else 0)
                assert code <= 30, f"{path.name}: {node.name} has {code} lines of code"


def test_has_every_public_function_a_docstring(files):
    for path in files:
        for node in ast.parse(path.read_text("utf-8")).body:
            public = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name[0] != "_"
            assert not public or ast.get_docstring(node), f"{path.name}: {node.name}"
