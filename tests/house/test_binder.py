"""What can be known, without a container, of what Binder will build."""

import os
import re
import subprocess
import tomllib

from packaging.specifiers import SpecifierSet


def test_do_the_requirements_name_the_pins_and_the_project(root):
    lines = (root / "binder/requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-c constraints.txt", "-e ."]
    assert (root / "binder/constraints.txt").is_file()


def test_is_the_python_of_binder_one_that_the_project_supports(root):
    runtime = (root / "binder/runtime.txt").read_text(encoding="utf-8").strip()
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = re.fullmatch(r"python-(3\.\d+)", runtime).group(1)
    assert version in SpecifierSet(project["requires-python"])
    assert f"Programming Language :: Python :: {version}" in project["classifiers"]


def test_does_nothing_hide_the_requirements(root):
    """repo2docker lets an environment.yml or a Pipfile win over requirements.txt."""
    files = {path.name for path in (root / "binder").iterdir()}
    assert files == {"constraints.txt", "postBuild", "requirements.txt", "runtime.txt"}


def test_does_postbuild_silence_the_plugin_that_backprop_lab_silences(root):
    script = root / "binder/postBuild"
    done = subprocess.run(["bash", "-n", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert os.access(script, os.X_OK)
    from backprop.serving import NEWS

    last = script.read_text(encoding="utf-8").splitlines()[-1]
    assert last == f'jupyter labextension disable "{NEWS}"'
