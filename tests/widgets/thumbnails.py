"""Draw the small pictures of the widgets that the index shows: run by hand when a widget changes.

BACKPROP_SHOTS=shots pytest tests/widgets/test_every_widget.py
python tests/widgets/thumbnails.py shots
"""

import sys
from pathlib import Path

from PIL import Image

LIVE = Path(__file__).resolve().parents[2] / "course/backprop/widgets/live"
WIDTH, HEIGHT = 300, 200


def main(shots: Path) -> None:
    """Cut each widget's screenshot to its picture, make it small, and put it beside the widget."""
    for script in sorted(LIVE.glob("*.js")):
        with Image.open(shots / f"{script.stem}-stage.png") as shot:
            small = shot.convert("RGB")
        small.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        out = script.with_suffix(".png")
        small.quantize(48).save(out, optimize=True)
        print(out.name, small.size, out.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
