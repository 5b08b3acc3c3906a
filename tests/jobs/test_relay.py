"""The relay: nothing that was asked for is lost, whatever becomes of the Redis server."""

import logging
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jobs.queues import JobQueues, QueueName, connect
from jobs.relay import nudge, relay_desk, relay_messages, relay_runs
from sync.domain.errors import RetryLater
from sync.domain.runs import Requester
from sync.store.sql_store import SqlStore
from sync.use_cases.desk_work import ask_to_confirm_matching
from sync.use_cases.ports import OutboxTopic
from tests.jobs.parts import MovableClock, ask_for_plan, ask_for_sync, waiting

SLACK_WAITS_SECONDS = 3.0


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def store(engine: Engine, clock: MovableClock) -> SqlStore:
    return SqlStore(engine, now=clock)


@pytest.fixture
def no_redis(tmp_path: Path) -> Iterator[JobQueues]:
    """Queues on a server that is not there."""
    connected = connect(f"unix://{tmp_path}/nobody.sock")
    yield connected
    connected.connection.close()


@pytest.fixture
def silent_redis() -> Iterator[JobQueues]:
    """Queues on a server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        connected = connect(f"redis://127.0.0.1:{listener.getsockname()[1]}")
        yield connected
        connected.connection.close()


def test_redis_away__leaves_the_runs_in_the_outbox_and_they_are_relayed_later(
    store: SqlStore, clock: MovableClock, queues: JobQueues, no_redis: JobQueues, link_id: int
) -> None:
    runs = [ask_for_plan(store, link_id).run_id for _ in range(3)]
    with pytest.raises(RetryLater, match="Redis"):
        relay_runs(store, no_redis)
    with store.reading() as transaction:
        assert all(transaction.outbox.is_waiting(OutboxTopic.RUN, str(run)) for run in runs)
    clock.advance(seconds=2)
    assert relay_runs(store, queues) == len(runs)
    assert sorted(job.args[0] for job in waiting(queues, QueueName.RUNS)) == runs
    assert relay_runs(store, queues) == 0


def test_redis_away__is_told_to_whoever_delivers_messages(
    store: SqlStore, no_redis: JobQueues, link_id: int
) -> None:
    ask_for_sync(store, link_id)
    with pytest.raises(RetryLater, match="Redis"):
        relay_messages(store, no_redis)


def test_nudge__raises_nothing_into_the_web_process(
    store: SqlStore, no_redis: JobQueues, link_id: int, caplog: pytest.LogCaptureFixture
) -> None:
    ask_for_sync(store, link_id)
    with caplog.at_level(logging.WARNING):
        nudge(store, no_redis)
    assert "waits in the outbox" in caplog.text


def test_nudge__gives_up_on_a_silent_server_before_slack_does(
    store: SqlStore, silent_redis: JobQueues, link_id: int
) -> None:
    for _ in range(20):
        ask_for_plan(store, link_id)
    began = time.monotonic()
    nudge(store, silent_redis)
    assert time.monotonic() - began < SLACK_WAITS_SECONDS


def test_nudge__relays_runs_and_messages(store: SqlStore, queues: JobQueues, link_id: int) -> None:
    ask_for_sync(store, link_id)
    nudge(store, queues)
    assert len(waiting(queues, QueueName.RUNS)) == 1
    assert len(waiting(queues, QueueName.MESSAGES)) == 1


def test_messages__are_not_asked_for_where_none_is_due(store: SqlStore, queues: JobQueues) -> None:
    assert not relay_messages(store, queues)
    assert waiting(queues, QueueName.MESSAGES) == []


def test_row_of_a_relay_that_died__is_relayed_by_the_next(
    store: SqlStore, clock: MovableClock, queues: JobQueues, link_id: int
) -> None:
    ask_for_sync(store, link_id)
    with store.transaction() as transaction:
        transaction.outbox.claim(OutboxTopic.RUN, limit=10, busy_seconds=10)
    assert relay_runs(store, queues) == 0
    clock.advance(seconds=11)
    assert relay_runs(store, queues) == 1


def test_desk__one_waiting_job_does_all_that_is_asked_for(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    assert not relay_desk(store, queues)
    for number in range(3):
        ask_to_confirm_matching(store, link_id, Requester(f"U0{number}", "priya"))
    ask_for_sync(store, link_id)
    assert relay_desk(store, queues)
    assert relay_desk(store, queues)
    (job,) = waiting(queues, QueueName.RUNS)
    assert (job.func_name, list(job.args)) == ("jobs.tasks.work_at_desk", [])
    assert queues.waiting_runs() == frozenset()


def test_messages__that_are_held_back_begin_no_delivery(
    store: SqlStore, clock: MovableClock, queues: JobQueues, link_id: int
) -> None:
    ask_for_sync(store, link_id)
    with store.transaction() as transaction:
        for row in transaction.lanes.unsorted(limit=9):
            transaction.lanes.sort(row.row_id, "C0SYNC")
        transaction.lanes.hold_all(seconds=300)
    assert not relay_messages(store, queues)
    clock.advance(seconds=299)
    assert relay_messages(store, queues)
