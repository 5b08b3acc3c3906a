"""The planner, a rule at a time: two small ledgers in, steps and standings out."""

from datetime import date

import pytest

from sync.domain.crossing import MISSING
from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate, Decision, StepVerb
from sync.domain.planner import decide
from sync.domain.records import (
    Account,
    AccountClass,
    Dimension,
    DimensionValue,
    DocumentStatus,
    Reference,
)
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.domain.made import (
    CONTEXT,
    contact,
    face,
    invoice,
    line,
    lone,
    pair_of_invoices,
    pounds,
)

INVOICE = RecordKind.SALES_INVOICE


def steps_of(candidate: Candidate) -> list[tuple[StepVerb, Side, tuple[str, ...]]]:
    decision = decide(candidate, CONTEXT)
    return [(step.verb, step.side, step.fields) for step in decision.steps]


def standing_of(decision: Decision) -> tuple[StandingState, Cause | None]:
    states = {(standing.state, standing.cause) for _, standing in decision.standings}
    assert len(states) == 1
    return states.pop()


# --- newcomers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", list(Side))
def test_new_invoice_travels__from_either_side(side: Side) -> None:
    assert steps_of(lone(side, INVOICE, invoice(side))) == [(StepVerb.CREATE, side.other, ())]


def test_new_invoice_names_its_money__gross_with_tax() -> None:
    (step,) = decide(lone(Side.INTACCT, INVOICE, invoice()), CONTEXT).steps
    assert (step.title, step.amount) == ("RL-5521", pounds("1440.00"))


@pytest.mark.parametrize(
    ("changes", "state", "cause"),
    [
        ({"issue_date": date(2024, 12, 31)}, StandingState.SET_ASIDE, Cause.BEFORE_SYNC_FROM),
        ({"status": DocumentStatus.PRIVATE}, StandingState.SET_ASIDE, Cause.PRIVATE_DRAFT),
        ({"status": DocumentStatus.REJECTED}, StandingState.SET_ASIDE, Cause.REJECTED_BEFORE_LINK),
        ({"status": DocumentStatus.VOIDED}, StandingState.SET_ASIDE, Cause.VOIDED_BEFORE_LINK),
        ({"lines": (line("-10.00", "-2.00"),)}, StandingState.REFUSED, Cause.NEGATIVE_INVOICE),
        ({"lines": (), "currency": "EUR"}, StandingState.REFUSED, Cause.FOREIGN_CURRENCY),
    ],
    ids=lambda value: value.value if isinstance(value, Cause) else "",
)
def test_new_invoice_stays__with_the_reason(
    changes: dict[str, object], state: StandingState, cause: Cause
) -> None:
    decision = decide(lone(Side.RE_LEASED, INVOICE, invoice(Side.RE_LEASED, **changes)), CONTEXT)
    assert decision.steps == ()
    assert standing_of(decision) == (state, cause)


def test_dated_on_the_sync_from_date__travels() -> None:
    candidate = lone(Side.INTACCT, INVOICE, invoice(issue_date=date(2025, 1, 1)))
    assert [verb for verb, *_ in steps_of(candidate)] == [StepVerb.CREATE]


def test_new_invoice_waits__for_the_account_that_is_missing() -> None:
    unknown = Reference(RecordKind.ACCOUNT, "4090")
    assert CONTEXT.counterparts[Side.INTACCT].get(unknown, MISSING) is MISSING
    candidate = lone(Side.INTACCT, INVOICE, invoice(lines=(line(account=unknown),)))
    ((_, standing),) = decide(candidate, CONTEXT).standings
    assert (standing.state, standing.subject) == (StandingState.WAITING, "account 4090")


@pytest.mark.parametrize("kind", [RecordKind.CUSTOMER, RecordKind.VENDOR])
@pytest.mark.parametrize("side", list(Side))
def test_new_contact_travels__from_either_side(side: Side, kind: RecordKind) -> None:
    assert steps_of(lone(side, kind, contact())) == [(StepVerb.CREATE, side.other, ())]


def test_archived_contact_stays__until_it_is_used_again() -> None:
    decision = decide(lone(Side.INTACCT, RecordKind.CUSTOMER, contact(active=False)), CONTEXT)
    assert standing_of(decision) == (StandingState.SET_ASIDE, Cause.ARCHIVED_BEFORE_LINK)


def test_account_only_in_re_leased__is_not_made_in_intacct() -> None:
    account = Account("4999", "Odd income", AccountClass.REVENUE, active=True)
    decision = decide(lone(Side.RE_LEASED, RecordKind.ACCOUNT, account), CONTEXT)
    assert standing_of(decision) == (StandingState.SET_ASIDE, Cause.ONLY_IN_RE_LEASED)


def test_account_on_both_sides__is_linked_and_intaccts_name_flows() -> None:
    ours = Account("4000", "Rental income", AccountClass.REVENUE, active=True)
    theirs = Account("4000", "Rent", AccountClass.REVENUE, active=True)
    candidate = Candidate(
        RecordKind.ACCOUNT,
        face(Side.INTACCT, ours),
        None,
        look_alikes=(face(Side.RE_LEASED, theirs),),
    )
    assert steps_of(candidate) == [
        (StepVerb.LINK, Side.RE_LEASED, ()),
        (StepVerb.UPDATE, Side.RE_LEASED, ("name",)),
    ]


def test_equal_records_on_both_sides__do_not_count_as_linked_before_they_are() -> None:
    account = Account("4000", "Rent", AccountClass.REVENUE, active=True)
    candidate = Candidate(
        RecordKind.ACCOUNT,
        face(Side.INTACCT, account),
        None,
        look_alikes=(face(Side.RE_LEASED, account),),
    )
    decision = decide(candidate, CONTEXT)
    assert [step.verb for step in decision.steps] == [StepVerb.LINK]
    assert decision.standings == ()


def test_account_on_both_sides__is_not_called_only_in_re_leased() -> None:
    account = Account("4000", "Rent", AccountClass.REVENUE, active=True)
    candidate = Candidate(
        RecordKind.ACCOUNT,
        None,
        face(Side.RE_LEASED, account),
        look_alikes=(face(Side.INTACCT, account),),
    )
    decision = decide(candidate, CONTEXT)
    assert (decision.steps, decision.standings) == ((), ())


def test_equal_code_in_another_dimension__is_not_the_same_thing() -> None:
    location = Reference(RecordKind.DIMENSION, "LOCATION")
    other = Reference(RecordKind.DIMENSION, "9")
    candidate = Candidate(
        RecordKind.DIMENSION_VALUE,
        face(Side.INTACCT, DimensionValue(location, "01", "Quay House", active=True)),
        None,
        look_alikes=(face(Side.RE_LEASED, DimensionValue(other, "01", "Legal", active=True)),),
    )
    decision = decide(candidate, CONTEXT)
    assert standing_of(decision) == (StandingState.WAITING, Cause.MISSING_COUNTERPART)


def test_inactive_dimension__is_not_carried_over() -> None:
    decision = decide(lone(Side.INTACCT, RecordKind.DIMENSION, Dimension("Class", False)), CONTEXT)
    assert standing_of(decision) == (StandingState.SET_ASIDE, Cause.ARCHIVED_BEFORE_LINK)


# --- linked pairs ---------------------------------------------------------------------------------


def test_nothing_changed__nothing_to_do() -> None:
    decision = decide(pair_of_invoices(), CONTEXT)
    assert decision.steps == ()
    assert standing_of(decision) == (StandingState.LINKED, None)


@pytest.mark.parametrize("source", list(Side))
def test_changed_on_one_side__goes_to_the_other(source: Side) -> None:
    change = {"due_date": date(2026, 4, 1)}
    candidate = (
        pair_of_invoices(intacct=change)
        if source is Side.INTACCT
        else pair_of_invoices(re_leased=change)
    )
    assert steps_of(candidate) == [(StepVerb.UPDATE, source.other, ("due_date",))]


def test_changed_alike_on_both_sides__is_agreed_silently() -> None:
    change = {"reference": "April"}
    assert steps_of(pair_of_invoices(change, change)) == [
        (StepVerb.AGREE, Side.RE_LEASED, ("reference",))
    ]


def test_different_fields_changed_on_each_side__are_merged() -> None:
    candidate = pair_of_invoices({"reference": "April"}, {"due_date": date(2026, 4, 1)})
    assert steps_of(candidate) == [
        (StepVerb.UPDATE, Side.RE_LEASED, ("reference",)),
        (StepVerb.UPDATE, Side.INTACCT, ("due_date",)),
    ]


def test_same_field_changed_differently__is_a_conflict_with_both_values() -> None:
    decision = decide(pair_of_invoices({"reference": "April"}, {"reference": "May"}), CONTEXT)
    assert decision.steps == ()
    assert standing_of(decision) == (StandingState.CONFLICT, Cause.CHANGED_ON_BOTH_SIDES)
    assert "April in Sage Intacct, May in Re-Leased" in decision.standings[0][1].detail


def test_conflict_in_one_field__does_not_hold_up_another() -> None:
    candidate = pair_of_invoices({"reference": "April", "number": "INV-9"}, {"reference": "May"})
    assert steps_of(candidate) == [(StepVerb.UPDATE, Side.RE_LEASED, ("number",))]


def test_contact_changed_in_intacct__goes_to_re_leased_with_its_id() -> None:
    before = contact()
    listed = contact("C-17 Quay Foods Ltd", correspondence_name="Quay Foods Ltd")
    renamed = contact("Quay Kitchens Ltd")
    candidate = Candidate(
        RecordKind.CUSTOMER,
        face(Side.INTACCT, renamed, before),
        face(Side.RE_LEASED, listed, listed),
    )
    (step,) = decide(candidate, CONTEXT).steps
    assert (step.verb, step.side) == (StepVerb.UPDATE, Side.RE_LEASED)
    assert step.changes[0].after == "C-17 Quay Kitchens Ltd"


def test_contact_changed_in_re_leased__becomes_a_reminder_naming_the_fields() -> None:
    before = contact()
    candidate = Candidate(
        RecordKind.CUSTOMER,
        face(Side.INTACCT, before, before),
        face(Side.RE_LEASED, contact(email="new@quay.test"), before),
    )
    decision = decide(candidate, CONTEXT)
    assert decision.steps == ()
    assert standing_of(decision) == (StandingState.REMINDER, Cause.CHANGED_WHERE_NOT_ALLOWED)
    assert "email: - in Sage Intacct, new@quay.test in Re-Leased" in decision.standings[0][1].detail


def test_contact_changed_in_re_leased_and_then_in_intacct__closes_the_reminder() -> None:
    before, after = contact(), contact(email="new@quay.test")
    candidate = Candidate(
        RecordKind.CUSTOMER,
        face(Side.INTACCT, after, before),
        face(Side.RE_LEASED, after, before),
    )
    assert steps_of(candidate) == [(StepVerb.AGREE, Side.RE_LEASED, ("email",))]


@pytest.mark.parametrize(
    ("gone", "cause"),
    [(Side.INTACCT, Cause.DELETED_IN_INTACCT), (Side.RE_LEASED, Cause.DELETED_IN_RE_LEASED)],
)
def test_deletion__is_reported_and_not_carried_over(gone: Side, cause: Cause) -> None:
    candidate = Candidate(
        INVOICE,
        face(Side.INTACCT, invoice(), invoice(), gone=gone is Side.INTACCT),
        face(
            Side.RE_LEASED,
            invoice(Side.RE_LEASED),
            invoice(Side.RE_LEASED),
            gone=gone is Side.RE_LEASED,
        ),
    )
    decision = decide(candidate, CONTEXT)
    assert decision.steps == ()
    assert standing_of(decision) == (StandingState.REMINDER, cause)


# --- status ---------------------------------------------------------------------------------------

DRAFT, POSTED, VOIDED = DocumentStatus.DRAFT, DocumentStatus.POSTED, DocumentStatus.VOIDED


def test_posted_in_intacct__is_approved_in_re_leased() -> None:
    candidate = pair_of_invoices(intacct={"status": POSTED})
    assert steps_of(candidate) == [(StepVerb.APPROVE, Side.RE_LEASED, ())]


def test_approved_in_re_leased__is_posted_in_intacct() -> None:
    candidate = pair_of_invoices(re_leased={"status": POSTED})
    assert steps_of(candidate) == [(StepVerb.APPROVE, Side.INTACCT, ())]


def test_changed_and_approved_at_once__is_approved_only_once_both_say_the_same() -> None:
    candidate = pair_of_invoices(re_leased={"status": POSTED, "reference": "April"})
    assert steps_of(candidate) == [(StepVerb.UPDATE, Side.INTACCT, ("reference",))]


def test_changed_otherwise_on_both_sides__is_not_approved_before_that_is_settled() -> None:
    candidate = pair_of_invoices({"status": POSTED, "reference": "May"}, {"reference": "April"})
    assert steps_of(candidate) == []


def test_approved_on_both_sides__is_agreed_silently() -> None:
    candidate = pair_of_invoices({"status": POSTED}, {"status": POSTED})
    assert steps_of(candidate) == [(StepVerb.AGREE, Side.RE_LEASED, ("status",))]


def test_approved_and_edited_alike_on_both_sides__is_agreed_in_one_step() -> None:
    change = {"status": POSTED, "reference": "April"}
    assert steps_of(pair_of_invoices(change, change)) == [
        (StepVerb.AGREE, Side.RE_LEASED, ("reference", "status"))
    ]


def test_reversed_in_intacct__is_voided_in_re_leased() -> None:
    candidate = pair_of_invoices(intacct={"status": VOIDED}, agreed={"status": POSTED})
    assert steps_of(candidate) == [(StepVerb.VOID, Side.RE_LEASED, ())]


def test_voided_in_re_leased__is_never_voided_in_intacct_but_somebody_is_reminded() -> None:
    candidate = pair_of_invoices(re_leased={"status": VOIDED}, agreed={"status": POSTED})
    decision = decide(candidate, CONTEXT)
    assert decision.steps == ()
    assert standing_of(decision) == (StandingState.REMINDER, Cause.VOIDED_IN_RE_LEASED)


def test_voided_on_both_sides__closes_the_reminder() -> None:
    candidate = pair_of_invoices({"status": VOIDED}, {"status": VOIDED}, {"status": POSTED})
    assert steps_of(candidate) == [(StepVerb.AGREE, Side.RE_LEASED, ("status",))]


@pytest.mark.parametrize("taken_back", [DocumentStatus.PRIVATE, DocumentStatus.REJECTED])
def test_taken_back_in_re_leased__is_a_reminder(taken_back: DocumentStatus) -> None:
    decision = decide(pair_of_invoices(re_leased={"status": taken_back}), CONTEXT)
    assert standing_of(decision) == (StandingState.REMINDER, Cause.TAKEN_BACK_IN_RE_LEASED)


def test_step_digest__changes_with_every_content_it_rests_on() -> None:
    candidate = pair_of_invoices(intacct={"reference": "April"})
    (step,) = decide(candidate, CONTEXT).steps
    assert candidate.intacct is not None
    moved = Candidate(
        INVOICE,
        face(Side.INTACCT, candidate.intacct.now, candidate.intacct.agreed, fingerprint="moved on"),
        candidate.re_leased,
    )
    (after,) = decide(moved, CONTEXT).steps
    assert step.digest != after.digest
