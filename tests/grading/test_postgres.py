"""Does grading into PostgreSQL give what grading into SQLite gives?"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.errors import UserError

from .conftest import read_csv
from .crashing import ready as ready
from .hand_ins import UNIT
from .test_again import hand_in

STUDENTS = ("right", "no_slope", "check_deleted", "untouched", "cut_off")


def program(name: str) -> str | None:
    """Where a program of PostgreSQL is; Debian keeps them off PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


@pytest.fixture(scope="module")
def server(need) -> Iterator[str]:
    """The address of a server of our own on loopback, with an empty database."""
    initdb, postgres = program("initdb"), program("postgres")
    need("postgres", initdb and postgres, "PostgreSQL's initdb and postgres are not installed")
    user = {"user": "postgres"} if os.geteuid() == 0 else {}  # it refuses to run as root
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True, **user).strip())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    making = [initdb, "-D", folder / "data", "-U", "teacher", "-A", "trust", "--no-sync"]
    subprocess.run(making, check=True, capture_output=True, cwd=folder, **user)
    running = [postgres, "-D", folder / "data", "-h", "127.0.0.1", "-p", str(port), "-k", folder]
    log = (folder / "log").open("wb") if not user else subprocess.DEVNULL
    process = subprocess.Popen([*running, "-F"], stdout=log, stderr=log, cwd=folder, **user)
    try:
        for _ in range(100):
            time.sleep(0.1)
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield f"postgresql+psycopg://teacher@127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder)


@pytest.fixture
def address(server: str) -> str:
    """A fresh database."""
    from sqlalchemy import create_engine, text

    name = f"grades{time.monotonic_ns()}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


def test_are_the_grades_the_same_and_the_marks_kept(address, right, run_grade, ready, tmp_path):
    submitted = tmp_path / "in"
    hand_in(submitted, right, *STUDENTS)
    run_grade(submitted, tmp_path / "sqlite")
    run_grade(submitted, tmp_path / "out", gradebook=address)
    assert not (tmp_path / "out" / "gradebook.db").exists()
    tables = [(tmp_path / out / "grades.csv").read_bytes() for out in ("sqlite", "out")]
    assert tables[0] == tables[1]
    for student in STUDENTS:
        assert (tmp_path / "out" / "feedback" / student / UNIT / f"{UNIT}.html").is_file()

    with Gradebook(address) as book:
        grade = book.find_grade("06-why", UNIT, UNIT, "right")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        book.db.commit()
    assert run_grade(submitted, tmp_path / "out").kept == 4
    assert run_grade(submitted, tmp_path / "out", seed=8).fresh == 5
    rows = read_csv(tmp_path / "out" / "grades.csv")
    marks = {row["points"] for row in rows if row["task"] == "06-why" and row["student"] == "right"}
    assert marks == {"2.5"}
    with Gradebook(address) as book:
        assert book.find_submission(UNIT, "right").score == 6.5
        assert not book.find_grade("06-why", UNIT, UNIT, "right").needs_manual_grade


def test_is_a_database_that_went_away_told_and_the_rest_done_later(
    server, right, run_grade, ready, tmp_path
):
    hand_in(tmp_path / "in", right, "right")
    gone = f"{server.replace('teacher', 'teacher:sesame')}/nowhere"
    with pytest.raises(UserError, match='database "nowhere" does not exist') as told:
        run_grade(tmp_path / "in", tmp_path / "out", gradebook=gone)
    assert "sesame" not in str(told.value)
