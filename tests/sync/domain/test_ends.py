"""When a pair has ended on both sides: the reminder closes, and comes back with the record."""

from typing import Any

import pytest

from sync.domain.causes import CAUSE_TEXTS
from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate, Decision, Face, StepVerb
from sync.domain.planner import decide
from sync.domain.records import Account, AccountClass, DocumentStatus
from sync.domain.sides import Side
from sync.domain.standing import LINKED, Cause, StandingState
from tests.sync.domain.made import CONTEXT, contact, face, invoice, standing_of

INVOICE = RecordKind.SALES_INVOICE
ENDED = (DocumentStatus.VOIDED, DocumentStatus.REJECTED, DocumentStatus.PRIVATE)
LIVING = (DocumentStatus.DRAFT, DocumentStatus.POSTED)


def an_invoice(side: Side, status: DocumentStatus, **changes: Any) -> Face:
    agreed = invoice(side, status=DocumentStatus.POSTED)
    return face(side, invoice(side, status=status), agreed, **changes)


def closes(decision: Decision) -> bool:
    """Whether nobody is told any more, and nothing is written to either ledger."""
    if any(step.verb.is_write for step in decision.steps):
        return False
    return bool(decision.steps) or standing_of(decision) == LINKED


def pair(intacct: Face, re_leased: Face, kind: RecordKind = INVOICE) -> Candidate:
    return Candidate(kind, intacct, re_leased)


def deleted_in(side: Side, other_status: DocumentStatus) -> Candidate:
    """Deleted on one side while posted; the other side stands as told."""
    faces = {
        side: an_invoice(side, DocumentStatus.POSTED, gone=True),
        side.other: an_invoice(side.other, other_status),
    }
    return pair(faces[Side.INTACCT], faces[Side.RE_LEASED])


@pytest.mark.parametrize("status", ENDED)
def test_deleted_in_intacct_and_ended_in_re_leased__closes(status: DocumentStatus) -> None:
    assert closes(decide(deleted_in(Side.INTACCT, status), CONTEXT))


@pytest.mark.parametrize("status", LIVING)
def test_deleted_in_intacct_and_living_in_re_leased__is_told(status: DocumentStatus) -> None:
    standing = standing_of(decide(deleted_in(Side.INTACCT, status), CONTEXT))
    assert (standing.state, standing.cause) == (StandingState.REMINDER, Cause.DELETED_IN_INTACCT)


def test_deleted_in_re_leased_and_reversed_in_intacct__closes() -> None:
    assert closes(decide(deleted_in(Side.RE_LEASED, DocumentStatus.VOIDED), CONTEXT))


@pytest.mark.parametrize("status", LIVING)
def test_deleted_in_re_leased_and_living_in_intacct__is_told(status: DocumentStatus) -> None:
    standing = standing_of(decide(deleted_in(Side.RE_LEASED, status), CONTEXT))
    assert standing.cause is Cause.DELETED_IN_RE_LEASED


def test_deleted_on_both_sides__closes() -> None:
    both = pair(
        an_invoice(Side.INTACCT, DocumentStatus.DRAFT, gone=True),
        an_invoice(Side.RE_LEASED, DocumentStatus.PRIVATE, gone=True),
    )
    assert closes(decide(both, CONTEXT))


def test_voided_on_one_side_only__is_not_taken_for_a_deletion_dealt_with() -> None:
    only_voided = pair(
        an_invoice(Side.INTACCT, DocumentStatus.POSTED),
        an_invoice(Side.RE_LEASED, DocumentStatus.VOIDED),
    )
    assert standing_of(decide(only_voided, CONTEXT)).cause is Cause.VOIDED_IN_RE_LEASED


@pytest.mark.parametrize(("archived", "told"), [(True, False), (False, True)])
def test_customer_deleted_in_intacct__closes_once_it_is_archived_in_re_leased(
    archived: bool, told: bool
) -> None:
    customer = pair(
        face(Side.INTACCT, contact(), contact(), gone=True),
        face(Side.RE_LEASED, contact(active=not archived), contact()),
        RecordKind.CUSTOMER,
    )
    assert closes(decide(customer, CONTEXT)) is not told


def test_account_deleted_in_intacct__closes_once_it_is_archived_in_re_leased() -> None:
    used = Account("4000", "Rent", AccountClass.REVENUE, active=True)
    archived = Account("4000", "Rent", AccountClass.REVENUE, active=False)
    account = pair(
        face(Side.INTACCT, used, used, gone=True),
        face(Side.RE_LEASED, archived, used),
        RecordKind.ACCOUNT,
    )
    assert closes(decide(account, CONTEXT))


@pytest.mark.parametrize(("active", "told"), [(False, "archived"), (True, "taken back into use")])
def test_contact_archived_in_re_leased__is_told_in_words(active: bool, told: str) -> None:
    customer = pair(
        face(Side.INTACCT, contact(active=not active), contact(active=not active)),
        face(Side.RE_LEASED, contact(active=active), contact(active=not active)),
        RecordKind.CUSTOMER,
    )
    standing = standing_of(decide(customer, CONTEXT))
    assert (standing.cause, standing.detail) == (Cause.CHANGED_WHERE_NOT_ALLOWED, told)


def test_a_void_in_re_leased__says_reverse_and_that_the_rent_period_is_not_billed_again() -> None:
    text = CAUSE_TEXTS[Cause.VOIDED_IN_RE_LEASED].next_step
    assert "reverse, do not delete" in text
    assert "rent period" in text


def test_how_it_ended__is_agreed_so_that_bringing_it_back_is_a_change() -> None:
    (step,) = decide(deleted_in(Side.INTACCT, DocumentStatus.REJECTED), CONTEXT).steps
    assert (step.verb, step.fields) == (StepVerb.AGREE, ("status",))
