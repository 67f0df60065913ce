"""A picture that a text cell names is put into the notebook, which then travels alone."""

import base64
import re
from pathlib import Path

from nbformat import NotebookNode

from autograder.building.author import AuthorError

PICTURE = re.compile(r"!\[([^\]]*)\]\((?!attachment:|https?:)([^)\s]+\.png)\)")


def attach(cell: NotebookNode, folder: Path) -> None:
    """Change `![alt](file.png)` in a Markdown cell into an attachment of that cell, in place.

    folder: what the file's name is relative to. Raises AuthorError for a file that is not there or
    a picture without a text.
    """

    def one(found: re.Match[str]) -> str:
        alt, file = found.groups()
        if not alt:
            raise AuthorError([f"{file}: a picture without a text; write ![what it shows]({file})"])
        if not (folder / file).is_file():
            raise AuthorError([f"{file}: there is no such picture beside {folder.name}/"])
        data = base64.b64encode((folder / file).read_bytes()).decode()
        cell.setdefault("attachments", NotebookNode())[Path(file).name] = {"image/png": data}
        return f"![{alt}](attachment:{Path(file).name})"

    cell.source = PICTURE.sub(one, cell.source)
