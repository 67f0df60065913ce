"""Does a cell keep its id when others come and go?"""

import pytest

from autograder.building.plain_ids import PlainIds, slug

CELLS = [
    ("markdown", "# Unit 06. A network\n\nText."),
    ("code", "# a comment is no heading"),
    ("markdown", "## A. Forward"),
    ("code", "x = 1"),
    ("markdown", "### Task 2. The loss (1 point, O1)"),
]


def ids(cells, taken=frozenset()):
    plain = PlainIds("06", set(taken))
    return [plain.next(*cell) for cell in cells]


def test_is_the_id_the_heading_and_a_count():
    made = ["06-a-network", "06-a-network-2", "06-forward", "06-forward-2", "06-the-loss"]
    assert ids(CELLS) == made


def test_does_another_cell_move_only_what_follows_in_its_section():
    more = [*CELLS[:1], ("code", "new"), *CELLS[1:]]
    assert ids(more)[3:] == ids(CELLS)[2:]


def test_is_no_id_given_twice_or_taken_from_a_task():
    twice = [*CELLS, *CELLS[2:]]
    assert len(set(ids(twice))) == len(twice)
    assert ids([("markdown", "## Own")], {"06-own"}) == ["06-own-2"]


@pytest.mark.parametrize(
    ("heading", "made"),
    [
        ("Task 12. Extra: f′ at the *output* (2 points, O3)", "extra-f-at-the-output"),
        ("Worked: $\\partial E/\\partial w_6$, three factors", "worked-three-factors"),
        ("∂E", "e"),
        ("σ", "cell"),
        ("word " * 20, "word-word-word-word-word-word-word-word"),
    ],
)
def test_is_a_slug_made_of_plain_letters(heading, made):
    assert slug(heading) == made
