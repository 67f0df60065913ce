from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.building.unit import Built, build

SMALL = Path(__file__).with_name("small.txt").read_text(encoding="utf-8")


@pytest.fixture
def build_text(tmp_path: Path) -> Callable[[str], Built]:
    """Build a source that is given as text, as unit 06_small of a checkout of its own."""

    def built(text: str, name: str = "06_small") -> Built:
        (tmp_path / "solutions").mkdir(exist_ok=True)
        (tmp_path / "solutions" / f"{name}.py").write_text(text, encoding="utf-8")
        return build(tmp_path, name)

    return built


@pytest.fixture
def small() -> str:
    return SMALL


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The two notebooks of the small unit, as text, by folder."""
    root = tmp_path_factory.mktemp("checkout")
    (root / "solutions").mkdir()
    (root / "solutions" / "06_small.py").write_text(SMALL, encoding="utf-8")
    built = build(root, "06_small")
    assert not built.problems, built.problems
    return {name.split("/")[0]: text for name, text in built.files.items()}
