"""The scheduler's loop: what is away for a moment is waited for, and nothing ends the loop."""

import logging
from pathlib import Path

import pytest

from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import JobQueues, QueueName, connect
from sync.domain.errors import RetryLater
from sync.store.sql_store import SqlStore
from tests.jobs.absence import Doorway
from tests.jobs.parts import ask_for_plan, ask_for_sync, scheduler, wait_until, waiting
from tests.sync.store.builders import HARBOUR


def test_loop__relays_runs_and_messages(store: SqlStore, queues: JobQueues, link_id: int) -> None:
    with scheduler(store, queues):
        ask_for_sync(store, link_id)
        wait_until("the run's job", lambda: waiting(queues, QueueName.RUNS))
        wait_until("the message's job", lambda: waiting(queues, QueueName.MESSAGES))


@pytest.mark.processes
def test_redis_stopped_and_started__goes_on_without_a_restart(
    store: SqlStore, link_id: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with EmbeddedRedis(tmp_path) as server:
        queues = connect(server.url)
    with caplog.at_level(logging.WARNING), scheduler(store, queues) as thread:
        run = ask_for_sync(store, link_id)
        wait_until("it to be told", lambda: "Redis server is away" in caplog.text)
        with EmbeddedRedis(tmp_path) as again:
            assert again.url == server.url
            (job,) = wait_until("the run's job", lambda: waiting(queues, QueueName.RUNS))
            assert job.args == [run.run_id]
            assert thread.is_alive()
    # Only now: a connection that is closed under the scheduler's hands is no absence that happens.
    queues.connection.close()


def test_database_away_for_a_moment__goes_on_without_a_restart(
    doorway: Doorway,
    store_behind: SqlStore,
    queues: JobQueues,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with store_behind.transaction() as transaction:
        link_id = transaction.links.add(HARBOUR).link_id
    with caplog.at_level(logging.WARNING), scheduler(store_behind, queues) as thread:
        doorway.close()
        wait_until("it to be told", lambda: "The database is away" in caplog.text)
        doorway.open()
        run = wait_until("it to be back", lambda: plan_if_there(store_behind, link_id))
        wait_until("the run's job", lambda: run in runs_with_a_job(queues))
        assert thread.is_alive()


def plan_if_there(store: SqlStore, link_id: int) -> int | None:
    try:
        return ask_for_plan(store, link_id).run_id
    except RetryLater:
        return None


def runs_with_a_job(queues: JobQueues) -> set[int]:
    return {job.args[0] for job in waiting(queues, QueueName.RUNS)}
