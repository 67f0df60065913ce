"""The command `autograder`. Every subcommand imports what it needs when it runs."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from autograder.errors import UserError

INSTRUCTOR = ("nbgrader", "nbclient", "nbconvert", "nbformat", "jupytext", "sqlalchemy", "alembic")


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
        if missing.name not in INSTRUCTOR:
            raise
        print(
            f"autograder {args.command}: {missing.name} is not installed. This command needs the "
            "instructor's packages: pip install 'backprop-course[instructor]'",
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

    build = commands.add_parser("build", help="text -> solutions -> course")
    build.set_defaults(module="autograder.building.command")
    build.add_argument("units", nargs="*", metavar="UNIT", help="such as 06 (default: all)")
    build.add_argument(
        "--check", action="store_true", help="write nothing; fail when a committed notebook differs"
    )

    release = commands.add_parser("release", help="a student's copy of the course, without answers")
    release.set_defaults(module="autograder.grading.release_command")
    release.add_argument("folder", metavar="DIR", help="made when missing; nothing is overwritten")
    release.add_argument("units", nargs="*", metavar="UNIT", help="such as 06 (default: all)")

    release.add_argument(
        "--student", action="append", metavar="ID", help="a copy for each, with numbers of its own"
    )
    release.add_argument(
        "--secret", metavar="FILE", help="what those numbers are made from; written when missing"
    )

    grade = commands.add_parser("grade", help="grade a folder of submissions")
    grade.set_defaults(module="autograder.grading.grade_command")
    grade.add_argument("submitted", metavar="SUBMITTED", help="holds <student>/<unit>/<unit>.ipynb")
    grade.add_argument("--unit", help="grade this unit alone")
    grade.add_argument("--out", metavar="DIR", help="default: SUBMITTED-graded, beside SUBMITTED")
    _common(grade)
    grade.add_argument("--gradebook", metavar="URL", help="default: sqlite in DIR/gradebook.db")
    grade.add_argument("--seed", type=int, help="draw the same inputs as an earlier run")

    grade.add_argument("--secret", metavar="FILE", help="as given to `release --student`")
    grade.add_argument(
        "--trust-submissions",
        action="store_true",
        help="grade even where this machine cannot lock a notebook away from files and network",
    )

    audit = commands.add_parser("audit", help="each task against right styles and usual mistakes")
    audit.set_defaults(module="autograder.auditing.command")
    audit.add_argument("unit", nargs="?", help="such as 06 (default: all)")
    audit.add_argument("--verbose", action="store_true", help="list what has no name, too")

    demo = commands.add_parser("demo", help="a made-up class, graded in front of you")
    demo.set_defaults(module="autograder.grading.demo_command")
    demo.add_argument("--students", type=int, default=8, metavar="N", help="default: 8")
    demo.add_argument("--out", metavar="DIR", default="demo-class", help="default: demo-class")
    _common(demo)

    numbers = commands.add_parser("numbers", help="the lectures' numbers, printed and exact")
    numbers.set_defaults(module="autograder.numbers.command")
    if "numbers" in argv:
        import_module("autograder.numbers.command").add_arguments(numbers)
    return top


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--jobs", type=int, metavar="N", help="kernels at once (default: cores)")
    command.add_argument(
        "--time-limit", type=float, default=120, metavar="S", help="seconds a notebook (120)"
    )


if __name__ == "__main__":
    sys.exit(main())
