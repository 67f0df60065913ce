"""A fresh gradebook without the command `alembic`."""

from alembic.config import Config
from alembic.script import ScriptDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, inspect, text

CREATE = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"
INSERT = "INSERT INTO alembic_version (version_num) VALUES (:version)"


def prepare(url: str) -> None:
    """Note the schema's version in an empty database, as nbgrader would.

    nbgrader starts the command `alembic` to learn that version. That takes four seconds of a core,
    and fails where the command is not on PATH; the library says the same at once. nbgrader makes
    the tables itself when it opens the gradebook.
    """
    engine = create_engine(url, future=True)
    try:
        if inspect(engine).get_table_names():
            return
        config = Config()
        config.set_main_option("script_location", ALEMBIC_DIR)
        version = ScriptDirectory.from_config(config).get_current_head()
        with engine.begin() as connection:
            connection.execute(text(CREATE))
            connection.execute(text(INSERT), {"version": version})
    finally:
        engine.dispose()
