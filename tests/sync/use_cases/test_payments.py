"""Receipts and disbursements travel each way, whole or not at all, and are never undone by the sync."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest

from sandbox.intacct.forms import InvoiceForm
from sandbox.re_leased.document_records import Status
from sync.domain.kinds import RecordKind
from sync.domain.records import PaymentStatus
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.payers import BEFORE, EVERY_TILL, RECEIPTS, Till
from tests.sync.use_cases.people import TODAY
from tests.sync.use_cases.test_daily_changes import settled


@pytest.mark.cell("created_in", RecordKind.RECEIPT, RecordKind.DISBURSEMENT)
@EVERY_TILL
def test_payment_entered_in_intacct__arrives_with_its_document_in_one_run(
    synced: Bridge, till: Till
) -> None:
    party = till.party(synced)
    document = till.document(synced, party, amount="100.05")
    till.pay(synced, party, {document: "100.05"})
    synced.sync()
    (arrived,) = till.on(synced, Side.RE_LEASED)
    assert (arrived.paid_on, arrived.status) == (TODAY, PaymentStatus.POSTED)
    assert arrived.amount.amount == Decimal("100.05")
    assert till.status_in_re_leased(synced) is Status.PAID
    assert synced.issues() == {}
    assert settled(synced)


@pytest.mark.cell("created_in", RecordKind.RECEIPT, RecordKind.DISBURSEMENT)
@EVERY_TILL
def test_payment_entered_in_re_leased__arrives_with_its_document_in_one_run(
    synced: Bridge, till: Till
) -> None:
    document = till.document_in_re_leased(synced)
    till.pay_in_re_leased(synced, document)
    synced.sync()
    (entered,) = till.on(synced, Side.RE_LEASED)
    (arrived,) = till.on(synced, Side.INTACCT)
    assert (arrived.paid_on, arrived.amount) == (entered.paid_on, entered.amount)
    assert arrived.account == entered.account
    assert till.due_in_intacct(synced) == 0
    assert synced.issues() == {}
    assert settled(synced)


@pytest.mark.cell("other_side_gets", RecordKind.RECEIPT, RecordKind.DISBURSEMENT)
@EVERY_TILL
def test_part_payments__leave_the_same_to_the_cent_due_on_both_sides(
    synced: Bridge, till: Till
) -> None:
    party = till.party(synced)
    documents = [till.document(synced, party, number=f"DOC-{one}") for one in (1, 2)]
    till.pay(synced, party, {documents[0]: "33.35", documents[1]: "0.01"})
    synced.sync()
    till.pay_in_re_leased(synced, till.twin(synced, "DOC-1").id, amount="66.69")
    synced.sync()
    for number, due in (("DOC-1", "0.01"), ("DOC-2", "100.04")):
        assert till.due_in_intacct(synced, number) == Decimal(due)
        assert till.twin(synced, number).amount_due == Decimal(due)
    assert synced.issues() == {}
    assert settled(synced)


@EVERY_TILL
def test_money_on_account__waits_until_all_of_it_is_applied(synced: Bridge, till: Till) -> None:
    party = till.party(synced)
    documents = [till.document(synced, party, number=f"DOC-{one}") for one in (1, 2)]
    advance = till.pay_in_advance(synced, party, "150.00")
    for used in ({}, {documents[0]: "100.05"}):
        for document, amount in used.items():
            till.apply(synced, party, advance=advance, document=document, amount=amount)
        synced.sync()
        issue = synced.issues()[Cause.PAYMENT_NOT_APPLIED]
        assert issue.amount is not None
        assert (issue.count, issue.amount.amount) == (1, Decimal("150.00"))
        assert till.on(synced, Side.RE_LEASED) == []
    till.apply(synced, party, advance=advance, document=documents[1], amount="49.95")
    synced.sync()
    (arrived,) = till.on(synced, Side.RE_LEASED)
    amounts = {one.amount.amount for one in arrived.allocations}
    assert amounts == {Decimal("100.05"), Decimal("49.95")}
    assert synced.issues() == {}
    assert settled(synced)


def test_overpayment__waits_until_the_rest_is_applied(synced: Bridge) -> None:
    party = RECEIPTS.party(synced)
    document = RECEIPTS.document(synced, party)
    RECEIPTS.pay(synced, party, {document: "100.05"}, over="20.00")
    synced.sync()
    issue = synced.issues()[Cause.PAYMENT_NOT_APPLIED]
    assert issue.example == "BACS 41: 20.00 GBP of 120.05 GBP is not applied."


@EVERY_TILL
def test_draft_payment__waits_until_it_is_posted(synced: Bridge, till: Till) -> None:
    party = till.party(synced)
    document = till.document(synced, party)
    payment = till.pay(synced, party, {document: "100.05"}, draft=True)
    synced.sync()
    assert set(synced.issues()) == {Cause.PAYMENT_NOT_POSTED}
    synced.intacct.post_payment(payment, kind=till.book, by=FIONA)
    synced.sync()
    assert len(till.on(synced, Side.RE_LEASED)) == 1
    assert synced.issues() == {}


@EVERY_TILL
def test_payment_on_a_card__is_refused_as_no_ledger_account_stands_behind_it(
    synced: Bridge, till: Till
) -> None:
    synced.intacct.open_checking_account("CARD-1", "", by=FIONA)
    party = till.party(synced)
    till.pay(synced, party, {till.document(synced, party): "100.05"}, bank="CARD-1")
    synced.sync()
    assert settled(synced)
    assert synced.issues()[Cause.PAYMENT_WITHOUT_ACCOUNT].count == 1
    assert till.on(synced, Side.RE_LEASED) == []


@EVERY_TILL
def test_payment_undone_before_it_travelled__stays_away(synced: Bridge, till: Till) -> None:
    party = till.party(synced)
    till.undo(synced, till.pay(synced, party, {till.document(synced, party): "100.05"}))
    paid = till.pay_in_re_leased(synced, till.document_in_re_leased(synced, number="DOC-2"))
    till.undo_in_re_leased(synced, paid)
    synced.sync()
    assert [one.status for one in till.on(synced, Side.RE_LEASED)] == [PaymentStatus.UNDONE]
    assert [one.status for one in till.on(synced, Side.INTACCT)] == [PaymentStatus.UNDONE]
    undone = (StandingState.SET_ASIDE, Cause.UNDONE_BEFORE_LINK)
    assert undone in standings(synced, till.kind)
    assert synced.issues() == {}


@pytest.mark.cell("ended_in", RecordKind.RECEIPT, RecordKind.DISBURSEMENT)
@EVERY_TILL
def test_payment_undone_in_intacct__stays_in_re_leased_until_somebody_reverses_it(
    synced: Bridge, till: Till
) -> None:
    party = till.party(synced)
    payment = till.pay(synced, party, {till.document(synced, party): "100.05"})
    synced.sync()
    till.undo(synced, payment)
    assert settled(synced)
    issue = synced.issues()[Cause.UNDONE_IN_INTACCT]
    assert (issue.count, issue.standing.subject) == (1, "BACS 41")
    assert till.status_in_re_leased(synced) is Status.PAID
    till.undo_in_re_leased(synced)
    assert settled(synced)
    assert synced.issues() == {}


@EVERY_TILL
def test_payment_deleted_in_intacct__is_told_until_somebody_reverses_it_in_re_leased(
    synced: Bridge, till: Till
) -> None:
    party = till.party(synced)
    payment = till.pay(synced, party, {till.document(synced, party): "100.05"})
    synced.sync()
    synced.intacct.payments_of(till.book).remove(payment)
    synced.intacct.note_in_audit_trail(till.book.object_name, payment, "D", FIONA)
    assert settled(synced)
    assert set(synced.issues()) == {Cause.DELETED_IN_INTACCT}
    till.undo_in_re_leased(synced)
    assert settled(synced)
    assert synced.issues() == {}


@pytest.mark.cell("ended_in", RecordKind.RECEIPT, RecordKind.DISBURSEMENT)
@EVERY_TILL
def test_payment_reversed_in_re_leased__is_to_be_undone_in_intacct(
    synced: Bridge, till: Till
) -> None:
    party = till.party(synced)
    payment = till.pay(synced, party, {till.document(synced, party): "100.05"})
    synced.sync()
    till.undo_in_re_leased(synced)
    assert settled(synced)
    assert set(synced.issues()) == {Cause.UNDONE_IN_RE_LEASED}
    assert till.due_in_intacct(synced) == 0
    till.undo(synced, payment)
    assert settled(synced)
    assert synced.issues() == {}


@pytest.mark.cell("changed_in", RecordKind.RECEIPT, RecordKind.DISBURSEMENT)
@pytest.mark.parametrize("side", Side, ids=str)
@EVERY_TILL
def test_payment_that_differs_on_one_side__is_told_and_never_changed_by_the_sync(
    synced: Bridge, till: Till, side: Side
) -> None:
    """Neither ledger lets a person change a posted payment; should one differ all the same, people decide."""
    party = till.party(synced)
    payment = till.pay(synced, party, {till.document(synced, party): "100.05"})
    synced.sync()
    earlier = TODAY - timedelta(days=1)
    if side is Side.INTACCT:
        book = synced.intacct.payments_of(till.book)
        changed = msgspec.structs.replace(
            synced.intacct.payment(payment, kind=till.book),
            receipt_date=earlier,
            modified_at=synced.intacct.now(),
        )
        book.put(changed)
    else:
        shelf = synced.re_leased.payments.shelf
        (entered,) = (one for one in shelf.every(COMPANY) if one.reference == "BACS 41")
        shelf.change(entered, by=MARCUS, date=earlier)
    assert settled(synced)
    issue = synced.issues()[Cause.PAYMENT_CHANGED]
    assert (issue.count, issue.standing.subject) == (1, "BACS 41")
    assert f"{earlier:%d %b %Y}" in issue.example


@EVERY_TILL
def test_payment__waits_for_a_document_that_is_refused_and_goes_with_it(
    synced: Bridge, till: Till
) -> None:
    synced.intacct.close_books_until(TODAY)
    till.pay_in_re_leased(synced, till.document_in_re_leased(synced, number="RL-77"))
    synced.sync()
    issues = synced.issues()
    assert set(issues) == {Cause.PERIOD_CLOSED, Cause.MISSING_COUNTERPART}
    waiting = issues[Cause.MISSING_COUNTERPART].standing
    assert (waiting.state, waiting.subject) == (
        StandingState.WAITING,
        f"{till.documents.singular} RL-77",
    )
    synced.intacct.close_books_until(None)
    synced.sync()
    assert synced.issues() == {}
    assert till.due_in_intacct(synced, "RL-77") == 0


# --- the sync-from date ---------------------------------------------------------------------------


def standings(bridge: Bridge, kind: RecordKind) -> set[tuple[StandingState, Cause | None]]:
    with bridge.store.reading() as transaction:
        rows = transaction.records.cause_rows(bridge.link.link_id)
    return {(row.standing.state, row.standing.cause) for row in rows if row.kind is kind}


@EVERY_TILL
def test_payment_of_an_old_document__is_set_aside_with_it(synced: Bridge, till: Till) -> None:
    party = till.party(synced)
    till.pay(synced, party, {till.document(synced, party, day=BEFORE): "100.05"})
    till.pay_in_re_leased(synced, till.document_in_re_leased(synced, number="RL-77", day=BEFORE))
    synced.sync()
    assert settled(synced)
    assert synced.issues() == {}
    aside = (StandingState.SET_ASIDE, Cause.SETTLES_NOTHING_THAT_TRAVELS)
    assert aside in standings(synced, till.kind)


@EVERY_TILL
def test_payment_of_an_old_and_a_new_document__is_refused_and_says_which(
    synced: Bridge, till: Till
) -> None:
    party = till.party(synced)
    old = till.document(synced, party, number="OLD-1", day=BEFORE)
    payment = till.pay(synced, party, {old: "100.05", till.document(synced, party): "100.05"})
    synced.sync()
    assert settled(synced)
    issue = synced.issues()[Cause.PAYMENT_TRAVELS_ONLY_IN_PART]
    name = till.documents.singular
    assert issue.standing.subject == f"{name} OLD-1"
    assert issue.example == (
        f"BACS 41: {name} OLD-1 (dated before the sync-from date); travels: {name} DOC-1"
    )
    till.undo(synced, payment)
    synced.sync()
    assert synced.issues() == {}


def test_old_document_that_gets_a_date_that_travels__takes_its_payment_along(
    synced: Bridge,
) -> None:
    party = RECEIPTS.party(synced)
    document = RECEIPTS.document(synced, party, day=BEFORE)
    RECEIPTS.pay(synced, party, {document: "100.05"})
    synced.sync()
    assert RECEIPTS.on(synced, Side.RE_LEASED) == []
    synced.intacct.update_invoice(document, InvoiceForm(invoice_date=TODAY), by=FIONA)
    synced.sync()
    assert len(RECEIPTS.on(synced, Side.RE_LEASED)) == 1
    assert RECEIPTS.status_in_re_leased(synced) is Status.PAID
    assert settled(synced)
