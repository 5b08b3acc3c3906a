"""What may be the same thing on both sides is offered as a match before a twin is made."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sync.domain.choices import Choice, ChoiceEnd, ChoiceVerb, Person, choices_for
from sync.domain.kinds import RecordKind
from sync.domain.look_alikes import look_the_same, marks_over_there
from sync.domain.plan import Candidate, Face, StepVerb
from sync.domain.planner import decide
from sync.domain.records import DocumentStatus, Record, Reference
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.domain.made import (
    CONTEXT,
    contact,
    face,
    invoice,
    line,
    pounds,
    receipt,
    standing_of,
)

BILL = RecordKind.BILL
ANOTHER = Reference(RecordKind.CUSTOMER, "777")


def words(intacct: Record, re_leased: Record) -> tuple[str, str]:
    """In what the two agree, as seen from Intacct and from Re-Leased."""
    ours, theirs = face(Side.INTACCT, intacct), face(Side.RE_LEASED, re_leased)
    return tuple(  # type: ignore[return-value]  # two sides, two words
        look_the_same(marks_over_there(own, CONTEXT.counterparts[own.side]), other)
        for own, other in ((ours, theirs), (theirs, ours))
    )


DOCUMENTS = [
    ("the same bill", {}, "same contact, number and amount and date"),
    (
        "number in other letters",
        {"number": " rl-5521 ", "issue_date": date(2026, 3, 3)},
        "same contact and number",
    ),
    ("another number", {"number": "X-1"}, "same contact and amount and date"),
    ("another month's rent", {"number": "X-1", "issue_date": date(2026, 4, 2)}, ""),
    ("another amount", {"number": "X-1", "lines": (line("1200.01"),)}, ""),
    ("another contact", {"contact": ANOTHER}, ""),
    ("no number on either", {"number": "", "issue_date": date(2026, 4, 2)}, ""),
]


@pytest.mark.parametrize(
    ("changes", "agrees"), [case[1:] for case in DOCUMENTS], ids=[case[0] for case in DOCUMENTS]
)
def test_documents_alike__by_contact_and_number_or_by_contact_amount_and_date(
    changes: dict[str, object], agrees: str
) -> None:
    number = "" if changes.get("number") == "" else "RL-5521"
    assert words(invoice(number=number), invoice(Side.RE_LEASED, **changes)) == (agrees, agrees)


@pytest.mark.parametrize(
    ("name", "letters", "email", "agrees"),
    [
        ("Quay Foods Ltd", "Quay Foods Ltd", "", "same name"),
        ("  QUAY  foods ltd", "", "", "same name"),
        ("C-17 Quay Foods Ltd", "Quay Foods Ltd", "", "same name"),
        ("C-17 Quay Foods Ltd", "", "", "same name"),
        ("C-18 Quay Foods Ltd", "", "", ""),
        ("Old Quay Foods Ltd", "", "", ""),
        ("Foods of the Quay", "", "DANA@quay.test", "same email address"),
        ("Foods of the Quay", "", "", ""),
    ],
)
def test_contacts_alike__by_plain_name_or_email_address(
    name: str, letters: str, email: str, agrees: str
) -> None:
    ours = contact("Quay Foods Ltd", email="dana@quay.test" if email else "")
    theirs = contact(name, correspondence_name=letters, email=email)
    assert words(ours, theirs) == (agrees, agrees)


@pytest.mark.parametrize(
    ("changes", "agrees"),
    [
        ({"reference": "cheque 7"}, "same contact and amount and date"),
        ({"paid_on": date(2026, 3, 19)}, ""),
        ({"amount": pounds("1440.01")}, ""),
        ({"contact": ANOTHER}, ""),
    ],
)
def test_payments_alike__by_contact_amount_and_day(changes: dict[str, object], agrees: str) -> None:
    assert words(receipt(), receipt(Side.RE_LEASED, **changes)) == (agrees, agrees)


# --- what the planner makes of it -----------------------------------------------------------------

OURS = face(Side.INTACCT, invoice())
THEIRS = face(Side.RE_LEASED, invoice(Side.RE_LEASED))


def in_intacct(*others: Face, choices: tuple[Choice, ...] = (), own: Face = OURS) -> Candidate:
    return Candidate(BILL, own, None, look_alikes=others, choices=choices)


def in_re_leased(*others: Face, choices: tuple[Choice, ...] = ()) -> Candidate:
    return Candidate(BILL, None, THEIRS, look_alikes=others, choices=choices)


def said(verb: ChoiceVerb, end: ChoiceEnd | None = None, re_leased_id: int = 2) -> Choice:
    return Choice(
        choice_id=9,
        link_id=1,
        kind=BILL,
        verb=verb,
        intacct_id=1,
        re_leased_id=re_leased_id,
        intacct_fingerprint="print of 1",
        re_leased_fingerprint=f"print of {re_leased_id}",
        who=Person("Priya"),
        why="",
        chosen_at=datetime(2026, 3, 4, tzinfo=UTC),
        end=end,
    )


@pytest.mark.parametrize("candidate", [in_intacct(THEIRS), in_re_leased(OURS)], ids=list(Side))
def test_entered_on_both_sides__neither_travels_and_both_name_the_other(
    candidate: Candidate,
) -> None:
    decision = decide(candidate, CONTEXT)
    assert decision.steps == ()
    stands = dict(decision.standings)
    assert stands.keys() == {1, 2}
    for standing in stands.values():
        assert (standing.state, standing.cause) == (StandingState.CONFLICT, Cause.LOOKS_ALIKE)
        assert standing.subject == "RL-5521"
    assert stands[1].detail == (
        "RL-5521 in Re-Leased over 1,440.00 GBP: same contact, number and amount and date"
    )
    assert "RL-5521 in Sage Intacct" in stands[2].detail


def test_several_look_alike__all_are_listed() -> None:
    second = face(Side.RE_LEASED, invoice(Side.RE_LEASED, number="RL-7"), record_id=3)
    detail = dict(decide(in_intacct(THEIRS, second), CONTEXT).standings)[1].detail
    assert "RL-5521 in Re-Leased" in detail
    assert "RL-7 in Re-Leased" in detail


@pytest.mark.parametrize(
    "changes",
    [
        {"status": DocumentStatus.VOIDED},
        {"status": DocumentStatus.REJECTED},
        {"issue_date": date(2024, 12, 31)},
    ],
    ids=["voided", "rejected", "before the sync-from date"],
)
def test_what_a_rule_sets_aside__is_no_look_alike(changes: dict[str, object]) -> None:
    other = face(Side.RE_LEASED, invoice(Side.RE_LEASED, **changes))
    assert [step.verb for step in decide(in_intacct(other), CONTEXT).steps] == [StepVerb.CREATE]


def test_draft_that_re_leased_keeps_to_itself__holds_the_bill_and_stays_a_draft() -> None:
    draft = face(Side.RE_LEASED, invoice(Side.RE_LEASED, status=DocumentStatus.PRIVATE))
    decision = decide(in_intacct(draft), CONTEXT)
    assert [record_id for record_id, _ in decision.standings] == [1]
    assert standing_of(decision).cause is Cause.LOOKS_ALIKE


def test_matched__is_linked_from_intacct_and_its_values_flow() -> None:
    own = face(Side.INTACCT, invoice(reference="Lift repair"))
    decision = decide(in_intacct(THEIRS, choices=(said(ChoiceVerb.MATCH),), own=own), CONTEXT)
    assert [(step.verb, step.side, step.choice_id) for step in decision.steps] == [
        (StepVerb.LINK, Side.RE_LEASED, 9),
        (StepVerb.UPDATE, Side.RE_LEASED, None),
    ]
    twin = decide(in_re_leased(OURS, choices=(said(ChoiceVerb.MATCH),)), CONTEXT)
    assert (twin.steps, twin.standings, twin.endings) == ((), (), ())


def test_matched_in_different_status__follows_the_rules_of_status() -> None:
    own = face(Side.INTACCT, invoice(status=DocumentStatus.POSTED))
    steps = decide(in_intacct(THEIRS, choices=(said(ChoiceVerb.MATCH),), own=own), CONTEXT).steps
    assert [step.verb for step in steps] == [StepVerb.LINK, StepVerb.APPROVE]


@pytest.mark.parametrize("end", [None, ChoiceEnd.CARRIED_OUT])
@pytest.mark.parametrize("side", list(Side))
def test_kept_apart__both_travel(side: Side, end: ChoiceEnd | None) -> None:
    choices = (said(ChoiceVerb.KEEP_APART, end),)
    candidate = (
        in_intacct(THEIRS, choices=choices)
        if side is Side.INTACCT
        else in_re_leased(OURS, choices=choices)
    )
    decision = decide(candidate, CONTEXT)
    assert [(step.verb, step.side) for step in decision.steps] == [(StepVerb.CREATE, side.other)]
    assert [one.end for one in decision.endings] == ([] if end else [ChoiceEnd.CARRIED_OUT])


def test_kept_apart_for_good__whatever_changes_in_them() -> None:
    moved = replace(THEIRS, fingerprint="moved on")
    lasting = (said(ChoiceVerb.KEEP_APART, ChoiceEnd.CARRIED_OUT),)
    steps = decide(in_intacct(moved, choices=lasting), CONTEXT).steps
    assert [step.verb for step in steps] == [StepVerb.CREATE]


def test_kept_apart_from_one__still_asks_about_another() -> None:
    second = face(Side.RE_LEASED, invoice(Side.RE_LEASED, number="RL-7"), record_id=3)
    apart = (said(ChoiceVerb.KEEP_APART),)
    decision = decide(in_intacct(THEIRS, second, choices=apart), CONTEXT)
    assert decision.steps == ()
    assert "RL-5521 in Re-Leased" not in dict(decision.standings)[1].detail


@pytest.mark.parametrize("verb", [ChoiceVerb.MATCH, ChoiceVerb.KEEP_APART])
def test_moved_since_the_choice__lapses_and_is_asked_again(verb: ChoiceVerb) -> None:
    moved = replace(THEIRS, fingerprint="moved on")
    decision = decide(in_intacct(moved, choices=(said(verb),)), CONTEXT)
    assert decision.steps == ()
    assert [(one.end, one.result) for one in decision.endings] == [
        (ChoiceEnd.LAPSED, "Changed in Re-Leased after the choice was made.")
    ]
    assert dict(decision.standings)[1].cause is Cause.LOOKS_ALIKE


def test_matched_with_what_is_linked_by_now__lapses_and_travels() -> None:
    decision = decide(in_intacct(choices=(said(ChoiceVerb.MATCH),)), CONTEXT)
    assert [one.end for one in decision.endings] == [ChoiceEnd.LAPSED]
    assert [step.verb for step in decision.steps] == [StepVerb.CREATE]


def test_looks_like_something_unlinked__waits_for_a_person() -> None:
    decision = decide(in_intacct(replace(THEIRS, unlinked=True)), CONTEXT)
    standing = standing_of(decision)
    assert (standing.state, standing.cause) == (
        StandingState.CONFLICT,
        Cause.LOOKS_LIKE_UNLINKED,
    )
    assert choices_for(BILL, standing.cause) == (ChoiceVerb.KEEP_APART,)
    assert choices_for(BILL, Cause.LOOKS_ALIKE) == (ChoiceVerb.MATCH, ChoiceVerb.KEEP_APART)
