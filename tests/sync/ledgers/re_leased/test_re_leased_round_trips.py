"""From neutral records to Re-Leased's JSON and back, without loss."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import (
    Account,
    AccountClass,
    Address,
    Allocation,
    Contact,
    Dimension,
    DimensionValue,
    Document,
    DocumentLine,
    DocumentStatus,
    Payment,
    PaymentStatus,
    Reference,
    TaxDetail,
    TaxUse,
)
from sync.ledgers.re_leased import wire_shapes
from sync.ledgers.re_leased.families import FAMILIES
from sync.ledgers.re_leased.json_text import Reader
from tests.sync.ledgers.re_leased.wire_examples import new, sent, shown

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
texts = st.text(letters, max_size=30)
names = st.text(letters, min_size=1, max_size=30)
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
def invoices(draw: st.DrawFn) -> Document:
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
    return Document(
        number=draw(texts),
        reference=draw(texts),
        contact=Reference(RecordKind.CUSTOMER, draw(codes)),
        issue_date=draw(days),
        due_date=draw(days),
        currency=currency,
        status=draw(st.sampled_from([DocumentStatus.DRAFT, DocumentStatus.POSTED])),
        lines=tuple(draw(st.lists(lines, min_size=1, max_size=4))),
    )


@st.composite
def payments(draw: st.DrawFn) -> Payment:
    currency = draw(currencies)
    kinds = st.sampled_from([RecordKind.BILL, RecordKind.PURCHASE_CREDIT])
    paid = draw(st.lists(st.tuples(codes, kinds), unique_by=lambda it: it[0], max_size=4))
    references = sorted(Reference(kind, key) for key, kind in paid)
    return Payment(
        reference=draw(texts),
        contact=Reference(RecordKind.VENDOR, draw(codes)),
        paid_on=draw(days),
        account=Reference(RecordKind.ACCOUNT, draw(codes)),
        method=draw(texts),
        amount=draw(amounts(currency)),
        status=PaymentStatus.POSTED,
        allocations=tuple(Allocation(one, draw(amounts(currency))) for one in references),
    )


@given(contacts, st.sampled_from([RecordKind.CUSTOMER, RecordKind.VENDOR]))
def test_contact__comes_back_as_it_was_sent(contact: Contact, kind: RecordKind) -> None:
    [seen] = shown(kind, sent(new(kind, contact)))

    assert seen.record == contact


@given(invoices())
def test_invoice__comes_back_as_it_was_sent_to_the_cent(invoice: Document) -> None:
    [seen] = shown(RecordKind.SALES_INVOICE, sent(new(RecordKind.SALES_INVOICE, invoice)))

    assert seen.record == invoice


@given(
    invoices(),
    st.sampled_from([RecordKind.BILL, RecordKind.SALES_CREDIT, RecordKind.PURCHASE_CREDIT]),
)
def test_other_documents__come_back_as_they_were_sent_with_a_total_that_is_never_negative(
    invoice: Document, kind: RecordKind
) -> None:
    is_sale = kind is RecordKind.SALES_CREDIT
    party = RecordKind.CUSTOMER if is_sale else RecordKind.VENDOR
    is_credit = kind is not RecordKind.BILL
    record = replace(
        invoice,
        contact=Reference(party, invoice.contact.key),
        due_date=invoice.issue_date if is_credit else invoice.due_date,
    )

    body = sent(new(kind, record))
    [seen] = shown(kind, body)

    assert seen.record == record
    if is_credit:
        assert sum(line["netAmount"] + line["taxAmount"] for line in body["lines"]) >= 0


@given(payments())
def test_payment__comes_back_as_it_was_sent(payment: Payment) -> None:
    body = sent(new(RecordKind.DISBURSEMENT, payment))
    for share, allocation in zip(body["allocations"], payment.allocations, strict=True):
        is_bill = allocation.document.kind is RecordKind.BILL
        share["documentType"] = "Invoice" if is_bill else "Adjustment"
    [seen] = shown(RecordKind.DISBURSEMENT, {"status": "Active", **body})

    assert seen.record == payment


@given(codes, names, st.sampled_from(AccountClass), st.booleans())
def test_account__comes_back_as_it_was_sent(
    code: str, name: str, account_class: AccountClass, active: bool
) -> None:
    account = Account(code, name, account_class, active)

    body = sent(new(RecordKind.ACCOUNT, account))
    [seen] = shown(RecordKind.ACCOUNT, {"code": code, **body})

    assert (seen.key, seen.record) == (code, account)


@given(codes, names, rates, st.sampled_from(TaxUse), st.booleans())
def test_tax_detail__comes_back_as_it_was_sent(
    code: str, name: str, rate: Decimal | None, use: TaxUse, active: bool
) -> None:
    detail = TaxDetail(code, name, rate, use, active)

    body = sent(new(RecordKind.TAX_DETAIL, detail))
    [seen] = shown(RecordKind.TAX_DETAIL, {"code": code, **body})

    assert seen.record == detail
    assert body["calculation"] == ("External" if rate is None else "Internal")


@given(names, st.booleans(), codes, names)
def test_dimension__and_its_values_come_back_as_they_were_sent(
    name: str, active: bool, code: str, value_name: str
) -> None:
    dimension = Dimension(name, active)
    value = DimensionValue(Reference(RecordKind.DIMENSION, "501"), code, value_name, active)

    option = {"id": code, **sent(new(RecordKind.DIMENSION_VALUE, value))}
    stored = {**sent(new(RecordKind.DIMENSION, dimension)), "options": [option]}

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
    invoice = Document(
        number="INV-1",
        reference="",
        contact=Reference(RecordKind.CUSTOMER, "501"),
        issue_date=date(2026, 3, 1),
        due_date=date(2026, 3, 1),
        currency="NZD",
        status=DocumentStatus.DRAFT,
        lines=(line,),
    )

    [request] = FAMILIES[RecordKind.SALES_INVOICE].requests(new(RecordKind.SALES_INVOICE, invoice))

    assert request.body is not None
    assert f'"netAmount":{amount + 0:.2f},"taxAmount":1000.00'.encode() in request.body


def test_amount__is_read_digit_by_digit() -> None:
    text = b'{"accountCode":"4000","netAmount":1234567890123.45,"taxAmount":0.10}'

    line = Reader(wire_shapes.InvoiceLine, "line").read(text)

    assert str(line.net_amount) == "1234567890123.45"
    assert str(line.tax_amount) == "0.10"


def test_amount_of_nothing__is_written_without_a_sign_on_a_debit_too() -> None:
    line = DocumentLine(
        description="Rent",
        account=Reference(RecordKind.ACCOUNT, "4000"),
        net=Money(Decimal(-5), "NZD"),
        tax=Money(Decimal(0), "NZD"),
        tax_detail=None,
        dimensions=(),
    )
    debit = Document(
        number="ADJ-1",
        reference="",
        contact=Reference(RecordKind.CUSTOMER, "501"),
        issue_date=date(2026, 3, 1),
        due_date=date(2026, 3, 1),
        currency="NZD",
        status=DocumentStatus.DRAFT,
        lines=(line,),
    )

    [request] = FAMILIES[RecordKind.SALES_CREDIT].requests(new(RecordKind.SALES_CREDIT, debit))

    assert request.body is not None
    assert b'"netAmount":5.00,"taxAmount":0.00' in request.body
