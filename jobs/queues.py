"""The two queues, and putting a job on one. A job carries a row's id and nothing else."""

import logging
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError

from sync.domain.errors import RetryLater
from sync.use_cases.ports import OutboxRow

log = logging.getLogger(__name__)

DAY = 24 * 60 * 60
RUN_TIMEOUT_SECONDS = 6 * 60 * 60
"""A first sync of a large company may take hours; a run that hangs is ended after this."""

DELIVERY_TIMEOUT_SECONDS = 10 * 60
DESK_TIMEOUT_SECONDS = 10 * 60
REDIS_TIMEOUT_SECONDS = 1.0
"""Slack waits three seconds for an answer; the queue must not use them up."""


_RUN_JOB = re.compile(r"run-(\d+)-")
_DESK_JOB = "desk-"


class QueueName(StrEnum):
    """One queue for each sort of work; every worker process listens on one of them."""

    RUNS = "runs"
    MESSAGES = "messages"


CARRY_OUT_RUN = "jobs.tasks.carry_out_run"
DELIVER_MESSAGES = "jobs.tasks.deliver_messages"

WORK_AT_DESK = "jobs.tasks.work_at_desk"

TASKS = frozenset({CARRY_OUT_RUN, DELIVER_MESSAGES, WORK_AT_DESK})
"""The only functions a worker ever calls, whatever somebody may have put on a queue."""


@dataclass(frozen=True, slots=True)
class JobQueues:
    """Both queues on one Redis-protocol server."""

    connection: redis.Redis

    def enqueue_run(self, row: OutboxRow) -> None:
        """Have the run that an outbox row asks for taken up. What was asked once never makes two jobs.

        Asking again makes another job, though the row is the same: the earlier job may be at its end
        already, and RQ takes no second job of the same id while anything is left of the first.

        Args:
            row: Of the topic RUN; its subject is the run's id.

        Raises:
            RetryLater: The Redis server is away.
        """
        self._enqueue(
            QueueName.RUNS,
            CARRY_OUT_RUN,
            job_id=f"run-{row.subject}-{row.row_id}-{row.generation}",
            timeout=RUN_TIMEOUT_SECONDS,
            argument=int(row.subject),
        )

    def enqueue_delivery(self) -> None:
        """Have due messages delivered; one waiting job is enough.

        Raises:
            RetryLater: The Redis server is away.
        """
        try:
            if self._queue(QueueName.MESSAGES).get_job_ids(0, 1):
                return
        except redis.RedisError as error:
            raise RetryLater(f"The Redis server is away: {error}") from error
        self._enqueue(
            QueueName.MESSAGES,
            DELIVER_MESSAGES,
            job_id=None,
            timeout=DELIVERY_TIMEOUT_SECONDS,
            argument=None,
        )

    def enqueue_desk(self) -> None:
        """Have due work done that needs both ledgers and is no run; one waiting job is enough.

        Raises:
            RetryLater: The Redis server is away.
        """
        if any(job_id.startswith(_DESK_JOB) for job_id in self._waiting()):
            return
        self._enqueue(
            QueueName.RUNS,
            WORK_AT_DESK,
            job_id=f"{_DESK_JOB}{secrets.token_hex(6)}",
            timeout=DESK_TIMEOUT_SECONDS,
            argument=None,
        )

    def waiting_runs(self) -> frozenset[int]:
        """The runs that have a job on the queue.

        Raises:
            RetryLater: The Redis server is away.
        """
        found = (_RUN_JOB.match(job_id) for job_id in self._waiting())
        return frozenset(int(match[1]) for match in found if match)

    def _waiting(self) -> Sequence[str]:
        """The ids of the jobs on the queue of runs."""
        try:
            return self._queue(QueueName.RUNS).get_job_ids()
        except redis.RedisError as error:
            raise RetryLater(f"The Redis server is away: {error}") from error

    def _queue(self, name: QueueName) -> Queue:
        return Queue(name, connection=self.connection, serializer="json")

    def _enqueue(
        self, name: QueueName, task: str, *, job_id: str | None, timeout: int, argument: int | None
    ) -> None:
        try:
            self._queue(name).enqueue_call(
                task,
                args=() if argument is None else (argument,),
                job_id=job_id,
                timeout=timeout,
                result_ttl=0,
                failure_ttl=DAY,
                unique=job_id is not None,
            )
        except DuplicateJobError:
            log.debug("Job %s is there already.", job_id)
        except redis.RedisError as error:
            raise RetryLater(f"The Redis server is away: {error}") from error


def connect(redis_url: str) -> JobQueues:
    """The queues at `redis_url`, with time-outs short enough for a Slack request."""
    connection = redis.Redis.from_url(
        redis_url,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=REDIS_TIMEOUT_SECONDS,
        socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
    )
    return JobQueues(connection)
