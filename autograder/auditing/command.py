"""`autograder audit [UNIT]`: a table of every task, and a non-zero exit if any fails."""

import argparse

from autograder.auditing.audit import Audit
from autograder.auditing.side_by_side import audit_all
from autograder.errors import UserError
from autograder.tasks import all_tasks, units


def run(args: argparse.Namespace) -> int:
    """Audit the tasks and print the table. 0: all passed. 1: at least one failed."""
    chosen = all_tasks()
    if args.unit:
        chosen = [task for task in chosen if args.unit.rstrip("/") in _names(task.unit)]
        if not chosen:
            known = ", ".join(units())
            raise UserError(f"There is no unit {args.unit!r} with tasks. Known: {known}.")
    audits = audit_all(chosen)
    print(
        _row("task", "right", "rejected", "wrong", "accepted", "unnamed", "misnamed", "too close")
    )
    for each in audits:
        print(_row(each.task, *_counts(each)))
    totals = zip(*(_counts(each) for each in audits), strict=True)
    print(_row("in all", *(sum(column) for column in totals)))
    for each in audits:
        _explain(each, args.verbose)
    failed = [each.task for each in audits if not each.passed]
    print(f"{len(audits) - len(failed)} of {len(audits)} tasks pass.")
    return 1 if failed else 0


def _names(number: str) -> set[str]:
    return {number} | {name for name in units() if name.startswith(number)}


def _counts(each: Audit) -> tuple[int, ...]:
    wrong = (each.unnamed, each.misnamed, each.too_close)
    return (
        each.styles,
        len(each.rejected),
        each.mistakes,
        len(each.accepted),
        *(len(column) for column in wrong),
    )


def _row(task: str, *columns: object) -> str:
    return f"{task:<24}" + "".join(f"{column!s:>10}" for column in columns)


def _explain(each: Audit, verbose: bool) -> None:
    for what in each.rejected:
        print(f"{each.task}: a right answer was rejected: {what}")
    for what in each.accepted:
        print(f"{each.task}: a wrong answer was accepted: {what}. Draw better inputs.")
    for what in each.misnamed:
        print(f"{each.task}: a mistake goes by a wrong name: {what}")
    if verbose:
        for what in each.unnamed:
            print(f"{each.task}: no name was found for {what}")
        for what in each.too_close:
            print(f"{each.task}: too close to the right answer at hand precision: {what}")
