"""Is the code linted, formatted and typed as pyproject.toml says?"""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["lint", "format", "types"],
)
def test_is_the_code_in_style(root, command, tmp_path):
    cache = [f"--cache-dir={tmp_path}"] if command[0] == "mypy" else ["--no-cache"]
    done = subprocess.run(
        [sys.executable, "-m", *command, *cache],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
