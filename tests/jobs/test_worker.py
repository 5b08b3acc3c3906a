"""Worker processes: what they call, how they end, and what each job opens for itself."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rq import Callback, Queue
from rq.job import Job
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import DELIVER_MESSAGES, JobQueues, QueueName
from jobs.relay import relay_runs
from sync.domain.runs import RunState
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from tests.jobs.parts import (
    ask_for_plan,
    ask_for_sync,
    children_of,
    is_alive,
    run_of,
    scheduler,
    wait_until,
)
from tests.jobs.workshop import Workshop, workshop_of
from tests.sync.use_cases.bridge import bridge_over

pytestmark = pytest.mark.processes

on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells of a parent's death"
)
STRANGER = "tests.jobs.strangers.leave_a_mark"


@pytest.fixture
def workshop(
    sqlite_url: str, queues: JobQueues, redis_server: EmbeddedRedis, tmp_path: Path
) -> Iterator[Workshop]:
    store = SqlStore(open_engine(sqlite_url))
    with bridge_over(store, documents=30) as bridge:
        yield workshop_of(
            bridge,
            store=store,
            queues=queues,
            redis_server=redis_server,
            database_url=sqlite_url,
            folder=tmp_path,
        )
    store.close()


def failures(queues: JobQueues, name: QueueName) -> dict[str, str]:
    """What went wrong, by the job's id."""
    queue = Queue(name, connection=queues.connection, serializer=JSONSerializer)
    found = {}
    for job_id in FailedJobRegistry(queue=queue).get_job_ids(cleanup=False):
        job = Job.fetch(job_id, connection=queues.connection, serializer=JSONSerializer)
        result = job.latest_result()
        found[job_id] = str(result.exc_string) if result else ""
    return found


def test_sync__comes_from_the_outbox_to_a_card_in_slack(workshop: Workshop) -> None:
    run = ask_for_sync(workshop.store, workshop.bridge.link.link_id)
    relay_runs(workshop.store, workshop.queues)
    workshop.queues.enqueue_delivery()
    for queue in QueueName:
        program = workshop.program("worker", queue, "--burst")
        assert program.process.returncode == 0, program.printed
    assert run_of(workshop.store, run.run_id).state is RunState.DONE
    messages = httpx.get(
        f"{workshop.bridge.running.address}/workspace/messages?channel=C0SYNC",
        headers={"X-Acting-Person": "U0PRIYA"},
    ).json()["messages"]
    told = [m["text"].partition(".")[0] for m in messages if "thread_ts" not in m]
    assert [each for each in told if each.startswith("Sync")] == [f"Sync {run.run_id}: done"]


def test_strangers_jobs__are_not_called_and_are_kept_as_failed(workshop: Workshop) -> None:
    queues = workshop.queues
    queue = Queue(QueueName.MESSAGES, connection=queues.connection, serializer="json")
    queue.enqueue_call(STRANGER, job_id="a-function")
    queue.enqueue_call("os.system", args=[f"touch {workshop.settings['TEST_MARK']}"], job_id="os")
    queue.enqueue_call("jobs.runtime.install", args=[1], job_id="ours-but-no-task")
    pickling = Queue(QueueName.MESSAGES, connection=queues.connection)
    pickling.enqueue_call(STRANGER, job_id="pickled")
    callback = Callback(STRANGER)
    queue.enqueue_call(
        DELIVER_MESSAGES,
        job_id="with-callbacks",
        on_success=callback,
        on_failure=callback,
        on_stopped=callback,
    )
    program = workshop.program("worker", QueueName.MESSAGES, "--burst")
    assert program.process.returncode == 0, program.printed
    told = failures(queues, QueueName.MESSAGES)
    assert told.keys() == {"a-function", "os", "ours-but-no-task", "pickled"}
    assert "os.system is not one of Leasebridge's tasks" in told["os"]
    assert f"{STRANGER} is not one of Leasebridge's tasks" in told["a-function"]
    assert not Path(workshop.settings["TEST_MARK"]).exists()


def test_no_redis__is_told_in_a_sentence(workshop: Workshop, tmp_path: Path) -> None:
    workshop.settings["REDIS_URL"] = f"unix://{tmp_path}/nobody.sock"
    program = workshop.program("worker", QueueName.RUNS)
    assert program.process.returncode == 1
    assert program.printed.startswith("leasebridge: The Redis server does not answer")
    assert "Traceback" not in program.printed


def test_each_job__opens_its_own_connections_after_the_fork(workshop: Workshop) -> None:
    workshop.slow_down_writes(0.05)
    link_id = workshop.bridge.link.link_id
    runs = [ask_for_sync(workshop.store, link_id), ask_for_plan(workshop.store, link_id)]
    with workshop.worker() as worker:
        relay_runs(workshop.store, workshop.queues)
        workshop.wait_for_writes(5)
        (horse,) = children_of(worker.process.pid)
        database = workshop.settings["DATABASE_URL"].removeprefix("sqlite:///")
        assert workshop.openers == [horse]
        assert database in open_files(horse)
        assert database not in open_files(worker.process.pid)
        for run in runs:
            workshop.wait_until_over(run.run_id)
    assert len(set(workshop.openers)) == len(runs)
    assert worker.process.pid not in workshop.openers


def open_files(pid: int) -> set[str]:
    return {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()}


def test_sigterm__finishes_the_job_in_hand(workshop: Workshop) -> None:
    workshop.slow_down_writes(0.02)
    run = ask_for_sync(workshop.store, workshop.bridge.link.link_id)
    relay_runs(workshop.store, workshop.queues)
    with workshop.worker() as worker:
        workshop.wait_for_writes(5)
        worker.send(signal.SIGTERM)
        assert run_of(workshop.store, run.run_id).state is RunState.RUNNING
        assert worker.end() == 0
    assert run_of(workshop.store, run.run_id).state is RunState.DONE


@on_linux
def test_job__dies_with_its_killed_worker(workshop: Workshop) -> None:
    workshop.slow_down_writes(0.1)
    run = ask_for_sync(workshop.store, workshop.bridge.link.link_id)
    relay_runs(workshop.store, workshop.queues)
    with workshop.worker() as worker:
        workshop.wait_for_writes(3)
        (horse,) = children_of(worker.process.pid)
        os.kill(worker.process.pid, signal.SIGKILL)
        wait_until("the job's process to be gone", lambda: not is_alive(horse))
    assert run_of(workshop.store, run.run_id).state is RunState.RUNNING


def test_two_workers__carry_out_two_runs_of_one_company_one_after_the_other(
    workshop: Workshop,
) -> None:
    workshop.slow_down_writes(0.02)
    link_id = workshop.bridge.link.link_id
    asked = [ask_for_sync(workshop.store, link_id), ask_for_plan(workshop.store, link_id)]
    with workshop.worker(), workshop.worker(), scheduler(workshop.store, workshop.queues):
        runs = [workshop.wait_until_over(run.run_id) for run in asked]
    assert [run.state for run in runs] == [RunState.DONE] * 2
    first, second = sorted(runs, key=lambda run: run.started_at or run.created_at)
    assert first.finished_at is not None
    assert second.started_at is not None
    assert first.finished_at <= second.started_at
