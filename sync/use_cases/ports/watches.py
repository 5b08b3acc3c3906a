"""What the use cases ask of the database about watches: who waits for what to be done in Sage Intacct."""

from datetime import datetime
from typing import Protocol

from sync.domain.choices import Person
from sync.domain.watching import Awaited, Watch, WatchEnd


class WatchTable(Protocol):
    """The watches; at most one lasts for each person, record and thing awaited."""

    def begin(
        self,
        link_id: int,
        record_id: int,
        awaited: Awaited,
        fingerprint: str,
        *,
        who: Person,
        remind_at: datetime,
    ) -> Watch:
        """A new watch; the one that lasts already where there is one."""
        ...

    def get(self, watch_id: int) -> Watch:
        """The watch with this id. Raises KeyError where there is none."""
        ...

    def lasting(self, link_id: int) -> tuple[Watch, ...]:
        """All that last, the oldest first."""
        ...

    def due(self, now: datetime) -> tuple[Watch, ...]:
        """Those whose reminder is due."""
        ...

    def remind(self, watch: Watch, next_at: datetime, *, reminded: bool) -> bool:
        """Move the reminder on; False where somebody else did since, or the watch is over.

        Args:
            watch: The watch as it was read.
            next_at: When the next reminder is due.
            reminded: Whether the person was reminded now, rather than asked for a later reminder.
        """
        ...

    def end(self, watch_id: int, end: WatchEnd) -> bool:
        """It is over; False where it was before."""
        ...
