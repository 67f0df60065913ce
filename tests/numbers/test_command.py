"""`autograder numbers` as its user meets it."""

import argparse
import csv
import io
import json
import subprocess
import sys
import time

import pytest

from autograder.errors import UserError
from autograder.numbers import all_numbers, command
from autograder.numbers.classes import CLASSES


def run(*words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def process(*words):
    line = "import argparse, sys\nfrom autograder.numbers import command\n"
    line += "p = argparse.ArgumentParser(); command.add_arguments(p)\n"
    line += "sys.exit(command.run(p.parse_args(sys.argv[1:])))"
    return [sys.executable, "-c", line, *words]


def test_does_the_table_hold_every_number_and_count_the_classes(capsys):
    assert run() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["id", "quantity", "printed", "exact", "class", "why"]
    assert [line.split()[0] for line in lines[1:-2]] == [number.id for number in all_numbers()]
    assert lines[-1] == (
        "294 numbers: 74 given, 88 exact, 57 rounded, 23 truncated, 14 accumulated, 10 wrong, "
        "28 none"
    )


def test_do_the_columns_stand_under_their_heads(capsys):
    run("--class", "wrong")
    head, *lines = capsys.readouterr().out.splitlines()[:-2]
    assert len(lines) == 10
    for line in lines:
        assert line[head.index("class") :].startswith("wrong  ")
        assert line[head.index("why") :].startswith(("Only the path", "Transposed"))
        assert line[head.index("exact") - 1] == " "


@pytest.mark.parametrize("kind", CLASSES)
def test_does_a_class_show_that_class_alone(kind, capsys):
    run("--class", kind, "--format", "json")
    shown = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in shown] == [n.id for n in all_numbers() if n.kind == kind]


def test_do_lecture_and_class_narrow_each_other(capsys):
    run("--class", "wrong", "--lecture", "000")
    assert capsys.readouterr().out.endswith("\n2 numbers: 2 wrong\n")


def test_is_a_figure_set_in_parentheses(capsys):
    run("--lecture", "003", "--class", "rounded")
    assert " (0.327) " in capsys.readouterr().out


def test_is_a_lecture_without_numbers_no_error(capsys):
    assert run("--lecture", "004") == 0
    assert capsys.readouterr().out.endswith("0 numbers: none fits\n")
    run("--lecture", "004", "--format", "csv")
    assert capsys.readouterr().out.startswith("id,lecture,")


def test_does_csv_read_back_as_the_same_records_as_json(capsys):
    run("--format", "csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    run("--format", "json")
    records = json.loads(capsys.readouterr().out)
    plain = [{k: "" if v is None else str(v) for k, v in each.items()} for each in records]
    assert rows == plain
    wrong = next(each for each in records if each["id"] == "aksoy.322.dE_dw1")
    assert wrong["printed"] == "0.0012" and wrong["exact"] == "0.0019839118724"
    assert wrong["rounded"] == "0.0020" and wrong["digits"] == 4


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--class", "Wrong"], "unknown class 'Wrong'.*\n  given .*\n.*exact"),
        (["--lecture", "5"], "unknown lecture '5'.*\n  000 +Gabriella Miles"),
        (["--format", "xml"], "unknown format 'xml'.*\n  table\n  csv\n  json"),
    ],
)
def test_does_an_unknown_word_list_the_known_ones(words, message):
    with pytest.raises(UserError, match=message):
        run(*words)


@pytest.mark.parametrize("columns", [60, 130, 160, 220])
def test_does_nothing_stick_out_of_a_terminal(columns, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    run("--class", "accumulated")
    lines = capsys.readouterr().out.splitlines()
    # The numbers themselves need some 100 columns; only the reasons can be wrapped.
    assert max(map(len, lines)) <= max(columns, 100)
    assert len(lines) > 17


def test_does_a_reader_that_stops_early_see_no_traceback():
    child = subprocess.Popen(process(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait() == 0


def test_does_an_ascii_terminal_still_get_the_table():
    done = subprocess.run(
        process("--class", "wrong"), env={"PYTHONIOENCODING": "ascii"}, capture_output=True
    )
    assert done.returncode == 0 and done.stderr == b""
    assert b"Only the path through y2 was followed" in done.stdout


def test_is_the_whole_table_there_within_a_second_and_a_half():
    def seconds():
        start = time.perf_counter()
        subprocess.run(process(), check=True, capture_output=True)
        return time.perf_counter() - start

    assert min(seconds() for _ in range(3)) < 1.5
