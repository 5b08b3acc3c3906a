"""Whom an issue waits for, when it is told, and that a flood stays a handful."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sync.domain.choices import Person
from sync.domain.issue_care import (
    MOST_AT_ONCE,
    MOST_STANDING,
    IssueCare,
    Muting,
    Snooze,
    part_new_issues,
    said_of,
    seconds_until_told,
    snoozed_until,
    to_escalate,
)
from sync.domain.money import Money
from sync.domain.standing import Cause, Standing, StandingState
from sync.domain.working_hours import WorkingHours

LONDON = WorkingHours()
MONDAY_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FRIDAY_NIGHT = datetime(2026, 3, 6, 22, 0, tzinfo=UTC)
MONDAY_MORNING = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
TOM = Person("tom", "U0TOM")
MOMENTS = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: MONDAY_NOON + timedelta(minutes=minutes)
)


@dataclass(frozen=True)
class Found:
    issue_id: int
    standing: Standing
    count: int = 1
    amount: Money | None = None


def found(
    issue_id: int, cause: Cause = Cause.MISSING_COUNTERPART, pounds: str | None = None
) -> Found:
    amount = Money(Decimal(pounds), "GBP") if pounds is not None else None
    return Found(issue_id, Standing(StandingState.WAITING, cause), amount=amount)


def test_part__a_handful_is_told_each_by_itself() -> None:
    parted = part_new_issues([found(number) for number in range(1, 6)], standing=0)
    assert len(parted.by_themselves) == 5
    assert parted.listed == ()


def test_part__the_gravest_by_cause_then_money_then_records_then_age() -> None:
    undone = found(9, Cause.UNDONE_IN_INTACCT, "1.00")
    dear, cheap = found(8, pounds="900.00"), found(7, pounds="-2.00")
    many = replace(found(6), count=40)
    old, new = found(1), found(2)
    parted = part_new_issues([new, old, many, cheap, dear, undone], standing=0)
    assert parted.by_themselves == (undone, dear, cheap, many, old)
    assert parted.listed == (new,)


@given(st.integers(0, 300), st.integers(0, 60))
def test_part__nobody_is_lost_and_never_too_many(opened: int, standing: int) -> None:
    issues = [found(number) for number in range(opened)]
    parted = part_new_issues(issues, standing)
    assert sorted(one.issue_id for one in parted.by_themselves + parted.listed) == [*range(opened)]
    assert len(parted.by_themselves) <= MOST_AT_ONCE
    assert len(parted.by_themselves) + standing <= max(MOST_STANDING, standing)


def test_said__changes_with_count_and_sum_and_end() -> None:
    pound = Money(Decimal(1), "GBP")
    said = {
        said_of(1, pound, is_closed=False),
        said_of(2, pound, is_closed=False),
        said_of(1, pound + pound, is_closed=False),
        said_of(1, None, is_closed=False),
        said_of(1, pound, is_closed=True),
    }
    assert len(said) == 5


def test_alert__waits_over_the_weekend_and_not_within_working_hours() -> None:
    assert seconds_until_told(MONDAY_NOON, LONDON) == 0
    wait = seconds_until_told(FRIDAY_NIGHT, LONDON)
    assert FRIDAY_NIGHT + timedelta(seconds=wait) == MONDAY_MORNING
    assert seconds_until_told(FRIDAY_NIGHT, LONDON, is_grave=True) == 0


def test_snooze__ends_within_working_hours() -> None:
    assert snoozed_until(Snooze.ONE_HOUR, MONDAY_NOON, LONDON) == MONDAY_NOON + timedelta(hours=1)
    late = datetime(2026, 3, 6, 17, 30, tzinfo=UTC)
    assert snoozed_until(Snooze.ONE_HOUR, late, LONDON) == MONDAY_MORNING
    tuesday = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    assert snoozed_until(Snooze.TILL_MORNING, MONDAY_NOON, LONDON) == tuesday
    before_work = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
    assert snoozed_until(Snooze.TILL_MORNING, before_work, LONDON) == tuesday
    assert snoozed_until(Snooze.TILL_MORNING, FRIDAY_NIGHT, LONDON) == MONDAY_MORNING


@given(MOMENTS, st.sampled_from(Snooze))
def test_snooze__always_ends_later_and_while_people_work(now: datetime, span: Snooze) -> None:
    until = snoozed_until(span, now, LONDON)
    assert until > now
    assert LONDON.is_working(until)


def test_escalation__what_nobody_took_within_eight_working_hours() -> None:
    told = IssueCare(1, told_at=MONDAY_NOON)
    soon, later = MONDAY_NOON + timedelta(hours=7), MONDAY_NOON + timedelta(hours=22)
    assert to_escalate([told], soon, LONDON, 8) == ()
    assert to_escalate([told], later, LONDON, 8) == (told,)


def test_escalation__not_of_what_somebody_has_seen_to() -> None:
    later = MONDAY_NOON + timedelta(days=3)
    told = IssueCare(1, told_at=MONDAY_NOON)
    seen_to = (
        IssueCare(1),
        replace(told, assigned_to="U0TOM"),
        replace(told, snoozed_until=later + timedelta(hours=1)),
        replace(told, muting=Muting(TOM, "known", MONDAY_NOON)),
        replace(told, escalated_at=MONDAY_NOON),
    )
    assert to_escalate(seen_to, later, LONDON, 8) == ()
    woken = replace(told, snoozed_until=MONDAY_NOON + timedelta(hours=1))
    assert to_escalate([woken], later, LONDON, 8) == (woken,)
