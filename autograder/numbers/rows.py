"""What the lectures print, as data: one tab-separated file a lecture, one number a line.

- `id`: the lecture's author, the example, and the number in the lecture's own symbols.
- `example`, `asked`: what it is, in our symbols: `n_a` a value, `dE/dw5` a derivative, `eta`,
  `eta * dE/dw5`, `new w5` a weight after one step, `after n_a` a value after one step.
- `printed`: the text on the slide. `figure`: where the slide shows it only in a picture, the text
  in the published original of that picture, which `source` names.
- `by_hand`: the slide's own calculation from other printed numbers, where those are shortened.
- `slip`: for a wrong number, the calculation that does lead to the print.
- `note`: what a reader should know besides; for a wrong number, the reason.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LECTURES = {
    "000": "Gabriella Miles",
    "001": "Eren Erdal Aksoy",
    "002": "Elisa Sayrol",
    "003": "János Török",
    "004": "Andrew M. Saxe",
}
"""The lectures by number. The last one works with symbols alone and prints no number."""

LINKED = "-linked"
"""How the file of a page is named that a lecture's slides link to: its numbers are beside ours."""


@dataclass(frozen=True)
class Row:
    """One line of a file; a column left empty is an empty text.

    linked: it is a number of a page that the lecture's slides link to.
    """

    lecture: str
    linked: bool
    id: str
    example: str
    asked: str
    quantity: str
    printed: str
    figure: str
    source: str
    by_hand: str
    slip: str
    note: str

    @property
    def text(self) -> str:
        """The print, wherever it stands."""
        return self.printed or self.figure


@cache
def rows() -> dict[str, Row]:
    """Every line of every lecture by id, in the order of the lectures."""
    found = {}
    for lecture in LECTURES:
        for linked in ("", LINKED):
            file = files(__package__).joinpath("lectures", f"{lecture}{linked}.tsv")
            if file.is_file():
                lines = file.read_text(encoding="utf-8").splitlines()
                for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                    found[line["id"]] = Row(lecture=lecture, linked=bool(linked), **line)
    return found


def named(row: Row, name: str) -> Row:
    """The number that a formula of `row` calls `name`: the nearest one in the ids above."""
    scope = row.id
    while "." in scope:
        scope = scope.rpartition(".")[0]
        if f"{scope}.{name}" in rows():
            return rows()[f"{scope}.{name}"]
    raise KeyError(f"{row.id} uses {name}, which is no number of its lecture")
