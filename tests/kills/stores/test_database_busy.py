"""A busy database, locked by another program, full of connections or in a deadlock: it is told, and passes."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress

import psycopg
import pytest
from sqlalchemy import event, make_url

from sync.domain.errors import RetryLater
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.writers_line import TOO_BUSY
from tests.sync.store.builders import HARBOUR

SHORT_MILLISECONDS = 50


@pytest.fixture
def impatient(sqlite_url: str) -> Iterator[SqlStore]:
    """A store on SQLite that waits for a lock for a moment only."""
    engine = open_engine(sqlite_url)

    def wait_shortly(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={SHORT_MILLISECONDS}")

    event.listen(engine, "checkout", wait_shortly)
    yield SqlStore(engine)
    engine.dispose()


def test_sqlite_locked_by_another_program__is_told_and_passes(
    impatient: SqlStore, sqlite_url: str
) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RetryLater) as refused, impatient.transaction() as transaction:
            transaction.links.add(HARBOUR)
        assert str(refused.value) == TOO_BUSY
        with impatient.reading() as transaction:
            assert transaction.links.all() == ()
    with impatient.transaction() as transaction:
        transaction.links.add(HARBOUR)


def test_postgresql_without_a_free_connection__is_told_and_passes(postgresql_url: str) -> None:
    url = make_url(postgresql_url)
    if not isinstance(url.query.get("host"), str):
        pytest.skip("the connections of the PostgreSQL that DATABASE_URL names are for others too")
    engine = open_engine(postgresql_url)
    engine.dispose()
    store = SqlStore(engine)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with ExitStack() as others:
        take_every_connection(plain, others)
        with pytest.raises(RetryLater) as refused, store.transaction() as transaction:
            transaction.links.add(HARBOUR)
        assert str(refused.value) == TOO_BUSY
    with store.transaction() as transaction:
        transaction.links.add(HARBOUR)
    store.close()


def take_every_connection(address: str, others: ExitStack) -> None:
    with suppress(psycopg.OperationalError):
        while True:
            others.enter_context(closing(psycopg.connect(address)))


def test_deadlock__one_goes_on_and_the_other_is_told(postgresql_url: str) -> None:
    store = SqlStore(open_engine(postgresql_url))
    with store.transaction() as transaction:
        tokens = {name: transaction.leases.acquire(name, "a test", seconds=600) for name in "ab"}
    met = threading.Barrier(2)
    ends: list[str] = []

    def take(first: str, second: str) -> None:
        try:
            with store.transaction() as transaction:
                transaction.leases.require(first, tokens[first] or 0)
                met.wait()
                transaction.leases.require(second, tokens[second] or 0)
            ends.append("done")
        except RetryLater as error:
            ends.append(str(error))

    threads = [threading.Thread(target=take, args=order) for order in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == sorted(["done", TOO_BUSY])
    store.close()
