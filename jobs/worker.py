"""The worker: RQ's own, started so that no job is lost, doubled or run by an orphan.

What was measured and why each setting is as it is: a worker that dies between two of RQ's steps loses a
job unless it listens on one queue only; RQ declares a job abandoned after its monitoring interval plus
60 s; a job's process outlives its killed worker unless the kernel is told otherwise.
"""

import ctypes
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import redis
from rq import Queue, Worker
from rq.job import Job

from jobs import runtime, tasks
from jobs.queues import TASKS, QueueName
from jobs.runtime import JobRuntime
from sync.domain.errors import FixSetup

log = logging.getLogger(__name__)

WORKER_TTL_SECONDS = 60
MAINTENANCE_INTERVAL_SECONDS = 30
MONITORING_INTERVAL_SECONDS = 10

AWAY_WAIT_SECONDS = 4.0
"""The longest that a worker waits before it looks for a Redis server that went away again. RQ's own is 60."""

LOOK_EVERY_SECONDS = 0.5
_PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>


class ForbiddenTask(RuntimeError):
    """Something put a job on the queue that is none of ours; it is not called."""


class AllowedJob(Job):
    """A job that may only call one of our own tasks, whatever is written in the queue."""

    @property
    def func(self) -> Callable[..., Any]:
        """The task's function.

        Raises:
            ForbiddenTask: The job names anything else.
        """
        if self.func_name not in TASKS:
            raise ForbiddenTask(f"{self.func_name} is not one of Leasebridge's tasks.")
        task: Callable[..., Any] = getattr(tasks, self.func_name.rpartition(".")[2])
        return task

    @property
    def success_callback(self) -> None:
        """None: our jobs have no callbacks, and one named in the queue is not called."""

    @property
    def failure_callback(self) -> None:
        """None, as for success."""

    @property
    def stopped_callback(self) -> None:
        """None, as for success."""

    def send_webhooks(self, *_: Any, **__: Any) -> None:
        """Tell nobody: our jobs have no webhooks, and an address named in the queue is not called."""


class LeasebridgeWorker(Worker):
    """RQ's worker, whose job process never outlives it, and that is soon back after Redis was away.

    Attributes:
        is_told_to_stop: Whether somebody asked it to stop; RQ's own loop also ends for other reasons.
    """

    max_connection_wait_time = AWAY_WAIT_SECONDS
    is_told_to_stop = False

    def request_stop(self, signum: Any, frame: Any) -> None:
        """Called by a signal that asks it to finish the job in hand and stop."""
        self.is_told_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]  # RQ left it bare

    def setup_work_horse_signals(self) -> None:
        """In the job's process: die with the worker."""
        super().setup_work_horse_signals()  # type: ignore[no-untyped-call]  # RQ left it bare
        die_with_parent(self.pid or os.getppid())


def die_with_parent(parent: int, signal_number: int = signal.SIGKILL) -> None:
    """Have the kernel end this process when `parent` does (Linux); end at once if it is gone already.

    Elsewhere nothing happens here: the lease keeps an orphan from writing.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal_number)
    if os.getppid() != parent:
        os._exit(1)


def work(
    redis_url: str, queue_name: QueueName, job_runtime: JobRuntime, *, burst: bool = False
) -> None:
    """Work on one queue until told to stop (SIGTERM or SIGINT finishes the job in hand first).

    Args:
        redis_url: Where the Redis-protocol server is.
        queue_name: The one queue this process listens on.
        job_runtime: How jobs open what they need.
        burst: Stop when the queue is empty.

    Raises:
        FixSetup: The Redis server does not answer.
    """
    runtime.install(job_runtime)
    connection = redis.Redis.from_url(redis_url)
    _require_answer(connection)
    while True:
        worker = _worker_on(queue_name, connection)
        try:
            worker.work(burst=burst, logging_level="WARNING")
        except redis.RedisError as error:
            log.warning("The Redis server went away: %s", error)
        if burst or worker.is_told_to_stop:
            return
        _wait_for_answer(connection)


def _worker_on(queue_name: QueueName, connection: redis.Redis) -> LeasebridgeWorker:
    """A worker for one queue. RQ's own does not survive every loss of its server: then another takes over."""
    queue = Queue(queue_name, connection=connection, serializer="json", job_class=AllowedJob)
    return LeasebridgeWorker(
        [queue],
        connection=connection,
        serializer="json",
        job_class=AllowedJob,
        worker_ttl=WORKER_TTL_SECONDS,
        maintenance_interval=MAINTENANCE_INTERVAL_SECONDS,
        job_monitoring_interval=MONITORING_INTERVAL_SECONDS,
    )


def _wait_for_answer(connection: redis.Redis) -> None:
    while True:
        try:
            connection.ping()
        except redis.RedisError:
            time.sleep(LOOK_EVERY_SECONDS)
        else:
            return


def _require_answer(connection: redis.Redis) -> None:
    try:
        connection.ping()
    except redis.RedisError as error:
        raise FixSetup(
            f"The Redis server does not answer: {error} Start it, or correct REDIS_URL."
        ) from error
