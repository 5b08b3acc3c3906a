"""Fixtures for the tests of the database."""

import pytest
from sqlalchemy import Engine

from sync.store.sql_store import SqlStore
from tests.sync.store.builders import HARBOUR, Clock


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until it is moved."""
    return Clock()


@pytest.fixture
def store(engine: Engine, clock: Clock) -> SqlStore:
    """A store that writes times by the clock that stands still."""
    return SqlStore(engine, now=clock)


@pytest.fixture
def link_id(store: SqlStore) -> int:
    """The id of a link between two companies."""
    with store.transaction() as transaction:
        return transaction.links.add(HARBOUR).link_id
