"""What stands in a database at one moment, to be put into another that is up to date and empty."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Engine

from sync.store.models import Base

_COPY_OUT = sql.SQL("COPY {} TO STDOUT")
_COPY_IN = sql.SQL("COPY {} FROM STDIN")
_COUNTED_SO_FAR = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
_TABLES = tuple(table.name for table in Base.metadata.sorted_tables)
_COUNT_ON = "SELECT setval(%s::regclass, %s)"


class Contents(Protocol):
    """All rows of a database."""

    def put_into(self, engine: Engine) -> None:
        """Fill a database of the same sort, which is up to date and has no rows."""


def contents_of(engine: Engine, path: Path) -> Contents:
    """All that was committed so far.

    Args:
        engine: The database.
        path: A file for what is taken out of it, which must not be there yet.
    """
    if engine.dialect.name == "sqlite":
        return _SqliteContents.of(engine, path)
    return _PostgresqlContents.of(engine)


@dataclass(frozen=True, slots=True)
class _SqliteContents:
    path: Path

    @classmethod
    def of(cls, engine: Engine, path: Path) -> Contents:
        with _driver(engine) as source, closing(sqlite3.connect(path)) as copy:
            source.backup(copy)
        return cls(path)

    def put_into(self, engine: Engine) -> None:
        with closing(sqlite3.connect(self.path)) as copy, _driver(engine) as target:
            copy.backup(target)


@dataclass(frozen=True, slots=True)
class _PostgresqlContents:
    """Rows by table, those that others refer to first; and how far each sequence has counted."""

    rows: Mapping[str, bytes]
    counted: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, engine: Engine) -> Contents:
        with _driver(engine) as connection:
            found = {name: _rows(connection, name) for name in _TABLES}
            rows = {name: text for name, text in found.items() if text}
            return cls(rows, tuple(connection.execute(_COUNTED_SO_FAR).fetchall()))

    def put_into(self, engine: Engine) -> None:
        with _driver(engine) as connection:
            for table, rows in self.rows.items():
                with connection.cursor().copy(_COPY_IN.format(sql.Identifier(table))) as copy:
                    copy.write(rows)
            for sequence, value in self.counted:
                connection.execute(_COUNT_ON, (sequence, value))
            connection.commit()


def _rows(connection: psycopg.Connection[Any], table: str) -> bytes:
    with connection.cursor().copy(_COPY_OUT.format(sql.Identifier(table))) as copy:
        return b"".join(copy)


@contextmanager
def _driver(engine: Engine) -> Iterator[Any]:
    """The database's own connection: `sqlite3.Connection` or `psycopg.Connection`."""
    with closing(engine.raw_connection()) as connection:
        yield connection.driver_connection
