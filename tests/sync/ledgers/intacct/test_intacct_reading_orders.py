from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.intacct.forms import TaxEntryForm
from sandbox.intacct.order_forms import SubtotalForm
from sync.domain.kinds import RecordKind
from sync.domain.money import Money, total
from sync.domain.records import Document, DocumentStatus, Reference, Sighting
from sync.ledgers.intacct.orders.reading import is_tax, status_of_order
from sync.ledgers.intacct.orders.tax import shared_out, tax_on_lines
from tests.sync.ledgers.intacct.harbour import START, Company, all_of, gbp
from tests.sync.ledgers.intacct.order_desk import (
    an_order_line,
    edit,
    enter,
    enter_bill,
    order_line,
    orders_ledger,
    with_items,
)

HOUR = timedelta(hours=1)
INVOICE, BILL = RecordKind.SALES_INVOICE, RecordKind.BILL


@pytest.fixture(autouse=True)
def items(company: Company) -> None:
    with_items(company)


def document_in(seen: Sighting) -> Document:
    assert isinstance(seen.record, Document)
    return seen.record


def test_a_document_of_order_entry__comes_with_lines_and_the_engine_s_tax(company: Company) -> None:
    enter(company)
    (seen,) = all_of(orders_ledger(company), INVOICE)
    assert seen.key == "SO:Sales Invoice-INV-1"
    assert seen.changed_at == START
    assert seen.address
    assert seen.record == Document(
        number="INV-1",
        reference="Q1",
        contact=Reference(RecordKind.CUSTOMER, "C-17"),
        issue_date=date(2026, 3, 2),
        due_date=date(2026, 3, 16),
        currency="GBP",
        status=DocumentStatus.POSTED,
        lines=(
            an_order_line(
                tax="240.00",
                description="Rent",
                dimensions=(Reference(RecordKind.DIMENSION_VALUE, "LOCATION:E200"),),
            ),
        ),
    )


def test_a_document_of_purchasing__is_a_bill(company: Company) -> None:
    enter_bill(company, "B-1", "50.00")
    (seen,) = all_of(orders_ledger(company), BILL)
    assert seen.key == "PO:Vendor Invoice-B-1"
    bill = document_in(seen)
    assert bill.contact == Reference(RecordKind.VENDOR, "V-3")
    assert bill.lines[0].account == Reference(RecordKind.ITEM, "5000 [p]")
    assert bill.gross == gbp("60.00")


def test_what_an_order_document_posted__is_no_second_invoice(company: Company) -> None:
    enter(company)
    direct = company.invoice("AR-1")
    keys = [one.key for one in all_of(orders_ledger(company), INVOICE)]
    assert sorted(keys) == sorted([str(direct.record_no), "SO:Sales Invoice-INV-1"])


def test_saving_a_document_again__is_neither_a_twin_nor_another_key(company: Company) -> None:
    before = enter(company)
    ledger = orders_ledger(company)
    (first,) = all_of(ledger, INVOICE)
    company.book.clock.advance(3 * HOUR)
    after = edit(company, reference="Q2")
    assert after.document_key != before.document_key
    (second,) = all_of(ledger, INVOICE, START + HOUR)
    assert second.key == first.key
    assert document_in(second).reference == "Q2"


def test_without_the_definition__the_posted_record_comes_under_the_same_key(
    company: Company,
) -> None:
    enter(company)
    ledger = company.ledger()
    (seen,) = all_of(ledger, INVOICE)
    assert seen.key == "SO:Sales Invoice-INV-1"
    assert document_in(seen).lines[0].account == Reference(RecordKind.ACCOUNT, "4000")
    edit(company, reference="Q2")
    (again,) = all_of(ledger, INVOICE)
    assert (again.key, document_in(again).reference) == (seen.key, "Q2")


def test_documents_of_other_definitions__still_come_as_they_were_posted(company: Company) -> None:
    enter(company)
    ledger = orders_ledger(company, sales_definition="Sales Order")
    (seen,) = all_of(ledger, INVOICE)
    assert seen.key == "SO:Sales Invoice-INV-1"
    assert document_in(seen).lines[0].account.kind is RecordKind.ACCOUNT


def test_a_draft__is_a_draft_until_it_is_posted(company: Company) -> None:
    enter(company, state="Draft")
    ledger = orders_ledger(company)
    assert document_in(all_of(ledger, INVOICE)[0]).status is DocumentStatus.DRAFT
    edit(company, state="Pending")
    assert document_in(all_of(ledger, INVOICE)[0]).status is DocumentStatus.POSTED


@pytest.mark.parametrize(
    ("state", "posted", "status"),
    [
        ("Draft", "", DocumentStatus.DRAFT),
        ("Submitted", "", DocumentStatus.DRAFT),
        ("Partially Approved", "", DocumentStatus.DRAFT),
        ("Declined", "", DocumentStatus.REJECTED),
        ("Pending", "", DocumentStatus.POSTED),
        ("Closed", "Posted", DocumentStatus.POSTED),
        ("Pending", "Partially Paid", DocumentStatus.POSTED),
        ("Pending", "Draft", DocumentStatus.DRAFT),
        ("Closed", "Reversed", DocumentStatus.VOIDED),
    ],
)
def test_the_status__is_that_of_the_posted_record_where_there_is_one(
    state: str, posted: str, status: DocumentStatus
) -> None:
    assert status_of_order(state, posted) is status


def test_lines__keep_their_order_and_each_has_its_tax(company: Company) -> None:
    untaxed = order_line("5.00", taxable=False, memo="", description="Stamp")
    overridden = order_line("10.00", tax=TaxEntryForm(detail_id="", amount=Decimal("1.99")))
    enter(company, lines=(order_line("0.03"), untaxed, overridden, order_line("-1.00")))
    (seen,) = all_of(orders_ledger(company), INVOICE)
    lines = document_in(seen).lines
    assert [(line.net, line.tax) for line in lines] == [
        (gbp("0.03"), gbp("0.01")),
        (gbp("5.00"), gbp("0.00")),
        (gbp("10.00"), gbp("1.99")),
        (gbp("-1.00"), gbp("-0.20")),
    ]
    assert lines[1].description == "Stamp"


def test_subtotals_that_people_add__are_owed_too(company: Company) -> None:
    enter(company, subtotals=(SubtotalForm(description="Discount", total=Decimal("-100.00")),))
    (seen,) = all_of(orders_ledger(company), INVOICE)
    invoice = document_in(seen)
    assert [line.description for line in invoice.lines] == ["Rent", "Discount"]
    assert invoice.gross == gbp("1340.00")
    posted = next(iter(company.book.invoices))
    assert posted.total_entered == invoice.gross.amount


@pytest.mark.parametrize(("page_size", "count"), [(1, 4), (3, 5), (2000, 230)])
def test_many_documents__come_once_and_in_order(
    company: Company, page_size: int, count: int
) -> None:
    for place in range(count):
        enter(company, f"INV-{place}", "1.00", "2.00")
    seen = all_of(orders_ledger(company, page_size=page_size), INVOICE)
    assert [document_in(one).number for one in seen] == [f"INV-{place}" for place in range(count)]
    assert all(document_in(one).net == gbp("3.00") for one in seen)


def test_what_documents_hold__is_read_a_hundred_at_a_time(company: Company) -> None:
    for place in range(230):
        enter(company, f"INV-{place}")
    all_of(orders_ledger(company), INVOICE)
    assert company.asked().count("read") == 3


def test_a_reading_of_what_changed__takes_two_requests(company: Company) -> None:
    ledger = orders_ledger(company)
    all_of(ledger, INVOICE)
    company.book.clock.advance(HOUR)
    enter(company)
    company.calls.clear()
    assert len(all_of(ledger, INVOICE, START + HOUR)) == 1
    reading = [call for call in company.calls if "getDimensions" not in call.function_names]
    assert len(reading) == 2


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"DESCRIPTION": "Sales Tax"}, True),
        ({"DESCRIPTION": "VAT 20 %"}, True),
        ({"DESCRIPTION": "Levy", "TAXDETAIL": "UK Sale Standard"}, True),
        ({"DESCRIPTION": "Discount"}, False),
        ({"DESCRIPTION": "Taxi", "TAXDETAIL": ""}, False),
    ],
)
def test_tax_among_subtotals__is_known_by_its_name_or_detail(
    row: dict[str, str], expected: bool
) -> None:
    assert is_tax(row) is expected


def test_what_the_engine_says_of_the_lines__stands_where_it_sums_up() -> None:
    nets, said = [gbp("10.00"), gbp("20.00")], [gbp("2.00"), gbp("0.00")]
    assert tax_on_lines(nets, said, gbp("2.00"), "GBP") == said
    assert tax_on_lines(nets, said, None, "GBP") == said


def test_a_difference_in_rounding__is_put_on_the_lines() -> None:
    nets, said = [gbp("10.00"), gbp("20.00")], [gbp("2.00"), gbp("4.00")]
    assert tax_on_lines(nets, said, gbp("6.01"), "GBP") == [gbp("2.00"), gbp("4.01")]


def test_tax_that_is_known_of_the_whole_only__is_shared_by_amount() -> None:
    nets = [gbp("10.00"), gbp("20.00"), gbp("0.00")]
    taxes = tax_on_lines(nets, [None, gbp("1.00"), None], gbp("6.00"), "GBP")
    assert taxes == [gbp("2.00"), gbp("4.00"), gbp("0.00")]
    assert tax_on_lines([], [], None, "GBP") == []
    assert tax_on_lines(nets[:1], [None], None, "GBP") == [gbp("0.00")]


def test_lines_that_sum_to_nothing__leave_the_tax_on_the_first() -> None:
    nets = [gbp("10.00"), gbp("-10.00")]
    assert tax_on_lines(nets, [None, None], gbp("0.02"), "GBP") == [gbp("0.02"), gbp("0.00")]


def test_tax_without_lines__is_refused() -> None:
    with pytest.raises(ValueError, match="no line that could carry"):
        shared_out(gbp("1.00"), [])


AMOUNTS = st.decimals(-10_000, 10_000, places=2)


@given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=12))
def test_shares__sum_to_the_whole_and_are_no_unit_off(
    whole: Decimal, weights: list[Decimal]
) -> None:
    shares = shared_out(Money(whole, "GBP"), weights)
    assert total(shares, "GBP").amount == whole
    if sum(weights):
        exact = [whole * weight / sum(weights) for weight in weights]
        assert all(
            abs(share.amount - one) <= Decimal("0.01000001")
            for share, one in zip(shares, exact, strict=True)
        )


@given(st.integers(0, 1000), st.lists(st.integers(1, 50), min_size=1, max_size=5))
def test_money_without_cents__is_shared_in_whole_units(whole: int, weights: list[int]) -> None:
    shares = shared_out(Money(Decimal(whole), "JPY"), [Decimal(one) for one in weights])
    assert sum(share.amount for share in shares) == whole
    assert all(share.amount == int(share.amount) for share in shares)
