"""What people do in one ledger between two runs, and what the other ledger gets."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sandbox.intacct.forms import ContactForm, InvoiceForm, PartyForm
from sandbox.intacct.records import InvoiceState
from sandbox.re_leased.document_records import Status
from sandbox.re_leased.fields import ContactFields, DocumentFields
from sync.domain.kinds import SYNCED_KINDS
from sync.domain.records import DocumentStatus
from sync.domain.sides import Side
from sync.domain.standing import Cause
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.people import (
    DUE,
    TODAY,
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
    twin_of,
)


def settled(bridge: Bridge) -> bool:
    """Whether a further run leaves both ledgers as they are."""
    before = bridge.writes()
    bridge.sync()
    return bridge.writes() == before


def test_invoice_born_in_intacct__arrives_with_its_customer(synced: Bridge) -> None:
    customer = customer_in_intacct(synced)
    invoice_in_intacct(synced, customer, net="100.05")
    synced.sync()
    arrived = synced.invoices(Side.RE_LEASED)["INV-9001"]
    assert (arrived.net.amount, arrived.status) == (Decimal("100.05"), DocumentStatus.POSTED)
    assert (arrived.issue_date, arrived.due_date) == (TODAY, DUE)
    assert settled(synced)


def test_draft_in_intacct__awaits_approval_in_re_leased(synced: Bridge) -> None:
    invoice_in_intacct(synced, customer_in_intacct(synced), draft=True)
    synced.sync()
    assert synced.invoices(Side.RE_LEASED)["INV-9001"].status is DocumentStatus.DRAFT


def test_invoice_born_in_re_leased__arrives_with_its_tenant(synced: Bridge) -> None:
    invoice_in_re_leased(synced, tenant_in_re_leased(synced), net="200.10")
    synced.sync()
    arrived = synced.invoices(Side.INTACCT)["RL-9001"]
    assert (arrived.net.amount, arrived.status) == (Decimal("200.10"), DocumentStatus.DRAFT)
    assert arrived.gross == synced.invoices(Side.RE_LEASED)["RL-9001"].gross
    assert settled(synced)


def test_private_draft_in_re_leased__stays_until_it_is_submitted(synced: Bridge) -> None:
    document = invoice_in_re_leased(synced, tenant_in_re_leased(synced), status=Status.DRAFT)
    synced.sync()
    assert "RL-9001" not in synced.invoices(Side.INTACCT)
    synced.re_leased.documents.submit(COMPANY, document.id, by=MARCUS)
    synced.sync()
    assert synced.invoices(Side.INTACCT)["RL-9001"].status is DocumentStatus.DRAFT


def test_posted_in_intacct__is_approved_in_re_leased(synced: Bridge) -> None:
    draft = invoice_in_intacct(synced, customer_in_intacct(synced), draft=True)
    synced.sync()
    synced.intacct.post_invoice(draft.record_no, by=FIONA)
    synced.sync()
    assert synced.invoices(Side.RE_LEASED)["INV-9001"].status is DocumentStatus.POSTED
    assert settled(synced)


def test_approved_in_re_leased__is_posted_in_intacct(synced: Bridge) -> None:
    document = invoice_in_re_leased(synced, tenant_in_re_leased(synced))
    synced.sync()
    synced.re_leased.documents.approve(COMPANY, document.id, by=MARCUS)
    synced.sync()
    assert synced.invoices(Side.INTACCT)["RL-9001"].status is DocumentStatus.POSTED
    assert settled(synced)


def test_edited_on_each_side_in_another_field__is_merged(synced: Bridge) -> None:
    invoice = invoice_in_intacct(synced, customer_in_intacct(synced))
    synced.sync()
    later = DUE + timedelta(days=7)
    synced.intacct.update_invoice(invoice.record_no, InvoiceForm(due_date=later), by=FIONA)
    twin = twin_of(synced, "INV-9001")
    synced.re_leased.documents.edit(COMPANY, twin, DocumentFields(reference="Bay 7"), by=MARCUS)
    synced.sync()
    for side in Side:
        merged = synced.invoices(side)["INV-9001"]
        assert (merged.due_date, merged.reference) == (later, "Bay 7"), side
    assert settled(synced)


def test_same_field_edited_differently__is_a_conflict_until_both_sides_agree(
    synced: Bridge,
) -> None:
    invoice = invoice_in_intacct(synced, customer_in_intacct(synced))
    synced.sync()
    twin = twin_of(synced, "INV-9001")
    synced.intacct.update_invoice(invoice.record_no, InvoiceForm(doc_number="April"), by=FIONA)
    synced.re_leased.documents.edit(COMPANY, twin, DocumentFields(reference="May"), by=MARCUS)
    before = synced.writes()
    view = synced.sync()
    issue = synced.issues()[Cause.CHANGED_ON_BOTH_SIDES]
    assert "April in Sage Intacct, May in Re-Leased" in issue.example
    assert (issue.count, view.run.needs_a_person) == (1, 1)
    assert synced.writes() == before
    synced.re_leased.documents.edit(COMPANY, twin, DocumentFields(reference="April"), by=MARCUS)
    synced.sync()
    assert synced.issues() == {}
    assert settled(synced)


def test_customer_renamed_in_intacct__carries_its_id_into_re_leased(synced: Bridge) -> None:
    customer = customer_in_intacct(synced, name="Dock Ltd")
    synced.sync()
    synced.intacct.update_customer(customer, PartyForm(name="Dock & Sons Ltd"), by=FIONA)
    synced.sync()
    names = [contact.name for contact in synced.re_leased.contacts.shelf.every(COMPANY)]
    assert "C-9001 Dock & Sons Ltd" in names
    assert settled(synced)


def test_customer_archived_in_intacct__is_archived_in_re_leased(synced: Bridge) -> None:
    customer = customer_in_intacct(synced)
    synced.sync()
    synced.intacct.archive_customer(customer, by=FIONA)
    synced.sync()
    archived = [c for c in synced.re_leased.contacts.shelf.every(COMPANY) if c.archived]
    assert [contact.name for contact in archived] == ["C-9001 Dock Ltd"]
    assert settled(synced)


def test_contact_edited_in_re_leased__reminds_until_intacct_has_it_too(synced: Bridge) -> None:
    customer = customer_in_intacct(synced)
    synced.sync()
    contacts = synced.re_leased.contacts
    twin = next(c for c in contacts.shelf.every(COMPANY) if c.name == "C-9001 Dock Ltd")
    contacts.edit(COMPANY, twin.id, ContactFields(email="new@dock.test"), by=MARCUS)
    before = synced.writes()
    synced.sync()
    assert "new@dock.test" in synced.issues()[Cause.CHANGED_WHERE_NOT_ALLOWED].example
    assert synced.writes() == before
    form = PartyForm(contact=ContactForm(email1="new@dock.test"))
    synced.intacct.update_customer(customer, form, by=FIONA)
    synced.sync()
    assert synced.issues() == {}
    assert settled(synced)


def test_reversed_in_intacct__is_voided_in_re_leased_and_leaves_no_issue(synced: Bridge) -> None:
    invoice = invoice_in_intacct(synced, customer_in_intacct(synced))
    synced.sync()
    synced.intacct.reverse_invoice(invoice.record_no, on=TODAY, by=FIONA)
    synced.sync()
    assert synced.invoices(Side.RE_LEASED)["INV-9001"].status is DocumentStatus.VOIDED
    assert synced.issues() == {}
    assert settled(synced)


def test_voided_in_re_leased__reminds_until_it_is_reversed_in_intacct(synced: Bridge) -> None:
    invoice = invoice_in_intacct(synced, customer_in_intacct(synced))
    synced.sync()
    synced.re_leased.documents.void(COMPANY, twin_of(synced, "INV-9001"), by=MARCUS)
    synced.sync()
    assert set(synced.issues()) == {Cause.VOIDED_IN_RE_LEASED}
    assert synced.intacct.invoice(invoice.record_no).state is InvoiceState.POSTED
    synced.intacct.reverse_invoice(invoice.record_no, on=TODAY, by=FIONA)
    synced.sync()
    assert synced.issues() == {}
    assert settled(synced)


def test_invoice_number_given_by_intacct__is_put_on_the_re_leased_invoice(synced: Bridge) -> None:
    synced.intacct.options.invoice_number_prefix = "HPG-"
    document = invoice_in_re_leased(synced, tenant_in_re_leased(synced))
    synced.sync()
    number = synced.re_leased.documents.get(COMPANY, document.id).invoice_number
    assert number is not None
    assert number.startswith("HPG-")
    assert number in synced.invoices(Side.INTACCT)
    assert settled(synced)


def test_paid_invoice__is_paid_over_there_and_left_alone(synced: Bridge) -> None:
    invoice = invoice_in_intacct(synced, customer_in_intacct(synced))
    synced.sync()
    synced.intacct.pay_invoice(invoice.record_no, on=TODAY, by=FIONA)
    synced.sync()
    paid = synced.re_leased.documents.get(COMPANY, twin_of(synced, "INV-9001"))
    assert paid.status is Status.PAID
    assert settled(synced)


@pytest.mark.parametrize("side", list(Side))
def test_records_are_never_doubled__however_often_it_runs(synced: Bridge, side: Side) -> None:
    before = {kind: len(synced.keys(side, kind)) for kind in SYNCED_KINDS}
    for _ in range(3):
        synced.sync()
    assert {kind: len(synced.keys(side, kind)) for kind in before} == before
