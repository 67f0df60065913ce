"""Is the tree laid out as planned, and free of what belongs to one machine alone?"""

import re
import subprocess

import pytest

TOP = {
    *("LICENSE", "README.md", "pyproject.toml"),
    *("autograder", "binder", "course", "solutions", "tests"),
}
# Written in halves, so that this file does not hold what it looks for.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "debian" + ".org"]
MACHINE = ["/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/", "/opt/py" + "pi", "../sha" + "red"]
ALIEN = re.compile("|".join(map(re.escape, REGISTRIES + MACHINE)))


@pytest.fixture(scope="module")
def tracked(root, need):
    need("git", (root / ".git").exists(), "this tree is not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True)
    return [name for name in listed.stdout.decode().split("\0") if (root / name).is_file()]


def test_are_the_names_at_the_top_the_fixed_ones(tracked):
    names = {name.split("/")[0] for name in tracked}
    assert {name for name in names if not name.startswith(".")} <= TOP


def test_does_no_file_name_a_package_registry_or_a_place_on_one_machine(root, tracked):
    assert len(tracked) > 20
    texts = {name: (root / name).read_bytes().decode("utf-8", "replace") for name in tracked}
    found = {name: match.group() for name, text in texts.items() if (match := ALIEN.search(text))}
    assert found == {}


@pytest.mark.parametrize("text", [f"see https://{REGISTRIES[0]}/simple", f"open({MACHINE[0]}x)"])
def test_would_such_a_name_be_found(text):
    assert ALIEN.search(text)


def test_is_the_licence_bsd_3_clause(root):
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("BSD 3-Clause License")
    assert text.count("\n1. ") == text.count("\n2. ") == text.count("\n3. ") == 1
    assert 'license = "BSD-3-Clause"' in (root / "pyproject.toml").read_text(encoding="utf-8")
