"""The janitor: runs that lost their job, or whose worker died, are put back on their way."""

import logging
from datetime import UTC, datetime, timedelta

from jobs.process_names import is_certainly_dead
from jobs.queues import JobQueues
from sync.domain.runs import Run, RunState
from sync.use_cases.ports import OutboxTopic, Store, Transaction

log = logging.getLogger(__name__)

GRACE = timedelta(seconds=10)
"""A run this young is still on its way to the queue."""


def put_lost_runs_back(store: Store, queues: JobQueues) -> list[int]:
    """Ask again for every unfinished run that nothing is carrying out or about to; returns their ids.

    A run is lost when its job vanished (a flushed Redis server), or when the worker that ran it died: its
    lease has run out, or was held by a process of this machine that is gone. Asking once too often does no
    harm: a run is carried out by one worker only.

    Raises:
        RetryLater: The Redis server is away; it is tried again at the next round.
    """
    waiting_in_queue = queues.waiting_runs()
    lost: list[int] = []
    with store.transaction() as transaction:
        for run in transaction.runs.unfinished():
            if run.run_id not in waiting_in_queue and _is_lost(transaction, run):
                transaction.outbox.add(OutboxTopic.RUN, str(run.run_id))
                lost.append(run.run_id)
    for run_id in lost:
        log.warning("Run %s had lost its job and is put back on its way.", run_id)
    return lost


def _is_lost(transaction: Transaction, run: Run) -> bool:
    if _is_at_work(transaction, f"company:{run.link_id}"):
        return False  # Look again at the next round.
    if transaction.outbox.is_waiting(OutboxTopic.RUN, str(run.run_id)):
        return False
    return run.state is RunState.RUNNING or datetime.now(tz=UTC) - run.created_at > GRACE


def _is_at_work(transaction: Transaction, lease_name: str) -> bool:
    """Whether somebody holds the lease; one that a dead process of this machine held is given back for it.

    The dead write no more; and should one rise again, its token is spent.
    """
    holder = transaction.leases.holder(lease_name)
    if holder is None:
        return False
    if not is_certainly_dead(holder.owner):
        return True
    log.warning("The lease %s is given back for %s, which is dead.", lease_name, holder.owner)
    transaction.leases.release(lease_name, holder.token)
    return False
