"""`autograder numbers`: the table of the lectures' numbers, on a terminal or as a file."""

import argparse
import csv
import json
import os
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from io import StringIO

from autograder.errors import UserError
from autograder.numbers.classes import CLASSES
from autograder.numbers.rows import LECTURES
from autograder.numbers.shortening import written
from autograder.numbers.table import LectureNumber, all_numbers

COLUMNS = ("id", "quantity", "printed", "exact", "class", "why")
NARROWEST = 40
"""The least width at which a reason is still wrapped beside the other columns."""
INDENT = "    "


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `autograder numbers`."""
    parser.description = (
        "The numbers that the lectures print: printed, exact, class, and why they differ. "
        "A number in parentheses stands in a figure."
    )
    parser.add_argument(
        "--class", dest="kind", metavar="CLASS", help=f"only this class: {', '.join(CLASSES)}"
    )
    parser.add_argument("--lecture", help=f"only this lecture: {', '.join(LECTURES)}")
    parser.add_argument("--format", default="table", help="table (default), csv or json")


def run(args: argparse.Namespace) -> int:
    """Print the table to stdout. Raises UserError for an unknown class, lecture or format."""
    kind = _known("class", args.kind, CLASSES)
    lecture = _known("lecture", args.lecture, LECTURES)
    write = FORMATS[_known("format", args.format, dict.fromkeys(FORMATS, "")) or "table"]
    numbers = [
        number
        for number in all_numbers()
        if kind in (None, number.kind) and lecture in (None, number.lecture)
    ]
    _print(write(numbers))
    return 0


def _known(what: str, given: str | None, known: Mapping[str, str]) -> str | None:
    if given is None or given in known:
        return given
    listed = "\n".join(f"  {name:<12} {text}".rstrip() for name, text in known.items())
    raise UserError(f"unknown {what} {given!r}; the known ones are\n{listed}")


def _print(text: str) -> None:
    """Write to stdout, whatever its encoding, and even if the reader stops early (`| head`)."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _shown(number: LectureNumber) -> str:
    return number.printed or (f"({number.figure})" if number.figure else "")


def _table(numbers: Sequence[LectureNumber]) -> str:
    cells = [(n.id, n.quantity, _shown(n), written(n.exact), n.kind, n.reason) for n in numbers]
    widths = [max(map(len, column)) for column in zip(COLUMNS, *cells, strict=True)]
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    lines = [line for row in (COLUMNS, *cells) for line in _lines(row, widths[:-1], columns)]
    counts = Counter(n.kind for n in numbers)
    summary = ", ".join(f"{counts[kind]} {kind}" for kind in CLASSES if counts[kind])
    plural = "" if len(numbers) == 1 else "s"
    return "\n".join(lines) + f"\n\n{len(numbers)} number{plural}: {summary or 'none fits'}\n"


def _lines(row: Sequence[str], widths: Sequence[int], columns: int) -> list[str]:
    """One row; on a terminal the reason is wrapped, beside the rest or, if narrow, below it."""
    *cells, why = row
    start = "  ".join(
        f"{cell:>{width}}" if name == "printed" else f"{cell:<{width}}"
        for name, cell, width in zip(COLUMNS, cells, widths, strict=False)
    )
    if not columns:
        return [f"{start}  {why}"]
    left = sum(widths) + 2 * len(widths)
    if columns - left >= NARROWEST:
        first, *more = textwrap.wrap(why, columns - left)
        return [f"{start}  {first}", *(" " * left + line for line in more)]
    return [
        start.rstrip(),
        *textwrap.wrap(why, columns, initial_indent=INDENT, subsequent_indent=INDENT),
    ]


def _records(numbers: Sequence[LectureNumber]) -> list[dict[str, str | int | None]]:
    """The numbers as plain data; the exact value with 12 significant digits."""
    return [
        {
            "id": n.id,
            "lecture": n.lecture,
            "quantity": n.quantity,
            "printed": n.printed,
            "figure": n.figure,
            "exact": written(n.exact),
            "digits": n.digits,
            "rounded": n.rounded,
            "class": n.kind,
            "why": n.reason,
        }
        for n in numbers
    ]


def _csv(numbers: Sequence[LectureNumber]) -> str:
    text = StringIO()
    columns = list(_records(all_numbers()[:1])[0])  # the header stands even if no number fits
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_records(numbers))
    return text.getvalue()


def _json(numbers: Sequence[LectureNumber]) -> str:
    return json.dumps(_records(numbers), ensure_ascii=False, indent=1) + "\n"


FORMATS = {"table": _table, "csv": _csv, "json": _json}
"""How the table can be written."""
