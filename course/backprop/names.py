"""Names for the slots of a tape: the student's own where there are any."""

import keyword
import re

from .gates import ARRAYS


class Names:
    """Which slot is called what; every name is one that flat code can use."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}

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

    def _free(self, *candidates: str, suffix: str = "") -> str:
        taken = self._names.values()
        pattern = "(c|{})" + suffix if suffix else "{}"
        for name in candidates:
            if not any(re.fullmatch(pattern.format(name), other) for other in taken):
                return name
        return candidates[-1] + "_"
