"""What the clock brings about: the scheduler calls this every few seconds, in any number of processes.

Each keeper writes rows and asks for messages, in short transactions, and may be called at any time again.
"""

from collections.abc import Callable
from datetime import datetime

from sync.use_cases.keep_alerts import keep_alerts
from sync.use_cases.keep_approvals import keep_approvals
from sync.use_cases.keep_homes import keep_homes
from sync.use_cases.ports import Store

KEEPERS: tuple[Callable[[Store, datetime], None], ...] = (
    keep_alerts,
    keep_approvals,
    keep_homes,
)


def keep_time(store: Store, now: datetime) -> None:
    """Do what is due at `now` (aware UTC)."""
    for keep in KEEPERS:
        keep(store, now)
