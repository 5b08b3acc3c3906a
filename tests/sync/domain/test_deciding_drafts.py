"""Who may decide about a draft, what is odd about one, and what the clock does to it: pure rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.approving.approvals import Approval, ApprovalState, ApprovalVerb, Decided
from sync.domain.approving.deciding import (
    Authority,
    best_of,
    closed,
    needs_second,
    objection,
    shown_differs,
    state_after,
)
from sync.domain.approving.drafts import Draft, Oddity
from sync.domain.approving.keeping import has_expired, is_to_be_escalated, is_to_be_reminded
from sync.domain.approving.oddities import PastDocument, oddities_of
from sync.domain.approving.own_work import is_own_work
from sync.domain.approving.rechecking import objection_in_the_job
from sync.domain.choices import Person
from sync.domain.company_settings import ApprovalPolicy
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.working_hours import WorkingHours

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = date(2026, 3, 2)
GRACE, HENRY, PRIYA = (Person(name, f"U0{name.upper()}") for name in ("grace", "henry", "priya"))
CENTS = st.integers(min_value=-(10**9), max_value=10**9)


def pounds(amount: str | Decimal) -> Money:
    return Money(Decimal(amount), "GBP")


def draft(amount: Money | None = None, **changes: object) -> Draft:
    made = Draft(
        kind=RecordKind.BILL,
        intacct_id=1,
        re_leased_id=2,
        intacct_fingerprint="i",
        re_leased_fingerprint="r",
        title="B-1",
        contact="Quay Repairs",
        tags="",
        amount=pounds("100.00") if amount is None else amount,
        dated=DAY,
        due=DAY,
        changers=("Marcus Poe", "7"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def approval(amount: Money | None = None, *decisions: Decided, **changes: object) -> Approval:
    return Approval(
        approval_id=1,
        link_id=1,
        batch_id=1,
        draft=draft(amount, **changes),
        state=ApprovalState.WAITING_SECOND if decisions else ApprovalState.OPEN,
        verb=None,
        opened_at=NOON,
        expires_at=NOON + timedelta(hours=72),
        decisions=decisions,
    )


def authority(
    who: Person = GRACE, on_behalf_of: Person | None = None, *, is_unlimited: bool = False
) -> Authority:
    people = [who] if on_behalf_of is None else [who, on_behalf_of]
    names = tuple(name for one in people for name in (one.name, one.person_id))
    return Authority(who, on_behalf_of, is_unlimited, names)


def approves(who: Person = GRACE, on_behalf_of: Person | None = None) -> Decided:
    return Decided(ApprovalVerb.APPROVE, who, draft().digest, "", on_behalf_of, NOON)


APPROVE, REJECT = ApprovalVerb.APPROVE, ApprovalVerb.REJECT


@pytest.mark.parametrize(
    ("known_as", "changer", "is_own"),
    [
        ("marcus", "Marcus Poe", True),
        ("marcus.poe", "Marcus Poe", True),
        ("Marcus Poe", "mpoe", True),
        ("Marcus Poe", "MPOE", True),
        ("m.poe@harbour.test", "mpoe", True),
        ("Zoë Söderberg", "zoe soderberg", True),
        ("U0GRACE", "Marcus Poe", False),
        ("grace", "Marcus Poe", False),
        ("poe", "Marcus Poe", False),
        ("", "", False),
        ("grace", "", False),
        ("7", "7", True),
    ],
)
def test_own_work__is_told_from_how_names_are_written(
    known_as: str, changer: str, is_own: bool
) -> None:
    assert is_own_work([known_as], [changer]) is is_own


@given(st.text(min_size=1), st.lists(st.text(), max_size=3))
def test_own_work__whoever_is_named_as_they_are_called_is_the_one(
    name: str, others: list[str]
) -> None:
    has_letters = any(letter.isascii() and letter.isalnum() for letter in name.partition("@")[0])
    assert is_own_work([name], [*others, name]) or not has_letters


def test_objection__nobody_decides_about_their_own_nor_in_the_place_of_who_did() -> None:
    marcus = Person("marcus", "U0MARCUS")
    for one in (authority(marcus), authority(GRACE, marcus), authority(marcus, is_unlimited=True)):
        for verb in ApprovalVerb:
            said = objection(one, approval(), verb, ApprovalPolicy())
            assert said is not None
            assert said.startswith("Nobody decides about their own")


@given(CENTS, st.integers(min_value=0, max_value=10**9))
def test_limit__is_the_most_that_an_approver_may_approve(cents: int, limit: int) -> None:
    amount = pounds(Decimal(cents) / 100)
    policy = ApprovalPolicy(approver_limit=Decimal(limit) / 100)
    said = objection(authority(), approval(amount), APPROVE, policy)
    assert (said is None) == (abs(cents) <= limit)
    assert objection(authority(is_unlimited=True), approval(amount), APPROVE, policy) is None
    assert objection(authority(), approval(amount), REJECT, policy) is None


@given(CENTS, st.integers(min_value=0, max_value=10**9))
def test_second__two_approve_what_is_above_the_amount_and_one_the_rest(
    cents: int, threshold: int
) -> None:
    amount = pounds(Decimal(cents) / 100)
    policy = ApprovalPolicy(second_approver_above=Decimal(threshold) / 100)
    first = state_after(approval(amount), approves(), policy)
    assert needs_second(amount, policy) == (abs(cents) > threshold)
    assert (first is ApprovalState.GRANTED) == (abs(cents) <= threshold)
    second = state_after(approval(amount, approves()), approves(HENRY), policy)
    assert second is ApprovalState.GRANTED


@pytest.mark.parametrize(
    "second",
    [authority(GRACE), authority(HENRY, GRACE), authority(GRACE, PRIYA)],
    ids=["the same", "in the place of the first", "the first in another's place"],
)
def test_second__is_another_person_and_another_s_judgement(second: Authority) -> None:
    said = objection(second, approval(None, approves()), APPROVE, ApprovalPolicy())
    assert said is not None
    assert "two different people" in said
    assert (
        objection(authority(HENRY), approval(None, approves()), APPROVE, ApprovalPolicy()) is None
    )


def test_workflow__of_re_leased_s_is_never_passed_by() -> None:
    held = approval(workflow="Large bills")
    for verb in ApprovalVerb:
        said = objection(authority(is_unlimited=True), held, verb, ApprovalPolicy())
        assert said is not None
        assert "Large bills" in said


def test_pending_tax__cannot_be_approved_but_rejected() -> None:
    pending = approval(is_tax_pending=True)
    assert objection(authority(), pending, APPROVE, ApprovalPolicy()) is not None
    assert objection(authority(), pending, REJECT, ApprovalPolicy()) is None


def test_best__of_a_person_s_own_right_and_others_is_the_first_that_will_do() -> None:
    policy = ApprovalPolicy(approver_limit=Decimal(10))
    own, lent = authority(GRACE), authority(GRACE, PRIYA, is_unlimited=True)
    assert best_of([own, lent], approval(), APPROVE, policy) is lent
    assert best_of([own, lent], approval(pounds("5.00")), APPROVE, policy) is own
    assert "above your limit" in str(best_of([own], approval(), APPROVE, policy))


@pytest.mark.parametrize("digest", ["", "another", "f" * 32])
def test_shown__another_content_is_never_decided_about(digest: str) -> None:
    assert shown_differs(approval(), digest) is not None
    assert shown_differs(approval(), draft().digest[:12]) is None


@pytest.mark.parametrize("state", [one for one in ApprovalState if not one.is_undecided])
def test_closed__is_everything_but_what_waits(state: ApprovalState) -> None:
    assert closed(replace(approval(), state=state), NOON)
    assert closed(approval(), NOON) is None
    assert closed(approval(), NOON + timedelta(hours=72))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"workflow": "Large bills"}, "Large bills"),
        ({"changers": ["grace"]}, "Nobody decides about their own"),
        ({"policy": ApprovalPolicy(approver_limit=Decimal(1))}, "above your limit"),
        ({"policy": ApprovalPolicy(second_approver_above=Decimal(1))}, "second approver"),
    ],
)
def test_in_the_job__it_is_all_asked_again(changes: dict[str, object], why: str) -> None:
    usual: dict[str, object] = {
        "authorities": [authority()],
        "changers": [],
        "workflow": "",
        "policy": ApprovalPolicy(),
    }
    assert objection_in_the_job(approval(), APPROVE, **usual) is None  # type: ignore[arg-type]
    said = objection_in_the_job(approval(), APPROVE, **{**usual, **changes})  # type: ignore[arg-type]
    assert said is not None
    assert why in said


def past(amount: str, days_ago: int = 30) -> PastDocument:
    return PastDocument("B-0", pounds(amount), DAY - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ("kind", "others", "marks"),
    [
        (RecordKind.BILL, [], (Oddity.NEW_PAYEE,)),
        (RecordKind.SALES_INVOICE, [], ()),
        (RecordKind.BILL, [past("100.00")], ()),
        (RecordKind.BILL, [past("100.00", 7)], (Oddity.LOOKS_LIKE_A_DUPLICATE,)),
        (RecordKind.BILL, [past("100.00", -7)], (Oddity.LOOKS_LIKE_A_DUPLICATE,)),
        (RecordKind.BILL, [past("100.00", 8)], ()),
        (RecordKind.BILL, [past("100.01", 1)], ()),
        (RecordKind.BILL, [past("33.00")] * 3, (Oddity.MUCH_MORE_THAN_USUAL,)),
        (RecordKind.BILL, [past("34.00")] * 3, ()),
        (RecordKind.BILL, [past("1.00")] * 2, ()),
    ],
)
def test_oddities__of_a_bill_over_100(
    kind: RecordKind, others: list[PastDocument], marks: tuple[Oddity, ...]
) -> None:
    hundred = pounds("100.00")
    assert oddities_of(kind, hundred, DAY, others, amount_in_re_leased=hundred) == marks


def test_left_with_two_amounts__is_marked() -> None:
    """An approval posts the one and approves the other."""
    hundred, more = pounds("100.00"), pounds("100.01")
    marks = oddities_of(RecordKind.SALES_INVOICE, hundred, DAY, [], amount_in_re_leased=more)
    assert marks == (Oddity.OTHER_AMOUNT_IN_RE_LEASED,)


def test_clock__people_are_disturbed_in_working_hours_only_and_once() -> None:
    policy, hours = ApprovalPolicy(escalate_to="U0PRIYA"), WorkingHours()
    night, morning = NOON + timedelta(hours=10), NOON + timedelta(hours=23)
    for is_due in (is_to_be_reminded, is_to_be_escalated):
        assert not is_due(approval(), policy, hours, NOON)
        assert not is_due(approval(), policy, hours, night)
        assert is_due(approval(), policy, hours, morning)
        decided = replace(approval(), state=ApprovalState.GRANTED)
        assert not is_due(decided, policy, hours, morning)
    reminded = replace(approval(), reminded_at=NOON, escalated_at=NOON)
    assert not is_to_be_reminded(reminded, policy, hours, morning)
    assert not is_to_be_escalated(reminded, policy, hours, morning)
    assert not is_to_be_escalated(approval(), ApprovalPolicy(), hours, morning)


def test_clock__what_was_decided_does_not_expire() -> None:
    late = NOON + timedelta(days=9)
    assert has_expired(approval(), late)
    assert not has_expired(replace(approval(), state=ApprovalState.GRANTED), late)
