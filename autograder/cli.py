"""The command `autograder`. Every subcommand imports what it needs when it runs."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from autograder.errors import UserError

INSTRUCTOR = {
    *("nbgrader", "nbclient", "nbconvert", "nbformat", "jupytext", "sqlalchemy", "alembic"),
    "distributed",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code; 2 for anything the user has to mend."""
    argv = sys.argv[1:] if argv is None else argv
    args = parser(argv).parse_args(argv)
    try:
        return int(import_module(args.module).run(args))
    except UserError as error:
        print(f"autograder {args.command}: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package not in INSTRUCTOR:
            raise
        print(
            f"autograder {args.command}: {package} is not installed. This command needs the "
            "instructor's packages. In the project's folder: pip install '.[instructor]'",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """All subcommands and their arguments; those of `numbers` only when it is called for."""
    top = argparse.ArgumentParser(
        prog="autograder", description="Build, release and grade the course on backpropagation."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = _command(commands, "build", "text -> solutions -> course", "building.command")
    build.add_argument("units", nargs="*", metavar="UNIT", help="such as 06 (default: all)")
    build.add_argument(
        "--check", action="store_true", help="write nothing; fail when a committed notebook differs"
    )

    release = _command(
        commands,
        "release",
        "a student's copy of the course, without answers",
        "grading.release_command",
    )
    release.add_argument(
        "folder", type=_named, metavar="DIR", help="made when missing; nothing is overwritten"
    )
    release.add_argument("units", nargs="*", metavar="UNIT", help="such as 06 (default: all)")
    release.add_argument(
        "--student",
        action="append",
        metavar="ID",
        help="a copy in DIR/ID, with numbers of its own; may be given again (default: one copy)",
    )
    release.add_argument(
        "--secret", metavar="FILE", help="what those numbers are made from; written when missing"
    )

    _grade(_command(commands, "grade", "grade a folder of submissions", "grading.grade_command"))

    audit = _command(
        commands, "audit", "each task against right styles and usual mistakes", "auditing.command"
    )
    audit.add_argument("unit", nargs="?", metavar="UNIT", help="such as 06 (default: all)")
    audit.add_argument("--verbose", action="store_true", help="list what has no name, too")

    export = _command(
        commands,
        "export",
        "the grades as a spreadsheet, Canvas or Moodle reads them",
        "grading.export_command",
    )
    export.add_argument(
        "graded",
        nargs="?",
        type=_named,
        default=".",
        metavar="GRADED",
        help="the --out of `autograder grade` (default: this folder)",
    )
    export.add_argument("--format", default="csv", help="csv (default), canvas or moodle")
    export.add_argument("--unit", help="such as 06 (default: all)")
    export.add_argument(
        "--to", metavar="FILE", help="default: gradebook.csv, canvas.csv or moodle.csv in GRADED"
    )

    demo = _command(
        commands, "demo", "a made-up class, graded in front of you", "grading.demo_command"
    )
    demo.add_argument("--students", type=int, default=8, metavar="N", help="default: 8")
    demo.add_argument(
        "--out", type=_named, metavar="DIR", default="demo-class", help="default: demo-class"
    )
    _common(demo)

    numbers = _command(
        commands, "numbers", "the lectures' numbers, printed and exact", "numbers.command"
    )
    if "numbers" in argv:
        import_module("autograder.numbers.command").add_arguments(numbers)
    return top


def _command(commands: Any, name: str, what: str, module: str) -> argparse.ArgumentParser:
    """A subcommand that says what it does in both helps, and runs `autograder.<module>`."""
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=what, description=f"{what[0].upper()}{what[1:]}."
    )
    made.set_defaults(module=f"autograder.{module}")
    return made


def _grade(grade: argparse.ArgumentParser) -> None:
    grade.add_argument(
        "submitted", type=_named, metavar="SUBMITTED", help="holds <student>/<unit>/<unit>.ipynb"
    )
    grade.add_argument("--unit", help="grade this unit alone, such as 06 (default: all)")
    grade.add_argument(
        "--out", type=_named, metavar="DIR", help="default: SUBMITTED-graded, beside SUBMITTED"
    )
    _common(grade)
    grade.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a Dask cluster, such as tcp://host:8786 (default: this machine does it all)",
    )
    grade.add_argument("--gradebook", metavar="URL", help="default: sqlite in DIR/gradebook.db")
    grade.add_argument(
        "--seed", type=int, help="draw the same inputs as an earlier run (default: fresh ones)"
    )
    grade.add_argument("--secret", metavar="FILE", help="as given to `release --student`")
    grade.add_argument(
        "--trust-submissions",
        action="store_true",
        help="grade even where this machine cannot lock a notebook away from files and network",
    )


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--jobs", type=int, metavar="N", help="kernels at once (default: cores)")
    command.add_argument(
        "--time-limit",
        type=float,
        default=120,
        metavar="S",
        help="seconds a notebook (default: 120)",
    )


def _named(name: str) -> str:
    """A folder's name. An empty one, from an unset variable, would mean the current folder."""
    if not name:
        raise argparse.ArgumentTypeError("the name of the folder is empty")
    return name


if __name__ == "__main__":
    sys.exit(main())
