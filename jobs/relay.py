"""The relay: outbox rows become jobs. The database is the truth; a job is only a nudge."""

import logging

from jobs.queues import JobQueues
from sync.domain.errors import RetryLater
from sync.use_cases.ports import OutboxTopic, Store

log = logging.getLogger(__name__)

BATCH = 50
BUSY_SECONDS = 10.0
"""How long a row claimed by a relay that died stays claimed."""

REDIS_AWAY_WAIT_SECONDS = 1.0


def relay_runs(store: Store, queues: JobQueues) -> int:
    """Put a job on the queue for every due run; returns how many.

    While the Redis server is away the rows stay in the outbox and are tried again.
    """
    with store.transaction() as transaction:
        rows = transaction.outbox.claim(OutboxTopic.RUN, limit=BATCH, busy_seconds=BUSY_SECONDS)
    relayed = 0
    for row in rows:
        try:
            queues.enqueue_run(int(row.subject), row.row_id)
        except RetryLater as error:
            log.warning("Run %s waits: %s", row.subject, error)
            with store.transaction() as transaction:
                transaction.outbox.later(
                    row.row_id, delay_seconds=REDIS_AWAY_WAIT_SECONDS, note=str(error)
                )
            continue
        relayed += 1
        with store.transaction() as transaction:
            transaction.outbox.done(row.row_id, row.generation)
    return relayed


def relay_messages(store: Store, queues: JobQueues) -> bool:
    """Have due messages delivered; says whether there were any.

    Raises:
        RetryLater: The Redis server is away.
    """
    with store.reading() as transaction:
        due = transaction.outbox.has_due(OutboxTopic.MESSAGE)
    if due:
        queues.enqueue_delivery()
    return due


def nudge(store: Store, queues: JobQueues) -> None:
    """Relay at once, as a best effort, right after something was asked for.

    Never raises for a Redis server that is away: the scheduler's relay carries on from the outbox.
    """
    relay_runs(store, queues)
    try:
        relay_messages(store, queues)
    except RetryLater as error:
        log.warning("Messages wait: %s", error)
