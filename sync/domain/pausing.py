"""Pausing: while a company is paused no run writes to either ledger, whoever asks for it."""

from dataclasses import dataclass
from datetime import datetime

from sync.domain.choices import Person
from sync.domain.errors import LeasebridgeError


@dataclass(frozen=True, slots=True)
class Pause:
    """A company that somebody paused.

    Attributes:
        pause_id: Our own id.
        link_id: The companies.
        reason: Why; never empty.
        who: Who paused it.
        since: When, aware UTC.
        ended_by: Who let it go on; None while it is paused.
        ended_at: When; None while it is paused.
    """

    pause_id: int
    link_id: int
    reason: str
    who: Person
    since: datetime
    ended_by: Person | None = None
    ended_at: datetime | None = None

    def sentence(self, company: str) -> str:
        """Who paused `company`, since when and why, with the next step."""
        return (
            f"{company} is paused since {self.since:%d %b %Y %H:%M} UTC by {self.who.name}: "
            f"{self.reason.rstrip('.')}. Nothing is written to either ledger until somebody lets it go "
            "on with /sync resume."
        )


class IsPaused(LeasebridgeError):
    """The company is paused: nothing is written. The message is the pause's sentence."""
