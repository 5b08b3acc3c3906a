"""What people decide about single records, and how long that holds."""

from dataclasses import dataclass
from datetime import datetime

from sync.domain.kinds import RecordKind
from sync.domain.standing import Cause, Standing, StandingState


@dataclass(frozen=True, slots=True)
class Person:
    """Who decided.

    Attributes:
        name: The name people know them by.
        person_id: Their id in Slack; empty for somebody at the terminal.
    """

    name: str
    person_id: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.person_id}".strip()


@dataclass(frozen=True, slots=True)
class Unlinking:
    """A record, or a linked pair, that somebody holds where it is: nothing of it travels, whatever changes.

    Attributes:
        unlinking_id: Our own id.
        link_id: The companies it concerns.
        kind: The kind of record.
        intacct_id: Our id of the Intacct record; None where there was none.
        re_leased_id: Our id of the Re-Leased record; None where there was none.
        reason: Why; never empty.
        who: Who unlinked it.
        since: When, aware UTC.
    """

    unlinking_id: int
    link_id: int
    kind: RecordKind
    intacct_id: int | None
    re_leased_id: int | None
    reason: str
    who: Person
    since: datetime

    @property
    def record_ids(self) -> tuple[int, ...]:
        """Our ids of the records that were unlinked: one, or both of a pair."""
        return tuple(one for one in (self.intacct_id, self.re_leased_id) if one is not None)

    @property
    def standing(self) -> Standing:
        """Where its records stand, with the reason and the person."""
        detail = f"{self.reason} ({self.who.name}, {self.since:%d %b %Y})"
        return Standing(StandingState.UNLINKED, Cause.UNLINKED, detail=detail)
