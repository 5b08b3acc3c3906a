"""Bills, credit notes and adjustments: read, written, approved, voided, and never twice."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from sandbox.re_leased.approvals import Workflow
from sandbox.re_leased.document_records import AdjustmentType, DocumentType
from sandbox.re_leased.faults import FaultKind
from sandbox.re_leased.records import Contact
from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentStatus, Reference
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import Done, Refused, Unknown, WriteVerb
from tests.sync.ledgers.re_leased.asking import act, change, create, done, keys, seen
from tests.sync.ledgers.re_leased.paying import (
    PURCHASES,
    SALES,
    SIDES,
    BooksSide,
    credited,
    document,
    entered,
    entered_credit,
    entered_debit,
    paid,
    party,
)
from tests.sync.ledgers.re_leased.stand_in import COMPANY, StandIn, nzd


@dataclass(frozen=True, slots=True)
class Paper:
    """A sort of document that we write, and as what the stand-in shall hold it."""

    side: BooksSide
    kind: RecordKind
    sign: int
    stored_as: tuple[str, str, str | None]
    entity: str

    def record(self, contact: Contact, *, posted: bool = False) -> Document:
        return document(self.side, self.kind, contact, sign=self.sign, posted=posted)


PAPERS = [
    Paper(SALES, SALES.owed, 1, ("Income", "Invoice", None), "ARINVOICE"),
    Paper(PURCHASES, PURCHASES.owed, 1, ("Expense", "Invoice", None), "APBILL"),
    Paper(SALES, SALES.credit, 1, ("Income", "CreditNote", None), "ARADJUSTMENT"),
    Paper(PURCHASES, PURCHASES.credit, 1, ("Expense", "CreditNote", None), "APADJUSTMENT"),
    Paper(SALES, SALES.credit, -1, ("Income", "Adjustment", "Debit"), "ARADJUSTMENT"),
    Paper(PURCHASES, PURCHASES.credit, -1, ("Expense", "Adjustment", "Debit"), "APADJUSTMENT"),
]
papers = pytest.mark.parametrize(
    "paper", PAPERS, ids=lambda it: "-".join(filter(None, it.stored_as))
)


@pytest.mark.parametrize("side", SIDES, ids=["sales", "purchases"])
def test_documents__are_told_apart_by_side_and_type(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    owed = entered(stand_in, side, contact)
    note = entered_credit(stand_in, side, contact)
    debit = entered_debit(stand_in, side, contact)
    other = SALES if side is PURCHASES else PURCHASES

    assert keys(ledger, side.owed) == [owed.id]
    assert set(keys(ledger, side.credit)) == {note.id, debit.id}
    assert keys(ledger, other.owed) == keys(ledger, other.credit) == []


@pytest.mark.parametrize("side", SIDES, ids=["sales", "purchases"])
def test_credit__is_positive_and_an_adjustment_that_debits_negative(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    note = entered_credit(stand_in, side, contact)
    credit = entered(
        stand_in,
        side,
        contact,
        document_type=DocumentType.ADJUSTMENT,
        adjustment_type=AdjustmentType.CREDIT,
    )
    debit = entered_debit(stand_in, side, contact)

    found = {it.key: it.record for it in seen(ledger, side.credit)}

    records = [found[one.id] for one in (note, credit, debit)]
    assert [(one.net, one.tax) for one in records if isinstance(one, Document)] == [
        (nzd("7000"), nzd("1050")),
        (nzd("7000"), nzd("1050")),
        (nzd("-7000"), nzd("-1050")),
    ]
    [record, *_] = records
    assert isinstance(record, Document)
    assert record.contact == Reference(side.party, contact.id)
    assert record.due_date == record.issue_date


@pytest.mark.parametrize("is_posted", [False, True], ids=["draft", "posted"])
@papers
def test_create__is_read_back_as_it_was_written(
    stand_in: StandIn,
    ledger: ReLeasedLedger,
    paper: Paper,
    is_posted: bool,
) -> None:
    record = paper.record(party(stand_in), posted=is_posted)
    write = create(paper.kind, record, "1234")
    assert ledger.find(write) is None

    made = done(ledger, write)

    assert made.record == record
    assert seen(ledger, paper.kind)[-1] == made
    assert ledger.find(write) == Done(made.key, made, asked=record)
    stored = stand_in.book.documents.get(COMPANY, made.key)
    assert (stored.kind, stored.document_type, stored.adjustment_type) == paper.stored_as
    assert stored.gross_total == Decimal("8165.04")
    assert [mark.entity for mark in stored.external_refs] == [paper.entity]


@papers
def test_create_whose_replies_were_all_lost__is_found_by_our_mark(
    stand_in: StandIn,
    ledger: ReLeasedLedger,
    paper: Paper,
) -> None:
    record = paper.record(party(stand_in))
    write = create(paper.kind, record, "1234")
    stand_in.fail(FaultKind.LOST_REPLY, "invoices", method="POST", times=None)

    [outcome] = ledger.write([write])
    assert isinstance(outcome, Unknown)

    found = ledger.find(write)
    assert isinstance(found, Done)
    assert found.seen is not None
    assert found.seen.record == record
    [stored] = stand_in.book.documents.shelf.every(COMPANY)
    assert (stored.id, stored.document_type) == (found.key, paper.stored_as[1])
    assert [mark.entity for mark in stored.external_refs] == [paper.entity]


@papers
def test_update_approve_and_void__leave_the_sort_as_it_is(
    stand_in: StandIn,
    ledger: ReLeasedLedger,
    paper: Paper,
) -> None:
    record = paper.record(party(stand_in))
    made = done(ledger, create(paper.kind, record, "1234"))
    wanted = replace(record, lines=record.lines[:1], reference="April")

    changed = done(ledger, change(made, wanted, "lines", "reference"))
    assert changed.record == wanted
    approved = done(ledger, act(WriteVerb.APPROVE, changed, DocumentStatus.POSTED))
    voided = done(ledger, act(WriteVerb.VOID, approved, DocumentStatus.VOIDED))

    assert voided.record == replace(wanted, status=DocumentStatus.VOIDED)
    assert seen(ledger, paper.kind)[-1] == voided
    stored = stand_in.book.documents.get(COMPANY, made.key)
    assert (stored.kind, stored.document_type, stored.adjustment_type) == paper.stored_as
    assert [mark.entity for mark in stored.external_refs] == [paper.entity]


@pytest.mark.parametrize("side", SIDES, ids=["sales", "purchases"])
def test_credit_of_another_day__is_due_on_that_day(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    record = document(side, side.credit, party(stand_in))
    made = done(ledger, create(side.credit, record, "1234"))
    wanted = replace(record, issue_date=date(2026, 4, 1), due_date=date(2026, 4, 1))

    changed = done(ledger, change(made, wanted, "issue_date"))

    assert changed.record == wanted
    assert stand_in.book.documents.get(COMPANY, made.key).due_date == date(2026, 4, 1)


@pytest.mark.parametrize("sign", [1, -1], ids=["credit", "debit"])
def test_credit_that_changes_its_direction__is_refused_before_anything_is_sent(
    stand_in: StandIn, ledger: ReLeasedLedger, sign: int
) -> None:
    contact = party(stand_in)
    record = document(SALES, SALES.credit, contact, sign=sign)
    turned = document(SALES, SALES.credit, contact, sign=-sign)
    made = done(ledger, create(SALES.credit, record, "1234"))

    [outcome] = ledger.write([change(made, turned, "lines")])

    assert isinstance(outcome, Refused)
    assert outcome.code == "credit_changed_direction"
    assert "Reverse it in Intacct" in outcome.remedy
    assert stand_in.line.count("PATCH") == 0


def test_credit_that_is_gone__is_refused_as_such(ledger: ReLeasedLedger, stand_in: StandIn) -> None:
    record = document(SALES, SALES.credit, party(stand_in))
    made = done(ledger, create(SALES.credit, record, "1234"))

    [outcome] = ledger.write([change(replace(made, key="404"), record, "lines")])

    assert isinstance(outcome, Refused)
    assert outcome.code == "not_found"


def test_bill_held_by_an_approval_workflow__is_refused_with_the_remedy(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    workflow = Workflow(name="Large bills", from_total=Decimal(1000))
    stand_in.book.documents._approvals.set_workflow(COMPANY, workflow)
    contact = party(stand_in)
    made = done(ledger, create(PURCHASES.owed, document(PURCHASES, PURCHASES.owed, contact), "1"))

    [outcome] = ledger.write([act(WriteVerb.APPROVE, made, DocumentStatus.POSTED)])

    assert isinstance(outcome, Refused)
    assert outcome.code == "approval_workflow_required"
    assert "Approve it in Re-Leased" in outcome.remedy


@pytest.mark.parametrize("side", SIDES, ids=["sales", "purchases"])
def test_void_of_what_is_settled__is_refused_with_the_remedy(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    owed, settled = (entered(stand_in, side, contact) for _ in range(2))
    credit = entered_credit(stand_in, side, contact)
    credited(stand_in, credit, owed, "100.00")
    paid(stand_in, side, contact, one=settled)
    credit_notes = {it.key: it for it in seen(ledger, side.credit)}
    documents = {it.key: it for it in seen(ledger, side.owed)}

    for sighting in (credit_notes[credit.id], documents[owed.id], documents[settled.id]):
        [outcome] = ledger.write([act(WriteVerb.VOID, sighting, DocumentStatus.VOIDED)])
        assert isinstance(outcome, Refused)
        assert outcome.code == "invoice_has_payments"
        assert "Deal with the payments" in outcome.remedy


def test_document_of_another_kind__is_a_broken_promise(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    contact = party(stand_in)
    note = entered_credit(stand_in, SALES, contact)
    [sighting] = seen(ledger, SALES.credit)
    write = replace(act(WriteVerb.APPROVE, sighting, DocumentStatus.POSTED), kind=RecordKind.BILL)

    with pytest.raises(BrokenPromise, match=f"invoice {note.id} is not a bill"):
        ledger.find(write)


def test_credit_note_changed_while_adjustments_are_read__is_seen_in_the_same_reading(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    contact = party(stand_in)
    note = entered_credit(stand_in, SALES, contact)

    def somebody_is_busy() -> None:
        late.append(entered_credit(stand_in, SALES, contact))
        late.append(entered_debit(stand_in, SALES, contact))

    late: list[object] = []
    stand_in.line.play("GET", "invoices")  # the credit notes
    stand_in.line.play("GET", "invoices", before=somebody_is_busy)  # the adjustments

    pages = list(ledger.changes({SALES.credit: None}))

    found = {it.key for page in pages for it in page.sightings}
    stored = stand_in.book.documents.shelf.every(COMPANY)
    assert len(late) == 2
    assert found == {one.id for one in stored} > {note.id}
    newest = max(it.changed_at for page in pages for it in page.sightings if it.changed_at)
    assert pages[-1].newest == newest
    assert [page.is_last for page in pages] == [False] * (len(pages) - 1) + [True]
