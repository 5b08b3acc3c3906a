"""The rules by which a record does not travel, each as the engine keeps it between the two stand-in ledgers."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sandbox.intacct.forms import InvoiceForm, LineForm
from sandbox.re_leased.document_records import Status
from sandbox.re_leased.records import Category
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.rule_book.contact_works import ContactWork
from tests.rule_book.reference_works import AccountWork
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, SYNC_FROM, Bridge
from tests.sync.use_cases.people import (
    TODAY,
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
)


def set_aside(bridge: Bridge) -> dict[tuple[RecordKind, Cause | None], int]:
    """How many records each rule leaves where they are."""
    with bridge.store.reading() as transaction:
        rows = transaction.records.cause_rows(bridge.link.link_id)
    return {
        (row.kind, row.standing.cause): row.count
        for row in rows
        if row.standing.state is StandingState.SET_ASIDE
    }


def leaves(bridge: Bridge, kind: RecordKind, cause: Cause) -> bool:
    """Whether one more sync leaves one more record where it is for `cause`, and writes nothing."""
    before, written = set_aside(bridge), bridge.writes()
    bridge.sync()
    after = set_aside(bridge)
    grown = after.get((kind, cause), 0) - before.get((kind, cause), 0)
    return grown == 1 and bridge.writes() == written and bridge.issues() == {}


def test_created_on_the_wrong_side__stays_there(synced: Bridge) -> None:
    AccountWork().create(synced, Side.RE_LEASED)
    assert leaves(synced, RecordKind.ACCOUNT, Cause.ONLY_IN_RE_LEASED)


@pytest.mark.parametrize("side", Side, ids=str)
def test_archived_before_link__stays_there(synced: Bridge, side: Side) -> None:
    contact = ContactWork(RecordKind.CUSTOMER, Category.TENANT)
    contact.create(synced, side)
    contact.end(synced, side)
    assert leaves(synced, RecordKind.CUSTOMER, Cause.ARCHIVED_BEFORE_LINK)


def test_dated_before_sync_from__stays_in_intacct_however_often_it_is_edited(
    synced: Bridge,
) -> None:
    early = SYNC_FROM - timedelta(days=1)
    customer = customer_in_intacct(synced)
    synced.sync()
    line = LineForm(account_no="4000", amount=Decimal("100.00"), memo="Old rent")
    form = InvoiceForm(
        customer_id=customer,
        record_id="OLD-1",
        invoice_date=early,
        due_date=TODAY,
        lines=(line,),
    )
    old = synced.intacct.create_invoice(form, by=FIONA)
    assert leaves(synced, RecordKind.SALES_INVOICE, Cause.BEFORE_SYNC_FROM)
    synced.intacct.update_invoice(old.record_no, InvoiceForm(doc_number="Again"), by=FIONA)
    written = synced.writes()
    synced.sync()
    assert synced.writes() == written


def test_dated_on_the_sync_from_date__travels(synced: Bridge) -> None:
    line = LineForm(account_no="4000", amount=Decimal("100.00"), memo="First rent")
    form = InvoiceForm(
        customer_id=customer_in_intacct(synced),
        record_id="FIRST-1",
        invoice_date=SYNC_FROM,
        due_date=TODAY,
        lines=(line,),
    )
    synced.intacct.create_invoice(form, by=FIONA)
    synced.sync()
    assert "FIRST-1" in synced.invoices(Side.RE_LEASED)


def test_private_draft__stays_in_re_leased(synced: Bridge) -> None:
    tenant = tenant_in_re_leased(synced)
    synced.sync()
    invoice_in_re_leased(synced, tenant, status=Status.DRAFT)
    assert leaves(synced, RecordKind.SALES_INVOICE, Cause.PRIVATE_DRAFT)


def test_rejected_before_link__stays_in_re_leased(synced: Bridge) -> None:
    tenant = tenant_in_re_leased(synced)
    synced.sync()
    document = invoice_in_re_leased(synced, tenant)
    synced.re_leased.documents.reject(COMPANY, document.id, by=MARCUS)
    assert leaves(synced, RecordKind.SALES_INVOICE, Cause.REJECTED_BEFORE_LINK)


def test_voided_before_link__stays_in_re_leased(synced: Bridge) -> None:
    tenant = tenant_in_re_leased(synced)
    synced.sync()
    document = invoice_in_re_leased(synced, tenant, status=Status.APPROVED)
    synced.re_leased.documents.void(COMPANY, document.id, by=MARCUS)
    assert leaves(synced, RecordKind.SALES_INVOICE, Cause.VOIDED_BEFORE_LINK)


def test_reversed_before_link__stays_in_intacct(synced: Bridge) -> None:
    customer = customer_in_intacct(synced)
    synced.sync()
    invoice = invoice_in_intacct(synced, customer)
    synced.intacct.reverse_invoice(invoice.record_no, on=TODAY, by=FIONA)
    assert leaves(synced, RecordKind.SALES_INVOICE, Cause.VOIDED_BEFORE_LINK)


def test_deleted_before_link__is_told_to_nobody(synced: Bridge) -> None:
    tenant = tenant_in_re_leased(synced)
    synced.sync()
    document = invoice_in_re_leased(synced, tenant, status=Status.DRAFT)
    synced.sync()
    synced.re_leased.documents.delete(COMPANY, document.id, by=MARCUS)
    assert leaves(synced, RecordKind.SALES_INVOICE, Cause.DELETED_BEFORE_LINK)
