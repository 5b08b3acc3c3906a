"""Linked payments and allocations of credits: nothing is sent, people are told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.kinds import RecordKind
from sync.domain.payment_planner import PAYMENT_REMINDERS
from sync.domain.plan import Candidate, StepVerb
from sync.domain.planner import decide
from sync.domain.records import (
    Allocation,
    CreditAllocation,
    Payment,
    PaymentStatus,
    Reference,
)
from sync.domain.rule_book import NEITHER, rule_for
from sync.domain.sides import Side
from sync.domain.standing import LINKED, Cause, StandingState
from tests.sync.domain.made import (
    CONTEXT,
    CREDITS,
    INVOICES,
    credit_allocation,
    face,
    linked,
    lone,
    pounds,
    receipt,
    standing_of,
)

DRAFT, POSTED, UNDONE = PaymentStatus.DRAFT, PaymentStatus.POSTED, PaymentStatus.UNDONE
Changes = dict[str, Any]
MAKERS: dict[RecordKind, Callable[..., Payment | CreditAllocation]] = {
    RecordKind.RECEIPT: receipt,
    RecordKind.DISBURSEMENT: receipt,
    RecordKind.SALES_CREDIT_ALLOCATION: credit_allocation,
    RecordKind.PURCHASE_CREDIT_ALLOCATION: credit_allocation,
}


def a_pair(
    intacct: Changes | None = None,
    re_leased: Changes | None = None,
    *,
    kind: RecordKind = RecordKind.RECEIPT,
    gone: frozenset[Side] = frozenset(),
) -> Candidate:
    """A linked pair that was agreed as posted, and what each side changed since."""
    made = MAKERS[kind]
    faces = {
        side: face(side, made(side, **(changes or {})), made(side), gone=side in gone)
        for side, changes in ((Side.INTACCT, intacct), (Side.RE_LEASED, re_leased))
    }
    return Candidate(kind, faces[Side.INTACCT], faces[Side.RE_LEASED])


def agreed_fields(candidate: Candidate) -> tuple[str, ...]:
    decision = decide(candidate, CONTEXT)
    (step,) = decision.steps
    assert (step.verb, decision.standings) == (StepVerb.AGREE, ())
    return step.fields


every_kind = pytest.mark.parametrize("kind", list(MAKERS), ids=lambda kind: kind.value)


@every_kind
def test_nothing_changed__stands_linked(kind: RecordKind) -> None:
    decision = decide(a_pair(kind=kind), CONTEXT)
    assert (decision.steps, standing_of(decision)) == ((), LINKED)


@every_kind
def test_undone_in_intacct__is_for_somebody_to_deal_with_in_re_leased(kind: RecordKind) -> None:
    decision = decide(a_pair({"status": UNDONE}, kind=kind), CONTEXT)
    standing = standing_of(decision)
    assert decision.steps == ()
    assert (standing.state, standing.cause) == (StandingState.REMINDER, Cause.UNDONE_IN_INTACCT)


@every_kind
def test_reversed_in_re_leased__is_for_somebody_to_undo_in_intacct(kind: RecordKind) -> None:
    decision = decide(a_pair(None, {"status": UNDONE}, kind=kind), CONTEXT)
    standing = standing_of(decision)
    assert decision.steps == ()
    assert (standing.state, standing.cause) == (StandingState.REMINDER, Cause.UNDONE_IN_RE_LEASED)


@every_kind
def test_undone_on_both_sides__closes_the_reminder(kind: RecordKind) -> None:
    change = {"status": UNDONE}
    assert agreed_fields(a_pair(change, change, kind=kind)) == ("status",)


def test_undone_on_both_sides__says_nothing_of_other_differences() -> None:
    ours = {"status": UNDONE, "allocations": ()}
    assert agreed_fields(a_pair(ours, {"status": UNDONE})) == ("status", "allocations")


def test_undone_on_one_side__says_nothing_of_other_differences() -> None:
    unknown = Allocation(Reference(RecordKind.SALES_INVOICE, "999"), pounds("1440.00"))
    decision = decide(a_pair({"status": UNDONE, "allocations": (unknown,)}), CONTEXT)
    assert standing_of(decision).cause is Cause.UNDONE_IN_INTACCT


def test_back_in_draft_in_intacct__is_to_be_posted_there() -> None:
    standing = standing_of(decide(a_pair({"status": DRAFT}), CONTEXT))
    assert (standing.state, standing.cause) == (StandingState.REMINDER, Cause.PAYMENT_NOT_POSTED)


def test_every_difference_of_status__has_a_reminder() -> None:
    unequal = {
        (ours, theirs) for ours, theirs in product(PaymentStatus, repeat=2) if ours != theirs
    }
    assert set(PAYMENT_REMINDERS) == unequal


@every_kind
@pytest.mark.parametrize(
    ("gone", "cause"),
    [(Side.INTACCT, Cause.DELETED_IN_INTACCT), (Side.RE_LEASED, Cause.DELETED_IN_RE_LEASED)],
)
def test_deletion__is_reported(gone: Side, cause: Cause, kind: RecordKind) -> None:
    if gone is Side.RE_LEASED and MAKERS[kind] is credit_allocation:
        cause = Cause.UNDONE_IN_RE_LEASED  # taken off its document, it is shown there no more
    decision = decide(a_pair(kind=kind, gone=frozenset({gone})), CONTEXT)
    assert (decision.steps, standing_of(decision).cause) == ((), cause)


def test_allocation__is_called_by_its_credit_and_document() -> None:
    known = {
        CREDITS[Side.INTACCT]: replace(linked("184513"), title="CN-7"),
        INVOICES[Side.INTACCT]: replace(linked("184512"), title="INV-41"),
    }
    ours = {**CONTEXT.counterparts[Side.INTACCT], **known}
    context = replace(CONTEXT, counterparts={**CONTEXT.counterparts, Side.INTACCT: ours})
    name = "100.00 GBP of sales credit note CN-7 put against sales invoice INV-41"
    kind = RecordKind.SALES_CREDIT_ALLOCATION
    standing = standing_of(decide(a_pair({"status": UNDONE}, kind=kind), context))
    assert standing.subject == name
    (step,) = decide(lone(Side.INTACCT, kind, credit_allocation()), context).steps
    assert step.title == name


def test_changed_allocations__are_told_by_the_numbers_people_know() -> None:
    titled = replace(linked("881"), title="INV-41")
    theirs = {**CONTEXT.counterparts[Side.RE_LEASED], INVOICES[Side.RE_LEASED]: titled}
    context = replace(CONTEXT, counterparts={**CONTEXT.counterparts, Side.RE_LEASED: theirs})
    half = Allocation(INVOICES[Side.INTACCT], pounds("720.00"))
    standing = standing_of(decide(a_pair({"allocations": (half,)}), context))
    assert standing.detail.startswith("allocations: 720.00 GBP to INV-41 in Sage Intacct")


def test_deleted_in_intacct_and_reversed_in_re_leased__closes_the_reminder() -> None:
    gone = frozenset({Side.INTACCT})
    assert agreed_fields(a_pair(None, {"status": UNDONE}, gone=gone)) == ("status",)


def test_deleted_on_both_sides__stands_linked() -> None:
    decision = decide(a_pair(gone=frozenset(Side)), CONTEXT)
    assert (decision.steps, standing_of(decision)) == ((), LINKED)


@every_kind
@pytest.mark.parametrize("changed", list(Side))
def test_content_differs__is_no_step_but_a_reminder_with_both_values(
    kind: RecordKind, changed: Side
) -> None:
    assert rule_for(kind).changed_in == NEITHER
    change = {"amount": pounds("90.00")}
    ours, theirs = (change, None) if changed is Side.INTACCT else (None, change)
    decision = decide(a_pair(ours, theirs, kind=kind), CONTEXT)
    standing = standing_of(decision)
    assert decision.steps == ()
    assert (standing.state, standing.cause) == (StandingState.REMINDER, Cause.PAYMENT_CHANGED)
    assert f"90.00 GBP in {changed.label}" in standing.detail


def test_changed_allocations__are_told_by_amount_and_document() -> None:
    half = Allocation(INVOICES[Side.INTACCT], pounds("720.00"))
    standing = standing_of(decide(a_pair({"allocations": (half,)}), CONTEXT))
    expected = (
        "allocations: 720.00 GBP to 184512 in Sage Intacct, 1,440.00 GBP to 184512 in Re-Leased"
    )
    assert standing.detail == expected


def test_changed_alike_on_both_sides__is_agreed_silently() -> None:
    change = {"paid_on": date(2026, 3, 19)}
    assert agreed_fields(a_pair(change, change)) == ("paid_on",)


def test_changed_on_one_side_to_what_the_other_says__closes_the_reminder() -> None:
    candidate = a_pair({"reference": "BACS 1804"}, {"reference": "BACS 1804"})
    assert agreed_fields(candidate) == ("reference",)


def test_method_in_a_side_s_own_words__is_never_compared() -> None:
    assert agreed_fields(a_pair({"method": "Printed Check"})) == ("method",)


def test_equal_and_different_fields__are_kept_apart() -> None:
    day = {"paid_on": date(2026, 3, 19)}
    decision = decide(a_pair({**day, "amount": pounds("90.00")}, day), CONTEXT)
    assert [(step.verb, step.fields) for step in decision.steps] == [(StepVerb.AGREE, ("paid_on",))]
    assert standing_of(decision).detail.startswith("amount: ")


def test_newly_applied_to_a_document_that_is_missing_there__waits_for_it() -> None:
    unknown = Allocation(Reference(RecordKind.SALES_INVOICE, "999"), pounds("1440.00"))
    standing = standing_of(decide(a_pair({"allocations": (unknown,)}), CONTEXT))
    assert (standing.state, standing.subject) == (StandingState.WAITING, "sales invoice 999")


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(PaymentStatus),
        "amount": st.sampled_from([pounds("90.00"), pounds("100.00")]),
    },
)


@given(CHANGES, CHANGES, st.sampled_from(list(MAKERS)), st.frozensets(st.sampled_from(list(Side))))
def test_linked_payments__are_never_written(
    ours: Changes, theirs: Changes, kind: RecordKind, gone: frozenset[Side]
) -> None:
    candidate = a_pair(ours, theirs, kind=kind, gone=gone)
    decision = decide(candidate, CONTEXT)
    assert not any(step.verb.is_write for step in decision.steps)
    assert decision.steps or decision.standings
    # What was agreed stays agreed: a further look has nothing left to agree.
    fields = {name for step in decision.steps for name in step.fields}
    assert candidate.intacct
    assert candidate.re_leased
    settled = [
        replace(
            one, agreed=replace(one.agreed, **{name: getattr(one.now, name) for name in fields})
        )
        for one in (candidate.intacct, candidate.re_leased)
        if one.agreed is not None
    ]
    again = decide(Candidate(kind, settled[0], settled[1]), CONTEXT)
    assert again.steps == ()
