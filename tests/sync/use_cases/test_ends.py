"""How records end: what ends in one ledger, what the other gets, and when a reminder closes by itself."""

import pytest

from sandbox.intacct.forms import ContactForm, PartyForm
from sandbox.re_leased.fields import ContactFields
from sandbox.re_leased.records import Address
from sync.domain.records import DocumentStatus
from sync.domain.sides import Side
from sync.domain.standing import Cause
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.endings import (
    contact_edited_in_re_leased,
    contact_in_re_leased,
    deleted_in_intacct,
    draft_deleted_in_re_leased,
    ended_in_re_leased,
)
from tests.sync.use_cases.people import (
    TODAY,
    customer_in_intacct,
    invoice_in_intacct,
    tenant_in_re_leased,
    twin_of,
)
from tests.sync.use_cases.test_daily_changes import settled

DOCK = "C-9001 Dock Ltd"
EITHER_STATUS = pytest.mark.parametrize("draft", [True, False], ids=["draft", "posted"])


def an_invoice(bridge: Bridge, *, draft: bool = False) -> int:
    """Entered in Intacct and in step; its RECORDNO."""
    made = invoice_in_intacct(bridge, customer_in_intacct(bridge), draft=draft)
    bridge.sync()
    return made.record_no


@EITHER_STATUS
def test_deleted_in_intacct__reminds_until_it_has_ended_in_re_leased(
    bridge: Bridge, draft: bool
) -> None:
    an_invoice(bridge, draft=draft)
    deleted_in_intacct(bridge, "INV-9001")
    bridge.sync()
    assert set(bridge.issues()) == {Cause.DELETED_IN_INTACCT}
    ended_in_re_leased(bridge, "INV-9001")
    bridge.sync()
    assert bridge.issues() == {}
    assert settled(bridge)


def test_draft_deleted_on_both_sides__closes_the_reminder(bridge: Bridge) -> None:
    an_invoice(bridge, draft=True)
    draft_deleted_in_re_leased(bridge, "INV-9001")
    bridge.sync()
    assert set(bridge.issues()) == {Cause.DELETED_IN_RE_LEASED}
    deleted_in_intacct(bridge, "INV-9001")
    bridge.sync()
    assert bridge.issues() == {}
    assert settled(bridge)


def test_deleted_in_intacct_and_submitted_again_in_re_leased__is_told_anew(bridge: Bridge) -> None:
    an_invoice(bridge, draft=True)
    deleted_in_intacct(bridge, "INV-9001")
    ended_in_re_leased(bridge, "INV-9001")
    bridge.sync()
    assert bridge.issues() == {}
    bridge.re_leased.documents.submit(COMPANY, twin_of(bridge, "INV-9001"), by=MARCUS)
    bridge.sync()
    assert set(bridge.issues()) == {Cause.DELETED_IN_INTACCT}


def test_rejected_in_re_leased__reminds_until_the_draft_is_deleted_in_intacct(
    bridge: Bridge,
) -> None:
    an_invoice(bridge, draft=True)
    ended_in_re_leased(bridge, "INV-9001")
    bridge.sync()
    assert set(bridge.issues()) == {Cause.TAKEN_BACK_IN_RE_LEASED}
    deleted_in_intacct(bridge, "INV-9001")
    bridge.sync()
    assert bridge.issues() == {}


def test_voided_in_re_leased_and_deleted_in_intacct__closes_as_well(bridge: Bridge) -> None:
    an_invoice(bridge)
    ended_in_re_leased(bridge, "INV-9001")
    bridge.sync()
    assert set(bridge.issues()) == {Cause.VOIDED_IN_RE_LEASED}
    deleted_in_intacct(bridge, "INV-9001")
    bridge.sync()
    assert bridge.issues() == {}


def test_deleted_in_re_leased_and_reversed_in_intacct__closes_as_well(bridge: Bridge) -> None:
    number = an_invoice(bridge, draft=True)
    draft_deleted_in_re_leased(bridge, "INV-9001")
    bridge.intacct.post_invoice(number, by=FIONA)
    bridge.sync()
    assert set(bridge.issues()) == {Cause.DELETED_IN_RE_LEASED}
    bridge.intacct.reverse_invoice(number, on=TODAY, by=FIONA)
    bridge.sync()
    assert bridge.issues() == {}
    assert settled(bridge)


# --- contacts -------------------------------------------------------------------------------------


def a_customer(bridge: Bridge) -> str:
    """Entered in Intacct and in step; its id."""
    customer = customer_in_intacct(bridge)
    bridge.sync()
    return customer


def test_contact_archived_in_re_leased__reminds_until_it_is_archived_in_intacct(
    bridge: Bridge,
) -> None:
    customer = a_customer(bridge)
    contact = contact_in_re_leased(bridge, DOCK)
    bridge.re_leased.contacts.archive(COMPANY, contact.id, by=MARCUS)
    bridge.sync()
    assert bridge.issues()[Cause.CHANGED_WHERE_NOT_ALLOWED].example == "Dock Ltd: archived"
    (kept,) = (one for one in bridge.intacct.customers if one.party_id == customer)
    assert kept.status == "active"
    bridge.intacct.archive_customer(customer, by=FIONA)
    bridge.sync()
    assert bridge.issues() == {}
    assert settled(bridge)


def test_contact_archived_in_re_leased__closes_when_it_is_undone_there(bridge: Bridge) -> None:
    a_customer(bridge)
    contact = contact_in_re_leased(bridge, DOCK)
    bridge.re_leased.contacts.archive(COMPANY, contact.id, by=MARCUS)
    bridge.sync()
    bridge.re_leased.contacts.unarchive(COMPANY, contact.id, by=MARCUS)
    bridge.sync()
    assert bridge.issues() == {}
    assert settled(bridge)


def test_customer_unarchived_in_intacct__is_taken_back_into_use_in_re_leased(
    bridge: Bridge,
) -> None:
    customer = a_customer(bridge)
    bridge.intacct.archive_customer(customer, by=FIONA)
    bridge.sync()
    assert contact_in_re_leased(bridge, DOCK).archived
    bridge.intacct.unarchive_customer(customer, by=FIONA)
    bridge.sync()
    assert not contact_in_re_leased(bridge, DOCK).archived
    assert settled(bridge)


def test_contact_edited_twice_in_re_leased__is_one_reminder_with_both_fields(
    bridge: Bridge,
) -> None:
    a_customer(bridge)
    for fields in (ContactFields(email="new@dock.test"), ContactFields(telephone="0117 1")):
        contact_edited_in_re_leased(bridge, DOCK, fields)
        bridge.sync()
    issue = bridge.issues()[Cause.CHANGED_WHERE_NOT_ALLOWED]
    assert issue.count == 1
    assert "email: ana@dock.test in Sage Intacct, new@dock.test in Re-Leased" in issue.example
    assert "telephone: - in Sage Intacct, 0117 1 in Re-Leased" in issue.example


def test_contact_edited_in_re_leased__closes_when_it_is_undone_there(bridge: Bridge) -> None:
    a_customer(bridge)
    for email in ("new@dock.test", "ana@dock.test"):
        contact_edited_in_re_leased(bridge, DOCK, ContactFields(email=email))
        bridge.sync()
    assert bridge.issues() == {}


def test_contact_edited_in_re_leased__still_gets_another_field_from_intacct(
    bridge: Bridge,
) -> None:
    customer = a_customer(bridge)
    contact_edited_in_re_leased(bridge, DOCK, ContactFields(email="new@dock.test"))
    form = PartyForm(contact=ContactForm(first_name="Anna"))
    bridge.intacct.update_customer(customer, form, by=FIONA)
    bridge.sync()
    contact = contact_in_re_leased(bridge, DOCK)
    assert (contact.first_name, contact.email) == ("Anna", "new@dock.test")
    assert "email" in bridge.issues()[Cause.CHANGED_WHERE_NOT_ALLOWED].example
    assert "first name" not in bridge.issues()[Cause.CHANGED_WHERE_NOT_ALLOWED].example
    assert settled(bridge)


LONG = "Unit 7, The Old Ropery and Sailmakers' Lofts behind the Harbour Master's House, East Quay"


def test_long_address__stays_whole_in_re_leased_when_its_town_changes_in_intacct(
    bridge: Bridge,
) -> None:
    tenant = tenant_in_re_leased(bridge, "Mill Bakery Ltd")
    where = Address(line=LONG, town_city="Harwich", country="GB")
    bridge.re_leased.contacts.edit(
        COMPANY, tenant, ContactFields(street_address=where, postal_address=where), by=MARCUS
    )
    bridge.sync()
    (customer,) = (one for one in bridge.intacct.customers if one.name == "Mill Bakery Ltd")
    moved = PartyForm(contact=ContactForm(city="Ipswich"))
    bridge.intacct.update_customer(customer.party_id, moved, by=FIONA)
    bridge.sync()
    contact = bridge.re_leased.contacts.get(COMPANY, tenant)
    assert contact.street_address.line == LONG
    assert contact.street_address.town_city == "Ipswich"
    assert bridge.issues() == {}
    assert settled(bridge)


@EITHER_STATUS
def test_reversed_in_intacct__ends_in_re_leased_and_leaves_no_error(
    bridge: Bridge, draft: bool
) -> None:
    number = an_invoice(bridge, draft=draft)
    if draft:
        bridge.intacct.post_invoice(number, by=FIONA)
    bridge.intacct.reverse_invoice(number, on=TODAY, by=FIONA)
    bridge.sync()
    expected = {Cause.REVERSED_WHILE_AWAITING_APPROVAL} if draft else set()
    assert set(bridge.issues()) == expected
    if draft:
        ended_in_re_leased(bridge, "INV-9001")
        bridge.sync()
        assert bridge.issues() == {}
    else:
        assert bridge.invoices(Side.RE_LEASED)["INV-9001"].status is DocumentStatus.VOIDED
    assert settled(bridge)
