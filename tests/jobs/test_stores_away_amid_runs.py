"""A store goes away amid a run and comes back: workers stay, nothing is lost, and nothing is there twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import JobQueues
from jobs.relay import relay_runs
from sync.domain.runs import RunState
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from tests.jobs.absence import Doorway
from tests.jobs.parts import ask_for_plan, ask_for_sync, run_of, scheduler
from tests.jobs.workshop import Workshop, workshop_of
from tests.kills.outcome import outcome_of
from tests.kills.small_company import small_company
from tests.sync.use_cases.bridge import bridge_over

pytestmark = pytest.mark.processes

NO_DIFFERENCE = {"count": 0, "total": "0.00", "outstanding": "0.00"}


@contextmanager
def workshop_over(
    url: str,
    queues: JobQueues,
    redis_server: EmbeddedRedis,
    folder: Path,
    *,
    workers_url: str = "",
) -> Iterator[Workshop]:
    """A first sync is to be done, at a pace that leaves time to take something away."""
    store = SqlStore(open_engine(url))
    with bridge_over(store, start=small_company(documents=True)) as bridge:
        made = workshop_of(
            bridge,
            store=store,
            queues=queues,
            redis_server=redis_server,
            database_url=workers_url or url,
            folder=folder,
        )
        made.slow_down_writes(0.05)
        yield made
    store.close()


def assert_all_is_there_once(workshop: Workshop) -> None:
    assert outcome_of(workshop.bridge).ledgers["difference"] == NO_DIFFERENCE
    written = workshop.written()
    assert workshop.bridge.sync().run.state is RunState.DONE
    assert workshop.written() == written


@pytest.fixture
def before_a_restart(
    postgresql_url: str,
    doorway: Doorway,
    queues: JobQueues,
    redis_server: EmbeddedRedis,
    tmp_path: Path,
) -> Iterator[Workshop]:
    with workshop_over(
        postgresql_url, queues, redis_server, tmp_path, workers_url=doorway.url
    ) as workshop:
        yield workshop


@pytest.mark.parametrize("writes", [2, 12])
def test_postgresql_restarted_amid_a_run__the_same_run_is_finished(
    before_a_restart: Workshop, doorway: Doorway, queues: JobQueues, writes: int
) -> None:
    workshop = before_a_restart
    run = ask_for_sync(workshop.store, workshop.bridge.link.link_id)
    relay_runs(workshop.store, queues)
    with workshop.worker() as worker:
        workshop.wait_for_writes(writes)
        doorway.close()
        assert not run_of(workshop.store, run.run_id).state.is_over
        doorway.open()
        with scheduler(workshop.store, queues):
            assert workshop.wait_until_over(run.run_id).state is RunState.DONE
        workshop.wait_until_free()
        assert worker.process.poll() is None
    assert_all_is_there_once(workshop)


def test_redis_flushed_amid_a_run__that_one_goes_on_and_those_that_waited_are_put_back(
    sqlite_url: str, queues: JobQueues, redis_server: EmbeddedRedis, tmp_path: Path
) -> None:
    with workshop_over(sqlite_url, queues, redis_server, tmp_path) as workshop:
        link_id = workshop.bridge.link.link_id
        under_way = ask_for_sync(workshop.store, link_id)
        waits = ask_for_plan(workshop.store, link_id)
        relay_runs(workshop.store, queues)
        with workshop.worker() as worker:
            workshop.wait_for_writes(2)
            queues.connection.flushall()
            with scheduler(workshop.store, queues):
                for run in (under_way, waits):
                    assert workshop.wait_until_over(run.run_id).state is RunState.DONE
            workshop.wait_until_free()
            assert worker.process.poll() is None
        assert_all_is_there_once(workshop)
