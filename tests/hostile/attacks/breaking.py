"""Submissions that are damaged, by a student, a tool or an editor."""

import json

from ..attack import Attack

ATTACKS = [
    Attack(
        "a byte-order mark", "breaking",
        lambda notebook, world: b"\xef\xbb\xbf" + json.dumps(notebook).encode(),
    ),
    Attack(
        "cut off in the middle", "breaking",
        lambda notebook, world: json.dumps(notebook).encode()[:3000],
        graded=False, says="ends in the middle",
    ),
]  # fmt: skip
