"""`leasebridge worker`: carries out jobs."""

import click

from jobs.queues import QueueName
from jobs.worker import work
from leasebridge import wiring
from leasebridge.settings import (
    LedgerSettings,
    SlackSettings,
    read,
)


@click.command(short_help="Carry out jobs: syncs, or messages.")
@click.argument("queue", type=click.Choice([name.value for name in QueueName]))
@click.option("--burst", is_flag=True, help="Stop when the queue is empty.")
def worker(queue: str, *, burst: bool) -> None:
    """Carry out jobs from one QUEUE: runs (the sync itself) or messages (posting to Slack)."""
    read(SlackSettings)
    if queue == QueueName.RUNS:
        read(LedgerSettings)
    wiring.require_current_database()
    work(wiring.redis_url(), QueueName(queue), wiring.job_runtime(), burst=burst)
