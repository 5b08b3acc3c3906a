"""What Re-Leased's objects mean in our words, and how our changes are spelled there."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import (
    Address,
    Contact,
    Dimension,
    DimensionValue,
    Document,
    DocumentStatus,
    Payment,
    Reference,
)
from sync.ledgers.re_leased import wire
from sync.ledgers.re_leased.contacts import has_role
from sync.ledgers.re_leased.families import FAMILIES
from sync.use_cases.ports import Write, WriteVerb
from tests.sync.ledgers.re_leased.wire_examples import new, shown


def invoice_json(**changes: Any) -> dict[str, Any]:
    """The reference's example of an invoice, shortened."""
    line = {
        "id": "1",
        "description": "Rent March 2026",
        "quantity": 1,
        "unitPrice": Decimal("7000.00"),
        "accountCode": "4000",
        "taxTypeCode": "EXT",
        "netAmount": Decimal("7000.00"),
        "taxRate": None,
        "taxAmount": None,
        "grossAmount": Decimal("7000.00"),
        "tracking": [
            {"categoryId": "9", "optionId": "91"},
            {"categoryId": "10", "optionId": "104"},
        ],
    }
    invoice = {
        "kind": "Income",
        "documentType": "Invoice",
        "status": "AwaitingApproval",
        "invoiceNumber": "RL-20871",
        "reference": None,
        "contactId": "501",
        "issueDate": "2026-03-01",
        "dueDate": "2026-03-20",
        "currency": "NZD",
        "amountsAre": "TaxExclusive",
        "lines": [line],
    }
    return {**invoice, **changes}


def payment_json(**changes: Any) -> dict[str, Any]:
    """The reference's example of a payment."""
    payment = {
        "kind": "Receipt",
        "contactId": "501",
        "date": "2026-03-18",
        "amount": Decimal("8050.00"),
        "currency": "NZD",
        "bankAccountCode": None,
        "reference": None,
        "method": None,
        "status": "Active",
        "allocations": [
            {"invoiceId": "184512", "amount": Decimal("8000.00"), "documentType": "Invoice"},
            {"invoiceId": "184512", "amount": Decimal("50.00"), "documentType": "Invoice"},
        ],
    }
    return {**payment, **changes}


def share_json(*, amount: str, credit: str = "501") -> dict[str, Any]:
    """What of a credit is put against invoice 7."""
    return {
        "id": "501-1",
        "creditNoteId": credit,
        "invoiceId": "7",
        "amount": Decimal(amount),
        "date": "2026-03-19",
        "documentType": "Invoice",
    }


def test_payment__without_account_method_and_reference_counts_a_document_once() -> None:
    [seen] = shown(RecordKind.RECEIPT, payment_json())

    assert isinstance(seen.record, Payment)
    assert (seen.record.account, seen.record.method, seen.record.reference) == (None, "", "")
    [allocation] = seen.record.allocations
    assert allocation.document == Reference(RecordKind.SALES_INVOICE, "184512")
    assert allocation.amount == seen.record.amount


def test_allocation__of_another_credit_is_not_this_ones() -> None:
    shares = [share_json(amount="1.00", credit="502")]
    debit = invoice_json(documentType="Adjustment", adjustmentType="Debit", allocations=shares)

    assert shown(RecordKind.SALES_CREDIT_ALLOCATION, debit) == []


def test_amount__finer_than_a_cent_is_a_broken_promise_naming_the_invoice() -> None:
    stored = invoice_json()
    stored["lines"][0]["netAmount"] = Decimal("7000.005")

    with pytest.raises(
        BrokenPromise, match=r"invoice 501 has an amount that is not money: 7000\.005"
    ):
        shown(RecordKind.SALES_INVOICE, stored)


def test_invoice__of_the_reference_is_read_in_our_words() -> None:
    [seen] = shown(RecordKind.SALES_INVOICE, invoice_json())

    invoice = seen.record
    assert isinstance(invoice, Document)
    assert (seen.key, seen.version, seen.changed_by) == ("501", "3", "Ana Lee")
    assert invoice.reference == ""
    assert invoice.tax == Money(Decimal(0), "NZD")
    assert [value.key for value in invoice.lines[0].dimensions] == ["10:104", "9:91"]


@pytest.mark.parametrize(
    ("status", "meaning", "gone"),
    [
        ("Draft", DocumentStatus.PRIVATE, False),
        ("AwaitingApproval", DocumentStatus.DRAFT, False),
        ("Rejected", DocumentStatus.REJECTED, False),
        ("Approved", DocumentStatus.POSTED, False),
        ("Paid", DocumentStatus.POSTED, False),
        ("Voided", DocumentStatus.VOIDED, False),
        ("Deleted", DocumentStatus.PRIVATE, True),
    ],
)
def test_invoice_status__has_one_meaning(status: str, meaning: DocumentStatus, gone: bool) -> None:
    [seen] = shown(RecordKind.SALES_INVOICE, invoice_json(status=status))

    assert isinstance(seen.record, Document)
    assert (seen.record.status, seen.gone) == (meaning, gone)


@pytest.mark.parametrize(
    ("kind", "stored", "message"),
    [
        (
            RecordKind.SALES_INVOICE,
            invoice_json(status="Frozen"),
            "invoice 501 has the status 'Frozen'",
        ),
        (
            RecordKind.SALES_INVOICE,
            invoice_json(kind="Barter"),
            "invoice 501 has the kind 'Barter'",
        ),
        (
            RecordKind.SALES_INVOICE,
            invoice_json(documentType="Quote"),
            "invoice 501 has the document type 'Quote'",
        ),
        (
            RecordKind.SALES_CREDIT,
            invoice_json(documentType="Adjustment", adjustmentType="Sideways"),
            "invoice 501 has the adjustment type 'Sideways'",
        ),
        (
            RecordKind.PURCHASE_CREDIT,
            invoice_json(kind="Expense", documentType="Adjustment"),
            "invoice 501 has the adjustment type ''",
        ),
        (RecordKind.RECEIPT, payment_json(kind="Barter"), "payment 501 has the kind 'Barter'"),
        (RecordKind.RECEIPT, payment_json(status="Held"), "payment 501 has the status 'Held'"),
        (
            RecordKind.RECEIPT,
            payment_json(amount=Decimal("0.001")),
            r"payment 501 has an amount that is not money: 0.001",
        ),
        (
            RecordKind.RECEIPT,
            payment_json(allocations=[{"invoiceId": "7", "amount": 1, "documentType": "Quote"}]),
            "payment 501 has the document type 'Quote'",
        ),
        (
            RecordKind.SALES_CREDIT_ALLOCATION,
            invoice_json(documentType="CreditNote", allocations=[share_json(amount="0.001")]),
            "invoice 501 has an amount that is not money: 0.001",
        ),
        (
            RecordKind.ACCOUNT,
            {"code": "4000", "name": "Rent", "class": "Memo"},
            "account 4000 has the class 'Memo'",
        ),
        (
            RecordKind.TAX_DETAIL,
            {"code": "GST", "displayName": "GST", "rate": 15, "appliesTo": ["Barter"]},
            "tax type GST has the use 'Barter'",
        ),
        (
            RecordKind.TAX_DETAIL,
            {
                "code": "GST",
                "displayName": "GST",
                "rate": Decimal("1E+40"),
                "appliesTo": ["Income"],
            },
            "tax type 501 cannot be read: 1E.40 is not an amount",
        ),
        (RecordKind.ACCOUNT, {"code": "4000", "name": 7}, "account 501 cannot be read"),
    ],
)
def test_unreadable_value__is_a_broken_promise_naming_record_and_value(
    kind: RecordKind, stored: dict[str, Any], message: str
) -> None:
    with pytest.raises(BrokenPromise, match=message.replace("(", r"\(")):
        shown(kind, stored)


@pytest.mark.parametrize(
    ("kind", "document_type"),
    [("Expense", "Invoice"), ("Income", "CreditNote"), ("Income", "Adjustment")],
)
def test_sales_invoice__is_income_and_invoice_only(kind: str, document_type: str) -> None:
    stored = invoice_json(kind=kind, documentType=document_type)

    assert shown(RecordKind.SALES_INVOICE, stored) == []


@pytest.mark.parametrize(
    ("categories", "is_customer", "is_vendor"),
    [
        (["Tenant"], True, False),
        (["Creditor", "Owner"], False, True),
        (["Tenant", "Creditor"], True, True),
        (["Owner", "Company", "Other"], False, False),
        ([], False, False),
    ],
)
def test_role__follows_the_categories(
    categories: list[str], is_customer: bool, is_vendor: bool
) -> None:
    assert has_role(categories, RecordKind.CUSTOMER) is is_customer
    assert has_role(categories, RecordKind.VENDOR) is is_vendor


def test_contact__without_a_correspondence_name_is_written_to_by_its_name() -> None:
    stored = {"name": "Acme Cafe Ltd", "correspondenceName": None, "categories": ["Tenant"]}

    [seen] = shown(RecordKind.CUSTOMER, stored)

    assert isinstance(seen.record, Contact)
    assert seen.record.correspondence_name == "Acme Cafe Ltd"
    assert (seen.record.email, seen.record.postal_address) == ("", Address())


def test_new_category__takes_intacct_key_in_small_letters_and_paths_are_encoded() -> None:
    dimension = new(RecordKind.DIMENSION, Dimension("Location", active=True), "GL/LOC 1")
    value = new(
        RecordKind.DIMENSION_VALUE,
        DimensionValue(Reference(RecordKind.DIMENSION, "location"), "A/1 %", "Quay", active=True),
        "LOCATION:A/1 %",
    )

    [category] = FAMILIES[RecordKind.DIMENSION].requests(dimension)
    [option] = FAMILIES[RecordKind.DIMENSION_VALUE].requests(value)

    assert category.path == "tracking-categories/gl%2Floc%201"
    assert option.path == "tracking-categories/location/options/A%2F1%20%25"


def test_update__sends_the_named_fields_only() -> None:
    contact = Contact(
        "Acme", "Acme", "", "", "new@acme.example", "", "", "", Address(), Address(), True
    )
    write = Write(
        "intent-1",
        RecordKind.CUSTOMER,
        WriteVerb.UPDATE,
        "501",
        contact,
        fields=frozenset({"email"}),
        version="3",
    )

    [request] = FAMILIES[RecordKind.CUSTOMER].requests(write)

    assert (request.method, request.path) == ("PATCH", "contacts/501")
    assert request.body == b'{"email":"new@acme.example"}'
    assert request.headers[wire.EXPECTED_VERSION_HEADER] == '"3"'


@pytest.mark.parametrize(
    ("verb", "fields"),
    [(WriteVerb.UPDATE, {"status"}), (WriteVerb.CREATE, set[str]())],
)
def test_write_that_has_no_way__is_a_broken_promise(verb: WriteVerb, fields: set[str]) -> None:
    invoice = Document(
        number="INV-1",
        reference="",
        contact=Reference(RecordKind.CUSTOMER, "501"),
        issue_date=date(2026, 3, 1),
        due_date=date(2026, 3, 1),
        currency="NZD",
        status=DocumentStatus.VOIDED,
        lines=(),
    )
    write = Write("i", RecordKind.SALES_INVOICE, verb, "7", invoice, fields=frozenset(fields))

    with pytest.raises(BrokenPromise, match="no way to"):
        FAMILIES[RecordKind.SALES_INVOICE].requests(write)
