"""Bills and credits: planned as invoices are, but for a credit's sign and due date."""

from datetime import date

import pytest

from sync.domain.document_status import STATUS_REMINDERS, STATUS_STEPS
from sync.domain.kinds import RecordKind
from sync.domain.plan import StepVerb
from sync.domain.planner import decide
from sync.domain.records import DocumentStatus
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.domain.made import (
    CONTEXT,
    invoice,
    line,
    lone,
    pair_of_invoices,
    pounds,
    standing_of,
)

CREDIT_KINDS = [RecordKind.SALES_CREDIT, RecordKind.PURCHASE_CREDIT]
OWED_KINDS = [RecordKind.SALES_INVOICE, RecordKind.BILL]
DOCUMENT_KINDS = [*OWED_KINDS, *CREDIT_KINDS]
OWN_DATE = {"issue_date": date(2026, 3, 2), "due_date": date(2026, 3, 2)}
LATER = {"issue_date": date(2026, 3, 5), "due_date": date(2026, 3, 5)}


def planned(
    kind: RecordKind,
    intacct: dict[str, date] | None = None,
    re_leased: dict[str, date] | None = None,
) -> list[tuple[StepVerb, Side, tuple[str, ...]]]:
    decision = decide(pair_of_invoices(intacct, re_leased, OWN_DATE, kind=kind), CONTEXT)
    return [(step.verb, step.side, step.fields) for step in decision.steps]


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("kind", OWED_KINDS)
def test_negative_invoice_or_bill__is_refused(kind: RecordKind, side: Side) -> None:
    negative = invoice(side, lines=(line("-10.00", "-2.00"),))
    standing = standing_of(decide(lone(side, kind, negative), CONTEXT))
    assert (standing.state, standing.cause) == (StandingState.REFUSED, Cause.NEGATIVE_INVOICE)


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("kind", CREDIT_KINDS)
def test_adjustment_that_debits__travels(kind: RecordKind, side: Side) -> None:
    debit = invoice(side, lines=(line("-10.00", "-2.00"),))
    (step,) = decide(lone(side, kind, debit), CONTEXT).steps
    assert (step.verb, step.amount) == (StepVerb.CREATE, pounds("-12.00"))


@pytest.mark.parametrize("kind", CREDIT_KINDS)
def test_due_date_of_a_credit__goes_to_re_leased_along_with_its_issue_date(
    kind: RecordKind,
) -> None:
    assert planned(kind, LATER) == [(StepVerb.UPDATE, Side.RE_LEASED, ("issue_date", "due_date"))]


@pytest.mark.parametrize("kind", CREDIT_KINDS)
def test_due_date_of_a_credit__does_not_come_back_after_its_issue_date_went_to_intacct(
    kind: RecordKind,
) -> None:
    moved = {"issue_date": LATER["issue_date"]}
    assert planned(kind, None, moved) == [(StepVerb.UPDATE, Side.INTACCT, ("issue_date",))]
    # Intacct's due date followed its issue date, which alone is agreed by then.
    followed = pair_of_invoices(
        {"due_date": LATER["due_date"]},
        agreed={**OWN_DATE, **moved},
        kind=kind,
    )
    (step,) = decide(followed, CONTEXT).steps
    assert (step.verb, step.fields) == (StepVerb.AGREE, ("due_date",))


@pytest.mark.parametrize("kind", CREDIT_KINDS)
def test_due_date_of_a_credit_alone__goes_nowhere_and_clashes_with_nothing(
    kind: RecordKind,
) -> None:
    agreed = [(StepVerb.AGREE, Side.RE_LEASED, ("due_date",))]
    due = {"due_date": date(2026, 4, 1)}
    assert planned(kind, None, due) == agreed
    assert planned(kind, {"due_date": LATER["due_date"]}, due) == agreed


@pytest.mark.parametrize("kind", OWED_KINDS)
def test_due_date_of_an_invoice_or_bill__is_a_change_by_itself(kind: RecordKind) -> None:
    assert planned(kind, None, {"due_date": date(2026, 4, 1)}) == [
        (StepVerb.UPDATE, Side.INTACCT, ("due_date",))
    ]


@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
@pytest.mark.parametrize(("statuses", "followed"), STATUS_STEPS.items())
def test_status__is_followed_by_every_kind_of_document(
    kind: RecordKind,
    statuses: tuple[DocumentStatus, DocumentStatus],
    followed: tuple[StepVerb, Side],
) -> None:
    ours, theirs = statuses
    pair = pair_of_invoices({"status": ours}, {"status": theirs}, kind=kind)
    (step,) = decide(pair, CONTEXT).steps
    assert (step.verb, step.side) == followed


@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
@pytest.mark.parametrize(("statuses", "cause"), STATUS_REMINDERS.items())
def test_status_that_only_a_person_can_mend__is_a_reminder_for_every_kind_of_document(
    kind: RecordKind, statuses: tuple[DocumentStatus, DocumentStatus], cause: Cause
) -> None:
    ours, theirs = statuses
    pair = pair_of_invoices({"status": ours}, {"status": theirs}, kind=kind)
    decision = decide(pair, CONTEXT)
    standing = standing_of(decision)
    assert decision.steps == ()
    assert (standing.state, standing.cause) == (StandingState.REMINDER, cause)
