"""A real Redis-protocol server for the session, emptied for each test, and the queues on it."""

from collections.abc import Iterator

import pytest

from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import JobQueues, connect
from sync.store.sql_store import SqlStore
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
