"""What the slots of a graph are called: in flat code, in paths, in pictures and in errors."""

import keyword
import re
from bisect import bisect

from .gates import ARRAYS, Gate, Given


class Names:
    """Names of slots: given ones, and s0, s1, ... for the gates that nobody named."""

    inputs: tuple[str, ...]
    _gates: list[Gate]
    _constants: list[int]
    _names: dict[int, str]
    _prefix: str

    def rename(self, index: int, name: str) -> None:
        """Name a slot. ValueError when the name is taken, reserved or no Python name."""
        if not name.isidentifier() or keyword.iskeyword(name) or name in ARRAYS:
            raise ValueError(f"{name!r} cannot name a value: it is not a free Python name")
        if name.startswith(("grad_", "_")):
            raise ValueError(f"{name!r} cannot name a value: flat code needs names like grad_x")
        if name in self._names.values():
            raise ValueError(f"two values are named {name!r}")
        self._names[index] = name

    def name_if_new(self, index: int, name: str) -> None:
        """Name a gate that has no name yet: `q = x + y` names the sum, `q = x` names nothing."""
        if index not in self._names:
            self.rename(index, name)

    def _free(self, candidates: tuple[str, ...], more: str) -> str:
        """The first candidate that, with `more` after it, is nobody's name."""
        taken = self._names.values()
        free = (c for c in candidates if not any(re.fullmatch(c + more, name) for name in taken))
        return next(free, candidates[-1] + "_")

    def name(self, index: int) -> str:
        """The name of a slot: given, or s0, s1, ... by its gate; a constant's digits."""
        gate, before = self._gates[index], bisect(self._constants, index)
        if index in self._names:
            return self._names[index]
        if not isinstance(gate, Given):
            return f"{self._prefix}{index - len(self.inputs) - before}"
        value = gate.number
        if type(value) is not float:
            return f"_c{before - 1}"
        digits = f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
        return f"({digits})" if digits.startswith("-") else digits
