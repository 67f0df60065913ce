"""Is a file that was cut off known as such, wherever the cut is?"""

import json

import pytest

from autograder.grading.not_graded import NotGraded
from autograder.grading.reading import read


def test_is_a_cut_off_file_known_wherever_it_was_cut(right):
    whole = json.dumps(right, indent=1).encode()
    assert len(read(whole).cells) == len(right["cells"])
    for end in range(1, len(whole) - 1, 7):
        with pytest.raises(NotGraded, match="ends in the middle"):
            read(whole[:end])
