"""`autograder build [--check] [UNIT ...]`."""

import argparse
import os
import sys
from concurrent.futures import Executor
from contextlib import nullcontext
from pathlib import Path

from autograder.building.author import AuthorError
from autograder.building.compare import difference, orphans
from autograder.building.unit import Built, build
from autograder.errors import UserError
from autograder.places import UNIT, checkout, pick
from autograder.processes import workers

PROCESSES = 2


def run(args: argparse.Namespace) -> int:
    """Build what was asked for. 1 when --check finds a difference."""
    root = checkout()
    known = sources(root)
    chosen = ["index"] if args.units == ["index"] else pick(args.units, known)
    built = build_all(root, chosen)
    if args.check:
        return report([*compare(root, built), *([] if args.units else orphans(root, known))])
    for name, content in files(built).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        same = path.is_file() and path.read_bytes() == content.encode()
        if not same:
            path.write_text(content, encoding="utf-8", newline="\n")
        print(f"{'unchanged' if same else 'written  '} {name}")
    return 0


def sources(root: Path) -> list[str]:
    """The names of the sources in solutions/: the units, and index."""
    names = sorted(path.stem for path in (root / "solutions").glob("*.py"))
    if strange := [name for name in names if name != "index" and not UNIT.fullmatch(name)]:
        raise UserError(f"solutions/{strange[0]}.py is neither index.py nor a unit, NN_words.py")
    if not names:
        raise UserError(f"{root / 'solutions'} holds no source; expected solutions/NN_words.py")
    return names


def build_all(root: Path, chosen: list[str]) -> list[Built]:
    """Build each source, two at a time.

    Raises AuthorError with the mistakes of all of them.
    """
    # A converter of nbgrader changes the working directory, so side by side means processes.
    pool: Executor | nullcontext[None] = nullcontext()
    if len(chosen) > 1 and (os.cpu_count() or 1) > 1:
        pool = workers(PROCESSES, "autograder.building.unit")
    with pool as side_by_side:
        each = side_by_side.map if side_by_side else map
        built = list(each(build, [root] * len(chosen), chosen))
    if wrong := [problem for one in built for problem in one.problems]:
        raise AuthorError(wrong)
    return built


def files(built: list[Built]) -> dict[str, str]:
    """All files of all units."""
    return {name: content for one in built for name, content in one.files.items()}


def compare(root: Path, built: list[Built]) -> list[str]:
    """What differs between the committed notebooks and the fresh ones."""
    found = (difference(root, name, content) for name, content in files(built).items())
    return [what for what in found if what]


def report(wrong: list[str]) -> int:
    """Say what differs."""
    if not wrong:
        print("The committed notebooks are what a fresh build makes.")
        return 0
    print("\n".join(wrong), file=sys.stderr)
    print("Run `autograder build` and commit what it writes.", file=sys.stderr)
    return 1
