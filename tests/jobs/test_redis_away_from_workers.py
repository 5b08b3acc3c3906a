"""A worker whose Redis server goes away stays, and is at work again when it is back."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import connect
from jobs.relay import relay_runs
from sync.domain.runs import RunState
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from tests.jobs.parts import ask_for_sync, is_alive, wait_until
from tests.jobs.workshop import Workshop, workshop_of
from tests.sync.use_cases.bridge import bridge_over

pytestmark = pytest.mark.processes


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    """A Redis server that may be killed."""
    with EmbeddedRedis(tmp_path / "redis") as server:
        yield server


@pytest.fixture
def workshop(sqlite_url: str, own_redis: EmbeddedRedis, tmp_path: Path) -> Iterator[Workshop]:
    store = SqlStore(open_engine(sqlite_url))
    with bridge_over(store, documents=10) as bridge:
        yield workshop_of(
            bridge,
            store=store,
            queues=connect(own_redis.url),
            redis_server=own_redis,
            database_url=sqlite_url,
            folder=tmp_path,
        )
    store.close()


def lose_redis(server: EmbeddedRedis) -> None:
    """Kill it, with all it held."""
    pid = server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_until("the Redis server is dead", lambda: not is_alive(pid))


@pytest.mark.parametrize("at_work", [True, False])
def test_worker__outlives_its_redis_server(
    workshop: Workshop, own_redis: EmbeddedRedis, at_work: bool
) -> None:
    link_id = workshop.bridge.link.link_id
    with workshop.worker() as worker:
        first = ask_for_sync(workshop.store, link_id)
        if at_work:
            workshop.slow_down_writes(0.02)
        relay_runs(workshop.store, workshop.queues)
        if at_work:
            workshop.wait_for_writes(5)
        else:
            workshop.wait_until_over(first.run_id)
        lose_redis(own_redis)
        assert workshop.wait_until_over(first.run_id).state is RunState.DONE
        second = ask_for_sync(workshop.store, link_id)
        own_redis.look_after()
        relay_runs(workshop.store, workshop.queues)
        assert workshop.wait_until_over(second.run_id).state is RunState.DONE
        worker.send(signal.SIGTERM)
        assert worker.end() == 0
