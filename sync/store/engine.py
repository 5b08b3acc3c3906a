"""Opening the database: by its address, with the habits that each of the two needs."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import psycopg.errors
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from sync.domain.errors import FixSetup, RetryLater
from sync.store.dialects import POSTGRESQL, SQLITE
from sync.store.writers_line import PEOPLES_TURN_SECONDS, TOO_BUSY, WritersLine

CONNECT_SECONDS = 5
LOCK_MILLISECONDS = 10_000
"""How long a statement waits for somebody else's lock."""

NO_ROOM = (
    "The database cannot write: its disk is full, or broken. Nothing was written and nothing is lost. "
    "Whoever runs Leasebridge has to make room; then it goes on by itself."
)
_PRIMARY = 0xFF
"""The part of SQLite's extended result codes that says what is wrong; the rest says where."""

_SQLITE_BEGIN = "sqlite_begin"
_WRITERS_LINE = "writers_line"
_SQLITE_HABITS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    f"busy_timeout={LOCK_MILLISECONDS}",
    "foreign_keys=ON",
    "cache_size=-16000",  # 16 MB for each connection: the upper levels of a large company's indexes
)
_POSTGRESQL_SCHEMES = {"postgres", "postgresql", "postgresql+psycopg"}


def open_engine(database_url: str, *, people_wait: bool = False) -> Engine:
    """Open the database at `database_url` and make sure that it answers.

    Args:
        database_url: `sqlite:///path` or `postgresql://user:password@host/name`.
        people_wait: Whether people wait for what this process writes, so that it may take longer turns.

    Raises:
        FixSetup: The address cannot be used, or no database answers there.
    """
    url = _read_address(database_url)
    is_sqlite = url.get_backend_name() == SQLITE
    engine = _sqlite_engine(url, people_wait=people_wait) if is_sqlite else _postgresql_engine(url)
    try:
        with engine.connect():
            pass
    except DBAPIError as error:
        engine.dispose()
        raise FixSetup(_no_answer(url)) from error
    return engine


def _read_address(database_url: str) -> URL:
    try:
        url = make_url(database_url)
    except ArgumentError:
        # Without its cause, which repeats the address and with it perhaps a password.
        raise FixSetup(
            "The database address cannot be read. It is written sqlite:///path/to/file.db or "
            "postgresql://user:password@host/name."
        ) from None
    if url.drivername in _POSTGRESQL_SCHEMES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == SQLITE and url.database not in {None, "", ":memory:"}:
        return url
    raise FixSetup(
        f"Leasebridge keeps its data in a SQLite file or in PostgreSQL, not in {url.drivername}"
        f"{' without a file' if url.drivername == SQLITE else ''}. Give another database address."
    )


def _no_answer(url: URL) -> str:
    if url.get_backend_name() == SQLITE:
        return (
            f"The database file {url.database} cannot be opened. Make sure that its folder is there and "
            "may be written to."
        )
    host = url.host or url.query.get("host") or "this machine"
    return (
        f"PostgreSQL on {host} does not let us in to database {url.database}. Make sure that it is "
        "running, and that address, user and password are right."
    )


def _sqlite_engine(url: URL, *, people_wait: bool) -> Engine:
    line = WritersLine(Path(str(url.database)), PEOPLES_TURN_SECONDS if people_wait else 0.0)
    engine = create_engine(url, execution_options={_WRITERS_LINE: line})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # BEGIN is ours: Python's own would come too late
    cursor = connection.cursor()
    for habit in _SQLITE_HABITS:
        cursor.execute(f"PRAGMA {habit}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a transaction that first reads and then writes would be refused."""
    how = connection.get_execution_options().get(_SQLITE_BEGIN, "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {how}")


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(
        url,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "leasebridge",
            "options": f"-c lock_timeout={LOCK_MILLISECONDS}",
        },
    )


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection with a transaction that may write: committed at the end, rolled back on an error.

    With SQLite it waits in line for its turn.

    Raises:
        RetryLater: Those before it took too long.
    """
    line: WritersLine | None = engine.get_execution_options().get(_WRITERS_LINE)
    with line.turn() if line else nullcontext(), engine.begin() as connection:
        yield connection


@contextmanager
def read_only(engine: Engine) -> Iterator[Connection]:
    """A connection with a transaction that sees one moment, waits for no writer, and cannot write."""
    if engine.dialect.name == POSTGRESQL:
        reading = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        with reading.begin() as connection:
            yield connection
    else:
        with engine.connect() as connection:
            connection.execution_options(**{_SQLITE_BEGIN: "DEFERRED"})
            with connection.begin(), _writes_refused(connection):
                yield connection


@contextmanager
def _writes_refused(connection: Connection) -> Iterator[None]:
    # Straight to the driver: a run reads in hundreds of transactions, and this asks nothing of the database.
    sqlite: Any = connection.connection.driver_connection
    sqlite.execute("PRAGMA query_only=ON")
    try:
        yield
    finally:
        sqlite.execute("PRAGMA query_only=OFF")


@contextmanager
def passing_trouble() -> Iterator[None]:
    """Tell trouble that passes (busy, restarted, a deadlock, a full disk once emptied) as RetryLater."""
    try:
        yield
    except DBAPIError as error:
        if _lacks_room(error):
            raise RetryLater(NO_ROOM) from error
        if not _passes(error):
            raise
        raise RetryLater(TOO_BUSY) from error


_PASSING = (
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.TooManyConnections,
    psycopg.errors.CannotConnectNow,
)


_LACKS_ROOM = (psycopg.errors.DiskFull, psycopg.errors.OutOfMemory)


def _lacks_room(error: DBAPIError) -> bool:
    """Whether the disk is full, which SQLite may also tell as an error of reading or writing."""
    if isinstance(error.orig, sqlite3.Error):
        return error.orig.sqlite_errorcode & _PRIMARY in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
    return isinstance(error.orig, _LACKS_ROOM)


def _passes(error: DBAPIError) -> bool:
    if error.connection_invalidated or isinstance(error.orig, _PASSING):
        return True
    if isinstance(error.orig, psycopg.OperationalError) and error.orig.sqlstate is None:
        return True  # No server spoke to us: it is stopped, starting anew, or cannot be reached.
    return isinstance(error, OperationalError) and "database is locked" in str(error.orig)
