"""What of a credit is put against documents: read from the credit, made once, found by comparing."""

from dataclasses import replace
from datetime import date

import pytest

from sandbox.re_leased.document_records import Status
from sandbox.re_leased.faults import FaultKind
from sync.domain.errors import BrokenPromise
from sync.domain.records import PaymentStatus, Reference
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import Alike, Done, Refused, Unknown, WriteVerb
from tests.sync.ledgers.re_leased.asking import Connect, create, done, keys, seen
from tests.sync.ledgers.re_leased.paying import (
    SALES,
    SIDES,
    BooksSide,
    allocation,
    credited,
    entered,
    entered_credit,
    entered_debit,
    party,
)
from tests.sync.ledgers.re_leased.stand_in import COMPANY, PERSON, StandIn, nzd

both_sides = pytest.mark.parametrize("side", SIDES, ids=["sales", "purchases"])


@both_sides
def test_allocations__are_each_a_record_of_their_own(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    credit = entered_credit(stand_in, side, contact)
    owed, debit = entered(stand_in, side, contact), entered_debit(stand_in, side, contact)
    credited(stand_in, credit, owed, "100.10", day=19)
    credited(stand_in, credit, debit, "7.00", day=19)
    credited(stand_in, credit, owed, "0.20", day=21)

    found = {it.key: it.record for it in seen(ledger, side.allocation)}

    owed_by, debited = Reference(side.owed, owed.id), Reference(side.credit, debit.id)
    last = replace(allocation(side, credit, owed_by, "0.20"), allocated_on=date(2026, 3, 21))
    first = allocation(side, credit, owed_by, "100.10")
    shown = stand_in.book.documents.get(COMPANY, credit.id).allocations
    assert list(found) == [f"{credit.id}:{one.id}" for one in shown]
    assert list(found.values()) == [first, allocation(side, credit, debited, "7.00"), last]


@both_sides
def test_unused_credit__has_no_allocation(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    entered_credit(stand_in, side, party(stand_in))

    assert keys(ledger, side.allocation) == []


@both_sides
def test_create__is_read_back_as_it_was_written(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    credit = entered_credit(stand_in, side, contact)
    owed, debit = entered(stand_in, side, contact), entered_debit(stand_in, side, contact)

    for against in (Reference(side.owed, owed.id), Reference(side.credit, debit.id)):
        record = allocation(side, credit, against, "100.01")
        write = create(side.allocation, record, f"A-{against.key}")
        assert ledger.find(write) is None

        made = done(ledger, write)

        assert made.record == record
        assert made in seen(ledger, side.allocation)
        assert ledger.find(write) == Alike((Done(made.key, made),))
    assert stand_in.book.documents.get(COMPANY, owed.id).amount_credited == nzd("100.01").amount


@both_sides
def test_create_whose_replies_were_all_lost__is_found_by_comparing(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    credit, owed = entered_credit(stand_in, side, contact), entered(stand_in, side, contact)
    credited(stand_in, credit, owed, "30.00", day=1)
    record = allocation(side, credit, Reference(side.owed, owed.id), "50.00")
    write = create(side.allocation, record, "A-1")
    assert ledger.find(write) is None
    stand_in.fail(
        FaultKind.LOST_REPLY, f"invoices/{credit.id}/allocations", method="POST", times=None
    )

    [outcome] = ledger.write([write])
    assert isinstance(outcome, Unknown)

    found = ledger.find(write)
    assert isinstance(found, Alike)
    (one,) = found.records
    assert one.seen is not None
    assert one.seen.record == record
    assert len(stand_in.book.documents.get(COMPANY, credit.id).allocations) == 2


@both_sides
def test_equal_allocations__are_all_found_the_last_first(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    credit, owed = entered_credit(stand_in, side, contact), entered(stand_in, side, contact)
    record = allocation(side, credit, Reference(side.owed, owed.id), "50.00")
    made = [done(ledger, create(side.allocation, record, name)).key for name in ("A-1", "A-2")]
    assert len(set(made)) == 2

    found = ledger.find(create(side.allocation, record, "A-1"))

    assert isinstance(found, Alike)
    assert [one.key for one in found.records] == made[::-1]


@both_sides
def test_reply_lost_once__allocates_once(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    credit, owed = entered_credit(stand_in, side, contact), entered(stand_in, side, contact)
    record = allocation(side, credit, Reference(side.owed, owed.id), "50.00")
    stand_in.fail(FaultKind.LOST_REPLY, f"invoices/{credit.id}/allocations", method="POST")

    made = done(ledger, create(side.allocation, record, "A-1"))

    assert made.record == record


@both_sides
def test_whole_credit_under_another_intent__names_what_is_allocated_or_refuses(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    credit, owed = entered_credit(stand_in, side, contact), entered(stand_in, side, contact)
    record = allocation(side, credit, Reference(side.owed, owed.id), "8050.00")
    write = create(side.allocation, record, "A-1")
    made = done(ledger, write)

    [answer] = ledger.write([replace(write, intent_key="another")])

    assert isinstance(answer, Alike)
    assert [one.seen for one in answer.records] == [made]
    assert answer.otherwise is not None
    assert answer.otherwise.code == "allocation_exceeds_balance"


@both_sides
def test_allocation_that_cannot_be__is_refused_with_the_remedy(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact, stranger = party(stand_in), party(stand_in)
    credit, owed = entered_credit(stand_in, side, contact), entered(stand_in, side, contact)
    draft = entered(stand_in, side, contact, status=Status.AWAITING_APPROVAL)
    foreign = entered(stand_in, side, stranger)
    good = allocation(side, credit, Reference(side.owed, owed.id), "1")
    wanted = [
        (replace(good, amount=nzd("8050.01")), "allocation_exceeds_balance", "was used for"),
        (
            replace(good, document=Reference(side.owed, foreign.id)),
            "credit_contact_mismatch",
            "its own contact",
        ),
        (
            replace(good, credit=Reference(side.owed, draft.id)),
            "credit_not_carried",
            "by hand",
        ),
        (replace(good, status=PaymentStatus.DRAFT), "status_not_carried", "Post it in Intacct"),
    ]

    for number, (record, code, remedy) in enumerate(wanted):
        [outcome] = ledger.write([create(side.allocation, record, f"A-{number}")])
        assert isinstance(outcome, Refused)
        assert (outcome.code, outcome.moved) == (code, False)
        assert remedy in outcome.remedy
    assert keys(ledger, side.allocation) == []


@both_sides
def test_credit_that_is_not_approved__refuses_with_the_remedy(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    credit, owed = entered_credit(stand_in, side, contact), entered(stand_in, side, contact)
    stand_in.book.documents.reset_to_draft(COMPANY, credit.id, by=PERSON)
    record = allocation(side, credit, Reference(side.owed, owed.id), "1")

    [outcome] = ledger.write([create(side.allocation, record, "A-1")])

    assert isinstance(outcome, Refused)
    assert outcome.code == "credit_not_approved"
    assert "Approve the credit note" in outcome.remedy


@both_sides
def test_credit_that_is_gone__is_refused_and_not_found(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    credit, owed = entered_credit(stand_in, side, contact), entered(stand_in, side, contact)
    record = allocation(side, credit, Reference(side.owed, owed.id), "1")
    write = create(side.allocation, replace(record, credit=Reference(side.credit, "404")), "A-1")

    [outcome] = ledger.write([write])

    assert isinstance(outcome, Refused)
    assert outcome.code == "not_found"
    assert ledger.find(write) is None


@both_sides
def test_allocation__is_never_changed_and_never_undone_by_us(
    stand_in: StandIn, ledger: ReLeasedLedger, side: BooksSide
) -> None:
    contact = party(stand_in)
    credit, owed = entered_credit(stand_in, side, contact), entered(stand_in, side, contact)
    record = allocation(side, credit, Reference(side.owed, owed.id), "1")
    write = create(side.allocation, record, "A-1")

    for verb in (WriteVerb.UPDATE, WriteVerb.APPROVE, WriteVerb.VOID):
        with pytest.raises(BrokenPromise, match=f"no way to {verb}"):
            ledger.write([replace(write, verb=verb)])


def test_allocation__is_opened_at_its_credit(stand_in: StandIn, connect: Connect) -> None:
    contact = party(stand_in)
    credit, owed = entered_credit(stand_in, SALES, contact), entered(stand_in, SALES, contact)
    credited(stand_in, credit, owed, "1.00")
    linked = connect(record_address_template="https://app.example/{resource}/{key}")

    [sighting] = seen(linked, SALES.allocation)

    assert sighting.address == f"https://app.example/invoices/{credit.id}"
