"""What the use cases ask of the database about audit, leases, schedules and deliveries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Who did what, with which result.

    Attributes:
        tag: `<subject>:<what happened>`, such as `run:requested`.
        link_id: The companies it concerns; None for the installation.
        actor: The person's name and id, or which part of the program.
        subject: The record or run it is about.
        facts: Further facts, as text by name; never a secret.
    """

    tag: str
    link_id: int | None
    actor: str
    subject: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PastEvent:
    """An event as it stands in the audit trail.

    Attributes:
        at: When, aware UTC.
        tag: `<subject>:<what happened>`.
        actor: The person's name and id, or which part of the program.
        facts: Further facts, as text by name.
    """

    at: datetime
    tag: str
    actor: str
    facts: Mapping[str, str]


class AuditTable(Protocol):
    """The audit trail: append-only, each row chained to the one before by a digest."""

    def append(self, event: AuditEvent) -> None:
        """Add an event."""
        ...

    def about(self, link_id: int, subjects: Sequence[str], limit: int) -> tuple[PastEvent, ...]:
        """What was done about these subjects, the latest first."""
        ...

    def newest(self) -> int:
        """The id of the latest row; 0 where there is none. Ids follow one another."""
        ...

    def first_broken_row(self) -> int | None:
        """The id of the first row whose chain does not hold; None where all is well."""
        ...


class LeaseTable(Protocol):
    """Leases with fencing tokens, by the database's own clock."""

    def acquire(self, name: str, owner: str, *, seconds: float) -> int | None:
        """Take the lease; its new token, or None while somebody else holds it."""
        ...

    def renew(self, name: str, token: int, *, seconds: float) -> bool:
        """Hold it longer; False when it was lost."""
        ...

    def require(self, name: str, token: int) -> None:
        """Make sure, within this transaction, that the lease is still ours.

        Raises:
            LeaseLost: Somebody else took over, or it has run out.
        """
        ...

    def release(self, name: str, token: int) -> None:
        """Give it back, if it is still ours."""
        ...

    def is_held(self, name: str) -> bool:
        """Whether anybody holds it now."""
        ...

    def holder(self, name: str) -> "LeaseHolder | None":
        """Who holds it now."""
        ...


@dataclass(frozen=True, slots=True)
class LeaseHolder:
    """Who holds a lease.

    Attributes:
        owner: The name that the process gave itself.
        token: The fencing token.
    """

    owner: str
    token: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """When runs start by themselves.

    Attributes:
        name: Such as `sync:1` for link 1.
        link_id: The companies to sync.
        every_seconds: The interval.
        next_at: The next start, aware UTC.
    """

    name: str
    link_id: int
    every_seconds: int
    next_at: datetime


class ScheduleTable(Protocol):
    """The schedules; their next times are in the database, so that no restart loses one."""

    def put(self, name: str, *, link_id: int, every_seconds: int) -> None:
        """Set up a schedule, or change its interval; a new one starts one interval from now."""
        ...

    def remove(self, name: str) -> None:
        """Take a schedule away."""
        ...

    def take_due(self) -> tuple[Schedule, ...]:
        """The due schedules, each moved to its next time in this same transaction."""
        ...


class DeliveryTable(Protocol):
    """Which requests from Slack were already taken in, so that none counts twice."""

    def is_first(self, key: str) -> bool:
        """Note the delivery `key`; False when it was noted before."""
        ...

    def forget(self, key: str) -> None:
        """The delivery came to nothing: it may be made again."""
        ...
