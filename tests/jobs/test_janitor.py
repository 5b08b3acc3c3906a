"""The janitor: what lost its job or its worker is put back; what is on its way is left alone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from jobs.janitor import put_lost_runs_back
from jobs.process_names import name_of_this_process
from jobs.queues import JobQueues, QueueName
from jobs.relay import relay_runs
from sync.domain.errors import LeaseLost
from sync.domain.runs import RunState
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import OutboxTopic
from tests.jobs.parts import MovableClock, ask_for_sync, waiting
from tests.jobs.test_process_names import name_of_a_dead_one


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    """A store on which everything is asked for a minute ago."""
    return SqlStore(engine, now=MovableClock(datetime.now(tz=UTC) - timedelta(minutes=1)))


def put_back(store: SqlStore, queues: JobQueues) -> list[int]:
    """The runs put back, and the proof that the relay finds them."""
    lost = put_lost_runs_back(store, queues)
    assert relay_runs(store, queues) == len(lost)
    return lost


def test_run_whose_job_vanished__is_put_back(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    run = ask_for_sync(store, link_id)
    relay_runs(store, queues)
    queues.connection.flushdb()
    assert put_back(store, queues) == [run.run_id]
    assert [job.args for job in waiting(queues, QueueName.RUNS)] == [[run.run_id]]


def test_run_whose_worker_died__is_put_back_once_its_lease_has_run_out(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    run = ask_for_sync(store, link_id)
    relay_runs(store, queues)
    queues.connection.flushdb()
    with store.transaction() as transaction:
        transaction.runs.start(run.run_id)
        transaction.leases.acquire(f"company:{link_id}", "a worker that died", seconds=-1)
    assert put_back(store, queues) == [run.run_id]


def test_run_whose_worker_died_on_this_machine__is_put_back_at_once(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    run = ask_for_sync(store, link_id)
    relay_runs(store, queues)
    queues.connection.flushdb()
    with store.transaction() as transaction:
        transaction.runs.start(run.run_id)
        token = transaction.leases.acquire(f"company:{link_id}", name_of_a_dead_one(), seconds=600)
    assert put_back(store, queues) == [run.run_id]
    assert token is not None
    with store.transaction() as transaction, pytest.raises(LeaseLost):
        transaction.leases.require(f"company:{link_id}", token)


def test_run_that_waits_for_a_dead_one_which_did_not_give_its_lease_back__waits_no_longer(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    ask_for_sync(store, link_id)
    with store.transaction() as transaction:
        transaction.leases.acquire(f"company:{link_id}", name_of_a_dead_one(), seconds=600)
    assert put_lost_runs_back(store, queues) == []
    with store.reading() as transaction:
        assert not transaction.leases.is_held(f"company:{link_id}")


def test_run_whose_worker_is_alive_on_this_machine__is_left_alone(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    run = ask_for_sync(store, link_id)
    relay_runs(store, queues)
    queues.connection.flushdb()
    with store.transaction() as transaction:
        transaction.runs.start(run.run_id)
        transaction.leases.acquire(f"company:{link_id}", name_of_this_process(), seconds=600)
    assert put_back(store, queues) == []


@pytest.mark.parametrize("state", [RunState.RUNNING, RunState.QUEUED])
def test_run__is_left_alone_while_somebody_is_at_work_on_its_companies(
    store: SqlStore, queues: JobQueues, link_id: int, state: RunState
) -> None:
    run = ask_for_sync(store, link_id)
    relay_runs(store, queues)
    queues.connection.flushdb()
    with store.transaction() as transaction:
        if state is RunState.RUNNING:
            transaction.runs.start(run.run_id)
        transaction.leases.acquire(f"company:{link_id}", "a living worker", seconds=60)
    assert put_back(store, queues) == []


def test_run_that_waits_in_the_outbox__is_left_alone(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    run = ask_for_sync(store, link_id)
    assert put_lost_runs_back(store, queues) == []
    with store.transaction() as transaction:
        (row,) = transaction.outbox.claim(OutboxTopic.RUN, limit=10, busy_seconds=0)
    assert (row.subject, row.generation) == (str(run.run_id), 1)


def test_run_that_waits_on_the_queue__is_left_alone(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    ask_for_sync(store, link_id)
    relay_runs(store, queues)
    assert put_back(store, queues) == []
    assert len(waiting(queues, QueueName.RUNS)) == 1


def test_young_run__is_left_alone_on_its_way_to_a_worker(
    engine: Engine, queues: JobQueues, link_id: int
) -> None:
    store = SqlStore(engine)
    ask_for_sync(store, link_id)
    relay_runs(store, queues)
    queues.connection.flushdb()
    assert put_back(store, queues) == []


def test_young_run_whose_worker_died__is_put_back_at_once(
    engine: Engine, queues: JobQueues, link_id: int
) -> None:
    store = SqlStore(engine)
    run = ask_for_sync(store, link_id)
    relay_runs(store, queues)
    queues.connection.flushdb()
    with store.transaction() as transaction:
        transaction.runs.start(run.run_id)
    assert put_back(store, queues) == [run.run_id]


def test_run_that_is_over__is_left_alone(store: SqlStore, queues: JobQueues, link_id: int) -> None:
    run = ask_for_sync(store, link_id)
    relay_runs(store, queues)
    queues.connection.flushdb()
    with store.transaction() as transaction:
        transaction.runs.finish(run.run_id, RunState.FAILED, failure="It broke.")
    assert put_back(store, queues) == []
