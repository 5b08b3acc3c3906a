"""What people delete in Sage Intacct: somebody is told, and Re-Leased keeps what it has."""

from datetime import timedelta

import pytest

from sync.domain.records import DocumentStatus
from sync.domain.sides import Side
from sync.domain.standing import Cause
from tests.sync.use_cases.bridge import FIONA, Bridge
from tests.sync.use_cases.people import customer_in_intacct, invoice_in_intacct


@pytest.fixture
def deletable(synced: Bridge) -> int:
    """An invoice on both sides, which may be deleted in Intacct; its RECORDNO."""
    synced.intacct.options.enable_reversal_of_unpaid_invoices = False
    invoice = invoice_in_intacct(synced, customer_in_intacct(synced))
    synced.sync()
    assert "INV-9001" in synced.invoices(Side.RE_LEASED)
    return invoice.record_no


def expect_told_once(bridge: Bridge) -> None:
    """The deletion is an issue of one record, and Re-Leased's invoice stands as it was."""
    bridge.sync()
    before = bridge.writes()
    bridge.sync()
    issue = bridge.issues()[Cause.DELETED_IN_INTACCT]
    assert (issue.count, issue.standing.subject) == (1, "INV-9001")
    assert bridge.writes() == before
    assert bridge.invoices(Side.RE_LEASED)["INV-9001"].status is DocumentStatus.POSTED


def test_a_deleted_invoice__is_told_and_not_mirrored(synced: Bridge, deletable: int) -> None:
    synced.intacct.delete_invoice(deletable, by=FIONA)
    expect_told_once(synced)


def test_a_deletion_during_a_long_silence__is_found_all_the_same(
    synced: Bridge, deletable: int
) -> None:
    synced.intacct.delete_invoice(deletable, by=FIONA)
    synced.intacct.clock.advance(timedelta(days=3))
    invoice_in_intacct(synced, "C-9001", number="INV-9002")
    expect_told_once(synced)


def test_a_deletion_that_the_trail_hides__is_found_among_the_known(
    synced: Bridge, deletable: int
) -> None:
    synced.intacct.options.denied_objects = frozenset({"AUDITHISTORY"})
    synced.intacct.delete_invoice(deletable, by=FIONA)
    expect_told_once(synced)


def test_a_deleted_customer__is_told(synced: Bridge) -> None:
    customer = customer_in_intacct(synced)
    synced.sync()
    assert Cause.DELETED_IN_INTACCT not in synced.issues()
    synced.intacct.delete_customer(customer, by=FIONA)
    synced.sync()
    assert synced.issues()[Cause.DELETED_IN_INTACCT].count == 1
