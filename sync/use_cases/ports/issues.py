"""What the use cases ask of the database about issues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.sides import Side
from sync.domain.standing import Standing
from sync.use_cases.ports.ledger import Notice


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that needs a person: one root cause, however many records it holds up.

    Attributes:
        issue_id: Our own id; the number people see.
        link_id: The companies it is for.
        standing: State, cause and subject shared by its records.
        kind: The kind of the records held up.
        count: How many records.
        amount: Their documents' gross total; None where no money is involved.
        example: The title and detail of one of them.
        opened_at: When it was first seen.
        closed_at: When it was gone; None while it is open.
    """

    issue_id: int
    link_id: int
    standing: Standing
    kind: RecordKind
    count: int
    amount: Money | None
    example: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class IssueChanges:
    """What a run did to the issues."""

    opened: tuple[Issue, ...]
    closed: tuple[Issue, ...]


class IssueTable(Protocol):
    """The open and past issues: a projection of the records' standings."""

    def refresh(self, link_id: int) -> IssueChanges:
        """Open, update and close issues so that they mirror the records' standings."""
        ...

    def open_ones(self, link_id: int) -> tuple[Issue, ...]:
        """The open issues, most money first."""
        ...

    def get(self, issue_id: int) -> Issue:
        """The issue with this id, open or closed. Raises KeyError where there is none."""
        ...

    def opened_since(self, link_id: int, issue_id: int) -> tuple[Issue, ...]:
        """The open issues that are newer than `issue_id`, most money first."""
        ...

    def record_of(self, issue: Issue) -> int | None:
        """Our id of one of the records it holds up; None for what is about none in particular."""
        ...


class NoticeTable(Protocol):
    """What people should know about a ledger as a whole; each is an issue of no record in particular."""

    def set(self, link_id: int, side: Side, notices: Sequence[Notice]) -> None:
        """All there is to know of this side now, in place of what was."""
        ...
