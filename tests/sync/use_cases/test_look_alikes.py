"""The same thing entered in both ledgers is offered as a match, and no twin is made in either."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from sandbox.re_leased.document_records import Status
from sandbox.re_leased.fields import DocumentFields
from sync.domain.choices import ChoiceEnd, ChoiceVerb
from sync.domain.kinds import RecordKind
from sync.domain.records import Document
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from sync.store.sql_store import SqlStore
from sync.use_cases.choose import choose, offers
from tests.sync.use_cases.bridge import COMPANY, MARCUS, Bridge, synced_over
from tests.sync.use_cases.deciding import (
    PRIYA,
    linked_again,
    offered,
    outcome,
    pick,
    record,
    stands,
    unlinked,
)
from tests.sync.use_cases.entered_twice import (
    bill_in_intacct,
    bill_in_re_leased,
    supplier_in_re_leased,
    supplier_of,
    vendor_in_intacct,
)
from tests.sync.use_cases.people import TODAY
from tests.sync.use_cases.starts import Starts
from tests.sync.use_cases.test_daily_changes import settled

BILL, VENDOR = RecordKind.BILL, RecordKind.VENDOR
LINKED = (StandingState.LINKED, None)


@contextmanager
def with_a_supplier(store: SqlStore) -> Iterator[Bridge]:
    with synced_over(store) as bridge:
        vendor_in_intacct(bridge)
        bridge.sync()
        yield bridge


@contextmanager
def with_a_bill_entered_twice(store: SqlStore) -> Iterator[Bridge]:
    with with_a_supplier(store) as bridge:
        bill_in_intacct(bridge)
        bill_in_re_leased(bridge, supplier_of(bridge))
        bridge.sync()
        yield bridge


@pytest.fixture
def supplied(starts: Starts, engine: Engine) -> Iterator[Bridge]:
    """In step, with one supplier on both sides."""
    with starts.go_on("a supplier on both sides", with_a_supplier, engine) as bridge:
        yield bridge


@pytest.fixture
def twice(starts: Starts, engine: Engine) -> Iterator[Bridge]:
    """Bill PDF-77 was keyed in Intacct and uploaded in Re-Leased, and a run has seen both."""
    with starts.go_on("a bill entered twice", with_a_bill_entered_twice, engine) as bridge:
        yield bridge


def bills(bridge: Bridge, side: Side) -> list[Document]:
    pages = bridge.ledgers[side].changes({BILL: None})
    return [
        sighting.record
        for page in pages
        for sighting in page.sightings
        if isinstance(sighting.record, Document) and not sighting.gone
    ]


def counts(bridge: Bridge, kind: RecordKind = BILL) -> list[int]:
    return [len(bridge.keys(side, kind)) for side in Side]


def test_same_bill_in_both__is_one_issue_and_no_twin_in_either(twice: Bridge) -> None:
    assert counts(twice) == [1, 1]
    issue = twice.issues()[Cause.LOOKS_ALIKE]
    assert set(twice.issues()) == {Cause.LOOKS_ALIKE}
    assert (issue.count, issue.standing.subject, issue.kind) == (1, "PDF-77", BILL)
    assert issue.amount == bills(twice, Side.INTACCT)[0].gross
    assert "same contact, number and amount and date" in issue.example
    conflict = (StandingState.CONFLICT, Cause.LOOKS_ALIKE)
    assert [stands(twice, "PDF-77", side, BILL) for side in Side] == [conflict, conflict]
    assert settled(twice)
    assert set(twice.issues()) == {Cause.LOOKS_ALIKE}


def test_same_bill_matched__is_linked_and_follows_intaccts_status(twice: Bridge) -> None:
    choice = pick(twice, ChoiceVerb.MATCH, "PDF-77", BILL)
    assert counts(twice) == [1, 1]
    twice.sync()
    assert counts(twice) == [1, 1]
    assert [stands(twice, "PDF-77", side, BILL) for side in Side] == [LINKED, LINKED]
    assert outcome(twice, choice) == (ChoiceEnd.CARRIED_OUT, "Linked.")
    ours, theirs = (bills(twice, side)[0] for side in Side)
    assert ours.status is theirs.status
    assert twice.issues() == {}
    assert settled(twice)


def test_same_bill_kept_apart__both_travel_and_are_never_asked_about_again(twice: Bridge) -> None:
    choice = pick(twice, ChoiceVerb.KEEP_APART, "PDF-77", BILL)
    twice.sync()
    assert counts(twice) == [2, 2]
    assert outcome(twice, choice)[0] is ChoiceEnd.CARRIED_OUT
    assert twice.issues() == {}
    assert settled(twice)


def test_bill_changed_after_the_choice__lapses_and_is_asked_again(twice: Bridge) -> None:
    choice = pick(twice, ChoiceVerb.MATCH, "PDF-77", BILL)
    key = record(twice, "PDF-77", Side.RE_LEASED, BILL).key
    edit = DocumentFields(reference="Second floor")
    twice.re_leased.documents.edit(COMPANY, key, edit, by=MARCUS)
    twice.sync()
    assert counts(twice) == [1, 1]
    assert outcome(twice, choice)[0] is ChoiceEnd.LAPSED
    assert set(twice.issues()) == {Cause.LOOKS_ALIKE}


def test_several_that_look_the_same__one_is_matched_and_the_others_travel(
    supplied: Bridge,
) -> None:
    bill_in_intacct(supplied)
    supplier = supplier_of(supplied)
    for number in ("PDF-77", "SCAN-1"):
        bill_in_re_leased(supplied, supplier, number=number)
    supplied.sync()
    assert supplied.issues()[Cause.LOOKS_ALIKE].count == 1
    both = offers(supplied.store, record(supplied, "PDF-77", Side.INTACCT, BILL).record_id)
    assert [offer.re_leased.title for offer in both] == ["PDF-77", "SCAN-1"]
    first = choose(supplied.store, both[1], ChoiceVerb.MATCH, who=PRIYA)
    choose(supplied.store, both[0], ChoiceVerb.MATCH, who=PRIYA)
    supplied.sync()
    assert outcome(supplied, first)[0] is ChoiceEnd.REPLACED
    assert sorted(bill.number for bill in bills(supplied, Side.INTACCT)) == ["PDF-77", "SCAN-1"]
    assert counts(supplied) == [2, 2]
    assert supplied.issues() == {}


def test_same_rent_of_another_month__is_another_bill(supplied: Bridge) -> None:
    bill_in_intacct(supplied, number="JAN", day=TODAY - timedelta(days=31))
    bill_in_re_leased(supplied, supplier_of(supplied), number="FEB")
    supplied.sync()
    assert counts(supplied) == [2, 2]
    assert supplied.issues() == {}


def test_bill_uploaded_and_not_submitted_yet__holds_the_one_keyed_in_intacct(
    supplied: Bridge,
) -> None:
    bill_in_intacct(supplied)
    draft = bill_in_re_leased(supplied, supplier_of(supplied), status=Status.DRAFT)
    supplied.sync()
    assert counts(supplied)[0] == 1
    assert supplied.issues()[Cause.LOOKS_ALIKE].count == 1
    supplied.re_leased.documents.submit(COMPANY, draft, by=MARCUS)
    supplied.sync()
    pick(supplied, ChoiceVerb.MATCH, "PDF-77", BILL)
    supplied.sync()
    assert counts(supplied) == [1, 1]
    assert supplied.issues() == {}


def test_looks_like_an_unlinked_bill__is_told_until_it_is_linked_again(supplied: Bridge) -> None:
    bill_in_re_leased(supplied, supplier_of(supplied))
    supplied.plan()  # seen, and not carried over yet
    theirs = record(supplied, "PDF-77", Side.RE_LEASED, BILL)
    unlinked(supplied, theirs)
    bill_in_intacct(supplied)
    supplied.sync()
    assert counts(supplied) == [1, 1]
    assert supplied.issues()[Cause.LOOKS_LIKE_UNLINKED].standing.subject == "bill PDF-77"
    linked_again(supplied, theirs)
    supplied.sync()
    assert set(supplied.issues()) == {Cause.LOOKS_ALIKE}


def test_supplier_on_both_sides__is_matched_before_its_bills_travel(synced: Bridge) -> None:
    vendor_in_intacct(synced)
    supplier = supplier_in_re_leased(synced, " mill LIFTS Ltd")
    bill_in_intacct(synced)
    bill_in_re_leased(synced, supplier)
    before = counts(synced, VENDOR)
    synced.sync()
    assert counts(synced, VENDOR) == before
    assert synced.issues()[Cause.LOOKS_ALIKE].kind is VENDOR
    pick(synced, ChoiceVerb.MATCH, "Mill Lifts Ltd", VENDOR)
    synced.sync()
    assert counts(synced, VENDOR) == before
    # The very run that links the suppliers sees that their bills look the same too.
    assert counts(synced) == [1, 1]
    assert synced.issues()[Cause.LOOKS_ALIKE].kind is BILL


def test_two_contacts_for_one_supplier__both_are_shown_with_the_vendor(synced: Bridge) -> None:
    vendor_in_intacct(synced)
    for email in ("", "office@lifts.test"):
        supplier_in_re_leased(synced, email=email)
    before = counts(synced, VENDOR)
    synced.sync()
    assert counts(synced, VENDOR) == before
    issue = synced.issues()[Cause.LOOKS_ALIKE]
    assert (issue.count, issue.standing.subject) == (1, "Mill Lifts Ltd")
    vendor = record(synced, "Mill Lifts Ltd", Side.INTACCT, VENDOR)
    assert len(offers(synced.store, vendor.record_id)) == 2


def test_nothing_alike__nothing_is_asked(supplied: Bridge) -> None:
    bill_in_intacct(supplied)
    supplied.sync()
    assert counts(supplied) == [1, 1]
    with pytest.raises(ValueError, match="not enough values"):
        offered(supplied, "PDF-77", BILL)
