"""Unlinking and linking again: a record stays where it is, with a reason, a name and an age."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from sandbox.intacct.forms import InvoiceForm
from sandbox.re_leased.fields import DocumentFields
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from sync.store.sql_store import SqlStore
from sync.use_cases.unlink import CannotUnlink, relink, unlink, unlinked_records
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge, synced_over
from tests.sync.use_cases.deciding import (
    PRIYA,
    TOM,
    audited,
    linked_again,
    record,
    stands,
    unlinked,
)
from tests.sync.use_cases.people import (
    DUE,
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
    twin_of,
)
from tests.sync.use_cases.starts import Starts
from tests.sync.use_cases.test_daily_changes import settled

UNLINKED = (StandingState.UNLINKED, Cause.UNLINKED)
LATER = DUE + timedelta(days=30)


@contextmanager
def with_an_invoice(store: SqlStore) -> Iterator[Bridge]:
    with synced_over(store) as bridge:
        invoice_in_intacct(bridge, customer_in_intacct(bridge))
        bridge.sync()
        yield bridge


@pytest.fixture
def paired(starts: Starts, engine: Engine) -> Iterator[Bridge]:
    """In step, with invoice INV-9001 on both sides."""
    with starts.go_on("an invoice on both sides", with_an_invoice, engine) as bridge:
        yield bridge


def edited_in_intacct(bridge: Bridge) -> None:
    number = int(record(bridge, "INV-9001", Side.INTACCT).key)
    bridge.intacct.update_invoice(number, InvoiceForm(due_date=LATER), by=FIONA)


def test_unlinked_pair__stays_where_it_is_whatever_changes_and_goes_on_once_linked_again(
    paired: Bridge,
) -> None:
    unlinked(paired, record(paired, "INV-9001", Side.INTACCT))
    edited_in_intacct(paired)
    assert settled(paired)
    assert [stands(paired, "INV-9001", side) for side in Side] == [UNLINKED, UNLINKED]
    assert paired.issues() == {}
    linked_again(paired, record(paired, "INV-9001", Side.RE_LEASED))
    paired.sync()
    assert paired.invoices(Side.RE_LEASED)["INV-9001"].due_date == LATER
    assert stands(paired, "INV-9001", Side.INTACCT) == (StandingState.LINKED, None)
    assert settled(paired)


def test_unlinked_pair__stays_unlinked_when_its_content_comes_back(paired: Bridge) -> None:
    unlinked(paired, record(paired, "INV-9001", Side.INTACCT))
    edited_in_intacct(paired)
    paired.sync()
    number = int(record(paired, "INV-9001", Side.INTACCT).key)
    paired.intacct.update_invoice(number, InvoiceForm(due_date=DUE), by=FIONA)
    paired.sync()
    assert stands(paired, "INV-9001", Side.INTACCT) == UNLINKED


def test_unlinking_a_conflict__closes_its_issue_until_it_is_linked_again(paired: Bridge) -> None:
    number = int(record(paired, "INV-9001", Side.INTACCT).key)
    paired.intacct.update_invoice(number, InvoiceForm(doc_number="April"), by=FIONA)
    twin = twin_of(paired, "INV-9001")
    paired.re_leased.documents.edit(COMPANY, twin, DocumentFields(reference="May"), by=MARCUS)
    paired.sync()
    assert set(paired.issues()) == {Cause.CHANGED_ON_BOTH_SIDES}
    unlinked(paired, record(paired, "INV-9001", Side.INTACCT))
    assert paired.issues() == {}
    paired.sync()
    assert paired.issues() == {}
    linked_again(paired, record(paired, "INV-9001", Side.INTACCT))
    paired.sync()
    assert set(paired.issues()) == {Cause.CHANGED_ON_BOTH_SIDES}


def test_unlinked_before_it_ever_travelled__stays_and_travels_once_linked_again(
    synced: Bridge,
) -> None:
    synced.intacct.close_books_until(DUE)
    document = invoice_in_re_leased(synced, tenant_in_re_leased(synced))
    synced.re_leased.documents.approve(COMPANY, document.id, by=MARCUS)
    synced.sync()
    assert set(synced.issues()) == {Cause.PERIOD_CLOSED}
    unlinked(synced, record(synced, "RL-9001", Side.RE_LEASED))
    synced.intacct.close_books_until(None)
    assert settled(synced)
    assert "RL-9001" not in synced.invoices(Side.INTACCT)
    linked_again(synced, record(synced, "RL-9001", Side.RE_LEASED))
    synced.sync()
    assert "RL-9001" in synced.invoices(Side.INTACCT)


def test_what_needs_a_record_never_linked__waits_and_says_that_it_is_unlinked(
    synced: Bridge,
) -> None:
    tenant = tenant_in_re_leased(synced, "Mill Bakery Ltd")
    synced.plan()  # seen, and not carried over yet
    contact = record(synced, "Mill Bakery Ltd", Side.RE_LEASED, RecordKind.CUSTOMER)
    unlinked(synced, contact, reason="Not a tenant yet")
    invoice_in_re_leased(synced, tenant)
    synced.sync()
    issue = synced.issues()[Cause.WAITS_FOR_UNLINKED]
    assert (issue.standing.subject, issue.count) == ("customer Mill Bakery Ltd", 1)
    linked_again(synced, contact)
    synced.sync()
    assert synced.issues() == {}
    assert "RL-9001" in synced.invoices(Side.INTACCT)


def test_plan_shown_before_the_unlinking__leaves_the_record_out(paired: Bridge) -> None:
    edited_in_intacct(paired)
    plan = paired.plan().plan
    assert plan is not None
    assert plan.writes == 1
    unlinked(paired, record(paired, "INV-9001", Side.INTACCT))
    before = paired.writes()
    paired.apply(plan.plan_id)
    assert paired.writes() == before
    assert stands(paired, "INV-9001", Side.INTACCT) == UNLINKED


def test_unlinked_and_forgotten__is_listed_with_reason_person_and_age(paired: Bridge) -> None:
    unlinked(paired, record(paired, "INV-9001", Side.INTACCT), reason="To clear the flag")
    (listed,) = unlinked_records(paired.store, paired.link.link_id)
    assert (listed.unlinking.reason, listed.unlinking.who) == ("To clear the flag", PRIYA)
    assert [one.side for one in listed.records] == list(Side)
    months_later = datetime.now(tz=UTC) + timedelta(days=90, minutes=5)
    assert listed.age_in_days(months_later) == 90
    standing = record(paired, "INV-9001", Side.RE_LEASED).standing
    assert standing.detail.startswith("To clear the flag (Priya, ")
    linked_again(paired, listed.records[0])
    assert unlinked_records(paired.store, paired.link.link_id) == ()


def test_unlinking_and_linking_again__leave_audit_rows(paired: Bridge, engine: Engine) -> None:
    one = record(paired, "INV-9001", Side.INTACCT)
    unlinked(paired, one)
    linked_again(paired, one)
    subject = "Sales invoice INV-9001"
    assert audited(engine, "record:unlinked") == [("Priya U0PRIYA", subject)]
    assert audited(engine, "record:relinked") == [("Tom U0TOM", subject)]


def test_unlinking__is_refused_where_it_makes_no_sense(paired: Bridge) -> None:
    one = record(paired, "INV-9001", Side.INTACCT)
    other = record(paired, "C-9001 Dock Ltd", Side.RE_LEASED, RecordKind.CUSTOMER)
    with pytest.raises(CannotUnlink, match="Give a reason"):
        unlink(paired.store, [one.record_id], reason="  ", who=PRIYA)
    with pytest.raises(CannotUnlink, match="no such record"):
        unlink(paired.store, [10**6], reason="x", who=PRIYA)
    with pytest.raises(CannotUnlink, match="one linked pair"):
        unlink(paired.store, [one.record_id, other.record_id], reason="x", who=PRIYA)
    with pytest.raises(CannotUnlink, match="is not unlinked"):
        relink(paired.store, [one.record_id], who=TOM)
    unlinked(paired, one, reason="Disputed")
    partner = record(paired, "INV-9001", Side.RE_LEASED)
    with pytest.raises(CannotUnlink, match=r"unlinked already, by Priya since .*: Disputed"):
        unlink(paired.store, [partner.record_id], reason="x", who=TOM)
