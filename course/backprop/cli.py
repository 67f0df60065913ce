"""The command `backprop`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from backprop import lab, serving


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="backprop", description="A course on backpropagation, in JupyterLab."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    opened = commands.add_parser(
        "lab",
        help="open the course in JupyterLab",
        description="Open the course in JupyterLab at its index.",
    )
    opened.add_argument(
        "dir",
        nargs="?",
        type=_folder,
        metavar="DIR",
        help="copy the course there first; a file that is already there is never overwritten",
    )
    opened.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    return parser


def _folder(name: str) -> Path:
    """A folder from the command line; an empty name, from an unset variable, is a mistake."""
    if not name:
        raise argparse.ArgumentTypeError("the name of the folder is empty")
    return Path(name)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):  # a path may hold what an old terminal cannot show
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    try:
        folder, told = lab.prepare(arguments.dir)
        print(told, end="", flush=True)
        return serving.serve(folder, browser=not arguments.no_browser)
    except KeyboardInterrupt:
        return 0
    except (lab.LabError, RuntimeError) as error:
        message = str(error)
    except OSError as error:
        message = f"{error.filename}: {error.strerror}."
    print(f"backprop lab: {message}", file=sys.stderr)
    return 1
