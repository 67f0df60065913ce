"""Whether this machine can lock a notebook in, before the first one runs."""

import functools
import json
import subprocess
import sys
import tempfile

from autograder.errors import UserError
from autograder.sandbox.kernel import zygote_environment
from autograder.sandbox.level import MEANS, WEAKEST


@functools.cache
def level() -> tuple[str, str]:
    """The level of the sandbox here, and why it is no higher.

    Raises UserError where a sandbox cannot run at all.
    """
    if sys.platform == "win32":
        raise UserError(
            "Grading runs notebooks in forks of one process, which Windows does not have. Run it "
            "in WSL, the Windows Subsystem for Linux, or on Linux."
        )
    done = subprocess.run(
        [sys.executable, "-P", "-m", "autograder.sandbox.level"],
        capture_output=True, text=True, env=zygote_environment(), cwd=tempfile.gettempdir(),
    )  # fmt: skip
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise UserError(f"No sandbox can be started here: {last}")
    name, why = json.loads(done.stdout)
    return name, why


def require_sandbox(trusted: bool) -> str:
    """The level of the sandbox. Raises UserError at the weakest, unless the class is trusted."""
    name, why = level()
    if name == WEAKEST and not trusted:
        raise UserError(
            f"This machine cannot lock a notebook in: it has {MEANS[name]}. A student's code could "
            "read the gradebook and every other submission, change them, and use the network. "
            "Grade on Linux 6.2, or where user namespaces are allowed; or, if you trust every "
            f"one of these submissions, add --trust-submissions. What stands in the way: {why}."
        )
    return name
