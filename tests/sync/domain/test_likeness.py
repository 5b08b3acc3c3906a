"""A record that may be the one we sent, and never heard of again, does not travel."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sync.domain.kinds import RecordKind
from sync.domain.likeness import likenesses
from sync.domain.money import Money
from sync.domain.pair_planner import Context
from sync.domain.plan import StepVerb
from sync.domain.planner import decide
from sync.domain.records import Account, AccountClass, Record, Reference
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.domain.made import (
    CONTEXT,
    TERMS,
    contact,
    credit_allocation,
    invoice,
    line,
    lone,
    pounds,
    receipt,
    standing_of,
)

SENT = {
    RecordKind.SALES_INVOICE: invoice(),
    RecordKind.RECEIPT: receipt(),
    RecordKind.SALES_CREDIT_ALLOCATION: credit_allocation(),
    RecordKind.CUSTOMER: contact(),
}
OTHER_DAY = date(2026, 3, 3)


def knowing_of(kind: RecordKind, sent: Record, side: Side = Side.INTACCT) -> Context:
    """A context in which `sent` was sent to `side`, and not answered."""
    open_creations = {side: dict.fromkeys(likenesses(kind, sent), "RL-5521")}
    return Context(TERMS, CONTEXT.counterparts, open_creations)


def is_held_back(kind: RecordKind, seen: Record, sent: Record) -> bool:
    decision = decide(lone(Side.INTACCT, kind, seen), knowing_of(kind, sent))
    if decision.steps:
        assert [step.verb for step in decision.steps] == [StepVerb.CREATE]
        return False
    standing = standing_of(decision)
    assert (standing.state, standing.cause) == (StandingState.WAITING, Cause.MAY_BE_SENT_ALREADY)
    assert standing.subject == "RL-5521"
    return True


@pytest.mark.parametrize(("kind", "sent"), SENT.items(), ids=[kind.value for kind in SENT])
def test_what_was_sent__is_not_carried_back(kind: RecordKind, sent: Record) -> None:
    assert is_held_back(kind, sent, sent)


@pytest.mark.parametrize("kind", [RecordKind.SALES_INVOICE, RecordKind.BILL])
@pytest.mark.parametrize(
    "changes",
    [
        {"number": "INV-1"},  # renumbered by Intacct
        {"lines": (line("99.00"),), "issue_date": OTHER_DAY},  # edited since
        {"number": " rl-5521 ", "due_date": OTHER_DAY},
    ],
)
def test_same_number_or_same_money_contact_and_date__may_be_what_was_sent(
    changes: dict[str, Any], kind: RecordKind
) -> None:
    assert is_held_back(kind, invoice(**changes), invoice())


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "INV-1", "lines": (line("99.00"),)},
        {"number": "INV-1", "issue_date": OTHER_DAY},
        {"number": "", "issue_date": OTHER_DAY},
    ],
)
def test_other_number_and_other_money_or_date__is_another_invoice(changes: dict[str, Any]) -> None:
    assert not is_held_back(RecordKind.SALES_INVOICE, invoice(**changes), invoice())


def test_two_invoices_without_a_number__are_not_alike_for_that() -> None:
    seen = invoice(number="", issue_date=OTHER_DAY)
    assert not is_held_back(RecordKind.SALES_INVOICE, seen, invoice(number=""))


def test_other_amount_or_day__is_another_payment() -> None:
    assert not is_held_back(RecordKind.RECEIPT, receipt(paid_on=date(2026, 3, 19)), receipt())
    dearer = credit_allocation(amount=pounds("100.01"))
    kind = RecordKind.SALES_CREDIT_ALLOCATION
    assert not is_held_back(kind, dearer, credit_allocation())


def test_other_name__is_another_contact() -> None:
    assert not is_held_back(RecordKind.CUSTOMER, contact("Dock Ltd"), contact())


def test_another_kind__is_never_the_same() -> None:
    context = knowing_of(RecordKind.BILL, invoice())
    candidate = lone(Side.INTACCT, RecordKind.SALES_INVOICE, invoice())
    assert decide(candidate, context).steps


def test_sent_to_the_other_side__holds_nothing_back() -> None:
    context = knowing_of(RecordKind.SALES_INVOICE, invoice(), Side.RE_LEASED)
    candidate = lone(Side.INTACCT, RecordKind.SALES_INVOICE, invoice())
    assert decide(candidate, context).steps


def test_what_a_rule_keeps_away__is_not_called_sent_already() -> None:
    early = invoice(issue_date=date(2024, 12, 31))
    context = knowing_of(RecordKind.SALES_INVOICE, invoice())
    decision = decide(lone(Side.INTACCT, RecordKind.SALES_INVOICE, early), context)
    assert standing_of(decision).cause is Cause.BEFORE_SYNC_FROM


def test_reference_data__is_like_nothing() -> None:
    account = Account("4000", "Rent", AccountClass.REVENUE, active=True)
    assert likenesses(RecordKind.ACCOUNT, account) == frozenset()


def test_equal_money_of_another_contact_or_currency__is_not_alike() -> None:
    kind = RecordKind.RECEIPT
    other = receipt(contact=Reference(RecordKind.CUSTOMER, "C-18"))
    euros = replace(receipt(), amount=Money(Decimal(1440), "EUR"))
    assert not likenesses(kind, receipt()) & (likenesses(kind, other) | likenesses(kind, euros))
