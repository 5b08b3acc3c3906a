"""Bringing the database up to date: Alembic, driven from the program."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from sync.store.dialects import POSTGRESQL

_ONE_AT_A_TIME = 7_204_002
_WAIT_FOR_OTHERS = "5min"
_WAIT_FOR_A_LOCK = "5s"
_LONGEST_STATEMENT = "15min"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to `revision`; nothing happens where it is there already.

    Several processes may call this at once: one does the work, the others wait for it. An error leaves
    the database as it was.
    """
    with _migrating(engine) as (config, _):
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to `revision`, with all data that it does not know."""
    with _migrating(engine) as (config, _):
        command.downgrade(config, revision)


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly the tables that this version of the program expects."""
    expected = set(ScriptDirectory.from_config(_config()).get_heads())
    with engine.connect() as connection:
        found = set(MigrationContext.configure(connection).get_current_heads())
    return found == expected


def _config() -> Config:
    """Alembic's settings, with the scripts where the package is, whatever the working directory."""
    config = Config()
    # Percent signs mean something to Alembic's reader of settings.
    config.set_main_option("script_location", str(files("migrations")).replace("%", "%%"))
    return config


@contextmanager
def _migrating(engine: Engine) -> Iterator[tuple[Config, Connection]]:
    config = _config()
    with engine.connect() as connection, _prepared(connection):
        config.attributes["connection"] = connection
        yield config, connection


@contextmanager
def _prepared(connection: Connection) -> Iterator[None]:
    """One transaction, with nobody else migrating, and no endless waiting."""
    if connection.dialect.name == POSTGRESQL:
        with connection.begin():
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT_FOR_OTHERS}'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT_FOR_A_LOCK}'")
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{_LONGEST_STATEMENT}'")
            yield
        return
    with _foreign_keys_off(connection), connection.begin():
        yield


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by building it anew, which its foreign keys would not survive.

    The setting works only outside a transaction, so it is sent past SQLAlchemy, which would begin one.
    """
    raw = connection.connection.cursor()
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
        raw.close()
