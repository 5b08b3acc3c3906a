"""Approving, voiding, and writes that others have overtaken."""

from dataclasses import replace

from sandbox.re_leased.document_records import Status
from sandbox.re_leased.fields import ContactFields
from sandbox.re_leased.records import Category
from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Document,
    DocumentStatus,
    Sighting,
)
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import Done, Refused, WriteVerb
from tests.sync.ledgers.re_leased.asking import (
    ACME,
    act,
    change,
    create,
    done,
    invoice,
)
from tests.sync.ledgers.re_leased.stand_in import COMPANY, PERSON, StandIn


def test_approve_then_void__move_the_invoice_in_our_name(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    seen = done(ledger, create(RecordKind.SALES_INVOICE, invoice(contact.id), "1234"))
    approve = act(WriteVerb.APPROVE, seen, DocumentStatus.POSTED)
    assert ledger.find(approve) is None

    approved = done(ledger, approve)
    assert ledger.find(approve) == Done(seen.key, approved)
    decision = stand_in.book.documents.get(COMPANY, seen.key).approval.last_decision
    assert decision is not None
    assert (decision.actor.name, decision.initiated_in) == ("Leasebridge", "SageIntacct")

    voided = done(ledger, act(WriteVerb.VOID, approved, DocumentStatus.VOIDED))
    assert isinstance(voided.record, Document)
    assert voided.record.status is DocumentStatus.VOIDED


def test_approve_what_a_person_approved_meanwhile__is_done(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    seen = done(ledger, create(RecordKind.SALES_INVOICE, invoice(contact.id), "1234"))
    stand_in.book.documents.approve(COMPANY, seen.key, by=PERSON)

    approved = done(ledger, act(WriteVerb.APPROVE, seen, DocumentStatus.POSTED))

    assert approved.changed_by == "Ana Lee"


def test_approve_what_a_person_rejected_meanwhile__is_planned_anew(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    seen = done(ledger, create(RecordKind.SALES_INVOICE, invoice(contact.id), "1234"))
    stand_in.book.documents.reject(COMPANY, seen.key, by=PERSON)

    for version in (seen.version, ""):
        write = replace(act(WriteVerb.APPROVE, seen, DocumentStatus.POSTED), version=version)
        [outcome] = ledger.write([replace(write, intent_key=f"approve-{version}")])
        assert isinstance(outcome, Refused)
        assert outcome.moved


def test_stale_version__is_planned_anew_and_overwrites_nothing(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    seen = done(ledger, create(RecordKind.CUSTOMER, ACME, "C-100"))
    by_hand = ContactFields(email="by.hand@acme.example")
    stand_in.book.contacts.edit(COMPANY, seen.key, by_hand, by=PERSON)

    [outcome] = ledger.write([change(seen, replace(ACME, fax="1"), "fax")])

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.moved) == ("version_mismatch", True)
    assert stand_in.book.contacts.get(COMPANY, seen.key).fax == ""


def test_stale_version_of_a_record_already_as_wanted__is_done(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    seen = done(ledger, create(RecordKind.CUSTOMER, ACME, "C-100"))
    stand_in.book.contacts.edit(COMPANY, seen.key, ContactFields(fax="1"), by=PERSON)

    assert done(ledger, change(seen, replace(ACME, fax="1"), "fax")).changed_by == "Ana Lee"


def test_record_that_is_no_longer_there__is_refused(ledger: ReLeasedLedger) -> None:
    seen = Sighting(RecordKind.CUSTOMER, "404", ACME, version="1")
    write = change(seen, replace(ACME, fax="1"), "fax")

    [outcome] = ledger.write([write])

    assert isinstance(outcome, Refused)
    assert outcome.code == "not_found"
    assert ledger.find(write) is None


def test_paid_invoice__counts_as_posted(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    document = stand_in.add_invoice(contact, status=Status.APPROVED)
    stand_in.pay(document)

    [page] = ledger.changes({RecordKind.SALES_INVOICE: None})

    [seen] = page.sightings
    assert isinstance(seen.record, Document)
    assert seen.record.status is DocumentStatus.POSTED
    [outcome] = ledger.write([act(WriteVerb.VOID, seen, DocumentStatus.VOIDED)])
    assert isinstance(outcome, Refused)
    assert outcome.code == "invoice_has_payments"
