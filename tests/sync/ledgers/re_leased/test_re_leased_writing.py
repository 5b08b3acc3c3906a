"""Writing to the stand-in Re-Leased: complete, to the cent, and never twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sandbox.re_leased.records import Category
from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Account,
    AccountClass,
    Dimension,
    DimensionValue,
    DocumentStatus,
    Record,
    Reference,
    TaxDetail,
    TaxUse,
)
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import Done, Refused, Response
from tests.sync.ledgers.re_leased.asking import (
    ACME,
    change,
    create,
    done,
    invoice,
)
from tests.sync.ledgers.re_leased.stand_in import COMPANY, PERSON, StandIn


@pytest.mark.parametrize(
    ("kind", "key", "record", "created_key"),
    [
        (RecordKind.DIMENSION, "DEPARTMENT", Dimension("Department", active=True), "department"),
        (
            RecordKind.DIMENSION_VALUE,
            "LOCATION:A 1%",
            DimensionValue(Reference(RecordKind.DIMENSION, "9"), "A 1%", "Annex", active=True),
            "9:A 1%",
        ),
        (
            RecordKind.TAX_DETAIL,
            "GST 12.5",
            TaxDetail("GST 12.5", "GST 12.5%", Decimal("12.5"), TaxUse.SALES, active=True),
            "GST 12.5",
        ),
        (
            RecordKind.TAX_DETAIL,
            "EXT",
            TaxDetail("EXT", "Externally Calculated Tax", None, TaxUse.BOTH, active=False),
            "EXT",
        ),
        (
            RecordKind.ACCOUNT,
            "4100",
            Account("4100", "Outgoings", AccountClass.REVENUE, active=True),
            "4100",
        ),
        (RecordKind.CUSTOMER, "C-100", ACME, None),
        (RecordKind.VENDOR, "V-100", ACME, None),
    ],
)
def test_create__makes_the_record_and_finds_it_again(
    ledger: ReLeasedLedger, kind: RecordKind, key: str, record: Record, created_key: str | None
) -> None:
    write = create(kind, record, key)
    assert ledger.find(write) is None

    seen = done(ledger, write)

    assert (seen.kind, seen.record) == (kind, record)
    assert seen.key == (created_key or seen.key)
    assert ledger.find(write) == Done(seen.key, seen)
    assert [it for page in ledger.changes({kind: None}) for it in page.sightings][-1] == seen


@pytest.mark.parametrize("status", [DocumentStatus.DRAFT, DocumentStatus.POSTED])
def test_create_invoice__makes_it_to_the_cent_and_finds_it_again(
    stand_in: StandIn, ledger: ReLeasedLedger, status: DocumentStatus
) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    write = create(RecordKind.SALES_INVOICE, invoice(contact.id, status), "1234")
    assert ledger.find(write) is None

    seen = done(ledger, write)

    assert seen.record == write.record
    assert ledger.find(write) == Done(seen.key, seen, asked=write.record)
    [document] = stand_in.book.documents.shelf.every(COMPANY)
    assert document.gross_total == Decimal("8165.04")
    [mark] = document.external_refs
    assert (mark.entity, mark.external_id, mark.external_number) == (
        "ARINVOICE",
        "1234",
        "INV-0042",
    )


def test_customer_and_vendor_of_one_id__are_two_contacts(ledger: ReLeasedLedger) -> None:
    customer = create(RecordKind.CUSTOMER, ACME, "X1")
    vendor = create(RecordKind.VENDOR, ACME, "X1")

    seen = done(ledger, customer)

    assert ledger.find(vendor) is None
    assert done(ledger, vendor).key != seen.key


def test_same_intent_twice__makes_one_record(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    write = create(RecordKind.CUSTOMER, ACME, "C-100")

    first, second = done(ledger, write), done(ledger, write)

    assert first == second
    assert len(stand_in.book.contacts.shelf.every(COMPANY)) == 1


def test_same_source_under_another_intent__adopts_the_record_there_is(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    write = create(RecordKind.CUSTOMER, ACME, "C-100")
    seen = done(ledger, write)

    assert done(ledger, replace(write, intent_key="another")) == seen
    assert len(stand_in.book.contacts.shelf.every(COMPANY)) == 1


def test_update__changes_the_named_fields_only(ledger: ReLeasedLedger) -> None:
    seen = done(ledger, create(RecordKind.CUSTOMER, ACME, "C-100"))
    wanted = replace(ACME, email="new@acme.example", telephone="not to be sent")

    changed = done(ledger, change(seen, wanted, "email"))

    assert changed.record == replace(ACME, email="new@acme.example")
    assert int(changed.version) == int(seen.version) + 1


@pytest.mark.parametrize(
    ("kind", "key", "changes"),
    [
        (RecordKind.ACCOUNT, "4000", {"name": "Rents", "active": False}),
        (RecordKind.TAX_DETAIL, "GST15", {"rate": Decimal(16), "use": TaxUse.SALES}),
        (RecordKind.DIMENSION, "9", {"name": "Place"}),
        (RecordKind.DIMENSION_VALUE, "9:91", {"name": "Quay Tower East", "active": False}),
    ],
)
def test_update_reference_data__is_an_upsert_of_what_changed(
    ledger: ReLeasedLedger, kind: RecordKind, key: str, changes: dict[str, Any]
) -> None:
    [seen] = [it for page in ledger.changes({kind: None}) for it in page.sightings if it.key == key]
    write = change(seen, replace(seen.record, **changes), *changes)
    assert ledger.find(write) is None

    assert done(ledger, write).record == write.record
    assert ledger.find(write) is not None


def test_update_invoice__replaces_its_lines(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    made = invoice(contact.id)
    seen = done(ledger, create(RecordKind.SALES_INVOICE, made, "1234"))
    wanted = replace(made, lines=made.lines[:1], reference="April", due_date=date(2026, 4, 1))

    changed = done(ledger, change(seen, wanted, "lines", "reference", "due_date"))

    assert changed.record == wanted


def test_archive_and_unarchive__are_actions_beside_the_other_fields(
    ledger: ReLeasedLedger,
) -> None:
    seen = done(ledger, create(RecordKind.CUSTOMER, ACME, "C-100"))
    archived = replace(ACME, active=False, fax="1")

    seen = done(ledger, change(seen, archived, "active", "fax"))
    assert seen.record == archived

    assert done(ledger, change(seen, ACME, "active", "fax")).record == ACME


def test_archive_of_a_tenant__is_refused_with_the_remedy_and_changes_nothing(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    seen = done(ledger, create(RecordKind.CUSTOMER, ACME, "C-100"))
    stand_in.add_tenancy(seen.key)

    [outcome] = ledger.write([change(seen, replace(ACME, active=False, fax="1"), "active", "fax")])

    assert isinstance(outcome, Refused)
    assert outcome.code == "contact_in_active_tenancy"
    assert "another contact on the tenancy" in outcome.remedy
    assert not outcome.moved
    assert stand_in.book.contacts.get(COMPANY, seen.key).fax == ""


def test_outcomes__come_in_the_order_of_the_writes(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    good = invoice(contact.id)
    bad = replace(good, lines=(replace(good.lines[0], account=Reference(RecordKind.ACCOUNT, "1")),))
    writes = [
        create(RecordKind.SALES_INVOICE, bad if n % 3 == 0 else good, str(n)) for n in range(20)
    ]

    outcomes = ledger.write(writes)

    assert [isinstance(outcome, Refused) for outcome in outcomes] == [n % 3 == 0 for n in range(20)]
    assert {_code(outcome) for outcome in outcomes} == {"", "account_unknown"}
    for write, outcome in zip(writes, outcomes, strict=True):
        if isinstance(outcome, Done):
            [mark] = stand_in.book.documents.get(COMPANY, outcome.key).external_refs
            assert mark.external_id == write.key


def test_no_writes__have_no_outcomes(ledger: ReLeasedLedger) -> None:
    assert ledger.write([]) == []


def test_archived_contact__refuses_the_invoice_with_the_remedy(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    stand_in.book.contacts.archive(COMPANY, contact.id, by=PERSON)

    [outcome] = ledger.write([create(RecordKind.SALES_INVOICE, invoice(contact.id), "1")])

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.moved) == ("contact_archived", False)
    assert outcome.remedy


def _code(outcome: Response) -> str:
    assert isinstance(outcome, Done | Refused)
    return outcome.code if isinstance(outcome, Refused) else ""
