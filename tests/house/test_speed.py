"""How long a student and an instructor wait before anything happens.

Measured in processor time, the best of several: on an idle machine that is what a person waits,
and on a busy one it does not count the others' work.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

IMPORT = """
import json, sys, time
import numpy
before = set(sys.modules)
start = time.process_time()
{statement}
seconds = time.process_time() - start
new = set(sys.modules) - before
names = {{name.split(".")[0] for name in new if getattr(sys.modules[name], "__file__", None)}}
print(json.dumps([seconds, sorted(names - set(sys.stdlib_module_names))]))
"""


def run_import(statement: str) -> tuple[float, set[str]]:
    """The seconds that a statement takes after NumPy, and the foreign packages that it loads."""
    command = [sys.executable, "-c", IMPORT.format(statement=statement)]
    seconds, names = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return seconds, set(names)


@pytest.mark.parametrize("statement", ["import backprop", "from autograder import check"])
def test_is_an_import_quick_and_numpy_alone(statement):
    runs = [run_import(statement) for _ in range(5)]
    assert runs[0][1] <= {"backprop", "autograder", "numpy"}
    assert min(seconds for seconds, _ in runs) < 0.2


def children_seconds() -> float:
    """The processor time of all processes that this one started and has seen end."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize("command", ["backprop", "autograder"])
def test_does_help_come_at_once(command):
    program = Path(sys.executable).with_name(command)
    seconds = []
    for _ in range(5):
        start = children_seconds()
        subprocess.run([program, "--help"], check=True, stdout=subprocess.DEVNULL)
        seconds.append(children_seconds() - start)
    assert min(seconds) < 0.5
