"""The relay: outbox rows become jobs. The database is the truth; a job is only a nudge."""

import logging
from collections.abc import Sequence

from jobs.queues import JobQueues
from sync.domain.errors import RetryLater
from sync.use_cases.ports import OutboxRow, OutboxTopic, Store

log = logging.getLogger(__name__)

BATCH = 50
BUSY_SECONDS = 10.0
"""How long a row claimed by a relay that died stays claimed."""

REDIS_AWAY_WAIT_SECONDS = 1.0
SOON_SECONDS = 1.0
"""A delivery waits so long for a lane that rests; for one that is held for longer none is begun."""


def relay_runs(store: Store, queues: JobQueues) -> int:
    """Put a job on the queue for every due run; returns how many.

    Raises:
        RetryLater: The Redis server is away. The rows stay in the outbox and are tried again.
    """
    with store.reading() as transaction:
        if not transaction.outbox.has_due(OutboxTopic.RUN):
            return 0  # Looked at several times a second: without work it must not lock anything.
    with store.transaction() as transaction:
        rows = transaction.outbox.claim(OutboxTopic.RUN, limit=BATCH, busy_seconds=BUSY_SECONDS)
    for relayed, row in enumerate(rows):
        try:
            queues.enqueue_run(row)
        except RetryLater as error:
            # Not one more is tried: somebody in Slack may be waiting for this, and for three seconds only.
            _put_back(store, rows[relayed:], str(error))
            raise
        with store.transaction() as transaction:
            transaction.outbox.done(row.row_id, row.generation)
    return len(rows)


def _put_back(store: Store, rows: Sequence[OutboxRow], note: str) -> None:
    with store.transaction() as transaction:
        for row in rows:
            transaction.outbox.later(row.row_id, delay_seconds=REDIS_AWAY_WAIT_SECONDS, note=note)


def relay_messages(store: Store, queues: JobQueues) -> bool:
    """Have due messages delivered and people looked up; says whether there were any.

    Raises:
        RetryLater: The Redis server is away.
    """
    with store.reading() as transaction:
        due = transaction.outbox.has_due(OutboxTopic.PEOPLE) or transaction.lanes.has_work(
            within_seconds=SOON_SECONDS
        )
    if due:
        queues.enqueue_delivery()
    return due


def relay_desk(store: Store, queues: JobQueues) -> bool:
    """Have due work done that needs both ledgers and is no run; says whether there was any.

    Raises:
        RetryLater: The Redis server is away.
    """
    with store.reading() as transaction:
        due = transaction.outbox.has_due(OutboxTopic.DESK)
    if due:
        queues.enqueue_desk()
    return due


def nudge(store: Store, queues: JobQueues) -> None:
    """Relay at once, as a best effort, right after something was asked for.

    Never raises for a Redis server or database that is away, and gives up within about a second: the
    scheduler's relay carries on from the outbox.
    """
    try:
        relay_runs(store, queues)
        relay_desk(store, queues)
        relay_messages(store, queues)
    except RetryLater as error:
        log.warning("What was asked for waits in the outbox: %s", error)
