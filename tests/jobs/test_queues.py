"""Putting jobs on the queues: one for each asking, and nothing in it but an id."""

import re

from redis import Redis
from rq import Queue

from jobs.queues import CARRY_OUT_RUN, DELIVER_MESSAGES, JobQueues, QueueName
from jobs.relay import relay_runs
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import OutboxRow, OutboxTopic
from tests.jobs.parts import ask_for_plan, ask_for_sync, at_once, waiting

AT_ONCE = 8


def claimed(store: SqlStore) -> OutboxRow:
    with store.transaction() as transaction:
        (row,) = transaction.outbox.claim(OutboxTopic.RUN, limit=10, busy_seconds=0)
    return row


def test_outbox_row__makes_one_job_however_often_it_is_relayed(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    ask_for_sync(store, link_id)
    row = claimed(store)
    for _ in range(5):
        queues.enqueue_run(row)
    assert len(waiting(queues, QueueName.RUNS)) == 1


def test_outbox_row__makes_one_job_from_many_threads(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    ask_for_sync(store, link_id)
    row = claimed(store)
    at_once(*[lambda: queues.enqueue_run(row)] * AT_ONCE)
    assert len(waiting(queues, QueueName.RUNS)) == 1


def test_relays_at_once__put_each_run_on_the_queue_once(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    runs = {ask_for_plan(store, link_id).run_id for _ in range(12)}
    at_once(*[lambda: relay_runs(store, queues)] * AT_ONCE)
    arguments = [job.args[0] for job in waiting(queues, QueueName.RUNS)]
    assert sorted(arguments) == sorted(runs)


def test_row_asked_for_again__makes_another_job_while_the_first_is_there(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    run = ask_for_sync(store, link_id)
    queues.enqueue_run(claimed(store))
    with store.transaction() as transaction:
        transaction.outbox.add(OutboxTopic.RUN, str(run.run_id))
    relay_runs(store, queues)
    assert [job.args for job in waiting(queues, QueueName.RUNS)] == [[run.run_id]] * 2


def test_job__carries_an_id_and_names_its_task_and_times(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    run = ask_for_sync(store, link_id)
    relay_runs(store, queues)
    (job,) = waiting(queues, QueueName.RUNS)
    assert (job.func_name, job.args, job.kwargs) == (CARRY_OUT_RUN, [run.run_id], {})
    assert re.fullmatch(r"[A-Za-z0-9_-]+", job.id)
    assert job.timeout
    assert job.failure_ttl
    assert job.result_ttl == 0


def test_deliveries__do_not_pile_up(queues: JobQueues) -> None:
    for _ in range(5):
        queues.enqueue_delivery()
    (job,) = waiting(queues, QueueName.MESSAGES)
    assert job.func_name == DELIVER_MESSAGES
    assert not job.args


def test_waiting_runs__are_those_with_a_job(
    store: SqlStore, queues: JobQueues, link_id: int
) -> None:
    waiting_run = ask_for_plan(store, link_id)
    relay_runs(store, queues)
    ask_for_plan(store, link_id)
    assert queues.waiting_runs() == {waiting_run.run_id}


def test_waiting_runs__overlook_jobs_that_strangers_put_there(queues: JobQueues) -> None:
    stranger = Queue(QueueName.RUNS, connection=queues.connection, serializer="json")
    for job_id in ("run-x", "run-", "run-7", "else"):
        stranger.enqueue_call("os.getpid", job_id=job_id)
    assert queues.waiting_runs() == frozenset()


def test_connection__gives_up_soon_enough_for_slack(queues: JobQueues) -> None:
    connection: Redis = queues.connection
    settings = connection.connection_pool.connection_kwargs
    assert settings["socket_timeout"] + settings["socket_connect_timeout"] < 3
