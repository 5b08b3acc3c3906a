"""From neutral records to Re-Leased's JSON and back, without loss."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import (
    Account,
    AccountClass,
    Address,
    Contact,
    Dimension,
    DimensionValue,
    DocumentLine,
    DocumentStatus,
    Record,
    Reference,
    SalesInvoice,
    Sighting,
    TaxDetail,
    TaxUse,
)
from sync.ledgers.re_leased import wire, wire_shapes
from sync.ledgers.re_leased.contacts import has_role
from sync.ledgers.re_leased.json_text import Reader
from sync.ledgers.re_leased.ledger import FAMILIES
from sync.use_cases.ports import Write, WriteVerb

STAMPS = {
    "companyId": "12",
    "createdAt": "2026-02-01T09:00:00.000Z",
    "modifiedAt": "2026-02-15T09:00:00.000Z",
    "modifiedBy": {"type": "user", "id": "u1", "name": "Ana Lee"},
    "version": 3,
}

texts = st.text(max_size=30)
names = st.text(min_size=1, max_size=30)
codes = st.text("abcXYZ0123 ./%?#", min_size=1, max_size=8)
currencies = st.sampled_from(["NZD", "GBP", "JPY"])
days = st.dates(date(2018, 1, 1), date(2100, 1, 1))
addresses = st.builds(Address, texts, texts, texts, texts, texts, texts)
contacts = st.builds(
    Contact,
    name=names,
    correspondence_name=texts,
    first_name=texts,
    last_name=texts,
    email=texts,
    telephone=texts,
    mobile=texts,
    fax=texts,
    postal_address=addresses,
    street_address=addresses,
    active=st.just(True),
)
rates = st.none() | st.decimals(0, 100, places=4)


@st.composite
def amounts(draw: st.DrawFn, currency: str) -> Money:
    places = 0 if currency == "JPY" else 2
    return Money(draw(st.decimals(-(10**12), 10**12, places=places)), currency)


@st.composite
def invoices(draw: st.DrawFn) -> SalesInvoice:
    currency = draw(currencies)
    values = st.sets(st.tuples(st.sampled_from(["9", "10", "loc"]), codes), max_size=3)
    lines = st.builds(
        DocumentLine,
        description=texts,
        account=st.builds(Reference, st.just(RecordKind.ACCOUNT), codes),
        net=amounts(currency),
        tax=amounts(currency),
        tax_detail=st.none() | st.builds(Reference, st.just(RecordKind.TAX_DETAIL), codes),
        dimensions=values.map(
            lambda pairs: tuple(
                Reference(RecordKind.DIMENSION_VALUE, key)
                for key in sorted(f"{category}:{option}" for category, option in pairs)
            )
        ),
    )
    return SalesInvoice(
        number=draw(texts),
        reference=draw(texts),
        contact=Reference(RecordKind.CUSTOMER, draw(codes)),
        issue_date=draw(days),
        due_date=draw(days),
        currency=currency,
        status=draw(st.sampled_from([DocumentStatus.DRAFT, DocumentStatus.POSTED])),
        lines=tuple(draw(st.lists(lines, min_size=1, max_size=4))),
    )


def create(kind: RecordKind, record: Record, key: str = "K1") -> Write:
    return Write("intent-1", kind, WriteVerb.CREATE, key, record)


def sent(write: Write) -> dict[str, Any]:
    """The body of the only request, numbers as exact decimals."""
    [request] = FAMILIES[write.kind].requests(write)
    assert request.body is not None
    body: dict[str, Any] = msgspec.json.Decoder(float_hook=Decimal).decode(request.body)
    return body


def shown(kind: RecordKind, stored: dict[str, Any]) -> list[Sighting]:
    """How the adapter reads an object of the interface."""
    family = FAMILIES[kind]
    json = msgspec.json.Encoder(decimal_format="number").encode({"id": "501", **STAMPS, **stored})
    return list(family.sightings(family.reader.read(json), kind))


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


@given(contacts, st.sampled_from([RecordKind.CUSTOMER, RecordKind.VENDOR]))
def test_contact__comes_back_as_it_was_sent(contact: Contact, kind: RecordKind) -> None:
    [seen] = shown(kind, sent(create(kind, contact)))

    assert seen.record == contact


@given(invoices())
def test_invoice__comes_back_as_it_was_sent_to_the_cent(invoice: SalesInvoice) -> None:
    [seen] = shown(RecordKind.SALES_INVOICE, sent(create(RecordKind.SALES_INVOICE, invoice)))

    assert seen.record == invoice


@given(codes, names, st.sampled_from(AccountClass), st.booleans())
def test_account__comes_back_as_it_was_sent(
    code: str, name: str, account_class: AccountClass, active: bool
) -> None:
    account = Account(code, name, account_class, active)

    body = sent(create(RecordKind.ACCOUNT, account))
    [seen] = shown(RecordKind.ACCOUNT, {"code": code, **body})

    assert (seen.key, seen.record) == (code, account)


@given(codes, names, rates, st.sampled_from(TaxUse), st.booleans())
def test_tax_detail__comes_back_as_it_was_sent(
    code: str, name: str, rate: Decimal | None, use: TaxUse, active: bool
) -> None:
    detail = TaxDetail(code, name, rate, use, active)

    body = sent(create(RecordKind.TAX_DETAIL, detail))
    [seen] = shown(RecordKind.TAX_DETAIL, {"code": code, **body})

    assert seen.record == detail
    assert body["calculation"] == ("External" if rate is None else "Internal")


@given(names, st.booleans(), codes, names)
def test_dimension__and_its_values_come_back_as_they_were_sent(
    name: str, active: bool, code: str, value_name: str
) -> None:
    dimension = Dimension(name, active)
    value = DimensionValue(Reference(RecordKind.DIMENSION, "501"), code, value_name, active)

    option = {"id": code, **sent(create(RecordKind.DIMENSION_VALUE, value))}
    stored = {**sent(create(RecordKind.DIMENSION, dimension)), "options": [option]}

    [seen] = shown(RecordKind.DIMENSION, stored)
    [seen_value] = shown(RecordKind.DIMENSION_VALUE, stored)
    assert seen.record == dimension
    assert (seen_value.key, seen_value.record) == (f"501:{code}", value)


@given(st.decimals(-(10**12), 10**12, places=2))
def test_amount__is_written_with_two_decimals_and_never_with_an_exponent(amount: Decimal) -> None:
    line = DocumentLine(
        description="Rent",
        account=Reference(RecordKind.ACCOUNT, "4000"),
        net=Money(amount, "NZD"),
        tax=Money(Decimal("1E+3"), "NZD"),
        tax_detail=None,
        dimensions=(),
    )
    invoice = SalesInvoice(
        number="INV-1",
        reference="",
        contact=Reference(RecordKind.CUSTOMER, "501"),
        issue_date=date(2026, 3, 1),
        due_date=date(2026, 3, 1),
        currency="NZD",
        status=DocumentStatus.DRAFT,
        lines=(line,),
    )

    [request] = FAMILIES[RecordKind.SALES_INVOICE].requests(
        create(RecordKind.SALES_INVOICE, invoice)
    )

    assert request.body is not None
    assert f'"netAmount":{amount + 0:.2f},"taxAmount":1000.00'.encode() in request.body


def test_amount__is_read_digit_by_digit() -> None:
    text = b'{"accountCode":"4000","netAmount":1234567890123.45,"taxAmount":0.10}'

    line = Reader(wire_shapes.InvoiceLine, "line").read(text)

    assert str(line.net_amount) == "1234567890123.45"
    assert str(line.tax_amount) == "0.10"


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
    assert isinstance(invoice, SalesInvoice)
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

    assert isinstance(seen.record, SalesInvoice)
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
            "tax type GST has the rate",
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
    dimension = create(RecordKind.DIMENSION, Dimension("Location", active=True), "GL/LOC 1")
    value = create(
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
    invoice = SalesInvoice(
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
