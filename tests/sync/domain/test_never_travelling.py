"""Records that need what the other side lacks: what may still come is told from what never will."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.crossing import Counterpart, CounterpartState, missing_references, named
from sync.domain.kinds import RecordKind
from sync.domain.never_travelling import settling_what_never_travels, waiting_for
from sync.domain.pair_planner import Context
from sync.domain.plan import Decision, StepVerb
from sync.domain.planner import decide
from sync.domain.records import Allocation, Reference
from sync.domain.sides import Side
from sync.domain.standing import FOR_EVER, Cause, StandingState
from tests.sync.domain.made import (
    CONTEXT,
    CREDITS,
    INVOICES,
    credit_allocation,
    invoice,
    linked,
    lone,
    pounds,
    receipt,
    standing_of,
)

LINKED, PLANNED = CounterpartState.LINKED, CounterpartState.PLANNED
MISSING, NEVER = CounterpartState.MISSING, CounterpartState.NEVER
FIRST, SECOND = INVOICES[Side.INTACCT], Reference(RecordKind.SALES_INVOICE, "885")
CREDIT = CREDITS[Side.INTACCT]


def never(title: str) -> Counterpart:
    return Counterpart(NEVER, title=title, cause=Cause.BEFORE_SYNC_FROM)


def with_known(known: Mapping[Reference, Counterpart]) -> Context:
    ours = {**CONTEXT.counterparts[Side.INTACCT], **known}
    return replace(CONTEXT, counterparts={**CONTEXT.counterparts, Side.INTACCT: ours})


def paying_both(**changes: Any) -> Any:
    shares = (Allocation(FIRST, pounds("1400.00")), Allocation(SECOND, pounds("40.00")))
    return lone(Side.INTACCT, RecordKind.RECEIPT, receipt(allocations=shares, **changes))


def put(**known: Counterpart) -> Decision:
    by_name = {"credit": CREDIT, "document": FIRST}
    context = with_known({by_name[name]: counterpart for name, counterpart in known.items()})
    kind = RecordKind.SALES_CREDIT_ALLOCATION
    return decide(lone(Side.INTACCT, kind, credit_allocation()), context)


def test_payment_of_nothing_that_travels__is_set_aside_and_says_of_what() -> None:
    known = {FIRST: never("INV-1"), SECOND: never("INV-2")}
    standing = standing_of(decide(paying_both(), with_known(known)))
    assert standing.state is StandingState.SET_ASIDE
    assert standing.cause is Cause.SETTLES_NOTHING_THAT_TRAVELS
    why = "(dated before the sync-from date)"
    assert standing.detail == f"sales invoice INV-1 {why}, sales invoice INV-2 {why}"


def test_payment_partly_of_what_never_travels__is_refused_and_says_which() -> None:
    known = {FIRST: never("INV-1"), SECOND: Counterpart(PLANNED, title="INV-2")}
    standing = standing_of(decide(paying_both(), with_known(known)))
    assert standing.state is StandingState.REFUSED
    assert standing.cause is Cause.PAYMENT_TRAVELS_ONLY_IN_PART
    assert standing.subject == "sales invoice INV-1"
    assert standing.detail == (
        "sales invoice INV-1 (dated before the sync-from date); travels: sales invoice INV-2"
    )


def test_payment_partly_of_what_may_still_come__waits_for_that() -> None:
    known = {FIRST: never("INV-1"), SECOND: Counterpart(MISSING, title="INV-2")}
    standing = standing_of(decide(paying_both(), with_known(known)))
    assert (standing.state, standing.subject) == (StandingState.WAITING, "sales invoice INV-2")
    assert "sales invoice INV-1 (dated before the sync-from date)" in standing.detail


def test_payment_with_money_left__waits_to_be_applied_to_something_that_travels() -> None:
    known = {FIRST: never("INV-1"), SECOND: never("INV-2")}
    decision = decide(paying_both(amount=pounds("1500.00")), with_known(known))
    assert standing_of(decision).cause is Cause.PAYMENT_NOT_APPLIED


@pytest.mark.parametrize("old", ["credit", "document"])
def test_credit_and_document_of_which_one_never_travels__is_refused(old: str) -> None:
    standing = standing_of(put(**{old: never("OLD-1")}))
    assert standing.state is StandingState.REFUSED
    assert standing.cause is Cause.CREDIT_TRAVELS_ONLY_IN_PART
    assert standing.subject.endswith("OLD-1")


def test_credit_and_document_that_never_travel__is_set_aside() -> None:
    standing = standing_of(put(credit=never("CN-1"), document=never("INV-1")))
    assert standing.cause is Cause.SETTLES_NOTHING_THAT_TRAVELS


def test_document__waits_for_what_never_comes_and_says_why() -> None:
    customer = invoice().contact
    context = with_known({customer: replace(never("Dock Ltd"), cause=Cause.DELETED_BEFORE_LINK)})
    candidate = lone(Side.INTACCT, RecordKind.SALES_INVOICE, invoice())
    standing = standing_of(decide(candidate, context))
    assert standing.cause is Cause.MISSING_COUNTERPART
    assert standing.subject == "customer Dock Ltd"
    assert standing.detail == "customer Dock Ltd (deleted before it was linked)"


def test_causes_that_may_pass__are_not_for_ever() -> None:
    passing = {Cause.PRIVATE_DRAFT, Cause.REJECTED_BEFORE_LINK, Cause.ARCHIVED_BEFORE_LINK}
    assert not FOR_EVER & (passing | {Cause.ONLY_IN_RE_LEASED})


@pytest.mark.parametrize(
    ("key", "title", "name"),
    [
        ("881", "INV-41", "account INV-41"),
        ("4000", "4000 Rent", "account 4000"),
        ("4000", "", "account 4000"),
    ],
)
def test_name__is_the_title_unless_the_key_is_what_people_know(
    key: str, title: str, name: str
) -> None:
    reference = Reference(RecordKind.ACCOUNT, key)
    assert named(reference, {reference: Counterpart(MISSING, title=title)}) == name


KNOWN = st.sampled_from(
    [linked("1"), Counterpart(PLANNED), Counterpart(MISSING, title="M"), never("N")]
)


@given(KNOWN, KNOWN)
def test_payment__travels_exactly_when_everything_it_pays_is_there(
    first: Counterpart, second: Counterpart
) -> None:
    context = with_known({FIRST: first, SECOND: second})
    decision = decide(paying_both(), context)
    travels = all(one.state in {LINKED, PLANNED} for one in (first, second))
    assert [step.verb for step in decision.steps] == ([StepVerb.CREATE] if travels else [])
    assert len(decision.standings) == (0 if travels else 1)
    if not travels:
        aside = standing_of(decision).state is StandingState.SET_ASIDE
        assert aside == (first.state is second.state is NEVER)


@given(st.lists(KNOWN, min_size=1, max_size=4))
def test_waiting__is_for_the_first_that_may_still_come(known: list[Counterpart]) -> None:
    references = [Reference(RecordKind.SALES_INVOICE, str(number)) for number in range(len(known))]
    counterparts = {
        reference: replace(counterpart, title=f"T{reference.key}")
        for reference, counterpart in zip(references, known, strict=True)
    }
    payment = receipt(allocations=tuple(Allocation(one, pounds("1.00")) for one in references))
    missing = [one for one in missing_references(payment, counterparts) if one in references]
    assert set(missing) == {one for one in references if not counterparts[one].state.is_there}
    if missing:
        coming = [one for one in missing if counterparts[one].state is MISSING]
        first = (coming or missing)[0]
        assert waiting_for(missing, counterparts).subject == named(first, counterparts)


def test_other_records__settle_nothing() -> None:
    assert settling_what_never_travels(invoice(), {}) is None
