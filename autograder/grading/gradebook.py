"""A fresh gradebook without the command `alembic`, and an old one that is whole."""

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, inspect, make_url, select, text
from sqlalchemy.exc import DatabaseError

CREATE = "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)"
COUNT = "SELECT count(*) FROM alembic_version"
INSERT = "INSERT INTO alembic_version (version_num) VALUES (:version)"
PATIENCE = 30  # seconds that SQLite waits while another program writes


def patient(url: str) -> str:
    """The address with which SQLite waits for its turn."""
    if url.startswith("sqlite:") and "?" not in url:
        return f"{url}?timeout={PATIENCE}"
    return url


def prepare(url: str) -> None:
    """Note the schema's version in an empty database, as nbgrader would.

    nbgrader starts the command `alembic` to learn that version. That takes four seconds of a core,
    and fails where the command is not on PATH; the library says the same at once. nbgrader makes
    the tables itself when it opens the gradebook.
    """
    engine = create_engine(url, future=True)
    try:
        tables = set(inspect(engine).get_table_names())
        if tables - {"alembic_version"}:
            return
        config = Config()
        config.set_main_option("script_location", ALEMBIC_DIR)
        version = ScriptDirectory.from_config(config).get_current_head()
        with engine.begin() as connection:
            connection.execute(text(CREATE))
            # SQLite makes the table at once: a run that was killed just then left it empty.
            if not connection.execute(text(COUNT)).scalar():
                connection.execute(text(INSERT), {"version": version})
    finally:
        engine.dispose()


def damage(url: str) -> str:
    """What is wrong with an SQLite file, found in milliseconds; empty when nothing is."""
    if not url.startswith("sqlite:"):
        return ""
    engine = create_engine(url, future=True)
    try:
        with engine.connect() as connection:
            said = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        return "" if said == "ok" else str(said)
    except DatabaseError as error:
        if "locked" in str(error):
            raise
        return str(error.orig)
    finally:
        engine.dispose()


def missing(url: str) -> bool:
    """Whether the address is of an SQLite file that is not there."""
    name = make_url(url).database if url.startswith("sqlite:") else None
    return bool(name) and not Path(str(name)).exists()


def graded(book: Gradebook) -> set[tuple[str, str]]:
    """(student, unit) of every submission that has its grades in the gradebook."""
    query = (
        select(SubmittedAssignment.student_id, Assignment.name)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .where(Grade.auto_score.is_not(None))
        .distinct()
    )
    return {(student, unit) for student, unit in book.db.execute(query)}
