"""What a portfolio leaves in Re-Leased."""

from decimal import Decimal

from sandbox.clock import Clock
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.document_records import Document, PaymentKind, Status
from sandbox.re_leased.line_amounts import Totals
from sandbox.re_leased.moments import moment
from sandbox.re_leased.records import ContactApproval
from sandbox.re_leased.seeding import OTHER_COMPANY, fill
from sandbox.seed.generate import portfolio
from sandbox.seed.portfolio import BornIn
from sandbox.storage import Storage
from tests.sandbox.re_leased.re_leased_office import COMPANY, NOON, TODAY


def filled(documents: int = 400) -> ReLeasedBook:
    clock = Clock()
    clock.set(NOON)
    book = ReLeasedBook(Storage(), clock)
    fill(book, portfolio(documents=documents, today=TODAY))
    return book


def test_seeding__puts_what_was_born_here_and_nothing_else() -> None:
    source = portfolio(documents=400, today=TODAY)
    book = filled()
    here = [document for document in source.documents if document.born_in is BornIn.RE_LEASED]
    put = book.documents.shelf.every(COMPANY)
    assert [document.invoice_number for document in put] == [document.number for document in here]
    for born, document in zip(here, put, strict=True):
        assert document.net_total == sum(line.net for line in born.lines)
        assert document.tax_total == sum(line.tax for line in born.lines)
        assert (document.contact_id, document.tenancy_id) == (born.party_number, born.lease_number)
    contacts = {contact.id for contact in book.contacts.shelf.every(COMPANY)}
    assert contacts == {
        party.number for party in source.parties if party.born_in is BornIn.RE_LEASED
    }
    accounts = {account.code for account in book.reference_data.accounts.every(COMPANY)}
    assert accounts == {
        account.number for account in source.accounts if account.born_in is BornIn.BOTH
    }


def test_seeding__obeys_the_books_own_rules() -> None:
    book = filled()
    for contact in book.contacts.shelf.every(COMPANY):
        assert contact.approval_status is ContactApproval.APPROVED
    for document in book.documents.shelf.every(COMPANY):
        assert book.contacts.find_fault(COMPANY, document.contact_id) is None
        _assert_lines_are_valid(book, document)
        _assert_settled_as_its_status_says(document)


def _assert_lines_are_valid(book: ReLeasedBook, document: Document) -> None:
    sums = Totals.of(document.lines)
    assert sums.gross_total == document.gross_total == sums.net_total + sums.tax_total
    assert document.property_id == sums.property_id
    for line in document.lines:
        account = book.reference_data.account(COMPANY, line.account_code)
        tax_type = book.reference_data.find_usable_tax_type(
            COMPANY, line.tax_type_code, account=account, kind=document.kind, field=""
        )
        assert getattr(tax_type, "rate", None) == line.tax_rate
        for option in line.tracking:
            matched = book.properties.matched_by(
                COMPANY, category_id=option.category_id, option_id=option.option_id
            )
            assert matched == line.property_id


def _assert_settled_as_its_status_says(document: Document) -> None:
    if document.status is Status.VOIDED:
        assert document.amount_due == 0
    else:
        assert document.amount_due == document.gross_total - document.amount_paid
    assert (document.status is Status.PAID) == (
        document.amount_due == 0 and document.status is not Status.VOIDED
    )
    if document.amount_paid:
        assert document.status in {Status.APPROVED, Status.PAID}


def test_seeding__every_payment_settles_what_is_paid() -> None:
    book = filled()
    paid: dict[str, Decimal] = {}
    for payment in book.payments.shelf.every(COMPANY):
        assert payment.kind is PaymentKind.RECEIPT
        assert book.reference_data.account(COMPANY, payment.bank_account_code).enable_payments
        for allocation in payment.allocations:
            paid[allocation.invoice_id] = paid.get(allocation.invoice_id, Decimal()) + (
                allocation.amount
            )
    wanted = {
        document.id: document.amount_paid
        for document in book.documents.shelf.every(COMPANY)
        if document.amount_paid
    }
    assert paid == wanted


def test_seeding__leaves_every_status_and_nothing_from_the_future() -> None:
    book = filled()
    documents = book.documents.shelf.every(COMPANY)
    assert {document.status for document in documents} == set(Status) - {Status.DELETED}
    now = moment(book.clock.now())
    assert all(document.modified_at <= now for document in documents)
    assert all(payment.modified_at <= now for payment in book.payments.shelf.every(COMPANY))


def test_seeding__opens_a_second_company_of_its_own() -> None:
    book = filled()
    documents = book.documents.shelf.every(OTHER_COMPANY)
    assert {document.status for document in documents} == {Status.APPROVED}
    here = {document.id for document in book.documents.shelf.every(COMPANY)}
    assert here.isdisjoint(document.id for document in documents)


def test_seeding__goes_on_numbering_where_the_portfolio_ended() -> None:
    source = portfolio(documents=400, today=TODAY)
    last = max(
        int(document.number[3:])
        for document in source.documents
        if document.born_in is BornIn.RE_LEASED
    )
    others = filled().documents.shelf.every(OTHER_COMPANY)
    assert [document.invoice_number for document in others] == [
        f"RL-{last + 1}",
        f"RL-{last + 2}",
    ]
