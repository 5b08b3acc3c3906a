"""One contact of Re-Leased is a customer, a vendor or both in Intacct, by its category or by its first use."""

from datetime import timedelta

import pytest

from sandbox.calls import Part
from sandbox.intacct.forms import ContactForm, PartyForm
from sandbox.re_leased.document_records import Status
from sandbox.re_leased.fields import ContactFields, DocumentFields
from sandbox.re_leased.records import Category
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.domain.standing import Cause
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, SYNC_FROM, Bridge
from tests.sync.use_cases.people import invoice_in_re_leased
from tests.sync.use_cases.roles import bill_in_re_leased, contact_in_re_leased

CUSTOMER, VENDOR = RecordKind.CUSTOMER, RecordKind.VENDOR


def made_of(bridge: Bridge, contact_id: str) -> dict[RecordKind, bool]:
    """Whether the contact has become a customer, and whether a vendor."""
    return {
        kind: f"RL-{contact_id}" in bridge.keys(Side.INTACCT, kind) for kind in (CUSTOMER, VENDOR)
    }


def test_a_contact_without_a_category__is_nothing_until_it_is_used(synced: Bridge) -> None:
    contact_id = contact_in_re_leased(synced)
    synced.sync()
    assert made_of(synced, contact_id) == {CUSTOMER: False, VENDOR: False}
    assert not synced.issues()


def test_first_used_on_an_income_document__it_is_a_customer(synced: Bridge) -> None:
    contact_id = contact_in_re_leased(synced, Category.OWNER)
    synced.sync()
    invoice_in_re_leased(synced, contact_id)
    synced.sync()
    assert made_of(synced, contact_id) == {CUSTOMER: True, VENDOR: False}
    assert synced.invoices(Side.INTACCT)["RL-9001"].contact.key == f"RL-{contact_id}"
    assert not synced.issues()


def test_first_used_on_an_expense_document__it_is_a_vendor(synced: Bridge) -> None:
    contact_id = contact_in_re_leased(synced)
    bill_in_re_leased(synced, contact_id)
    synced.sync()
    assert made_of(synced, contact_id) == {CUSTOMER: False, VENDOR: True}
    assert not synced.issues()


@pytest.mark.parametrize("categories", [(), (Category.TENANT,), (Category.CREDITOR,)])
def test_used_both_ways__it_is_two_records_in_intacct_and_both_pairs_work(
    synced: Bridge, categories: tuple[Category, ...]
) -> None:
    contact_id = contact_in_re_leased(synced, *categories)
    invoice_in_re_leased(synced, contact_id)
    bill_in_re_leased(synced, contact_id)
    synced.sync()
    assert made_of(synced, contact_id) == {CUSTOMER: True, VENDOR: True}
    before = synced.writes()
    synced.sync()
    assert synced.writes() == before
    for_vendor = PartyForm(party_id=f"RL-{contact_id}", contact=ContactForm(phone1="0117 496 0001"))
    synced.intacct.update_vendor(f"RL-{contact_id}", for_vendor, by=FIONA)
    synced.sync()
    assert synced.re_leased.contacts.get(COMPANY, contact_id).telephone == "0117 496 0001"


def test_a_private_draft_or_an_old_document__uses_nobody(synced: Bridge) -> None:
    contact_id = contact_in_re_leased(synced)
    invoice_in_re_leased(synced, contact_id, status=Status.DRAFT)
    bill = bill_in_re_leased(synced, contact_id, status=Status.DRAFT)
    old = DocumentFields(issue_date=SYNC_FROM - timedelta(days=1))
    synced.re_leased.documents.edit(COMPANY, bill.id, old, by=MARCUS)
    synced.re_leased.documents.submit(COMPANY, bill.id, by=MARCUS)
    synced.sync()
    assert made_of(synced, contact_id) == {CUSTOMER: False, VENDOR: False}


def test_an_edit_of_a_contact_that_is_a_vendor_by_use__is_seen(synced: Bridge) -> None:
    contact_id = contact_in_re_leased(synced)
    bill_in_re_leased(synced, contact_id)
    synced.sync()
    edited = ContactFields(telephone="0117 496 0002")
    synced.re_leased.contacts.edit(COMPANY, contact_id, edited, by=MARCUS)
    synced.sync()
    issue = synced.issues()[Cause.CHANGED_WHERE_NOT_ALLOWED]
    assert issue.count == 1


def test_contacts_known_already__are_not_asked_for_again(synced: Bridge) -> None:
    contact_id = contact_in_re_leased(synced)
    invoice_in_re_leased(synced, contact_id)
    synced.sync()
    invoice_in_re_leased(synced, contact_id, number="RL-9002")
    assert asked_by_id(synced) == 1
    synced.sync()
    assert asked_by_id(synced) == 1


def asked_by_id(bridge: Bridge) -> int:
    """How often Re-Leased was asked for contacts by their ids."""
    calls = bridge.running.world.calls.latest(Part.RE_LEASED)
    return sum("/contacts?ids=" in name for call in calls for name in call.names)
