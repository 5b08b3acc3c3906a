"""Credits put against documents travel each way, one for one, and are never taken off by the sync."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest

from sandbox.re_leased.document_records import Status
from sandbox.re_leased.faults import Fault, FaultKind
from sync.domain.kinds import RecordKind
from sync.domain.records import PaymentStatus
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.use_cases.bridge import COMPANY, MARCUS, Bridge
from tests.sync.use_cases.payers import BEFORE, EVERY_TILL, RECEIPTS, Till
from tests.sync.use_cases.people import TODAY
from tests.sync.use_cases.test_daily_changes import settled
from tests.sync.use_cases.test_payments import standings


def allocated(bridge: Bridge, till: Till, *amounts: str) -> list[int]:
    """A document and a credit of 100.05 in Intacct, put against it in parts; the payments' RECORDNOs."""
    party = till.party(bridge)
    document = till.document(bridge, party)
    credit = till.credit(bridge, party, amount="100.05")
    return [
        till.put(bridge, party, credit=credit, document=document, amount=amount)
        for amount in amounts
    ]


@pytest.mark.cell(
    "created_in", RecordKind.SALES_CREDIT_ALLOCATION, RecordKind.PURCHASE_CREDIT_ALLOCATION
)
@EVERY_TILL
def test_credit_put_against_a_document_in_intacct__is_put_against_it_in_re_leased_in_one_run(
    synced: Bridge, till: Till
) -> None:
    before = till.put_on(synced, Side.RE_LEASED)
    allocated(synced, till, "40.04")
    synced.sync()
    now = till.put_on(synced, Side.RE_LEASED)
    (arrived,) = (now[key] for key in now.keys() - before.keys())
    assert (arrived.amount.amount, arrived.allocated_on) == (Decimal("40.04"), TODAY)
    for number in ("DOC-1", "CN-1"):
        assert till.twin(synced, number).amount_due == Decimal("60.01")
    assert synced.issues() == {}
    assert settled(synced)


@pytest.mark.cell(
    "created_in", RecordKind.SALES_CREDIT_ALLOCATION, RecordKind.PURCHASE_CREDIT_ALLOCATION
)
@EVERY_TILL
def test_credit_put_against_a_document_in_re_leased__is_put_against_it_in_intacct_in_one_run(
    synced: Bridge, till: Till
) -> None:
    contact = till.contact_in_re_leased(synced)
    document = till.document_in_re_leased(synced, contact_id=contact, net="200.10")
    credit = till.credit_in_re_leased(synced, contact, net="50.05")
    till.put_in_re_leased(synced, credit, document, "50.05")
    synced.sync()
    assert till.due_in_intacct(synced) == Decimal("150.05")
    assert synced.issues() == {}
    assert settled(synced)


@pytest.mark.cell(
    "other_side_gets", RecordKind.SALES_CREDIT_ALLOCATION, RecordKind.PURCHASE_CREDIT_ALLOCATION
)
@EVERY_TILL
def test_one_credit_put_twice_against_one_document__is_two_pairs_each_way(
    synced: Bridge, till: Till
) -> None:
    """Equal amounts of one day, so that only the records' own keys tell them apart."""
    before = {side: till.put_on(synced, side).keys() for side in Side}
    allocated(synced, till, "10.01", "10.01")
    synced.sync()
    twin = till.twin(synced, "CN-1")
    till.put_in_re_leased(synced, twin.id, till.twin(synced, "DOC-1").id, "10.01")
    till.put_in_re_leased(synced, twin.id, till.twin(synced, "DOC-1").id, "10.01")
    synced.sync()
    for side in Side:
        assert len(till.put_on(synced, side).keys() - before[side]) == 4
    assert till.due_in_intacct(synced) == till.twin(synced).amount_due == Decimal("60.01")
    assert synced.issues() == {}
    assert settled(synced)


@pytest.mark.cell(
    "ended_in", RecordKind.SALES_CREDIT_ALLOCATION, RecordKind.PURCHASE_CREDIT_ALLOCATION
)
@EVERY_TILL
def test_allocation_undone_in_intacct__stays_in_re_leased_until_somebody_takes_it_off(
    synced: Bridge, till: Till
) -> None:
    (payment,) = allocated(synced, till, "100.05")
    synced.sync()
    till.undo(synced, payment)
    assert settled(synced)
    issue = synced.issues()[Cause.UNDONE_IN_INTACCT]
    assert "credit note CN-1 put against" in issue.standing.subject
    assert issue.standing.subject.endswith(f"{till.documents.singular} DOC-1")
    assert issue.example == issue.standing.subject
    assert till.status_in_re_leased(synced) is Status.PAID
    till.take_off_in_re_leased(synced)
    assert settled(synced)
    assert synced.issues() == {}


@pytest.mark.cell(
    "ended_in", RecordKind.SALES_CREDIT_ALLOCATION, RecordKind.PURCHASE_CREDIT_ALLOCATION
)
@EVERY_TILL
def test_credit_taken_off_in_re_leased__is_to_be_undone_in_intacct(
    synced: Bridge, till: Till
) -> None:
    (payment,) = allocated(synced, till, "100.05")
    synced.sync()
    till.take_off_in_re_leased(synced)
    assert settled(synced)
    assert set(synced.issues()) == {Cause.UNDONE_IN_RE_LEASED}
    assert till.due_in_intacct(synced) == 0
    till.undo(synced, payment)
    assert settled(synced)
    assert synced.issues() == {}


def test_allocation_undone_before_it_travelled__stays_away(synced: Bridge) -> None:
    (payment,) = allocated(synced, RECEIPTS, "100.05")
    RECEIPTS.undo(synced, payment)
    before = RECEIPTS.put_on(synced, Side.RE_LEASED)
    synced.sync()
    assert RECEIPTS.put_on(synced, Side.RE_LEASED) == before
    statuses = {one.status for one in RECEIPTS.put_on(synced, Side.INTACCT).values()}
    assert PaymentStatus.UNDONE in statuses
    assert synced.issues() == {}


@EVERY_TILL
def test_allocation_of_a_credit_older_than_sync_from__is_refused_and_says_what_to_do(
    synced: Bridge, till: Till
) -> None:
    party = till.party(synced)
    document = till.document(synced, party)
    credit = till.credit(synced, party, amount="100.05", day=BEFORE)
    payment = till.put(synced, party, credit=credit, document=document, amount="100.05")
    synced.sync()
    assert settled(synced)
    issue = synced.issues()[Cause.CREDIT_TRAVELS_ONLY_IN_PART]
    assert issue.standing.state is StandingState.REFUSED
    assert issue.standing.subject.endswith("credit note CN-1")
    assert "dated before the sync-from date" in issue.example
    assert issue.example.endswith(f"travels: {till.documents.singular} DOC-1")
    till.undo(synced, payment)
    anew = till.credit(synced, party, number="CN-2", amount="100.05")
    till.put(synced, party, credit=anew, document=document, amount="100.05")
    synced.sync()
    assert synced.issues() == {}
    assert till.status_in_re_leased(synced) is Status.PAID


@pytest.mark.cell(
    "changed_in", RecordKind.SALES_CREDIT_ALLOCATION, RecordKind.PURCHASE_CREDIT_ALLOCATION
)
@EVERY_TILL
def test_allocation_that_differs_in_re_leased__is_told_and_never_changed_by_the_sync(
    synced: Bridge, till: Till
) -> None:
    """Neither ledger lets a person change one; should one differ all the same, people decide."""
    allocated(synced, till, "40.04")
    synced.sync()
    credit, earlier = till.twin(synced, "CN-1"), TODAY - timedelta(days=1)
    (put,) = credit.allocations
    changed = (msgspec.structs.replace(put, date=earlier),)
    synced.re_leased.documents.shelf.change(credit, by=MARCUS, allocations=changed)
    assert synced.re_leased.documents.get(COMPANY, credit.id).allocations == changed
    assert settled(synced)
    assert synced.issues()[Cause.PAYMENT_CHANGED].count == 1


@EVERY_TILL
def test_old_credit_put_against_an_old_document__is_set_aside(synced: Bridge, till: Till) -> None:
    party = till.party(synced)
    document = till.document(synced, party, day=BEFORE)
    credit = till.credit(synced, party, amount="100.05", day=BEFORE)
    till.put(synced, party, credit=credit, document=document, amount="100.05")
    synced.sync()
    assert settled(synced)
    assert synced.issues() == {}
    aside = (StandingState.SET_ASIDE, Cause.SETTLES_NOTHING_THAT_TRAVELS)
    assert aside in standings(synced, till.allocations)


def test_same_allocation_made_by_hand_on_both_sides__is_one_pair(synced: Bridge) -> None:
    """The whole credit is used on each side already: the other's allocation is taken for it."""
    party = RECEIPTS.party(synced)
    document = RECEIPTS.document(synced, party)
    credit = RECEIPTS.credit(synced, party, amount="100.05")
    synced.sync()
    RECEIPTS.put(synced, party, credit=credit, document=document, amount="100.05")
    twin = RECEIPTS.twin(synced, "CN-1")
    RECEIPTS.put_in_re_leased(synced, twin.id, RECEIPTS.twin(synced, "DOC-1").id, "100.05")
    synced.sync()
    synced.sync()
    assert synced.issues() == {}
    assert settled(synced)


def test_replies_lost_after_equal_allocations__adopts_each_once(synced: Bridge) -> None:
    """Every reply is lost, so that the two are only ever found by looking."""
    party = RECEIPTS.party(synced)
    document = RECEIPTS.document(synced, party)
    credit = RECEIPTS.credit(synced, party, amount="100.05")
    synced.sync()
    for _ in range(2):
        RECEIPTS.put(synced, party, credit=credit, document=document, amount="10.01")
    path = f"invoices/{RECEIPTS.twin(synced, 'CN-1').id}/allocations"
    synced.running.world.re_leased_faults.add(
        Fault(FaultKind.LOST_REPLY, method="POST", path=path, times=None)
    )
    synced.sync()
    assert sum(row.count for row in synced.sync().results) == 0
    assert synced.issues() == {}
    assert len(RECEIPTS.twin(synced, "CN-1").allocations) == 2
    assert settled(synced)
