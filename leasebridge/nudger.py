"""Tells the queue that the outbox has news, without ever making a request wait for it."""

import logging
import threading
from collections.abc import Callable

from jobs.queues import JobQueues
from jobs.relay import nudge
from sync.domain.errors import LeasebridgeError
from sync.use_cases.ports import Store

log = logging.getLogger(__name__)


class Nudger:
    """One thread that relays what is in the outbox, each time it is told to.

    A best effort: what it cannot relay waits in the outbox for the scheduler. Made after the web server
    has forked, as threads do not survive that.

    Args:
        store: The database.
        open_queues: Connects to the queue; called when first needed, and again after it failed.
    """

    def __init__(self, store: Store, open_queues: Callable[[], JobQueues]) -> None:
        self._store = store
        self._open_queues = open_queues
        self._queues: JobQueues | None = None
        self._told = threading.Event()
        threading.Thread(target=self._relay_when_told, name="nudger", daemon=True).start()

    def __call__(self) -> None:
        """There is news; returns at once and never raises."""
        self._told.set()

    def _relay_when_told(self) -> None:
        while True:
            self._told.wait()
            self._told.clear()
            self._relay()

    def _relay(self) -> None:
        try:
            self._queues = self._queues or self._open_queues()
            nudge(self._store, self._queues)
        except LeasebridgeError as error:
            log.warning("The queue was not told: %s", error)
        except Exception:
            log.exception("The queue was not told; the scheduler will do it.")
