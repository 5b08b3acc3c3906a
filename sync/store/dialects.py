"""The few places where SQLite and PostgreSQL are spoken to differently."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Double, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from sync.store.models import Base

Item = TypeVar("Item")

SQLITE = "sqlite"
POSTGRESQL = "postgresql"

LIST_LIMIT = 500
"""How many values one statement names in a list: SQLite limits the parameters of a statement."""


def upsert(connection: Connection, model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An insert for `model` that can say what happens when the row is there already."""
    return upsert_in(connection.dialect.name, model)


def upsert_in(dialect: str, model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """The same by the dialect's name, for statements that are made once and kept."""
    return postgresql.insert(model) if dialect == POSTGRESQL else sqlite.insert(model)


def in_chunks(items: Iterable[Item], size: int = LIST_LIMIT) -> Iterator[Sequence[Item]]:
    """`items` in runs of at most `size`."""
    remaining = iter(items)
    while chunk := tuple(islice(remaining, size)):
        yield chunk


_HAS_OUTGROWN_STATISTICS = text(
    "SELECT reltuples < 0 OR pg_relation_size(oid) > :growth * relpages * "
    "current_setting('block_size')::bigint FROM pg_class WHERE oid = CAST(:table_name AS regclass)"
)
_GROWTH = 4


def keep_statistics(connection: Connection, model: type[Base]) -> None:
    """Have PostgreSQL count a table that has grown several times over.

    It does so by itself, but a minute late: until then a first pull would be planned as if the table
    were empty, and read all of it for every batch.
    """
    if connection.dialect.name != POSTGRESQL:
        return
    name = model.__tablename__
    asked = {"table_name": name, "growth": _GROWTH}
    if connection.execute(_HAS_OUTGROWN_STATISTICS, asked).scalar_one():
        connection.exec_driver_sql(f"ANALYZE {name}")


class database_clock(FunctionElement[float]):  # noqa: N801 - reads as the SQL function that it is
    """Now by the database's own clock, in seconds since 1970: the same for all who ask."""

    type = Double()
    inherit_cache = True
    name = "database_clock"


@compiles(database_clock, SQLITE)
def _sqlite_clock(element: database_clock, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ARG001 - SQLAlchemy's signature
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(database_clock, POSTGRESQL)
def _postgresql_clock(element: database_clock, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ARG001 - SQLAlchemy's signature
    return "CAST(extract(epoch from clock_timestamp()) AS double precision)"
