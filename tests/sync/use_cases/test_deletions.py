"""What people delete in Sage Intacct: somebody is told, and Re-Leased keeps what it has."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from sync.domain.records import DocumentStatus
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.store.sql_store import SqlStore
from sync.use_cases.run.pull import TIME_TO_SHOW
from tests.sync.use_cases.bridge import FIONA, Bridge, bridge_over
from tests.sync.use_cases.our_clock import OurClock
from tests.sync.use_cases.people import customer_in_intacct, invoice_in_intacct
from tests.sync.use_cases.starts import Starts


@pytest.fixture
def our_clock() -> OurClock:
    return OurClock()


@contextmanager
def with_an_invoice(store: SqlStore) -> Iterator[Bridge]:
    with bridge_over(store) as bridge:
        bridge.intacct.options.enable_reversal_of_unpaid_invoices = False
        invoice_in_intacct(bridge, customer_in_intacct(bridge))
        bridge.sync()
        assert "INV-9001" in bridge.invoices(Side.RE_LEASED)
        yield bridge


@pytest.fixture
def synced(starts: Starts, engine: Engine, our_clock: OurClock) -> Iterator[Bridge]:
    """In step, with an invoice on both sides that may be deleted in Intacct."""
    store = SqlStore(engine, now=our_clock)
    with starts.go_on("an invoice to delete", with_an_invoice, engine, store) as bridge:
        yield bridge


def delete_invoice(bridge: Bridge) -> None:
    number = next(one.record_no for one in bridge.intacct.invoices if one.record_id == "INV-9001")
    bridge.intacct.delete_invoice(number, by=FIONA)


def expect_told_and_kept(bridge: Bridge) -> None:
    """The deletion is an issue of one record, and Re-Leased's invoice stands as it was."""
    before = bridge.writes()
    bridge.sync()
    issue = bridge.issues()[Cause.DELETED_IN_INTACCT]
    assert (issue.count, issue.standing.subject) == (1, "INV-9001")
    assert bridge.writes() == before
    assert bridge.invoices(Side.RE_LEASED)["INV-9001"].status is DocumentStatus.POSTED


def test_a_deleted_invoice__is_told_and_not_mirrored(synced: Bridge) -> None:
    delete_invoice(synced)
    expect_told_and_kept(synced)
    expect_told_and_kept(synced)


def test_a_deletion_long_before_the_latest_change__is_found_all_the_same(synced: Bridge) -> None:
    delete_invoice(synced)
    synced.intacct.clock.advance(timedelta(days=3))
    customer_in_intacct(synced, "C-9002", "Later Ltd")
    synced.sync()
    assert synced.issues()[Cause.DELETED_IN_INTACCT].count == 1


def test_a_deletion_that_the_trail_hides__is_found_among_the_known(
    synced: Bridge, our_clock: OurClock
) -> None:
    synced.intacct.options.denied_objects = frozenset({"AUDITHISTORY"})
    delete_invoice(synced)
    our_clock.ahead += TIME_TO_SHOW
    expect_told_and_kept(synced)


def test_audit_trail_that_may_not_be_read__is_told_until_it_may(synced: Bridge) -> None:
    synced.intacct.options.denied_objects = frozenset({"AUDITHISTORY"})
    synced.sync()
    issue = synced.issues()[Cause.AUDIT_TRAIL_DENIED]
    assert (issue.count, issue.amount) == (0, None)
    assert "audit history" in issue.example
    synced.intacct.options.denied_objects = frozenset()
    synced.sync()
    assert synced.issues() == {}


def test_audit_trail_that_was_never_switched_on__is_told_and_deletions_are_found_all_the_same(
    engine: Engine, our_clock: OurClock
) -> None:
    with bridge_over(SqlStore(engine, now=our_clock)) as bridge:
        book = bridge.intacct
        book.options.audit_trail = False
        for row in list(book.audit_trail):
            book.audit_trail.remove(row.record_no)
        book.options.enable_reversal_of_unpaid_invoices = False
        invoice_in_intacct(bridge, customer_in_intacct(bridge))
        bridge.sync()
        delete_invoice(bridge)
        our_clock.ahead += TIME_TO_SHOW
        bridge.sync()
        assert set(bridge.issues()) == {Cause.AUDIT_TRAIL_EMPTY, Cause.DELETED_IN_INTACCT}


def test_a_deleted_customer__is_told_and_one_not_shown_yet_is_not(
    synced: Bridge, our_clock: OurClock
) -> None:
    for name in ("C-9002", "C-9003"):
        customer_in_intacct(synced, name, f"{name} Ltd")
    synced.sync()
    synced.intacct.delete_customer("C-9002", by=FIONA)
    synced.sync()
    assert Cause.DELETED_IN_INTACCT not in synced.issues()
    our_clock.ahead += TIME_TO_SHOW
    synced.sync()
    issue = synced.issues()[Cause.DELETED_IN_INTACCT]
    assert (issue.count, issue.standing.subject) == (1, "C-9002 Ltd")
