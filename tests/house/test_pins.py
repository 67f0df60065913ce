"""Is every install pinned, once, in binder/constraints.txt?"""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def header(root):
    lines = (root / "binder/constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("#")]


@pytest.fixture(scope="module")
def pins(root):
    lines = (root / "binder/constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if not line.startswith("#")]


def test_is_every_dependency_pinned_inside_its_declared_range(project, pins):
    extras = project["optional-dependencies"]
    declared = list(project["dependencies"])
    for extra in ("instructor", "postgres", "test"):
        declared += extras[extra]
    pinned = {canonicalize_name(pin.name): str(pin.specifier)[2:] for pin in pins}
    for requirement in map(Requirement, declared):
        version = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} is pinned to {version}"


def test_does_every_declared_dependency_have_a_lower_bound(project):
    for group in [project["dependencies"], *project["optional-dependencies"].values()]:
        assert [r for r in group if ">=" not in r] == []


def test_is_every_pin_exact_and_given_once(pins):
    assert len(pins) > 100
    assert [str(pin) for pin in pins if not re.fullmatch(r"==[\w.]+", str(pin.specifier))] == []
    names = [canonicalize_name(pin.name) for pin in pins]
    assert len(names) == len(set(names))


def test_are_the_pins_generated_by_one_command_for_the_oldest_python(project, header):
    command = header[1].lstrip("# ").split()
    assert command[:3] == ["uv", "pip", "compile"]
    assert "--universal" in command
    assert command[-3:] == ["pyproject.toml", "-o", "binder/constraints.txt"]
    oldest = command[command.index("--python-version") + 1]
    assert project["requires-python"] == f">={oldest}"
    extras = {command[i + 1] for i, word in enumerate(command) if word == "--extra"}
    assert extras == set(project["optional-dependencies"]) - {"bench"}


def test_does_readme_give_the_command_that_made_the_pins(root, header):
    assert header[1].lstrip("# ") in (root / "README.md").read_text(encoding="utf-8")


def test_do_the_classifiers_name_the_supported_pythons(project):
    supported = SpecifierSet(project["requires-python"])
    versions = [c.split(" :: ")[-1] for c in project["classifiers"] if "Python ::" in c]
    assert versions and all(supported.contains(version) for version in versions)
