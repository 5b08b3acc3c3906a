"""What the use cases ask of the database about whose turn it is to be posted, and what went wrong for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sync.use_cases.ports.outbox import OutboxRow


@dataclass(frozen=True, slots=True)
class LaneTurn:
    """The right to deliver the first message of a lane, until it is given back or runs out.

    Attributes:
        lane: The lane.
        row: What is to be delivered.
        holder: Who may.
    """

    lane: str
    row: OutboxRow
    holder: str


class LaneTable(Protocol):
    """Lanes: the messages of one channel, or to one person, which never overtake one another.

    One message of a lane is under way at a time, and after each the lane rests for a moment; what goes for
    the lanes of one process goes for all. A row gets its lane once it is due, in the order in which the rows
    were asked for, and keeps it until it is dealt with or put aside.
    """

    def unsorted(self, *, limit: int) -> tuple[OutboxRow, ...]:
        """Due messages that are in no lane, in the order in which they were asked for."""
        ...

    def sort(self, row_id: int, lane: str) -> None:
        """Put a message in a lane."""
        ...

    def lane_of(self, subject: str) -> str | None:
        """The lane in which the message about `subject` waits; None where it waits in none."""
        ...

    def put_aside(self, row_id: int, *, delay_seconds: float, note: str) -> None:
        """Take a message out of its lane, to be sorted anew after a while: the others go on meanwhile."""
        ...

    def take(self, holder: str, *, seconds: float) -> LaneTurn | None:
        """The first message of a lane that is free now, if any; nobody else gets the lane for `seconds`."""
        ...

    def give_back(self, turn: LaneTurn, *, rest_seconds: float) -> None:
        """The lane goes on after a rest."""
        ...

    def hold_all(self, *, seconds: float) -> None:
        """No lane goes on for so long: the chat asked us to wait."""
        ...

    def has_work(self, *, within_seconds: float) -> bool:
        """Whether a message is to be sorted now, or may go within so long."""
        ...

    def next_at(self) -> datetime | None:
        """When the next message may go, as far as is known now; None where none is in a lane."""
        ...


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that an operator must put right before messages are read where they belong.

    Attributes:
        trouble_id: Our own id; each time it comes again it is another one.
        subject: What it is about, such as `channel:C0123`.
        text: What happened, and what to do.
        noted_at: Since when, aware UTC.
        seen_at: When it was last met.
        over_at: When it was over; None while it lasts.
    """

    trouble_id: int
    subject: str
    text: str
    noted_at: datetime
    seen_at: datetime
    over_at: datetime | None


class TroubleTable(Protocol):
    """What an operator is told once, and no more until it was over and came again."""

    def note(self, subject: str, text: str) -> int | None:
        """Note trouble; its id where it is new, None where it is known."""
        ...

    def over(self, subject: str) -> int | None:
        """The trouble is over; its id where there was any."""
        ...

    def get(self, trouble_id: int) -> Trouble:
        """The trouble with this id. Raises KeyError where there is none."""
        ...

    def about(self, subject: str) -> Trouble | None:
        """The trouble that lasts about `subject`."""
        ...

    def open_ones(self) -> Sequence[Trouble]:
        """All trouble that lasts, the oldest first."""
        ...
