"""Which committed notebooks differ from a fresh build, and where."""

import difflib
from pathlib import Path

SHOWN = 12  # lines of a diff; enough to see which cell


def difference(root: Path, name: str, fresh: str) -> str | None:
    """A short diff of `root`/`name` against `fresh`, or None when they are the same bytes."""
    path = root / name
    if not path.is_file():
        return f"{name} is missing"
    old = path.read_bytes()
    if old == fresh.encode():
        return None
    lines = difflib.unified_diff(
        old.decode("utf-8", "replace").splitlines(),
        fresh.splitlines(),
        "committed",
        "fresh",
        n=0,
        lineterm="",
    )
    diff = [line[:160] for line in lines][2:]
    rest = [f"... and {len(diff) - SHOWN} lines more"] if len(diff) > SHOWN else []
    return "\n    ".join([f"{name} differs", *diff[:SHOWN], *rest])


def orphans(root: Path, sources: list[str]) -> list[str]:
    """Generated notebooks whose source is gone."""
    made = [*root.glob("solutions/*/*.ipynb"), *root.glob("course/[0-9][0-9]_*/*.ipynb")]
    return sorted(
        f"{path.relative_to(root).as_posix()} has no source solutions/{path.stem}.py; delete it"
        for path in made
        if path.stem not in sources or path.parent.name != path.stem
    )
