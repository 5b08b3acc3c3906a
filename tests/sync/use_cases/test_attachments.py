"""Files never travel: somebody is reminded of those that stand on one side only, each document once."""

import pytest

from sandbox.intacct.forms import InvoiceForm
from sync.domain.choices import Person
from sync.domain.kinds import RecordKind
from sync.domain.standing import Cause
from sync.use_cases.attachments import attachments_to_copy, mark_attachments_seen
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.endings import ended_in_re_leased
from tests.sync.use_cases.people import TODAY, customer_in_intacct, invoice_in_intacct, twin_of
from tests.sync.use_cases.test_daily_changes import settled

PRIYA = Person("Priya", "U0PRIYA")


def invoices(bridge: Bridge, *numbers: str) -> list[int]:
    """Entered in Intacct and in step; their RECORDNOs."""
    customer = customer_in_intacct(bridge)
    made = [invoice_in_intacct(bridge, customer, number=number).record_no for number in numbers]
    bridge.sync()
    return made


def attach_in_re_leased(bridge: Bridge, number: str) -> None:
    bridge.re_leased.attachments.attach(
        COMPANY,
        twin_of(bridge, number),
        file_name="lease.pdf",
        content_type="application/pdf",
        size=1200,
        by=MARCUS,
    )


def attach_in_intacct(bridge: Bridge, record_no: int) -> None:
    bridge.intacct.update_invoice(record_no, InvoiceForm(supdoc_id=f"SD-{record_no}"), by=FIONA)


def told(bridge: Bridge) -> dict[str, int]:
    """By the side with the files: the documents that are told of."""
    with bridge.store.reading() as transaction:
        issues = transaction.issues.open_ones(bridge.link.link_id)
    mine = [one for one in issues if one.standing.cause is Cause.ATTACHMENT_NOT_COPIED]
    assert all((one.kind, one.amount) == (RecordKind.ATTACHMENT, None) for one in mine)
    return {one.standing.subject: one.count for one in mine}


def to_copy(bridge: Bridge) -> list[str]:
    return [one.title for one in attachments_to_copy(bridge.store, bridge.link.link_id)]


@pytest.mark.cell("created_in", RecordKind.ATTACHMENT)
@pytest.mark.cell("other_side_gets", RecordKind.ATTACHMENT)
def test_files_on_one_side__are_one_reminder_with_a_count_that_the_other_side_s_files_close(
    bridge: Bridge,
) -> None:
    first, _, third = invoices(bridge, "INV-1", "INV-2", "INV-3")
    attach_in_re_leased(bridge, "INV-1")
    attach_in_re_leased(bridge, "INV-2")
    attach_in_intacct(bridge, third)
    assert settled(bridge)
    assert told(bridge) == {"Re-Leased": 2, "Sage Intacct": 1}
    assert sorted(to_copy(bridge)) == ["INV-1", "INV-2", "INV-3"]
    attach_in_intacct(bridge, first)
    attach_in_re_leased(bridge, "INV-3")
    assert settled(bridge)
    assert told(bridge) == {"Re-Leased": 1}
    assert to_copy(bridge) == ["INV-2"]


@pytest.mark.cell("changed_in", RecordKind.ATTACHMENT)
def test_files_seen_to__are_not_told_again_until_there_is_another_one(bridge: Bridge) -> None:
    invoices(bridge, "INV-1", "INV-2")
    attach_in_re_leased(bridge, "INV-1")
    bridge.sync()
    assert mark_attachments_seen(bridge.store, bridge.link.link_id, PRIYA) == 1
    assert (told(bridge), to_copy(bridge)) == ({}, [])
    attach_in_re_leased(bridge, "INV-2")
    bridge.sync()
    assert to_copy(bridge) == ["INV-2"]
    attach_in_re_leased(bridge, "INV-1")
    bridge.sync()
    assert told(bridge) == {"Re-Leased": 2}


@pytest.mark.cell("ended_in", RecordKind.ATTACHMENT)
def test_files_on_what_is_voided__are_nothing_to_copy(bridge: Bridge) -> None:
    (first,) = invoices(bridge, "INV-1")
    attach_in_re_leased(bridge, "INV-1")
    bridge.sync()
    ended_in_re_leased(bridge, "INV-1")
    bridge.intacct.reverse_invoice(first, on=TODAY, by=FIONA)
    bridge.sync()
    assert bridge.issues() == {}
