"""Receipts and disbursements: read with what they settle, made once, refused with the remedy."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sandbox.re_leased.document_records import PaymentAllocation, PaymentKind, Status
from sandbox.re_leased.faults import FaultKind
from sandbox.re_leased.fields import PaymentFields
from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import Payment, PaymentStatus, Reference
from sync.ledgers.re_leased import wire
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import Done, Refused, Unknown, WriteVerb
from tests.sync.ledgers.re_leased.asking import Connect, create, done, keys, seen
from tests.sync.ledgers.re_leased.paying import (
    SALES,
    SIDES,
    BooksSide,
    entered,
    entered_credit,
    entered_debit,
    paid,
    party,
    payment,
)
from tests.sync.ledgers.re_leased.stand_in import COMPANY, PERSON, StandIn, nzd

both_sides = pytest.mark.parametrize("side", SIDES, ids=["sales", "purchases"])


@both_sides
def test_payment__is_read_with_the_sorts_of_what_it_settles(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    owed, debit = entered(stand_in, side, contact), entered_debit(stand_in, side, contact)
    stored = paid(stand_in, side, contact, debit=debit, owed=owed)

    [sighting] = seen(ledger, side.payment)

    assert (sighting.key, sighting.version) == (stored.id, "1")
    expected = payment(
        side,
        contact,
        owed=(Reference(side.owed, owed.id), "8050"),
        debit=(Reference(side.credit, debit.id), "8050"),
    )
    assert sighting.record == replace(expected, method="BankTransfer")


@both_sides
def test_reversed_payment__is_undone(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    stored = paid(stand_in, side, contact, one=entered(stand_in, side, contact))
    stand_in.book.payments.reverse(COMPANY, stored.id, by=PERSON)

    [sighting] = seen(ledger, side.payment)

    assert isinstance(sighting.record, Payment)
    assert sighting.record.status is PaymentStatus.UNDONE


def test_refund__is_neither_receipt_nor_disbursement(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    contact = party(stand_in)
    credit = entered_credit(stand_in, SALES, contact)
    share = PaymentAllocation(invoice_id=credit.id, amount=credit.amount_due)
    refund = PaymentFields(
        kind=PaymentKind.REFUND,
        contact_id=contact.id,
        date=date(2026, 3, 18),
        amount=credit.amount_due,
        bank_account_code="1000",
        allocations=(share,),
    )
    stand_in.book.payments.pay(COMPANY, refund, by=PERSON)

    assert [keys(ledger, side.payment) for side in SIDES] == [[], []]


def test_many_payments__have_their_documents_looked_up_some_at_a_time(
    stand_in: StandIn, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "MOST_IDS", 3)
    contact = party(stand_in)
    debits = set()
    for number in range(8):
        make = entered_debit if number % 4 == 0 else entered
        one = make(stand_in, SALES, contact)
        debits |= {one.id} if make is entered_debit else set()
        paid(stand_in, SALES, contact, one=one)

    payments = [it.record for it in seen(connect(), SALES.payment)]

    settled = [one.allocations[0].document for one in payments if isinstance(one, Payment)]
    assert len(settled) == 8
    assert {one.key for one in settled if one.kind is SALES.credit} == debits
    asked = [call.query for call in stand_in.line.calls if "ids" in call.query]
    assert [len(query["ids"].split(",")) for query in asked] == [3, 3, 2]


@both_sides
def test_create__is_read_back_as_it_was_written(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    owed, debit = entered(stand_in, side, contact), entered_debit(stand_in, side, contact)
    record = payment(
        side,
        contact,
        owed=(Reference(side.owed, owed.id), "8050"),
        debit=(Reference(side.credit, debit.id), "50.05"),
    )
    write = create(side.payment, record, "P-1")
    assert ledger.find(write) is None

    made = done(ledger, write)

    assert made.record == record
    assert seen(ledger, side.payment) == [made]
    assert ledger.find(write) == Done(made.key, made)
    stored = stand_in.book.payments.get(COMPANY, made.key)
    assert [(mark.entity, mark.external_id) for mark in stored.external_refs] == [
        (side.entities[2], "P-1")
    ]
    assert stored.source == "Integration"
    assert stand_in.book.documents.get(COMPANY, owed.id).status is Status.PAID


@both_sides
def test_create_whose_replies_were_all_lost__is_found_by_our_mark(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    owed = entered(stand_in, side, contact)
    record = payment(side, contact, owed=(Reference(side.owed, owed.id), "100"))
    write = create(side.payment, record, "P-1")
    stand_in.fail(FaultKind.LOST_REPLY, "payments", method="POST", times=None)

    [outcome] = ledger.write([write])
    assert isinstance(outcome, Unknown)

    found = ledger.find(write)
    assert isinstance(found, Done)
    assert found.seen is not None
    assert found.seen.record == record
    assert len(stand_in.book.payments.shelf.every(COMPANY)) == 1


@both_sides
def test_same_payment_under_another_intent__adopts_the_one_there_is(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    owed = entered(stand_in, side, contact)
    record = payment(side, contact, owed=(Reference(side.owed, owed.id), "8050"))
    write = create(side.payment, record, "P-1")
    made = done(ledger, write)

    assert done(ledger, replace(write, intent_key="another")) == made
    assert len(stand_in.book.payments.shelf.every(COMPANY)) == 1


@both_sides
def test_payment_of_no_known_method__takes_the_usual_one(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    owed = entered(stand_in, side, contact)
    record = payment(side, contact, owed=(Reference(side.owed, owed.id), "100"))

    made = done(ledger, create(side.payment, replace(record, method=""), "P-1"))

    assert made.record == replace(record, method="BankTransfer")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"account": Reference(RecordKind.ACCOUNT, "4000")}, ("bank_account_not_enabled", "Tick")),
        ({"account": Reference(RecordKind.ACCOUNT, "1")}, ("account_unknown", "chart of accounts")),
        ({"account": None}, ("no_bank_account", "bank account in Intacct")),
        ({"amount": nzd("101")}, ("not_fully_applied", "Apply all of it")),
        ({"status": PaymentStatus.DRAFT}, ("status_not_carried", "Post it in Intacct")),
        ({"status": PaymentStatus.UNDONE}, ("status_not_carried", "before it travelled")),
    ],
)
@both_sides
def test_payment_that_has_no_place__is_refused_with_the_remedy(
    stand_in: StandIn,
    ledger: ReLeasedLedger,
    side: BooksSide,
    changes: dict[str, Any],
    refusal: tuple[str, str],
) -> None:
    contact = party(stand_in)
    owed = entered(stand_in, side, contact)
    record = payment(side, contact, owed=(Reference(side.owed, owed.id), "100"))

    [outcome] = ledger.write([create(side.payment, replace(record, **changes), "P-1")])

    assert isinstance(outcome, Refused)
    code, remedy = refusal
    assert (outcome.code, outcome.moved) == (code, False)
    assert remedy in outcome.remedy
    assert stand_in.book.payments.shelf.every(COMPANY) == []


@both_sides
def test_document_that_cannot_be_settled__refuses_the_payment_with_the_remedy(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact, stranger = party(stand_in), party(stand_in)
    owed, settled = (entered(stand_in, side, contact) for _ in range(2))
    credit = entered_credit(stand_in, side, contact)
    paid(stand_in, side, contact, one=settled)
    wanted = [
        (contact, owed, "8050.01", "payment_exceeds_balance", "what has settled it already"),
        (contact, settled, "1", "invoice_already_paid", "what has settled it already"),
        (stranger, owed, "1", "payment_contact_mismatch", "of the payer only"),
        (contact, credit, "1", "payment_kind_mismatch", "Receipts settle"),
    ]

    for payer, document, amount, code, remedy in wanted:
        record = payment(side, payer, one=(Reference(side.owed, document.id), amount))
        [outcome] = ledger.write([create(side.payment, record, f"P-{code}")])
        assert isinstance(outcome, Refused)
        assert (outcome.code, outcome.moved) == (code, False)
        assert remedy in outcome.remedy


@both_sides
def test_draft__refuses_the_payment_as_moved_on(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    draft = entered(stand_in, side, contact, status=Status.AWAITING_APPROVAL)
    record = payment(side, contact, one=(Reference(side.owed, draft.id), "1"))

    [outcome] = ledger.write([create(side.payment, record, "P-1")])

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.moved) == ("invalid_status_transition", True)


@both_sides
def test_payment__is_never_changed_and_never_undone_by_us(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    paid(stand_in, side, contact, one=entered(stand_in, side, contact))
    [sighting] = seen(ledger, side.payment)
    write = create(side.payment, sighting.record, sighting.key)

    for verb in (WriteVerb.UPDATE, WriteVerb.APPROVE, WriteVerb.VOID):
        with pytest.raises(BrokenPromise, match=f"no way to {verb}"):
            ledger.write([replace(write, verb=verb)])


def test_payment__has_its_own_address(stand_in: StandIn, connect: Connect) -> None:
    contact = party(stand_in)
    stored = paid(stand_in, SALES, contact, one=entered(stand_in, SALES, contact))
    linked = connect(record_address_template="https://app.example/{resource}/{key}")

    [sighting] = seen(linked, SALES.payment)

    assert sighting.address == f"https://app.example/payments/{stored.id}"
