"""What a student's code can see of this machine: Python, its packages, the system's libraries.

No home, no /proc, no course folder. Of the grader's own package it sees what `check` needs to
answer, and of the course's engine everything or, where a function is to be written without it, the
tools alone.
"""

import os
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/System", "/Library")
SETTINGS = ("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/etc/alternatives")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
# Where Jupyter and nbgrader look for settings, which may hold a gradebook's password.
CLOSED = ("/usr/etc", "/usr/local/etc")
# A virtual environment may be the course folder itself, so not all of a prefix is shown.
OF_A_PREFIX = ("bin", "lib", "lib64", "share", "etc/fonts", "pyvenv.cfg")
# The modules of `autograder` that answer. Truths, tasks and grading stay out of sight.
ANSWERING = (
    "__init__.py", "errors.py", "sandbox", "numbers", "checking/__init__.py", "checking/check.py",
    "checking/mine.py", "checking/plain.py", "checking/response.py", "checking/engine_use.py",
)  # fmt: skip
# What the table of the lectures' numbers is worked out with.
FOR_NUMBERS = ("checking/trace.py", "checking/arithmetic.py")


@dataclass(frozen=True)
class View:
    """shown: files and folders to be read. only: of these folders only these files below them."""

    shown: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]]

    def readable(self) -> Iterator[str]:
        """The paths that may be read, with all that is below them."""
        for path in (*self.shown, *self.only):
            yield from self._parts(path)

    def listable(self, private: bool) -> Iterator[str]:
        """Folders whose names may be read, because something below them may.

        private: the root holds only what is shown, so a new Python may look for its packages too.
        """
        for path in (*self.shown, *self.only):
            yield from self._folders(path)
        if private:
            yield from (os.path.dirname(path) for path in self.only)

    def _split(self, path: str) -> bool:
        return any(each.startswith(f"{path}/") for each in self.only)

    def _parts(self, path: str) -> Iterator[str]:
        if path in self.only:
            yield from (f"{path}/{name}" for name in self.only[path])
        elif self._split(path):
            for name in os.listdir(path):
                yield from self._parts(f"{path}/{name}")
        else:
            yield path

    def _folders(self, path: str) -> Iterator[str]:
        if path in self.only:
            yield path
        elif self._split(path):
            yield path
            for name in os.listdir(path):
                yield from self._folders(f"{path}/{name}")


def view(engine: Mapping[str, tuple[str, ...]], numbers: bool = True) -> View:
    """What is shown. engine: by the folder of the engine, its files that are shown."""
    package = Path(__file__).resolve().parent.parent
    answering = ANSWERING + (FOR_NUMBERS if numbers else ())
    kept = tuple(name for name in answering if numbers or name != "numbers")
    closed: dict[str, tuple[str, ...]] = {path: () for path in CLOSED if os.path.isdir(path)}
    only = closed | {str(package): kept} | dict(engine)
    found = [path for path in (*SYSTEM, *SETTINGS, *_python()) if os.path.lexists(path)]
    return View(tuple(_outermost(found)), only)


def _python() -> Iterator[str]:
    for prefix in {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}:
        for real in {prefix, os.path.realpath(prefix)}:
            if real != "/":
                yield from (os.path.join(real, name) for name in OF_A_PREFIX)
    yield from (sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    # The user's own packages, and those of a base environment that this one builds on.
    yield from (path for path in sys.path if path.endswith(("/site-packages", "/dist-packages")))


def _outermost(paths: list[str]) -> Iterator[str]:
    """The paths without those that lie below another of them."""
    kept: list[str] = []
    for path in sorted({os.path.normpath(each) for each in paths}):
        if not any(path.startswith(f"{above}/") for above in kept if not os.path.islink(above)):
            kept.append(path)
    yield from kept
