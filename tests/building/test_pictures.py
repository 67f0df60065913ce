"""Does a picture travel inside its notebook, and is a missing one said?"""

import base64

import pytest
from nbformat.v4 import new_markdown_cell

from autograder.building.author import AuthorError
from autograder.building.pictures import attach


def test_is_a_picture_put_into_the_cell_that_names_it(tmp_path):
    (tmp_path / "a.png").write_bytes(b"PNG")
    cell = new_markdown_cell("| ![an apple](a.png) | ![a link](https://example.com/b.png) |")
    attach(cell, tmp_path)
    assert cell.source == "| ![an apple](attachment:a.png) | ![a link](https://example.com/b.png) |"
    assert base64.b64decode(cell.attachments["a.png"]["image/png"]) == b"PNG"


def test_is_a_cell_without_pictures_left_as_it_is(tmp_path):
    cell = new_markdown_cell("no picture")
    attach(cell, tmp_path)
    assert "attachments" not in cell


@pytest.mark.parametrize(
    ("source", "said"), [("![x](none.png)", "no such picture"), ("![](a.png)", "without a text")]
)
def test_is_a_missing_picture_or_text_an_authors_mistake(tmp_path, source, said):
    (tmp_path / "a.png").write_bytes(b"PNG")
    with pytest.raises(AuthorError) as caught:
        attach(new_markdown_cell(source), tmp_path)
    assert said in caught.value.problems[0]
