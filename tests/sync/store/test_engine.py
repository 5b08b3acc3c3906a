"""Opening the database: plain words when it cannot be, and never the password."""

from pathlib import Path

import pytest
from sqlalchemy import text

from sync.domain.errors import FixSetup
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from tests.databases import PostgreSQL


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("postgresql://fiona:s3cr3t-word@127.0.0.1:1/leasebridge", "127.0.0.1"),
        ("postgresql://fiona:s3cr3t-word@no-such-host.invalid/leasebridge", "no-such-host.invalid"),
        ("postgres://fiona:s3cr3t-word@/x?host=/nowhere/at/all", "/nowhere/at/all"),
        ("mysql://fiona:s3cr3t-word@db/leasebridge", "mysql"),
        ("fiona:s3cr3t-word at the database", "cannot be read"),
        ("sqlite://", "without a file"),
        ("sqlite:////nowhere/at/all/leasebridge.db", "/nowhere/at/all/leasebridge.db"),
    ],
)
def test_open_engine__says_what_is_wrong_and_keeps_the_password(address: str, named: str) -> None:
    with pytest.raises(FixSetup) as refused:
        open_engine(address)
    assert named in str(refused.value)
    assert "s3cr3t-word" not in str(refused.value)


def test_open_engine__a_wrong_database_is_named(postgresql: PostgreSQL) -> None:
    with pytest.raises(FixSetup, match="database no_such_database"):
        open_engine(postgresql.url_of("no_such_database"))


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_open_engine__takes_every_spelling_of_postgresql(postgresql_url: str, scheme: str) -> None:
    engine = open_engine(postgresql_url.replace("postgresql", scheme, 1))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()


def test_sqlite__keeps_a_write_ahead_log_and_its_foreign_keys(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    engine.dispose()


def test_connection__lost_on_the_server_is_made_anew(
    postgresql: PostgreSQL, postgresql_url: str, postgresql_database: str
) -> None:
    store = SqlStore(open_engine(postgresql_url))
    with store.reading() as transaction:
        assert transaction.links.all() == ()
    postgresql.empty_database(postgresql_database, [])  # throws everybody out
    with store.reading() as transaction:
        assert transaction.links.all() == ()
    store.close()
