"""Put the course's notebooks into the wheel, as `backprop/notebooks`.

Every unit folder there is goes in, so that a new unit needs no change here. An editable install
reads the notebooks where they are and gets none.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Notebooks(BuildHookInterface[Any]):
    """The build hook that hatchling loads from `[tool.hatch.build.targets.wheel.hooks.custom]`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Map `course/index.ipynb` and `course/NN_*/` to their places in the wheel."""
        if version == "editable":
            return
        course = Path(self.root, "course")
        index = course / "index.ipynb"
        if not index.is_file():
            raise FileNotFoundError("course/index.ipynb is missing. Run: autograder build")
        for path in [index, *sorted(course.glob("[0-9][0-9]_*/**/*"))]:
            inside = path.relative_to(course)
            if path.is_file() and not any(part.startswith(".") for part in inside.parts):
                build_data["force_include"][str(path)] = f"backprop/notebooks/{inside.as_posix()}"
