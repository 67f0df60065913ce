"""Writing and copying without half-written or overwritten files."""

import os
import shutil
from pathlib import Path


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Write `text` to `path` at once: a run that is killed leaves the old file or the new one.

    Half a character, which a file's name can hold and UTF-8 cannot, is written as its code.
    """
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)  # of a run that was killed
    draft.touch(mode)
    with draft.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())  # the text first, then the name: also where the power goes
    os.replace(draft, path)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file at once, in the same sense."""
    draft = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, draft)
    os.replace(draft, target)


def plain_files(folder: Path, most: int = 100_000) -> list[Path]:
    """The first files below a folder that can be copied safely: no links, nothing hidden."""
    found: list[Path] = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            n for n in folders if not n.startswith((".", "__")) and not Path(here, n).is_symlink()
        )
        paths = [Path(here, name) for name in sorted(names) if not name.startswith(".")]
        found += [path for path in paths if path.is_file() and not path.is_symlink()]
        if len(found) >= most:
            return found[:most]
    return found


def copy_missing(source: Path, target: Path) -> bool:
    """Copy one file unless there is one already. Whether it was copied."""
    if target.exists() or target.is_symlink():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return True
