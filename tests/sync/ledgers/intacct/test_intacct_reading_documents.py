"""Reading bills and adjustments as invoices are read, over the stand-in gateway."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest

from sandbox.intacct.forms import TaxEntryForm
from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentLine, DocumentStatus, Reference
from sync.ledgers.intacct.documents.reading import status_of
from sync.ledgers.intacct.ledger import IntacctLedger
from tests.sync.ledgers.intacct.harbour import PERSON, START, Company, all_of, gbp
from tests.sync.ledgers.intacct.papers import (
    CREDITS,
    PAPERS,
    Paper,
    document_in,
    the_one,
)

HOUR = timedelta(hours=1)
EVERY_PAPER = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.noun)
EVERY_CREDIT = pytest.mark.parametrize("paper", CREDITS, ids=lambda paper: paper.noun)


@EVERY_PAPER
def test_documents__come_with_lines_tax_and_tags_in_amounts_that_count_for_us(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    entered = paper.enter(company)
    seen = the_one(ledger, paper)
    assert (seen.kind, seen.key) == (paper.kind, str(entered.record_no))
    assert seen.changed_at == START
    assert seen.changed_by == PERSON
    assert seen.record == Document(
        number="P-1",
        reference="Q1",
        contact=paper.contact,
        issue_date=entered.invoice_date,
        due_date=entered.due_date,
        currency="GBP",
        status=DocumentStatus.POSTED,
        lines=(
            DocumentLine(
                description="Rent March 2026",
                account=Reference(RecordKind.ACCOUNT, "4000"),
                net=gbp("1200.00"),
                tax=gbp("240.00"),
                tax_detail=Reference(RecordKind.TAX_DETAIL, paper.tax_detail),
                dimensions=(
                    Reference(RecordKind.DIMENSION_VALUE, "DEPARTMENT:RES"),
                    Reference(RecordKind.DIMENSION_VALUE, "LOCATION:E200"),
                ),
            ),
        ),
    )
    assert seen.record.gross.amount == paper.sign * entered.total_entered


@EVERY_CREDIT
def test_an_adjustment_that_debits__has_negative_amounts(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    paper.enter(company, lines=(paper.line_form("-50.00"), paper.line_form("20.00")))
    credit = document_in(the_one(ledger, paper))
    assert [line.net for line in credit.lines] == [gbp("-50.00"), gbp("20.00")]
    assert [line.tax for line in credit.lines] == [gbp("-10.00"), gbp("4.00")]
    assert credit.gross == gbp("-36.00")


@EVERY_CREDIT
def test_a_credit__is_due_on_its_own_date(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    entered = paper.enter(company)
    credit = document_in(the_one(ledger, paper))
    assert credit.due_date == credit.issue_date == entered.invoice_date


@EVERY_PAPER
def test_drafts__are_read_as_drafts(company: Company, ledger: IntacctLedger, paper: Paper) -> None:
    paper.enter(company, draft=True)
    assert document_in(the_one(ledger, paper)).status is DocumentStatus.DRAFT


@EVERY_PAPER
def test_documents_private_to_an_entity__are_read_from_the_top_level(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    company.book.create_entity("E200", "Harbour North", by=PERSON)
    company.book.work_in("E200")
    entered = paper.enter(company)
    company.book.work_in("")
    assert paper.stored(company, str(entered.record_no)).entity == "E200"
    seen = the_one(ledger, paper)
    assert seen.key == str(entered.record_no)
    assert document_in(seen).lines


@EVERY_PAPER
def test_a_reversed_document__is_voided_and_its_other_half_is_left_out(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    entered = paper.enter(company)
    company.book.reverse_document(paper.book, entered.record_no, on=entered.invoice_date, by=PERSON)
    seen = the_one(ledger, paper)
    assert seen.key == str(entered.record_no)
    assert document_in(seen).status is DocumentStatus.VOIDED
    assert document_in(seen).gross == gbp("1440.00")


@EVERY_PAPER
def test_documents_without_a_stamp_of_change__count_from_their_creation(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    old = paper.enter(company, "OLD")
    company.book.clock.advance(HOUR)
    new = paper.enter(company, "NEW")
    table = company.book.documents_of(paper.book)
    for untouched in (old, new):
        table.put(msgspec.structs.replace(untouched, modified_at=None, modified_by=None))
    (seen,) = all_of(ledger, paper.kind, START + HOUR)
    assert (document_in(seen).number, seen.changed_at) == ("NEW", START + HOUR)
    assert seen.changed_by == ""


@EVERY_PAPER
def test_a_change__is_read_again_and_nothing_else(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    paper.enter(company, "P-1")
    draft = paper.enter(company, "P-2", draft=True)
    company.book.clock.advance(HOUR)
    company.book.update_document(paper.book, draft.record_no, paper.form(), by=PERSON)
    (seen,) = all_of(ledger, paper.kind, START + HOUR)
    assert seen.key == str(draft.record_no)
    assert document_in(seen).status is DocumentStatus.POSTED


@EVERY_PAPER
def test_overridden_and_missing_tax__is_read_as_it_stands(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    given = TaxEntryForm(detail_id=paper.tax_detail, amount=paper.sign * Decimal("19.99"))
    lines = (
        paper.line_form("100.00", tax_entries=(given,)),
        paper.line_form("7.00", tax_entries=()),
    )
    paper.enter(company, lines=lines)
    document = document_in(the_one(ledger, paper))
    assert [line.tax for line in document.lines] == [gbp("19.99"), gbp("0.00")]
    assert document.lines[1].tax_detail is None


@EVERY_PAPER
def test_documents__carry_the_address_where_a_person_opens_them(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    entered = paper.enter(company)
    address = the_one(ledger, paper).address
    assert address.startswith("https://")
    assert f"{paper.book.object_name}&.r={entered.record_no}" in address


@EVERY_PAPER
def test_each_kind__is_kept_apart_from_the_others(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    for other in PAPERS:
        other.enter(company, other.noun)
    assert document_in(the_one(ledger, paper)).number == paper.noun


def test_all_kinds_together__take_two_requests(company: Company, ledger: IntacctLedger) -> None:
    for paper in PAPERS:
        for place in range(3):
            paper.enter(company, f"P-{place}")
    pages = ledger.changes({paper.kind: None for paper in PAPERS})
    assert sum(len(page.sightings) for page in pages) == 12
    queries = [call.function_names for call in company.calls if call.function_names[0] == "query"]
    assert queries == [("query",) * 4, ("query",) * 4]


@pytest.mark.parametrize(
    ("states", "status"),
    [
        (("Draft", "Analyzing", "Submitted", "Partially Approved", "Declined"), "draft"),
        (("Posted", "Selected", "Partially Paid", "Paid", "No Value", ""), "posted"),
        (("Reversed",), "voided"),
    ],
)
def test_states__are_in_the_books_or_not(states: tuple[str, ...], status: str) -> None:
    assert {status_of(state) for state in states} == {DocumentStatus(status)}
