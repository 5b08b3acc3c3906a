"""Working hours: over nights, weekends and changes of clocks."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.working_hours import WorkingHours

LONDON = WorkingHours()
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are given without a zone


def test_is_working__by_the_company_s_own_clock() -> None:
    auckland = WorkingHours(time_zone="Pacific/Auckland")
    assert LONDON.is_working(MONDAY)
    assert not auckland.is_working(MONDAY)
    assert auckland.is_working(datetime(2026, 11, 22, 20, tzinfo=UTC))


def test_next_working__after_friday_evening_is_monday_morning() -> None:
    friday = datetime(2026, 11, 20, 18, tzinfo=UTC)
    assert LONDON.next_working(friday) == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_worked_between__counts_no_night_and_no_weekend() -> None:
    friday = datetime(2026, 11, 20, 16, tzinfo=UTC)
    assert LONDON.worked_between(friday, MONDAY) == timedelta(hours=3)


def test_worked_between__keeps_the_length_of_a_day_when_the_clocks_change() -> None:
    night_shift = WorkingHours(days=tuple(range(7)), begin=time(0), end=time(4))
    sunday = datetime(2026, 3, 29, tzinfo=UTC)  # In London the clocks go forward at one.
    assert night_shift.worked_between(sunday, sunday + timedelta(days=1)) == timedelta(hours=4)


@given(MOMENTS)
def test_next_working__is_working_and_never_earlier(at: datetime) -> None:
    found = LONDON.next_working(at)
    assert found >= at
    assert LONDON.is_working(found)
    assert LONDON.worked_between(at, found) == timedelta(0)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_worked_between__adds_up(a: datetime, b: datetime, c: datetime) -> None:
    first, middle, last = sorted((a, b, c))
    if last - first < timedelta(days=300):
        whole = LONDON.worked_between(first, last)
        assert whole == LONDON.worked_between(first, middle) + LONDON.worked_between(middle, last)


@pytest.mark.parametrize(
    "wrong",
    [{"days": ()}, {"days": (7,)}, {"begin": time(18), "end": time(8)}, {"time_zone": "Nowhere"}],
)
def test_working_hours__that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError)):
        WorkingHours(**wrong)  # type: ignore[arg-type]  # - any of its fields
