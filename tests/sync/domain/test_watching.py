"""When what somebody waits for has arrived, and when they are reminded."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.plan import Face
from sync.domain.records import DocumentStatus, Payment, PaymentStatus, Record, Reference
from sync.domain.sides import Side
from sync.domain.watching import Awaited, has_arrived, next_reminder
from sync.domain.working_hours import WorkingHours
from tests.sync.store.builders import contact, invoice

PAYMENT = Payment(
    reference="",
    contact=Reference(RecordKind.CUSTOMER, "C-1"),
    paid_on=date(2026, 3, 1),
    account=None,
    method="",
    amount=Money(Decimal(5), "GBP"),
    status=PaymentStatus.POSTED,
    allocations=(),
)


def face(record: Record, fingerprint: str = "then", *, gone: bool = False) -> Face:
    return Face(1, Side.INTACCT, "1", record, fingerprint, gone=gone)


@pytest.mark.parametrize("status", DocumentStatus)
def test_reversal__arrives_with_the_voided_document_only(status: DocumentStatus) -> None:
    document = face(replace(invoice(), status=status), "now")
    is_void = status is DocumentStatus.VOIDED
    assert has_arrived(Awaited.REVERSAL, document, "then") == is_void


@pytest.mark.parametrize("status", PaymentStatus)
def test_undoing__arrives_with_the_undone_payment_only(status: PaymentStatus) -> None:
    payment = face(replace(PAYMENT, status=status), "now")
    assert has_arrived(Awaited.UNDOING, payment, "then") == (status is PaymentStatus.UNDONE)


def test_edit__arrives_with_any_change() -> None:
    assert not has_arrived(Awaited.EDIT, face(contact()), "then")
    assert has_arrived(Awaited.EDIT, face(contact("New name"), "now"), "then")


@pytest.mark.parametrize("awaited", Awaited)
def test_deletion__ends_every_wait(awaited: Awaited) -> None:
    assert has_arrived(awaited, face(invoice(), gone=True), "then")


def test_reminder__after_a_day_then_every_three_within_working_hours() -> None:
    hours = WorkingHours()
    thursday = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
    assert next_reminder(thursday, hours, reminders=0) == datetime(2026, 3, 6, 12, tzinfo=UTC)
    # Three days from Thursday is a Sunday.
    assert next_reminder(thursday, hours, reminders=1) == datetime(2026, 3, 9, 8, tzinfo=UTC)
