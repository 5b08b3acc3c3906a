"""New payments and allocations of credits, a rule at a time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sync.domain.crossing import MISSING
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.plan import Decision, StepVerb
from sync.domain.planner import decide
from sync.domain.records import Allocation, CreditAllocation, Payment, PaymentStatus, Reference
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.domain.made import (
    CONTEXT,
    INVOICES,
    credit_allocation,
    linked,
    lone,
    pounds,
    receipt,
    standing_of,
)

BOTH_KINDS = [
    (RecordKind.RECEIPT, receipt()),
    (RecordKind.SALES_CREDIT_ALLOCATION, credit_allocation()),
]
IDS = ["receipt", "allocation"]
EARLY = date(2024, 12, 31)


def decided(kind: RecordKind, record: Payment | CreditAllocation) -> Decision:
    return decide(lone(Side.INTACCT, kind, record), CONTEXT)


@pytest.mark.parametrize("side", list(Side))
def test_new_payment_travels__from_either_side(side: Side) -> None:
    (step,) = decide(lone(side, RecordKind.RECEIPT, receipt(side)), CONTEXT).steps
    assert (step.verb, step.side, step.amount) == (StepVerb.CREATE, side.other, pounds("1440.00"))


@pytest.mark.parametrize("side", list(Side))
def test_new_credit_allocation_travels__from_either_side(side: Side) -> None:
    candidate = lone(side, RecordKind.SALES_CREDIT_ALLOCATION, credit_allocation(side))
    (step,) = decide(candidate, CONTEXT).steps
    assert (step.verb, step.side, step.amount) == (StepVerb.CREATE, side.other, pounds("100.00"))


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (RecordKind.RECEIPT, receipt(paid_on=EARLY)),
        (RecordKind.SALES_CREDIT_ALLOCATION, credit_allocation(allocated_on=EARLY)),
    ],
    ids=IDS,
)
def test_dated_before_sync_from__is_set_aside(
    kind: RecordKind, record: Payment | CreditAllocation
) -> None:
    standing = standing_of(decided(kind, record))
    assert (standing.state, standing.cause) == (StandingState.SET_ASIDE, Cause.BEFORE_SYNC_FROM)


@pytest.mark.parametrize(("kind", "record"), BOTH_KINDS, ids=IDS)
def test_foreign_currency__is_refused(kind: RecordKind, record: Payment | CreditAllocation) -> None:
    euros = Money(Decimal(100), "EUR")
    foreign = replace(record, amount=euros)
    if isinstance(foreign, Payment):
        foreign = replace(foreign, allocations=(Allocation(INVOICES[Side.INTACCT], euros),))
    standing = standing_of(decided(kind, foreign))
    assert (standing.state, standing.cause) == (StandingState.REFUSED, Cause.FOREIGN_CURRENCY)
    assert standing.subject == "EUR"


@pytest.mark.parametrize(("kind", "record"), BOTH_KINDS, ids=IDS)
@pytest.mark.parametrize(
    ("status", "state", "cause"),
    [
        (PaymentStatus.DRAFT, StandingState.WAITING, Cause.PAYMENT_NOT_POSTED),
        (PaymentStatus.UNDONE, StandingState.SET_ASIDE, Cause.UNDONE_BEFORE_LINK),
    ],
)
def test_payment_not_in_the_books__stays(
    kind: RecordKind,
    record: Payment | CreditAllocation,
    status: PaymentStatus,
    state: StandingState,
    cause: Cause,
) -> None:
    standing = standing_of(decided(kind, replace(record, status=status)))
    assert (standing.state, standing.cause) == (state, cause)


@pytest.mark.parametrize("applied", [(), (Allocation(INVOICES[Side.INTACCT], pounds("1400.00")),)])
def test_unapplied_payment__waits_and_names_the_sum(applied: tuple[Allocation, ...]) -> None:
    payment = receipt(allocations=applied)
    standing = standing_of(decided(RecordKind.RECEIPT, payment))
    assert (standing.state, standing.cause) == (StandingState.WAITING, Cause.PAYMENT_NOT_APPLIED)
    assert standing.detail == f"{payment.unapplied} of 1,440.00 GBP is not applied."
    assert standing.subject == ""  # all of them are one issue, with their count and sum


def test_unapplied_payment__goes_by_itself_once_all_of_it_is_applied() -> None:
    second = Reference(RecordKind.SALES_INVOICE, "885")
    payment = receipt(
        allocations=(
            Allocation(INVOICES[Side.INTACCT], pounds("1400.00")),
            Allocation(second, pounds("40.00")),
        )
    )
    ours = {**CONTEXT.counterparts[Side.INTACCT], second: linked("184520")}
    context = replace(CONTEXT, counterparts={**CONTEXT.counterparts, Side.INTACCT: ours})
    (step,) = decide(lone(Side.INTACCT, RecordKind.RECEIPT, payment), context).steps
    assert step.verb is StepVerb.CREATE


def test_payment_without_account__is_refused() -> None:
    standing = standing_of(decided(RecordKind.RECEIPT, receipt(account=None)))
    assert standing.state is StandingState.REFUSED
    assert standing.cause is Cause.PAYMENT_WITHOUT_ACCOUNT


def test_payment__waits_for_the_invoice_it_pays() -> None:
    unknown = Reference(RecordKind.SALES_INVOICE, "999")
    assert CONTEXT.counterparts[Side.INTACCT].get(unknown, MISSING) is MISSING
    payment = receipt(allocations=(Allocation(unknown, pounds("1440.00")),))
    standing = standing_of(decided(RecordKind.RECEIPT, payment))
    assert (standing.state, standing.cause) == (StandingState.WAITING, Cause.MISSING_COUNTERPART)
    assert standing.subject == "sales invoice 999"


@pytest.mark.parametrize("field", ["credit", "document"])
def test_credit_allocation__waits_for_its_credit_and_its_document(field: str) -> None:
    unknown = Reference(RecordKind.SALES_CREDIT, "999")
    changes: dict[str, Any] = {field: unknown}
    record = credit_allocation(Side.INTACCT, **changes)
    standing = standing_of(decided(RecordKind.SALES_CREDIT_ALLOCATION, record))
    assert (standing.state, standing.subject) == (StandingState.WAITING, "sales credit note 999")
