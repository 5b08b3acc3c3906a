"""The worker: RQ's own, started so that no job is lost, doubled or run by an orphan.

What was measured and why each setting is as it is: a worker that dies between two of RQ's steps loses a
job unless it listens on one queue only; RQ declares a job abandoned after its monitoring interval plus
60 s; a job's process outlives its killed worker unless the kernel is told otherwise.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import redis
from rq import Queue, Worker
from rq.job import Job

from jobs import runtime, tasks
from jobs.queues import TASKS, QueueName
from jobs.runtime import JobRuntime
from sync.domain.errors import FixSetup

WORKER_TTL_SECONDS = 60
MAINTENANCE_INTERVAL_SECONDS = 30
MONITORING_INTERVAL_SECONDS = 10

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
    """RQ's worker, whose job process never outlives it."""

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
    queue = Queue(queue_name, connection=connection, serializer="json", job_class=AllowedJob)
    worker = LeasebridgeWorker(
        [queue],
        connection=connection,
        serializer="json",
        job_class=AllowedJob,
        worker_ttl=WORKER_TTL_SECONDS,
        maintenance_interval=MAINTENANCE_INTERVAL_SECONDS,
        job_monitoring_interval=MONITORING_INTERVAL_SECONDS,
    )
    worker.work(burst=burst, logging_level="WARNING")


def _require_answer(connection: redis.Redis) -> None:
    try:
        connection.ping()
    except redis.RedisError as error:
        raise FixSetup(
            f"The Redis server does not answer: {error} Start it, or correct REDIS_URL."
        ) from error
