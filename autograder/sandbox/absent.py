"""A world without the engine: what it would compute has to be computed by oneself.

Its modules are there by name, so that a notebook which imports them goes on; what is in them raises
when it is used. Their files are not shown.
"""

import importlib.machinery
import importlib.util
import os
import sys
import types
from collections.abc import Sequence
from typing import Any


class EngineAbsent(Exception):
    """The engine was asked to compute, where it may not."""


class Absent:
    """Stands for whatever a hidden module holds."""

    def __init__(self, *_: Any, **__: Any) -> None:
        """Raise."""
        raise EngineAbsent("the course's engine is switched off")


class _Hidden(types.ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


class _Finder:
    """Answers for the hidden modules before Python looks for their files."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = set(names)

    def find_spec(
        self, name: str, path: Any = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A module that holds nothing, for a name that is hidden."""
        if name in self._names:
            return importlib.machinery.ModuleSpec(name, self)  # type: ignore[arg-type]
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """An empty module that has every name."""
        return _Hidden(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """There is nothing to run."""


def hide(names: Sequence[str]) -> None:
    """Let these modules hold nothing, from now on."""
    sys.meta_path.insert(0, _Finder(names))


def files(engine: str, without: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By the folder of the engine: the names of what may be seen in it.

    Compiled files stay out: a module's would tell what its source does.
    """
    spec = importlib.util.find_spec(engine) if engine else None
    if spec is None or not spec.submodule_search_locations:
        return {}
    folder = os.path.realpath(next(iter(spec.submodule_search_locations)))
    hidden = {f"{name.rsplit('.', 1)[-1]}.py" for name in without} | {"__pycache__", "notebooks"}
    return {folder: tuple(sorted(set(os.listdir(folder)) - hidden))}
