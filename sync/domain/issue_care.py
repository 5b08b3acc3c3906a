"""What people do about an issue, and when it is told: assignment, snooze, mute, quiet hours, escalation.

An issue is one root cause. It is told by itself, in one message that is kept current; where very many open at
once, the gravest are, and one list tells of the rest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from sync.domain.choices import Person
from sync.domain.money import Money
from sync.domain.standing import Cause, Standing
from sync.domain.working_hours import WorkingHours

MOST_AT_ONCE = 5
"""How many new issues of one run are told each by itself; more are a flood, told in a list."""

MOST_STANDING = 25
"""How many open issues of a company have messages of their own, so that no run updates hundreds."""

GRAVE_CAUSES = frozenset(
    {
        Cause.OUTCOME_UNKNOWN,
        Cause.MADE_AND_NOT_FOUND,
        Cause.REVERSED_WHILE_PAID,
        Cause.VOIDED_IN_RE_LEASED,
        Cause.TAKEN_BACK_IN_RE_LEASED,
        Cause.UNDONE_IN_INTACCT,
        Cause.UNDONE_IN_RE_LEASED,
        Cause.PAYMENT_CHANGED,
        Cause.DELETED_IN_INTACCT,
        Cause.DELETED_IN_RE_LEASED,
    }
)
"""Causes for which one ledger shows money as owed or paid that the other does not: told before all others."""


class Weighed(Protocol):
    """What an issue is weighed by."""

    @property
    def issue_id(self) -> int:
        """Our own id; higher is newer."""
        ...

    @property
    def standing(self) -> Standing:
        """The cause its records share."""
        ...

    @property
    def count(self) -> int:
        """How many records it holds up."""
        ...

    @property
    def amount(self) -> Money | None:
        """Their sum; None where no money is involved."""
        ...


AnIssue = TypeVar("AnIssue", bound=Weighed)


class Snooze(StrEnum):
    """For how long an issue is left alone."""

    ONE_HOUR = "one_hour"
    TILL_MORNING = "till_morning"

    @property
    def label(self) -> str:
        """As people pick it."""
        return _LABELS[self]


_LABELS = {Snooze.ONE_HOUR: "For one hour", Snooze.TILL_MORNING: "Till the next working morning"}


@dataclass(frozen=True, slots=True)
class Muting:
    """Somebody wants to hear no more of an issue; it ends with the issue.

    Attributes:
        who: Who muted it.
        why: Their reason; never empty.
        at: When, aware UTC.
    """

    who: Person
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IssueCare:
    """What people did about one issue, and what they were told of it.

    Attributes:
        issue_id: The issue.
        told_at: When a message of its own was asked for; None where it has none.
        said: What that message said last, in short: see `said_of`.
        assigned_to: The Slack id of who takes care of it; empty for nobody.
        assigned_at: When; None for never.
        snoozed_until: Left alone until then; None where it is not.
        snoozed_by: Who asked for that.
        muting: Who muted it and why; None where nobody did.
        escalated_at: When it was told to whom it is escalated; None where it was not.
    """

    issue_id: int
    told_at: datetime | None = None
    said: str = ""
    assigned_to: str = ""
    assigned_at: datetime | None = None
    snoozed_until: datetime | None = None
    snoozed_by: Person | None = None
    muting: Muting | None = None
    escalated_at: datetime | None = None

    def is_snoozed(self, now: datetime) -> bool:
        """Whether it is to be left alone at `now`."""
        return self.snoozed_until is not None and now < self.snoozed_until


@dataclass(frozen=True, slots=True)
class Parted(Generic[AnIssue]):
    """New issues, parted by how they are told.

    Attributes:
        by_themselves: Each with a message of its own, the gravest first.
        listed: In the company's list.
    """

    by_themselves: tuple[AnIssue, ...]
    listed: tuple[AnIssue, ...]


def gravity(issue: Weighed) -> tuple[bool, Decimal, int, int]:
    """How grave an issue is; the greatest is the gravest.

    Grave causes come first, then the most money, then the most records, then the oldest.
    """
    money = abs(issue.amount.amount) if issue.amount is not None else Decimal(0)
    return (issue.standing.cause in GRAVE_CAUSES, money, issue.count, -issue.issue_id)


def part_new_issues(opened: Iterable[AnIssue], standing: int) -> Parted[AnIssue]:
    """Who among the new issues is told by itself: a handful at a time, and never too many in all.

    Args:
        opened: The new issues.
        standing: How many open issues of the company have messages of their own already.
    """
    worst_first = sorted(opened, key=gravity, reverse=True)
    room = max(0, min(MOST_AT_ONCE, MOST_STANDING - standing))
    return Parted(tuple(worst_first[:room]), tuple(worst_first[room:]))


def said_of(count: int, amount: Money | None, *, is_closed: bool) -> str:
    """What a message says of its issue, in short: it is updated when this has changed."""
    return "closed" if is_closed else f"{count} {amount if amount is not None else '-'}"


def snoozed_until(span: Snooze, now: datetime, hours: WorkingHours) -> datetime:
    """When a snooze that begins now ends: always within working hours."""
    match span:
        case Snooze.ONE_HOUR:
            return hours.next_working(now + timedelta(hours=1))
        case Snooze.TILL_MORNING:
            tomorrow = now.astimezone(hours.zone).date() + timedelta(days=1)
            return hours.next_working(datetime.combine(tomorrow, time(0), hours.zone))


def seconds_until_told(now: datetime, hours: WorkingHours, *, is_grave: bool = False) -> float:
    """How long an alert waits: not at all within working hours, else till the morning.

    What is grave waits for nobody.
    """
    return 0.0 if is_grave else (hours.next_working(now) - now).total_seconds()


def to_escalate(
    cared: Sequence[IssueCare], now: datetime, hours: WorkingHours, after_hours: int
) -> tuple[IssueCare, ...]:
    """The issues that nobody took within the set working hours, and that were not escalated before.

    Not what is assigned, snoozed or muted: somebody has seen to that. Counted from when it was told.
    """
    due = timedelta(hours=after_hours)
    return tuple(
        one
        for one in cared
        if one.told_at is not None
        and one.escalated_at is None
        and not one.assigned_to
        and one.muting is None
        and not one.is_snoozed(now)
        and hours.worked_between(one.told_at, now) >= due
    )
