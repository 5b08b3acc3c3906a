"""What a person picked for a conflict: obeyed while nothing moved and the rule book allows it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sync.domain.choices import Choice, ChoiceEnd, ChoiceVerb, Person, choices_for
from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate, StepVerb
from sync.domain.planner import decide
from sync.domain.records import DocumentStatus, Reference
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.domain.made import CONTEXT, contact, face, line, pair_of_invoices, standing_of

INVOICE = RecordKind.SALES_INVOICE
TAKE_INTACCT, TAKE_RE_LEASED = ChoiceVerb.TAKE_INTACCT, ChoiceVerb.TAKE_RE_LEASED
LEAVE_BOTH = ChoiceVerb.LEAVE_BOTH


def picked(verb: ChoiceVerb, kind: RecordKind = INVOICE) -> Choice:
    return Choice(
        choice_id=9,
        link_id=1,
        kind=kind,
        verb=verb,
        intacct_id=1,
        re_leased_id=2,
        intacct_fingerprint="print of 1",
        re_leased_fingerprint="print of 2",
        who=Person("Priya", "U0PRIYA"),
        why="",
        chosen_at=datetime(2026, 3, 4, tzinfo=UTC),
    )


def conflict(verb: ChoiceVerb | None = None, **also_in_intacct: object) -> Candidate:
    """The reference says April in Intacct and May in Re-Leased."""
    candidate = pair_of_invoices({"reference": "April", **also_in_intacct}, {"reference": "May"})
    return replace(candidate, choices=(picked(verb),) if verb else ())


@pytest.mark.parametrize(
    ("kind", "cause", "offered"),
    [
        (
            INVOICE,
            Cause.CHANGED_ON_BOTH_SIDES,
            (TAKE_INTACCT, TAKE_RE_LEASED, LEAVE_BOTH),
        ),
        (RecordKind.VENDOR, Cause.CHANGED_ON_BOTH_SIDES, (TAKE_INTACCT, LEAVE_BOTH)),
        (INVOICE, Cause.DELETED_IN_INTACCT, ()),
        (INVOICE, None, ()),
    ],
)
def test_choices_offered__only_what_the_rule_book_lets_travel(
    kind: RecordKind, cause: Cause | None, offered: tuple[ChoiceVerb, ...]
) -> None:
    assert choices_for(kind, cause) == offered


@pytest.mark.parametrize(
    ("verb", "side", "after"),
    [(TAKE_INTACCT, Side.RE_LEASED, "April"), (TAKE_RE_LEASED, Side.INTACCT, "May")],
)
def test_one_sides_value_taken__is_put_on_the_other(
    verb: ChoiceVerb, side: Side, after: str
) -> None:
    decision = decide(conflict(verb), CONTEXT)
    (step,) = decision.steps
    assert (step.verb, step.side, step.fields) == (StepVerb.UPDATE, side, ("reference",))
    assert (step.changes[0].after, step.choice_id) == (after, 9)
    assert (decision.standings, decision.endings) == ((), ())


def test_both_left_as_they_are__is_agreed_and_written_nowhere() -> None:
    (step,) = decide(conflict(LEAVE_BOTH), CONTEXT).steps
    assert (step.verb, step.fields, step.choice_id) == (StepVerb.AGREE, ("reference",), 9)


def test_only_the_step_that_settles_the_clash__carries_out_the_choice() -> None:
    candidate = conflict(TAKE_RE_LEASED, due_date=date(2026, 4, 1))
    steps = decide(candidate, CONTEXT).steps
    assert [(step.side, step.fields, step.choice_id) for step in steps] == [
        (Side.RE_LEASED, ("due_date",), None),
        (Side.INTACCT, ("reference",), 9),
    ]


@pytest.mark.parametrize("verb", [TAKE_INTACCT, TAKE_RE_LEASED, LEAVE_BOTH])
@pytest.mark.parametrize("side", list(Side))
def test_moved_since_the_choice__lapses_and_the_conflict_is_told_anew(
    verb: ChoiceVerb, side: Side
) -> None:
    candidate = conflict(verb)
    assert candidate.intacct is not None
    assert candidate.re_leased is not None
    moved = (
        replace(candidate, intacct=replace(candidate.intacct, fingerprint="moved on"))
        if side is Side.INTACCT
        else replace(candidate, re_leased=replace(candidate.re_leased, fingerprint="moved on"))
    )
    decision = decide(moved, CONTEXT)
    assert decision.steps == ()
    assert standing_of(decision).cause is Cause.CHANGED_ON_BOTH_SIDES
    (ending,) = decision.endings
    assert (ending.choice_id, ending.end) == (9, ChoiceEnd.LAPSED)
    assert ending.result == f"Changed in {side.label} after the choice was made."


def test_deleted_since_the_choice__lapses() -> None:
    candidate = conflict(TAKE_INTACCT)
    assert candidate.re_leased is not None
    gone = replace(candidate, re_leased=replace(candidate.re_leased, gone=True))
    decision = decide(gone, CONTEXT)
    assert standing_of(decision).cause is Cause.DELETED_IN_RE_LEASED
    assert [ending.end for ending in decision.endings] == [ChoiceEnd.LAPSED]


def test_nothing_left_to_choose__lapses() -> None:
    voided = pair_of_invoices(
        {"status": DocumentStatus.VOIDED, "reference": "April"}, {"reference": "May"}
    )
    decision = decide(replace(voided, choices=(picked(TAKE_INTACCT),)), CONTEXT)
    assert [ending.result for ending in decision.endings] == ["There was nothing left to choose."]


def test_choice_that_the_rule_book_does_not_allow__is_never_obeyed() -> None:
    before = contact()
    candidate = Candidate(
        RecordKind.VENDOR,
        face(Side.INTACCT, contact(email="a@quay.test"), before),
        face(Side.RE_LEASED, contact(email="b@quay.test"), before),
        choices=(picked(TAKE_RE_LEASED, RecordKind.VENDOR),),
    )
    decision = decide(candidate, CONTEXT)
    assert decision.steps == ()
    assert standing_of(decision).state is StandingState.CONFLICT
    assert [ending.end for ending in decision.endings] == [ChoiceEnd.LAPSED]


def test_waiting_for_another_record__keeps_the_choice_open() -> None:
    unknown = Reference(RecordKind.ACCOUNT, "4090")
    decision = decide(conflict(TAKE_INTACCT, lines=(line(account=unknown),)), CONTEXT)
    assert standing_of(decision).cause is Cause.MISSING_COUNTERPART
    assert decision.endings == ()


def test_conflict__names_who_changed_each_side_last() -> None:
    candidate = conflict()
    assert candidate.intacct is not None
    assert candidate.re_leased is not None
    known = replace(
        candidate,
        intacct=replace(candidate.intacct, changed_by="fsmith"),
        re_leased=replace(candidate.re_leased, changed_by="Marcus Poe"),
    )
    detail = standing_of(decide(known, CONTEXT)).detail
    assert detail == (
        "reference: April in Sage Intacct, May in Re-Leased "
        "(last changed by fsmith in Sage Intacct, by Marcus Poe in Re-Leased)"
    )
