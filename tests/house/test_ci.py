"""Do .ci/run and the workflow run what they should, where they should?"""

import os
import subprocess
import tomllib

import pytest
import yaml


@pytest.fixture(scope="module")
def job(root):
    text = (root / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["jobs"]["test"]


def test_does_the_workflow_cover_each_supported_python(root, job):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [c.split(" :: ")[-1] for c in project["classifiers"] if "Python ::" in c]
    assert job["strategy"]["matrix"]["python"] == [v for v in named if v.startswith("3.")]


def test_does_the_workflow_run_the_same_script_and_check_the_build(job):
    runs = [step["run"] for step in job["steps"] if "run" in step]
    assert runs == ["bash .ci/run", ".venv-ci/bin/autograder build --check"]


def test_is_the_script_sound_bash(root):
    done = subprocess.run(["bash", "-n", root / ".ci/run"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert os.access(root / ".ci/run", os.X_OK)


def test_is_the_script_s_environment_ignored_by_git(root, need):
    need("git", (root / ".git").exists(), "this tree is not a git checkout")
    paths = [".venv-ci/x", ".venv/x", "demo-class/x"]
    command = ["git", "check-ignore", *paths]
    ignored = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert ignored.stdout.split() == paths
    script = (root / ".ci/run").read_text(encoding="utf-8")
    assert "\npython3 -m venv --clear .venv-ci\n" in script


@pytest.mark.parametrize("part", ["browser", "install", "postgres", "sandbox"])
def test_may_ci_skip_no_optional_part(root, part):
    (line,) = (
        line
        for line in (root / ".ci/run").read_text(encoding="utf-8").splitlines()
        if line.startswith("export BACKPROP_REQUIRE=")
    )
    assert part in line.split("=")[1].split(",")


def test_does_need_skip_here_and_fail_where_the_part_is_required(need, monkeypatch):
    monkeypatch.setenv("BACKPROP_REQUIRE", "browser,install")
    with pytest.raises(pytest.skip.Exception, match="a printer: there is none"):
        need("a printer", None, "there is none")
    with pytest.raises(pytest.fail.Exception, match="install: there is none"):
        need("install", False, "there is none")
    need("install", True, "there is none")
