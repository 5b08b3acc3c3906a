"""Watching for what a person does in Sage Intacct: a reversal, an undone payment, an edited contact.

Source: Re-Leased help centre on Sage Intacct (key sync rules): voids, payment undos and contact edits are made
in Intacct only. Leasebridge never makes them; it waits for them, and says when they have arrived.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sync.domain.choices import Person
from sync.domain.kinds import RecordKind
from sync.domain.plan import Face
from sync.domain.records import (
    CreditAllocation,
    Document,
    DocumentStatus,
    Payment,
    PaymentStatus,
)
from sync.domain.working_hours import WorkingHours

FIRST_REMINDER = timedelta(days=1)
FURTHER_REMINDERS = timedelta(days=3)


class Awaited(StrEnum):
    """What somebody is to do in Sage Intacct."""

    REVERSAL = "reversal"
    UNDOING = "undoing"
    EDIT = "edit"

    @property
    def kinds(self) -> tuple[RecordKind, ...]:
        """The kinds of record that it is done to."""
        return _KINDS[self]


_KINDS = {
    Awaited.REVERSAL: (
        RecordKind.SALES_INVOICE,
        RecordKind.BILL,
        RecordKind.SALES_CREDIT,
        RecordKind.PURCHASE_CREDIT,
    ),
    Awaited.UNDOING: (
        RecordKind.RECEIPT,
        RecordKind.DISBURSEMENT,
        RecordKind.SALES_CREDIT_ALLOCATION,
        RecordKind.PURCHASE_CREDIT_ALLOCATION,
    ),
    Awaited.EDIT: (RecordKind.CUSTOMER, RecordKind.VENDOR),
}


class WatchEnd(StrEnum):
    """How a watch came to its end."""

    ARRIVED = "arrived"  # a run saw it done
    DONE = "done"  # the person wants to hear no more of it


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody waits for something to be done to a record in Sage Intacct.

    Attributes:
        watch_id: Our own id.
        link_id: The companies.
        record_id: Our id of the Intacct record.
        awaited: What is to be done to it.
        fingerprint: The record's content when the watch began.
        who: Who is told.
        since: When it began, aware UTC.
        remind_at: When they are reminded next.
        reminders: How often they were.
        end: How it ended; None while it lasts.
        ended_at: When; None while it lasts.
    """

    watch_id: int
    link_id: int
    record_id: int
    awaited: Awaited
    fingerprint: str
    who: Person
    since: datetime
    remind_at: datetime
    reminders: int
    end: WatchEnd | None = None
    ended_at: datetime | None = None


def has_arrived(awaited: Awaited, face: Face, fingerprint: str) -> bool:
    """Whether the Intacct record shows that what was awaited is done.

    Args:
        awaited: What was to be done.
        face: The Intacct record as it was read last.
        fingerprint: Its content when the watch began.

    Returns:
        True for what is reversed, undone or edited since; and for what was deleted, which ends every watch.
    """
    if face.gone:
        return True
    match awaited, face.now:
        case Awaited.REVERSAL, Document(status=status):
            return status is DocumentStatus.VOIDED
        case Awaited.UNDOING, Payment(status=status) | CreditAllocation(status=status):
            return status is PaymentStatus.UNDONE
        case _:
            return face.fingerprint != fingerprint


def next_reminder(now: datetime, hours: WorkingHours, *, reminders: int) -> datetime:
    """When somebody is reminded next: after a day, then every three days, within working hours."""
    wait = FIRST_REMINDER if reminders == 0 else FURTHER_REMINDERS
    return hours.next_working(now + wait)
