"""The scheduler process: relay, ticker and janitor in one loop. Any number of them may run."""

import logging
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from jobs.janitor import put_lost_runs_back
from jobs.queues import JobQueues
from jobs.relay import relay_desk, relay_messages, relay_runs
from jobs.ticker import start_due_runs
from sync.domain.errors import RetryLater
from sync.domain.roles import Role
from sync.use_cases.keep_schedules import keep_schedules
from sync.use_cases.keep_time import keep_time
from sync.use_cases.known_people import keep_people_known
from sync.use_cases.ports import Store

log = logging.getLogger(__name__)

ROUND_SECONDS = 0.25
"""How often the outbox is looked at; requests from Slack are relayed at once by the web process."""

JANITOR_EVERY_SECONDS = 10.0
AWAY_WAIT_SECONDS = 1.0


def run_scheduler(
    store: Store,
    queues: JobQueues,
    stop: threading.Event,
    *,
    sync_every_seconds: int = 0,
    roles: Mapping[str, Role] | None = None,
    janitor_every_seconds: float = JANITOR_EVERY_SECONDS,
) -> None:
    """Go round until `stop` is set. A Redis server or database that is away is waited for.

    Args:
        store: The database.
        queues: The job queues.
        stop: Set by whoever wants the loop to end.
        sync_every_seconds: How often every linked company syncs by itself; 0 for never.
        roles: Who is to be known, so that no click has to wait: people and user groups by their ids.
        janitor_every_seconds: How often lost runs are looked for.
    """
    next_cleaning = time.monotonic()
    while not stop.wait(ROUND_SECONDS):
        try:
            if time.monotonic() >= next_cleaning:
                next_cleaning = time.monotonic() + janitor_every_seconds
                # Also here, because companies may be linked while the scheduler runs.
                keep_schedules(store, every_seconds=sync_every_seconds)
                put_lost_runs_back(store, queues)
                keep_people_known(store, roles or {})
                keep_time(store, datetime.now(UTC))
            start_due_runs(store)
            relay_runs(store, queues)
            relay_desk(store, queues)
            relay_messages(store, queues)
        except RetryLater as error:
            log.warning("%s", error)
            stop.wait(AWAY_WAIT_SECONDS)
