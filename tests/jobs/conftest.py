"""A real Redis-protocol server for the session, emptied for each test, and the queues on it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import JobQueues, connect
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from tests.jobs.absence import Doorway, doorway_to
from tests.sync.store.builders import HARBOUR


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    with EmbeddedRedis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def queues(redis_server: EmbeddedRedis) -> Iterator[JobQueues]:
    connected = connect(redis_server.url)
    connected.connection.flushdb()
    yield connected
    connected.connection.close()


@pytest.fixture
def link_id(store: SqlStore) -> int:
    """The id of a link between two companies that no ledger is asked about."""
    with store.transaction() as transaction:
        return transaction.links.add(HARBOUR).link_id


@pytest.fixture
def doorway(postgresql_url: str) -> Iterator[Doorway]:
    if not isinstance(make_url(postgresql_url).query.get("host"), str):
        pytest.skip("the PostgreSQL that DATABASE_URL names cannot be taken away")
    with doorway_to(postgresql_url) as door:
        yield door


@pytest.fixture
def store_behind(doorway: Doorway) -> Iterator[SqlStore]:
    """A store whose database can be taken away."""
    store = SqlStore(open_engine(doorway.url))
    yield store
    store.close()
