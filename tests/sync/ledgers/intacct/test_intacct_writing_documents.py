"""Making, changing, posting and finding documents of all four kinds, over the stand-in gateway."""

from dataclasses import replace
from datetime import date

import pytest

from sandbox.intacct.faults import Fault, FaultKind
from sandbox.intacct.options import RepeatAnswer
from sandbox.intacct.records import InvoiceState
from sync.domain.kinds import RecordKind
from sync.domain.records import DocumentStatus, Reference
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Done, Refused, Unknown, WriteVerb
from tests.sync.ledgers.intacct.harbour import PERSON, Company, gbp
from tests.sync.ledgers.intacct.papers import (
    APPROVE,
    BILLS,
    CREATE,
    CREDITS,
    INVOICES,
    PAPERS,
    UPDATE,
    Paper,
    document_in,
    only,
    the_one,
)

EVERY_PAPER = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.noun)
EVERY_CREDIT = pytest.mark.parametrize("paper", CREDITS, ids=lambda paper: paper.noun)
BOTH_ANSWERS = pytest.mark.parametrize("answer", list(RepeatAnswer))


@EVERY_PAPER
@pytest.mark.parametrize("status", [DocumentStatus.DRAFT, DocumentStatus.POSTED])
def test_a_new_document__is_read_back_as_it_was_reported(
    company: Company, ledger: IntacctLedger, paper: Paper, status: DocumentStatus
) -> None:
    untaxed = paper.line("0.05", "0.00", tax_detail=None, description="", dimensions=())
    wanted = paper.document(status=status, lines=(paper.line(tax="239.99"), untaxed))
    done = only(ledger, paper.write(CREATE, wanted))
    assert isinstance(done, Done)
    seen = the_one(ledger, paper)
    assert seen.key == done.key
    assert seen.record == wanted == document_in(done.seen)
    stored = paper.stored(company, done.key)
    assert stored.total_entered == paper.sign * wanted.gross.amount
    assert stored.external_id == "RL-184512"
    assert company.asked().count(f"create_{paper.noun}") == 1


@EVERY_CREDIT
def test_a_credit__is_negative_in_intacct_and_one_that_debits_is_positive(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    credit = paper.document(lines=(paper.line("10.00", "2.00"),))
    debit = paper.document(number="RL-2", lines=(paper.line("-10.00", "-2.00"),))
    done = [only(ledger, paper.write(CREATE, one, key=one.number)) for one in (credit, debit)]
    totals = [paper.stored(company, one.key).total_entered for one in done if isinstance(one, Done)]
    assert totals == [gbp("-12.00").amount, gbp("12.00").amount]


@EVERY_CREDIT
def test_a_credit_s_due_date__is_its_own_date_and_no_reason_to_write(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    wanted = paper.document(due_date=date(2026, 5, 1))
    done = only(ledger, paper.write(CREATE, wanted))
    assert isinstance(done, Done)
    assert document_in(done.seen).due_date == wanted.issue_date
    later = only(ledger, paper.write(UPDATE, wanted, key=done.key, fields=frozenset({"due_date"})))
    assert isinstance(later, Done)
    assert f"update_{paper.noun}" not in company.asked()


@EVERY_PAPER
def test_the_tax_solution__goes_with_new_documents(company: Company, paper: Paper) -> None:
    ledger = company.ledger(tax_solution="United Kingdom - VAT")
    done = only(ledger, paper.write(CREATE, paper.document()))
    assert isinstance(done, Done)
    assert paper.stored(company, done.key).tax_solution_id == "United Kingdom - VAT"


@EVERY_PAPER
def test_a_document_without_number_and_reference__has_neither(
    ledger: IntacctLedger, paper: Paper
) -> None:
    done = only(ledger, paper.write(CREATE, paper.document(number="", reference="")))
    assert isinstance(done, Done)
    seen = document_in(the_one(ledger, paper))
    assert (seen.number, seen.reference) == ("", "")


def test_documents_of_all_kinds__go_in_one_request(company: Company, ledger: IntacctLedger) -> None:
    writes = [paper.write(CREATE, paper.document(), key=paper.noun) for paper in PAPERS]
    assert [type(one) for one in ledger.write(writes)] == [Done] * 4
    sent = [call.function_names for call in company.calls if call.writes]
    assert sent == [tuple(f"create_{paper.noun}" for paper in PAPERS)]


@EVERY_PAPER
def test_a_change__touches_only_what_is_named_and_leaves_a_draft_a_draft(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    key = str(paper.enter(company, draft=True).record_no)
    before = document_in(the_one(ledger, paper))
    wanted = replace(before, number="RL-9", reference="", issue_date=date(2026, 3, 3))
    named = frozenset({"number", "reference"})
    done = only(ledger, paper.write(UPDATE, wanted, key=key, fields=named))
    assert isinstance(done, Done)
    assert document_in(the_one(ledger, paper)) == replace(before, number="RL-9", reference="")


@EVERY_PAPER
def test_a_change_of_date_and_contact__is_carried(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    key = str(paper.enter(company).record_no)
    before = document_in(the_one(ledger, paper))
    wanted = replace(before, issue_date=date(2026, 3, 9), due_date=date(2026, 3, 9))
    named = frozenset({"issue_date", "due_date", "contact"})
    done = only(ledger, paper.write(UPDATE, wanted, key=key, fields=named))
    assert isinstance(done, Done)
    assert document_in(the_one(ledger, paper)) == wanted


@EVERY_PAPER
def test_changed_lines__replace_those_that_differ_and_add_what_is_new(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    forms = tuple(paper.line_form(one, memo=one, tax_entries=()) for one in ("1.00", "2.00"))
    key = str(paper.enter(company, draft=True, lines=forms).record_no)
    before = document_in(the_one(ledger, paper))
    lines = (before.lines[0], paper.line("3.00", "0.61"), paper.line("4.00", "0.80"))
    wanted = replace(before, lines=lines)
    done = only(ledger, paper.write(UPDATE, wanted, key=key, fields=frozenset({"lines"})))
    assert isinstance(done, Done)
    assert the_one(ledger, paper).record == wanted == document_in(done.seen)


@EVERY_PAPER
def test_a_line_that_loses_its_memo_tags_and_tax__loses_them_in_intacct(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    key = str(paper.enter(company, draft=True).record_no)
    bare = paper.line("5.00", "0.00", description="", dimensions=(), tax_detail=None)
    wanted = replace(document_in(the_one(ledger, paper)), lines=(bare,))
    done = only(ledger, paper.write(UPDATE, wanted, key=key, fields=frozenset({"lines"})))
    assert isinstance(done, Done)
    assert the_one(ledger, paper).record == wanted


@EVERY_PAPER
def test_what_is_so_already__is_done_without_sending(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    key = str(paper.enter(company, draft=True).record_no)
    now = document_in(the_one(ledger, paper))
    named = frozenset({"number", "lines"})
    done = only(ledger, paper.write(UPDATE, replace(now, reference="x"), key=key, fields=named))
    assert isinstance(done, Done)
    assert document_in(done.seen) == now
    assert f"update_{paper.noun}" not in company.asked()


@EVERY_PAPER
def test_approving__posts_the_draft(company: Company, ledger: IntacctLedger, paper: Paper) -> None:
    key = str(paper.enter(company, draft=True).record_no)
    write = paper.write(APPROVE, document_in(the_one(ledger, paper)), key=key)
    assert ledger.find(write) is None
    done = only(ledger, write)
    assert isinstance(done, Done)
    assert document_in(done.seen).status is DocumentStatus.POSTED
    assert the_one(ledger, paper).record == document_in(done.seen)
    assert isinstance(ledger.find(write), Done)


@EVERY_PAPER
def test_approving__is_refused_when_the_draft_says_something_else_now(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    draft = paper.enter(company, draft=True)
    shown = document_in(the_one(ledger, paper))
    changed = paper.form(invoice_date=date(2026, 3, 4))
    company.book.update_document(paper.book, draft.record_no, changed, submit=False, by=PERSON)
    refused = only(ledger, paper.write(APPROVE, shown, key=str(draft.record_no)))
    assert isinstance(refused, Refused)
    assert refused.moved
    assert paper.stored(company, str(draft.record_no)).state is InvoiceState.DRAFT


@EVERY_PAPER
def test_a_document_that_is_gone__is_refused_by_its_own_name(
    ledger: IntacctLedger, paper: Paper
) -> None:
    refused = only(ledger, paper.write(APPROVE, paper.document(), key="99999"))
    assert isinstance(refused, Refused)
    assert refused.moved
    assert refused.message == f"The {paper.kind.singular} is no longer in Intacct."


@EVERY_PAPER
@BOTH_ANSWERS
def test_a_lost_reply__is_unknown_then_found_and_never_made_twice(
    company: Company, ledger: IntacctLedger, paper: Paper, answer: RepeatAnswer
) -> None:
    company.book.options.repeat_answer = answer
    company.faults.add(Fault(FaultKind.LOST_REPLY, function_name=f"create_{paper.noun}"))
    write = paper.write(CREATE, paper.document())
    assert isinstance(only(ledger, write), Unknown)
    found = ledger.find(write)
    assert isinstance(found, Done)
    again = only(ledger, write)
    assert isinstance(again, Done)
    assert again.key == found.key
    assert paper.count(company) == 1


@EVERY_PAPER
def test_where_external_ids_are_not_answered__number_and_sameness_find_it(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    entered = paper.enter(company, "RL-5521")
    same = document_in(the_one(ledger, paper))
    found = ledger.find(paper.write(CREATE, replace(same, status=DocumentStatus.DRAFT)))
    assert isinstance(found, Done)
    assert found.key == str(entered.record_no)
    dearer = replace(same, lines=(paper.line("1200.01", "240.00"),))
    assert ledger.find(paper.write(CREATE, dearer)) is None


@EVERY_PAPER
def test_numbers_given_by_intacct__do_not_hide_a_document_from_its_intent(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    write = paper.write(CREATE, paper.document())
    done = only(ledger, write)
    assert isinstance(done, Done)
    renumbered = paper.form(record_id="AUTO-1")
    company.book.update_document(paper.book, int(done.key), renumbered, submit=False, by=PERSON)
    found = ledger.find(write)
    assert isinstance(found, Done)
    assert (found.key, document_in(found.seen).number) == (done.key, "AUTO-1")


def test_the_same_key_in_re_leased__does_not_mix_up_kinds(ledger: IntacctLedger) -> None:
    only(ledger, INVOICES.write(CREATE, INVOICES.document()))
    assert ledger.find(BILLS.write(CREATE, BILLS.document())) is None


@EVERY_PAPER
def test_what_intacct_would_keep_otherwise__is_refused_in_the_words_of_its_kind(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    unknown_tag = (Reference(RecordKind.DIMENSION_VALUE, "ITEM:1"),)
    for wanted, code in (
        (paper.document(number="X" * 31), "number_too_long"),
        (paper.document(currency="EUR"), "foreign_currency"),
        (paper.document(lines=()), "no_lines"),
        (paper.document(lines=(paper.line(tax_detail=None),)), "tax_without_type"),
        (paper.document(status=DocumentStatus.PRIVATE), "status_not_carried"),
        (paper.document(lines=(paper.line(dimensions=unknown_tag),)), "dimension_not_carried"),
    ):
        refused = only(ledger, paper.write(CREATE, wanted))
        assert isinstance(refused, Refused)
        assert refused.code == code
        assert refused.message.casefold().startswith(f"{paper.kind.singular} ")
        assert refused.remedy
    assert paper.count(company) == 0


@EVERY_PAPER
@pytest.mark.parametrize("verb", [UPDATE, APPROVE])
def test_what_order_entry_or_purchasing_keeps__is_not_changed_behind_its_back(
    company: Company, ledger: IntacctLedger, paper: Paper, verb: WriteVerb
) -> None:
    key = "SO:Sales Order-7"
    write = paper.write(verb, paper.document(), key=key, fields=frozenset({"number"}))
    refused = only(ledger, write)
    assert isinstance(refused, Refused)
    assert refused.code == "kept_by_orders"
    assert f"update_{paper.noun}" not in company.asked()
