from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sandbox.intacct.forms import InvoiceForm, LineForm
from sandbox.intacct.options import RepeatAnswer
from sandbox.intacct.records import InvoiceState
from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentStatus, Reference, Sighting
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Done, Outcome, Refused, Write, WriteVerb
from tests.sync.ledgers.intacct.harbour import (
    PERSON,
    Company,
    a_line,
    a_write,
    all_of,
    an_invoice,
    gbp,
)

CREATE, UPDATE, APPROVE = WriteVerb.CREATE, WriteVerb.UPDATE, WriteVerb.APPROVE
BOTH_ANSWERS = pytest.mark.parametrize("answer", list(RepeatAnswer))


def only(ledger: IntacctLedger, write: Write) -> Outcome:
    (outcome,) = ledger.write([write])
    return outcome


def the_invoice(ledger: IntacctLedger) -> Sighting:
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    return seen


def invoice_in(seen: Sighting | None) -> Document:
    assert seen is not None
    assert isinstance(seen.record, Document)
    return seen.record


@pytest.mark.parametrize("status", [DocumentStatus.DRAFT, DocumentStatus.POSTED])
def test_a_new_invoice__is_read_back_as_it_was_reported(
    company: Company, ledger: IntacctLedger, status: DocumentStatus
) -> None:
    untaxed = a_line("0.05", "0.00", tax_detail=None, description="", dimensions=())
    wanted = an_invoice(status=status, lines=(a_line(tax="239.99"), untaxed))
    done = only(ledger, a_write(CREATE, wanted))
    assert isinstance(done, Done)
    assert done.seen is not None
    seen = the_invoice(ledger)
    assert (seen.key, seen.record) == (done.key, done.seen.record)
    assert seen.record == wanted
    assert company.book.invoices.get(int(done.key)) is not None


def test_texts_beyond_intacct_s_limits__are_reported_as_they_are_stored(
    ledger: IntacctLedger,
) -> None:
    long_line = a_line(description=f"  {'Service charge ' * 60}\x07")
    wanted = an_invoice(reference="Your order of last Tuesday, thank you", lines=(long_line,))
    done = only(ledger, a_write(CREATE, wanted))
    assert isinstance(done, Done)
    stored = invoice_in(done.seen)
    assert len(stored.lines[0].description) <= 500
    assert stored.reference == "Your order of last T"
    assert the_invoice(ledger).record == stored


def test_special_characters__arrive_as_typed(ledger: IntacctLedger) -> None:
    text = """Bob's <b>"Bar" & Grill</b> - 5 % Māori €"""
    only(ledger, a_write(CREATE, an_invoice(lines=(a_line(description=text),))))
    assert invoice_in(the_invoice(ledger)).lines[0].description == text


def test_tags_of_all_four_dimensions__are_written_in_the_order_intacct_wants(
    ledger: IntacctLedger,
) -> None:
    keys = ("CLASS:QUAY", "DEPARTMENT:RES", "LOCATION:E200", "PROJECT:ROOF")
    tags = tuple(Reference(RecordKind.DIMENSION_VALUE, key) for key in keys)
    done = only(ledger, a_write(CREATE, an_invoice(lines=(a_line(dimensions=tags),))))
    assert isinstance(done, Done)
    assert invoice_in(the_invoice(ledger)).lines[0].dimensions == tags


def test_the_tax_solution__goes_with_new_invoices(company: Company) -> None:
    ledger = company.ledger(tax_solution="United Kingdom - VAT")
    done = only(ledger, a_write(CREATE, an_invoice()))
    assert isinstance(done, Done)
    stored = company.book.invoices.get(int(done.key))
    assert stored is not None
    assert stored.tax_solution_id == "United Kingdom - VAT"


def test_a_batch__has_one_outcome_for_each_write_in_order(company: Company) -> None:
    ledger = company.ledger(batch_size=3)
    writes = [
        a_write(CREATE, an_invoice(number=f"RL-{place}"), key=str(place)) for place in range(8)
    ]
    bad = an_invoice(number="RL-bad", contact=Reference(RecordKind.CUSTOMER, "C-99"))
    writes[4] = a_write(CREATE, bad, key="4")
    outcomes = ledger.write(writes)
    assert [type(one) for one in outcomes] == [Done] * 4 + [Refused] + [Done] * 3
    numbers = [
        invoice_in(one.seen).number if isinstance(one, Done) else "RL-bad" for one in outcomes
    ]
    assert numbers == [write_number(write) for write in writes]
    assert company.asked().count("create_invoice") == 8


def write_number(write: Write) -> str:
    assert isinstance(write.record, Document)
    return write.record.number


def test_no_writes__send_nothing(company: Company, ledger: IntacctLedger) -> None:
    assert list(ledger.write([])) == []
    assert company.asked() == []


def test_an_unknown_customer__is_refused_in_intacct_s_words(
    company: Company, ledger: IntacctLedger
) -> None:
    wanted = an_invoice(contact=Reference(RecordKind.CUSTOMER, "C-99"))
    refused = only(ledger, a_write(CREATE, wanted))
    assert isinstance(refused, Refused)
    assert refused.code == "BL01001973"
    assert refused.message == "Customer 'C-99' specified is not valid."
    assert "exists and is active" in refused.remedy
    assert len(company.book.invoices) == 0


def test_a_closed_period__is_refused_with_the_next_step(
    company: Company, ledger: IntacctLedger
) -> None:
    company.book.close_books_until(date(2026, 3, 31))
    refused = only(ledger, a_write(CREATE, an_invoice(status=DocumentStatus.POSTED)))
    assert isinstance(refused, Refused)
    assert "open period" in refused.message
    assert "Support ID" not in refused.message
    assert refused.remedy.startswith("Reopen the period in Intacct")


@BOTH_ANSWERS
def test_the_same_intent_sent_twice__makes_one_invoice(
    company: Company, ledger: IntacctLedger, answer: RepeatAnswer
) -> None:
    company.book.options.repeat_answer = answer
    write = a_write(CREATE, an_invoice())
    first, second = only(ledger, write), only(ledger, write)
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert first.key == second.key
    assert len(company.book.invoices) == 1


@BOTH_ANSWERS
def test_an_approval_sent_twice__posts_once(
    company: Company, ledger: IntacctLedger, answer: RepeatAnswer
) -> None:
    company.book.options.repeat_answer = answer
    key = str(company.invoice(draft=True).record_no)
    write = a_write(APPROVE, the_invoice(ledger).record, key=key)
    outcomes = [only(ledger, write), only(ledger, write)]
    assert [one.key for one in outcomes if isinstance(one, Done)] == [key, key]
    assert company.asked().count("update_invoice") == 1


@BOTH_ANSWERS
def test_a_change_sent_twice__is_done_twice_over(
    company: Company, ledger: IntacctLedger, answer: RepeatAnswer
) -> None:
    company.book.options.repeat_answer = answer
    key = str(company.invoice(draft=True).record_no)
    wanted = replace(invoice_in(the_invoice(ledger)), reference="New")
    write = a_write(UPDATE, wanted, key=key, fields=frozenset({"reference"}))
    assert [type(only(ledger, write)) for _ in range(2)] == [Done, Done]


def test_numbers_given_by_intacct__do_not_hide_an_invoice_from_its_intent(
    company: Company, ledger: IntacctLedger
) -> None:
    company.book.options.invoice_number_prefix = "AUTO-"
    write = a_write(CREATE, an_invoice())
    done = only(ledger, write)
    found = ledger.find(write)
    assert isinstance(done, Done)
    assert isinstance(found, Done)
    assert found.key == done.key
    assert invoice_in(found.seen).number.startswith("AUTO-")


def test_find__knows_no_invoice_that_was_never_made(ledger: IntacctLedger) -> None:
    assert ledger.find(a_write(CREATE, an_invoice())) is None


def test_find__adopts_an_invoice_without_our_mark_only_if_it_is_the_same(
    company: Company, ledger: IntacctLedger
) -> None:
    company.invoice("RL-5521", doc_number="other")
    seen = the_invoice(ledger)
    same = replace(invoice_in(seen), status=DocumentStatus.DRAFT)
    found = ledger.find(a_write(CREATE, same))
    assert isinstance(found, Done)
    assert found.key == seen.key
    other_amount = replace(same, lines=(a_line("1200.01", "240.00"),))
    assert ledger.find(a_write(CREATE, other_amount)) is None


def test_find__does_not_choose_between_two_that_look_the_same(
    company: Company, ledger: IntacctLedger
) -> None:
    company.invoice("RL-5521")
    same = invoice_in(the_invoice(ledger))
    company.invoice("RL-5521")
    assert ledger.find(a_write(CREATE, same)) is None


def test_approving__posts_the_draft(company: Company, ledger: IntacctLedger) -> None:
    key = str(company.invoice(draft=True).record_no)
    write = a_write(APPROVE, the_invoice(ledger).record, key=key)
    assert ledger.find(write) is None
    done = only(ledger, write)
    assert isinstance(done, Done)
    assert invoice_in(done.seen).status is DocumentStatus.POSTED
    assert the_invoice(ledger).record == invoice_in(done.seen)
    assert ledger.find(write) is not None


def test_approving__is_refused_when_the_draft_says_something_else_now(
    company: Company, ledger: IntacctLedger
) -> None:
    draft = company.invoice(draft=True)
    shown = the_invoice(ledger).record
    changed = InvoiceForm(due_date=date(2026, 4, 1))
    company.book.update_invoice(draft.record_no, changed, submit=False, by=PERSON)
    refused = only(ledger, a_write(APPROVE, shown, key=str(draft.record_no)))
    assert isinstance(refused, Refused)
    assert refused.moved
    assert invoice_in(the_invoice(ledger)).status is DocumentStatus.DRAFT


def test_approving_what_somebody_posted__is_done_without_sending(
    company: Company, ledger: IntacctLedger
) -> None:
    key = str(company.invoice().record_no)
    shown = replace(invoice_in(the_invoice(ledger)), status=DocumentStatus.DRAFT)
    done = only(ledger, a_write(APPROVE, shown, key=key))
    assert isinstance(done, Done)
    assert "update_invoice" not in company.asked()


def test_a_number_longer_than_we_may_send__is_no_hindrance_to_approving(
    company: Company, ledger: IntacctLedger
) -> None:
    key = str(company.invoice("INTACCT-2026-000000000000000000000000001", draft=True).record_no)
    done = only(ledger, a_write(APPROVE, the_invoice(ledger).record, key=key))
    assert isinstance(done, Done)


def test_approving_into_a_closed_period__is_refused(
    company: Company, ledger: IntacctLedger
) -> None:
    key = str(company.invoice(draft=True).record_no)
    shown = the_invoice(ledger).record
    company.book.close_books_until(date(2026, 3, 31))
    refused = only(ledger, a_write(APPROVE, shown, key=key))
    assert isinstance(refused, Refused)
    assert not refused.moved


@pytest.mark.parametrize("verb", [UPDATE, APPROVE])
def test_an_invoice_that_is_gone__is_refused_as_moved(
    ledger: IntacctLedger, verb: WriteVerb
) -> None:
    refused = only(ledger, a_write(verb, an_invoice(), key="99999", fields=frozenset({"number"})))
    assert isinstance(refused, Refused)
    assert refused.moved


def test_changing_a_draft__leaves_it_a_draft_and_changes_only_what_is_named(
    company: Company, ledger: IntacctLedger
) -> None:
    key = str(company.invoice(draft=True).record_no)
    before = invoice_in(the_invoice(ledger))
    wanted = replace(
        before,
        number="RL-9",
        reference="",
        issue_date=date(2026, 3, 3),
        due_date=date(2026, 3, 20),
        status=DocumentStatus.POSTED,
    )
    named = frozenset({"number", "reference", "due_date"})
    done = only(ledger, a_write(UPDATE, wanted, key=key, fields=named))
    assert isinstance(done, Done)
    after = invoice_in(the_invoice(ledger))
    assert after == replace(wanted, issue_date=before.issue_date, status=DocumentStatus.DRAFT)


def test_changing_the_status_too__posts_the_draft(company: Company, ledger: IntacctLedger) -> None:
    key = str(company.invoice(draft=True).record_no)
    wanted = replace(invoice_in(the_invoice(ledger)), status=DocumentStatus.POSTED)
    write = a_write(UPDATE, wanted, key=key, fields=frozenset({"status"}))
    assert isinstance(only(ledger, write), Done)
    assert invoice_in(the_invoice(ledger)).status is DocumentStatus.POSTED


def test_changing_a_posted_invoice__keeps_it_posted(
    company: Company, ledger: IntacctLedger
) -> None:
    key = str(company.invoice().record_no)
    wanted = replace(invoice_in(the_invoice(ledger)), reference="Late", status=DocumentStatus.DRAFT)
    write = a_write(UPDATE, wanted, key=key, fields=frozenset({"reference"}))
    assert isinstance(only(ledger, write), Done)
    after = invoice_in(the_invoice(ledger))
    assert (after.reference, after.status) == ("Late", DocumentStatus.POSTED)


def test_changed_lines__replace_those_that_differ_and_add_what_is_new(
    company: Company, ledger: IntacctLedger
) -> None:
    forms = tuple(
        LineForm(account_no="4000", amount=Decimal(one), memo=one, location_id="E200")
        for one in ("1.00", "2.00")
    )
    key = str(company.invoice(draft=True, lines=forms).record_no)
    before = invoice_in(the_invoice(ledger))
    wanted = replace(before, lines=(before.lines[0], a_line("3.00", "0.61"), a_line("4.00", "0.8")))
    done = only(ledger, a_write(UPDATE, wanted, key=key, fields=frozenset({"lines"})))
    assert isinstance(done, Done)
    assert the_invoice(ledger).record == wanted == invoice_in(done.seen)


def test_a_line_that_loses_its_memo_tags_and_tax__loses_them_in_intacct(
    company: Company, ledger: IntacctLedger
) -> None:
    key = str(company.invoice(draft=True).record_no)
    bare = a_line("5.00", "0.00", description="", dimensions=(), tax_detail=None)
    wanted = replace(invoice_in(the_invoice(ledger)), lines=(bare,))
    done = only(ledger, a_write(UPDATE, wanted, key=key, fields=frozenset({"lines"})))
    assert isinstance(done, Done)
    assert the_invoice(ledger).record == wanted


def test_a_removed_line__is_refused_as_intacct_cannot_remove_it(
    company: Company, ledger: IntacctLedger
) -> None:
    forms = tuple(LineForm(account_no="4000", amount=Decimal(one)) for one in ("1.00", "2.00"))
    key = str(company.invoice(draft=True, lines=forms).record_no)
    before = invoice_in(the_invoice(ledger))
    wanted = replace(before, lines=before.lines[:1])
    refused = only(ledger, a_write(UPDATE, wanted, key=key, fields=frozenset({"lines"})))
    assert isinstance(refused, Refused)
    assert refused.code == "line_removed"
    assert the_invoice(ledger).record == before


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (an_invoice(number="X" * 31), "number_too_long"),
        (an_invoice(currency="EUR", lines=(a_line(),)), "foreign_currency"),
        (an_invoice(lines=()), "no_lines"),
        (an_invoice(lines=(a_line(tax_detail=None),)), "tax_without_type"),
        (an_invoice(status=DocumentStatus.PRIVATE), "status_not_carried"),
        (
            an_invoice(
                lines=(a_line(dimensions=(Reference(RecordKind.DIMENSION_VALUE, "ITEM:1"),)),)
            ),
            "dimension_not_carried",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_intacct_would_keep_otherwise__is_refused_before_it_is_sent(
    company: Company, ledger: IntacctLedger, wanted: Document, code: str
) -> None:
    refused = only(ledger, a_write(CREATE, wanted))
    assert isinstance(refused, Refused)
    assert (refused.code, bool(refused.remedy)) == (code, True)
    assert "create_invoice" not in company.asked()


@pytest.mark.parametrize(
    "kind",
    [
        RecordKind.DIMENSION,
        RecordKind.DIMENSION_VALUE,
        RecordKind.TAX_DETAIL,
        RecordKind.ACCOUNT,
    ],
)
def test_what_intacct_owns__is_never_written(
    company: Company, ledger: IntacctLedger, kind: RecordKind
) -> None:
    writes = [a_write(CREATE, an_invoice()), a_write(UPDATE, an_invoice(), kind=kind)]
    with pytest.raises(BrokenPromise, match="never sends"):
        ledger.write(writes)
    assert company.asked() == []


def test_voiding__is_never_sent(ledger: IntacctLedger) -> None:
    with pytest.raises(BrokenPromise, match="never sends a void of a sales invoice"):
        ledger.write([a_write(WriteVerb.VOID, an_invoice())])


def test_two_writes_of_one_intent__are_never_sent(ledger: IntacctLedger) -> None:
    write = a_write(CREATE, an_invoice())
    with pytest.raises(BrokenPromise, match="same intent key"):
        ledger.write([write, write])


def test_gross__is_what_intacct_owes_in_total(company: Company, ledger: IntacctLedger) -> None:
    wanted = an_invoice(lines=(a_line("10.00", "1.99"), a_line("-4.00", "-0.80")))
    done = only(ledger, a_write(CREATE, wanted))
    assert isinstance(done, Done)
    stored = company.book.invoices.get(int(done.key))
    assert stored is not None
    assert stored.state is InvoiceState.DRAFT
    assert stored.total_entered == wanted.gross.amount == gbp("7.19").amount
