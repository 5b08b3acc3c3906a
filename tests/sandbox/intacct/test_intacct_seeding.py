"""A portfolio put into the book."""

import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sandbox.clock import Clock
from sandbox.intacct.book import IntacctBook
from sandbox.intacct.records import InvoiceState
from sandbox.intacct.seeding import fill
from sandbox.seed.generate import portfolio
from sandbox.seed.portfolio import BornIn, DocumentState, Portfolio
from sandbox.storage import Storage

TODAY = date(2026, 3, 2)
STATES = {
    DocumentState.AWAITING_APPROVAL: "Draft",
    DocumentState.APPROVED: "Posted",
    DocumentState.PARTLY_PAID: "Partially Paid",
    DocumentState.PAID: "Paid",
    DocumentState.VOIDED: "Reversed",
}


def empty_book() -> IntacctBook:
    clock = Clock()
    clock.set(datetime(2026, 3, 2, 12, tzinfo=UTC))
    return IntacctBook(
        Storage(), clock, company_id="HARBOUR", company_name="Harbour", currency="GBP"
    )


@pytest.fixture(scope="module")
def seed() -> Portfolio:
    return portfolio(documents=600, today=TODAY)


@pytest.fixture(scope="module")
def book(seed: Portfolio) -> IntacctBook:
    book = empty_book()
    fill(book, seed)
    return book


def test_seeding__what_was_born_in_re_leased_stays_out(book: IntacctBook, seed: Portfolio) -> None:
    suppliers = [p for p in seed.parties if p.is_supplier and p.born_in is not BornIn.RE_LEASED]
    customers = [p for p in seed.parties if not p.is_supplier and p.born_in is not BornIn.RE_LEASED]
    assert {vendor.party_id for vendor in book.vendors} == {p.number for p in suppliers}
    assert {customer.party_id for customer in book.customers} == {p.number for p in customers}
    numbers = {invoice.record_id for invoice in book.invoices}
    assert numbers == {d.number for d in seed.documents if d.born_in is not BornIn.RE_LEASED}


def test_seeding__documents_are_in_their_states_to_the_cent(
    book: IntacctBook, seed: Portfolio
) -> None:
    by_number = {
        invoice.record_id: invoice
        for invoice in book.invoices
        if invoice.state is not InvoiceState.REVERSAL
    }
    assert {invoice.state.value for invoice in by_number.values()} == set(STATES.values())
    for document in seed.documents:
        if document.born_in is BornIn.RE_LEASED:
            continue
        invoice = by_number[document.number]
        assert invoice.state == STATES[document.state]
        assert invoice.total_entered == sum((x.net + x.tax for x in document.lines), Decimal(0))


def test_seeding__payments_and_reversals_add_up(book: IntacctBook) -> None:
    paid = {
        detail.document_key: detail.amount
        for payment in book.payments
        for detail in payment.details
    }
    for invoice in book.invoices:
        assert paid.get(invoice.record_no, Decimal(0)) == invoice.total_paid
        if invoice.state is InvoiceState.REVERSED:
            reversal = book.invoices.get(invoice.reversed_by or 0)
            assert reversal is not None
            assert reversal.total_entered == -invoice.total_entered
    assert paid


def test_seeding__stamps_lie_in_the_past(book: IntacctBook) -> None:
    moments = [invoice.created_at for invoice in book.invoices]
    assert max(moments) <= book.now()
    assert (max(moments) - min(moments)).days > 180
    assert all(customer.modified_at is None for customer in book.customers)


def test_seeding__what_was_entered_can_be_worked_with(book: IntacctBook) -> None:
    draft = next(i for i in book.invoices if i.state is InvoiceState.DRAFT)
    with book.piece_of_work():
        posted = book.post_invoice(draft.record_no, by="fsmith")
    assert posted.total_entered == draft.total_entered
    book.pay_invoice(draft.record_no, on=TODAY, by="fsmith")
    assert book.invoice(draft.record_no).state is InvoiceState.PAID


def test_seeding__is_quick() -> None:
    large = portfolio(documents=5000, today=TODAY)
    began = time.perf_counter()
    fill(empty_book(), large)
    assert time.perf_counter() - began < 2
